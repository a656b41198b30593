/** Child processes, for the program's `subprocess`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { ChildDescriptor, HostOperations, ProcessEnd } from '../../runtime/index';
import { makePipes, type Pipe } from './pipes';
import type { HostResource, ResourceTable } from './resourceTable';

type Stream = Readable | Writable | null | undefined;

class HostProcess implements HostResource {
  constructor(
    readonly child: ChildProcess,
    /** This process's ends, by the child's descriptors. */
    readonly streams: readonly Stream[],
  ) {}

  /** The program has ended: its children live on, but nobody listens to them. */
  close(): void {
    for (const stream of this.streams) stream?.destroy();
    this.child.unref();
  }
}

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

export async function spawnProcess(
  { resource, file, args, cwd, env, stdio, newSession, umask, uid, gid }: Arguments<'process.spawn'>,
  table: ResourceTable,
): Promise<{ pid: number }> {
  const pipes = await pipesFor(stdio);
  return new Promise((resolve, reject) => {
    const [argv0, ...rest] = args;
    const ids = { ...(uid === null ? {} : { uid }), ...(gid === null ? {} : { gid }) };
    const own = umask === null ? null : process.umask(umask);
    let child: ChildProcess;
    const { folder, done } = existingFolder(cwd);
    try {
      const nodeStdio = stdio.map((kind, fd) => pipes.get(firstOf(stdio, fd))?.child ?? nodeKind(kind));
      child = spawn(file, rest, { argv0, cwd: folder, env, stdio: nodeStdio, detached: newSession, ...ids });
    } catch (error) {
      for (const { ours } of pipes.values()) closeSync(ours);
      throw error;
    } finally {
      for (const { child: end } of pipes.values()) closeSync(end);
      if (own !== null) process.umask(own);
      done();
    }
    const ends = new Map([...pipes].map(([fd, { ours }]) => [fd, streamOver(ours, stdio[fd] === 'input')]));
    const streams = stdio.map((_kind, fd) => ends.get(fd) ?? child.stdio[fd]);
    connectAll(stdio, streams, resource, table);
    child.once('error', (error) => {
      for (const stream of streams) stream?.destroy();
      reject(error);
    });
    child.once('spawn', () => {
      table.add(resource, new HostProcess(child, streams));
      resolve({ pid: child.pid! });
    });
    // DIFFERS: Node doesn't tell which real-time signal ended a child: it reports the status 0.
    child.once('exit', (code, signal) => {
      // Nobody is told when a pipe isn't read any more.
      for (const [fd, stream] of ends) if (stdio[fd] === 'input') stream.destroy();
      const end: ProcessEnd = { code: code ?? 0, signal: signal === null ? 0 : constants.signals[signal] };
      table.emit(resource, 'exit', end);
    });
  });
}

/** By the child's descriptors; none at all where the system has none to give. */
async function pipesFor(stdio: readonly ChildDescriptor[]): Promise<Map<number, Pipe>> {
  const fds = stdio.flatMap((kind, fd) => (kind === 'input' || kind === 'output' ? [fd] : []));
  const pipes = await makePipes(fds.map((fd) => stdio[fd] as 'input' | 'output'));
  return new Map(pipes?.map((pipe, i) => [fds[i], pipe]));
}

/** The descriptor that stands for the same and is the smallest. */
function firstOf(stdio: readonly ChildDescriptor[], fd: number): number {
  const kind = stdio[fd];
  return typeof kind === 'object' ? kind.as : fd;
}

/** Where there are no pipes. */
function nodeKind(kind: ChildDescriptor): number | 'pipe' | 'ignore' {
  return typeof kind === 'number' || kind === 'ignore' ? kind : 'pipe';
}

const streamOver = (fd: number, input: boolean): Socket => new Socket({ fd, readable: !input, writable: input });

/** Where a child begins: in the folder asked for, or, where the program's own has been removed, in one that has been, too. */
function existingFolder(cwd: string | null): { folder: string | undefined; done: () => void } {
  if (cwd === null || existsSync(cwd) || process.platform !== 'linux')
    return { folder: cwd ?? undefined, done: () => undefined };
  const made = mkdtempSync(join(tmpdir(), 'coroscope-removed-'));
  const fd = openSync(made, 'r');
  rmdirSync(made);
  return { folder: `/proc/${process.pid}/fd/${fd}`, done: () => closeSync(fd) };
}

/** Descriptor 0 is written, 1 and 2 are read, the others may be either. */
function connectAll(
  stdio: readonly ChildDescriptor[],
  streams: readonly Stream[],
  resource: number,
  table: ResourceTable,
): void {
  const open = new Map<number, number>();
  streams.forEach((stream, i) => {
    if (!stream) return;
    const fd = firstOf(stdio, i);
    open.set(fd, (open.get(fd) ?? 0) + 1);
    const ended = (): void => {
      open.set(fd, open.get(fd)! - 1);
      if (open.get(fd) === 0) table.emit(resource, 'outputEnd', fd);
    };
    stream.on('error', () => undefined);
    if (stdio[fd] !== 'output') stream.on('close', () => table.emit(resource, 'inputEnd', fd));
    if (stdio[fd] === 'input' || !('read' in stream)) return;
    stream.on('data', (chunk: Uint8Array) => table.emit(resource, 'output', { fd, bytes: new Uint8Array(chunk) }));
    if (stdio[fd] === 'output') stream.on('close', ended);
    else {
      stream.on('end', () => {
        ended();
        stream.destroy();
      });
    }
  });
}

function streamOf(resource: number, fd: number, table: ResourceTable): Stream {
  return table.get(resource, HostProcess)?.streams[fd];
}

export function inputProcess({ resource, fd, data }: Arguments<'process.input'>, table: ResourceTable): Promise<null> {
  return new Promise((resolve, reject) => {
    const stream = streamOf(resource, fd, table);
    if (!stream || !('write' in stream) || stream.destroyed) reject(brokenPipe());
    else stream.write(data, (error) => (error ? reject(brokenPipe()) : resolve(null)));
  });
}

function brokenPipe(): NodeJS.ErrnoException {
  return Object.assign(new Error('broken pipe'), { code: 'EPIPE', errno: -constants.errno.EPIPE });
}

export async function endInputProcess(
  { resource, fd }: Arguments<'process.inputEnd'>,
  table: ResourceTable,
): Promise<null> {
  const stream = streamOf(resource, fd, table);
  if (stream && 'end' in stream) stream.end();
  return null;
}

export async function flowProcess(
  { resource, fd, flow }: Arguments<'process.output'>,
  table: ResourceTable,
): Promise<null> {
  const stream = streamOf(resource, fd, table);
  if (!stream || !('read' in stream)) return null;
  if (flow === 'on') stream.resume();
  else if (flow === 'pause') stream.pause();
  else stream.destroy();
  return null;
}

export async function maskProcess({ mask }: Arguments<'process.umask'>): Promise<number> {
  return process.umask(mask);
}

export async function killProcess({ pid, signal }: HostOperations['process.kill']['arguments']): Promise<null> {
  process.kill(pid, signal);
  return null;
}
