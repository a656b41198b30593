/** Child processes, for the program's `subprocess`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, rmdirSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { HostOperations, ProcessEnd } from '../../runtime/index';
import type { HostResource, ResourceTable } from './resourceTable';

class HostProcess implements HostResource {
  constructor(readonly child: ChildProcess) {}

  /** The program has ended: its children live on, but nobody listens to them. */
  close(): void {
    for (const stream of this.child.stdio) stream?.destroy();
    this.child.unref();
  }
}

type Arguments<K extends keyof HostOperations> = HostOperations[K]['arguments'];

export function spawnProcess(
  { resource, file, args, cwd, env, stdio, newSession, umask, uid, gid }: Arguments<'process.spawn'>,
  table: ResourceTable,
): Promise<{ pid: number }> {
  return new Promise((resolve, reject) => {
    const [argv0, ...rest] = args;
    const ids = { ...(uid === null ? {} : { uid }), ...(gid === null ? {} : { gid }) };
    const own = umask === null ? null : process.umask(umask);
    let child: ChildProcess;
    const { folder, done } = existingFolder(cwd);
    try {
      child = spawn(file, rest, { argv0, cwd: folder, env, stdio, detached: newSession, ...ids });
    } finally {
      if (own !== null) process.umask(own);
      done();
    }
    child.stdio.forEach((stream, fd) => {
      if (stream) connect(stream, fd, resource, table);
    });
    child.once('error', reject);
    child.once('spawn', () => {
      table.add(resource, new HostProcess(child));
      resolve({ pid: child.pid! });
    });
    // DIFFERS: Node doesn't tell which real-time signal ended a child: it reports the status 0.
    child.once('exit', (code, signal) => {
      const end: ProcessEnd = { code: code ?? 0, signal: signal === null ? 0 : constants.signals[signal] };
      table.emit(resource, 'exit', end);
    });
  });
}

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
function connect(stream: Readable | Writable, fd: number, resource: number, table: ResourceTable): void {
  stream.on('error', () => undefined);
  if (fd !== 1 && fd !== 2) stream.on('close', () => table.emit(resource, 'inputEnd', fd));
  if (fd === 0 || !('read' in stream)) return;
  stream.on('data', (chunk: Uint8Array) => table.emit(resource, 'output', { fd, bytes: new Uint8Array(chunk) }));
  const ended = (): void => table.emit(resource, 'outputEnd', fd);
  if (fd <= 2) stream.on('close', ended);
  else {
    stream.on('end', () => {
      ended();
      stream.destroy();
    });
  }
}

function streamOf(resource: number, fd: number, table: ResourceTable): Readable | Writable | null | undefined {
  return table.get(resource, HostProcess)?.child.stdio[fd];
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
