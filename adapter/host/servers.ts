/**
 * Stream sockets with a name (bind) and those that wait for connections (listen), for the program's sockets.
 *
 * Owns: the two steps, which net.Server does in one: a name that nobody listens at refuses whoever connects to it. Must not
 * know: what goes over connections.
 */
import { existsSync, linkSync, renameSync } from 'node:fs';
import * as net from 'node:net';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import { getSystemErrorName } from 'node:util';
import type { AcceptedConnection, HostOperations, SocketEnd } from '../../runtime/index';
import type { HostResource, ResourceTable } from './resourceTable';
import { adopt, endsOf } from './streams';

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

/** What Node has a name for, before it listens there. */
interface Handle {
  close(): void;
  /** An errno where the name couldn't be had; else fills in the address. */
  getsockname?(into: { address?: string; port?: number }): number;
}

/** Node's own two steps of listening, which its module `cluster` uses. */
const { _createServerHandle: bindHandle } = net as unknown as {
  _createServerHandle: (
    address: string,
    port: number,
    family: 4 | 6 | -1,
    fd: undefined,
    flags: number,
  ) => Handle | number;
};
type Listening = net.Server & {
  _handle: Handle;
  _listen2: (address: string, port: number, family: 4 | 6 | -1, backlog: number) => void;
};

const IPV6_ONLY = 1;

/** A name, and the server there as soon as it listens. */
class BoundName implements HostResource {
  server: net.Server | null = null;

  constructor(
    readonly handle: Handle,
    readonly at: SocketEnd,
    private readonly reuseAddress: boolean,
  ) {
    names.add(this);
  }

  close(): void {
    names.delete(this);
    const { path } = this.at;
    if (path === undefined || path.startsWith('\0')) this.free();
    else keepingFile(path, () => this.free());
  }

  private free(): void {
    if (this.server !== null) this.server.close();
    else this.handle.close();
  }

  /** Node lets several have the same address as long as none listens; the system does where both ask for it. */
  excludes({ address, port, family }: SocketEnd, reuseAddress: boolean): boolean {
    const { at } = this;
    if (this.server !== null || at.path !== undefined || port !== at.port || family !== at.family) return false;
    const any = (a: string): boolean => a === '0.0.0.0' || a === '::';
    return !(reuseAddress && this.reuseAddress) && (address === at.address || any(address) || any(at.address));
  }
}

const names = new Set<BoundName>();

export function bindStream(
  { resource, at, ipv6Only, reuseAddress }: Arguments<'stream.bind'>,
  table: ResourceTable,
): SocketEnd {
  const { path } = at;
  if (path === undefined && [...names].some((name) => name.excludes(at, reuseAddress))) throw systemError('EADDRINUSE');
  const handle =
    path === undefined
      ? bindHandle(at.address, at.port, at.family, undefined, ipv6Only ? IPV6_ONLY : 0)
      : bindHandle(path, -1, -1, undefined, 0);
  if (typeof handle === 'number') {
    const code = getSystemErrorName(handle);
    // libuv says EACCES where the folder of a Unix socket isn't there.
    const noFolder = code === 'EACCES' && path !== undefined && !path.startsWith('\0') && !existsSync(dirname(path));
    throw systemError(noFolder ? 'ENOENT' : code);
  }
  const end = { ...at };
  if (path === undefined) {
    const name: { address?: string; port?: number } = {};
    const failed = handle.getsockname!(name);
    if (failed !== 0) {
      handle.close();
      throw systemError(getSystemErrorName(failed));
    }
    Object.assign(end, { address: name.address, port: name.port });
  }
  table.add(resource, new BoundName(handle, end, reuseAddress));
  return end;
}

export function listenStream({ resource, backlog }: Arguments<'stream.listen'>, table: ResourceTable): Promise<null> {
  return new Promise((resolve, reject) => {
    const name = table.get(resource, BoundName)!;
    const { at } = name;
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (accepted) => {
      const id = table.newId();
      const socket = adopt(id, accepted, table);
      const { local, remote } = endsOf(socket, at.path);
      const ends = at.path === undefined ? { local, remote } : { local: remote, remote: local };
      const connection: AcceptedConnection = { resource: id, ...ends };
      table.emit(resource, 'connection', connection);
      socket.resume();
    }) as Listening;
    server.once('error', reject);
    server.once('listening', () => {
      name.server = server;
      resolve(null);
    });
    server._handle = name.handle;
    server._listen2(at.path ?? at.address, at.path === undefined ? at.port : -1, at.path === undefined ? at.family : -1, backlog); // prettier-ignore
  });
}

/** The name of a Unix socket stays when the socket is closed; libuv removes it. */
function keepingFile(path: string, close: () => void): void {
  const kept = `${path}.${process.pid}~`;
  let linked = true;
  try {
    linkSync(path, kept);
  } catch {
    linked = false;
  }
  close();
  if (!linked) return;
  try {
    renameSync(kept, path);
  } catch {
    // Its folder has gone.
  }
}

function systemError(code: string): NodeJS.ErrnoException {
  const errno = (constants.errno as Record<string, number | undefined>)[code] ?? constants.errno.EIO;
  return Object.assign(new Error(code), { code, errno: -errno });
}
