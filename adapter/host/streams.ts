/** Connected stream sockets (TCP, Unix), for the program's sockets. */
import { readSync, writeSync } from 'node:fs';
import * as net from 'node:net';
import type { HostOperations, SocketEnd, StreamEnds } from '../../runtime/index';
import { failureOf } from './failure';
import type { HostResource, ResourceTable } from './resourceTable';

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

/** So many bytes must have left before the program is told. */
const WRITTEN_STEP = 32 * 1024;

/**
 * What all sockets read into, one after another: a read makes no buffer of its own and takes no way through a stream's
 * queue. Windows fills a buffer before it tells, so each would need its own there.
 */
const shared = process.platform === 'win32' ? null : new Uint8Array(64 * 1024);

/** Who gets what a socket reads: known only after the socket is made. */
class Sink {
  take: (data: Uint8Array) => void = () => undefined;

  /** What the maker of a socket is to be told. */
  get options(): { onread?: net.OnReadOpts } {
    if (shared === null) return {};
    const callback = (length: number): boolean => {
      this.take(shared.slice(0, length));
      return true;
    };
    return { onread: { buffer: shared, callback } };
  }

  /** An accepted connection's socket, made anew: a server's own doesn't ask how to read. */
  remake(accepted: net.Socket): net.Socket {
    const holder = accepted as unknown as { _handle: object | null };
    const handle = holder._handle;
    if (shared === null || handle === null) return accepted;
    holder._handle = null;
    const options = { handle, allowHalfOpen: true, pauseOnCreate: true, ...this.options };
    return new net.Socket(options);
  }
}

class HostStream implements HostResource {
  private untold = 0;
  /** So many bytes have come. */
  private given = 0;

  constructor(
    private readonly id: number,
    readonly socket: net.Socket,
    private readonly table: ResourceTable,
    private readonly sink: Sink,
  ) {
    sink.take = (data) => {
      this.given += data.length;
      table.emit(this.id, 'data', data);
    };
    // Exactly the bytes: the view may stand in a buffer of 64 KB, and posting would copy all of that.
    if (shared === null) socket.on('data', (chunk) => sink.take(new Uint8Array(chunk)));
    socket.on('end', () => this.ended());
    socket.on('error', (error) => table.emit(this.id, 'error', failureOf(error)));
    socket.on('close', () => table.emit(this.id, 'close'));
  }

  /** Or reset, after some data: libuv takes both for the end. */
  private ended(): void {
    try {
      if (this.fd >= 0) readSync(this.fd, new Uint8Array(1));
    } catch (error) {
      this.socket.destroy(error as Error);
      return;
    }
    this.table.emit(this.id, 'end');
  }

  /** Windows has no descriptors. */
  private get fd(): number {
    return (this.socket as { _handle?: { fd?: number } | null })._handle?.fd ?? -1;
  }

  write(data: Uint8Array, from: number, to: number): void {
    const count = this.writeNow(data, from, to - from);
    if (count > 0) this.wrote(count);
    if (count === to - from) return;
    const rest = data.subarray(from + count, to);
    this.socket.write(rest, (error) => {
      if (!error) this.wrote(rest.length);
    });
  }

  /** As much as the kernel takes at once: a stream's own way makes several objects for a write, and calls back later. */
  private writeNow(data: Uint8Array, from: number, length: number): number {
    const { socket, fd } = this;
    if (!socket.writable || socket.writableLength > 0) return 0;
    if (fd < 0) return 0;
    try {
      return writeSync(fd, data, from, length);
    } catch (error) {
      // The kernel tells an error only once; a full buffer is none.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') socket.destroy(error as Error);
      return 0;
    }
  }

  private wrote(count: number): void {
    this.untold += count;
    if (this.untold < WRITTEN_STEP) return;
    this.table.emit(this.id, 'written', this.untold);
    this.untold = 0;
  }

  get pending(): number {
    return this.socket.writableLength;
  }

  close(reset: boolean, taken = this.given): void | Promise<void> {
    const { socket } = this;
    if (socket.destroyed) return;
    // A kernel resets a connection, too, of which something came that was never read. Unix sockets can't be reset.
    if ((reset || taken < this.given) && socket.remoteAddress !== undefined) socket.resetAndDestroy();
    else if (socket.writableFinished || !(socket.writable || socket.writableEnded)) socket.destroy();
    else {
      // What was written still goes out; what comes is for nobody.
      this.sink.take = () => undefined;
      socket.resume();
      const gone = new Promise<void>((resolve) => void socket.once('close', () => resolve()));
      socket.end(() => socket.destroy());
      return gone;
    }
  }
}

/** An accepted connection becomes a resource; it is read from when it is resumed. */
export function adopt(id: number, accepted: net.Socket, table: ResourceTable): net.Socket {
  const sink = new Sink();
  const socket = sink.remake(accepted);
  table.add(id, new HostStream(id, socket, table, sink));
  return socket;
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
    const sink = new Sink();
    const socket = net.connect({ ...options, ...sink.options });
    table.add(resource, { close: () => void socket.destroy() });
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      table.add(resource, new HostStream(resource, socket, table, sink));
      resolve(endsOf(socket, to.path));
    });
  });
}

export function endsOf(socket: net.Socket, path: string | undefined): StreamEnds {
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

export function writeStream({ resource, data }: Arguments<'stream.write'>, table: ResourceTable): null {
  table.get(resource, HostStream)?.write(data, 0, data.length);
  return null;
}

export function endStream({ resource }: Arguments<'stream.end'>, table: ResourceTable): null {
  table.get(resource, HostStream)?.socket.end();
  return null;
}

export function flowStream({ resource, reading }: Arguments<'stream.flow'>, table: ResourceTable): null {
  const socket = table.get(resource, HostStream)?.socket;
  if (reading) socket?.resume();
  else socket?.pause();
  return null;
}

export function optionStream({ resource, option, value }: Arguments<'stream.option'>, table: ResourceTable): null {
  const socket = table.get(resource, HostStream)?.socket;
  if (option === 'noDelay') socket?.setNoDelay(value);
  else socket?.setKeepAlive(value);
  return null;
}

export function closeResource({ resource, reset, taken }: Arguments<'resource.close'>, table: ResourceTable): null {
  table.close(resource, reset, taken);
  return null;
}
