/** Names of an address and a port as the system gives them (getnameinfo), for the program's loop. */
import { lookupService } from 'node:dns/promises';
import type { HostOperations } from '../../runtime/index';

type Reverse = HostOperations['dns.reverse'];

export function reverseLookup({ address, port }: Reverse['arguments']): Promise<Reverse['result']> {
  return lookupService(address, port);
}
