/** Name resolution as the system does it (getaddrinfo), for the program's loop. */
import { lookup } from 'node:dns/promises';
import type { HostOperations } from '../../runtime/index';

type Lookup = HostOperations['dns.lookup'];

export async function lookupHost({ host, family }: Lookup['arguments']): Promise<Lookup['result']> {
  const addresses = await lookup(host, { family, all: true, verbatim: true });
  return addresses.map((found) => ({ address: found.address, family: found.family === 6 ? 6 : 4 }));
}
