/** Stream sockets and their servers (TCP, Unix), for the program's sockets. */
import { existsSync } from 'node:fs';
import * as net from 'node:net';
import { constants } from 'node:os';
import { dirname } from 'node:path';
import type { AcceptedConnection, HostOperations, SocketEnd, StreamEnds } from '../../runtime/index';
import { failureOf } from './failure';
import type { HostResource, ResourceTable } from './resourceTable';

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

/** So many bytes must have left before the program is told. */
const WRITTEN_STEP = 32 * 1024;

class HostStream implements HostResource {
  private untold = 0;

  constructor(
    private readonly id: number,
    readonly socket: net.Socket,
    private readonly table: ResourceTable,
  ) {
    // Exactly the bytes: the view may stand in a buffer of 64 KB, and posting would copy all of that.
    socket.on('data', (chunk) => table.emit(this.id, 'data', new Uint8Array(chunk)));
    socket.on('end', () => table.emit(this.id, 'end'));
    socket.on('error', (error) => table.emit(this.id, 'error', failureOf(error)));
    socket.on('close', () => table.emit(this.id, 'close'));
  }

  write(data: Uint8Array): void {
    this.socket.write(data, (error) => {
      if (error) return;
      this.untold += data.length;
      if (this.untold < WRITTEN_STEP) return;
      this.table.emit(this.id, 'written', this.untold);
      this.untold = 0;
    });
  }

  get pending(): number {
    return this.socket.writableLength;
  }

  close(reset: boolean): void | Promise<void> {
    const { socket } = this;
    if (socket.destroyed) return;
    if (reset) socket.resetAndDestroy();
    else if (socket.writableFinished || !(socket.writable || socket.writableEnded)) socket.destroy();
    else {
      // What was written still goes out.
      socket.on('data', () => undefined);
      socket.resume();
      const gone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
      socket.end(() => socket.destroy());
      return gone;
    }
  }
}

class HostServer implements HostResource {
  constructor(readonly server: net.Server) {}

  close(): void {
    this.server.close();
  }
}

export function connectStream(
  { resource, to, from }: Arguments<'stream.connect'>,
  table: ResourceTable,
): Promise<StreamEnds> {
  return new Promise((resolve, reject) => {
    const options: net.NetConnectOpts =
      to.path !== undefined
        ? { path: to.path, allowHalfOpen: true }
        : {
            host: to.address,
            port: to.port,
            family: to.family,
            allowHalfOpen: true,
            noDelay: false,
            ...(from === null
              ? {}
              : { localAddress: from.address, ...(from.port === 0 ? {} : { localPort: from.port }) }),
          };
    const socket = net.connect(options);
    table.add(resource, { close: () => void socket.destroy() });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      table.add(resource, new HostStream(resource, socket, table));
      resolve(endsOf(socket, to.path));
    });
  });
}

export function listenStream(
  { resource, at, backlog, ipv6Only }: Arguments<'stream.listen'>,
  table: ResourceTable,
): Promise<SocketEnd> {
  return new Promise((resolve, reject) => {
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      const id = table.newId();
      table.add(id, new HostStream(id, socket, table));
      const accepted: AcceptedConnection = { resource: id, ...endsOf(socket, at.path) };
      table.emit(resource, 'connection', accepted);
      socket.resume();
    });
    server.once('error', (error) => reject(at.path === undefined ? error : withoutFolder(error, at.path)));
    const where =
      at.path !== undefined
        ? { path: at.path, backlog }
        : { host: at.address, port: at.port, backlog, ipv6Only, exclusive: true };
    server.listen(where, () => {
      table.add(resource, new HostServer(server));
      const address = server.address();
      resolve(
        typeof address === 'object' && address !== null
          ? { address: address.address, port: address.port, family: at.family }
          : at,
      );
    });
  });
}

/** libuv says EACCES where the folder of a Unix socket isn't there. */
function withoutFolder(error: NodeJS.ErrnoException, path: string): Error {
  if (error.code !== 'EACCES' || path.startsWith('\0') || existsSync(dirname(path))) return error;
  return Object.assign(error, { code: 'ENOENT', errno: -constants.errno.ENOENT });
}

function endsOf(socket: net.Socket, path: string | undefined): StreamEnds {
  if (path !== undefined) {
    const unnamed: SocketEnd = { address: '', port: 0, family: 4, path: '' };
    return { local: unnamed, remote: { ...unnamed, path } };
  }
  const family = socket.remoteFamily === 'IPv6' ? 6 : 4;
  return {
    local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0, family },
    remote: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0, family },
  };
}

export async function writeStream({ resource, data }: Arguments<'stream.write'>, table: ResourceTable): Promise<null> {
  table.get(resource, HostStream)?.write(data);
  return null;
}

export async function endStream({ resource }: Arguments<'stream.end'>, table: ResourceTable): Promise<null> {
  table.get(resource, HostStream)?.socket.end();
  return null;
}

export async function flowStream({ resource, reading }: Arguments<'stream.flow'>, table: ResourceTable): Promise<null> {
  const socket = table.get(resource, HostStream)?.socket;
  if (reading) socket?.resume();
  else socket?.pause();
  return null;
}

export async function optionStream(
  { resource, option, value }: Arguments<'stream.option'>,
  table: ResourceTable,
): Promise<null> {
  const socket = table.get(resource, HostStream)?.socket;
  if (option === 'noDelay') socket?.setNoDelay(value);
  else socket?.setKeepAlive(value);
  return null;
}

export async function closeResource(
  { resource, reset }: Arguments<'resource.close'>,
  table: ResourceTable,
): Promise<null> {
  table.close(resource, reset);
  return null;
}
