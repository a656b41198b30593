/** Child processes, for the program's `subprocess`. */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import type { HostOperations, ProcessEnd } from '../../runtime/index';
import type { HostResource, ResourceTable } from './resourceTable';

class HostProcess implements HostResource {
  constructor(readonly child: ChildProcess) {}

  /** The program has ended: its children live on, but nobody listens to them. */
  close(): void {
    this.child.stdin?.destroy();
    this.child.stdout?.destroy();
    this.child.stderr?.destroy();
    this.child.unref();
  }
}

export function spawnProcess(
  { resource, file, args, cwd, env, stdio, newSession }: HostOperations['process.spawn']['arguments'],
  table: ResourceTable,
): Promise<{ pid: number }> {
  return new Promise((resolve, reject) => {
    const [argv0, ...rest] = args;
    const child = spawn(file, rest, { argv0, cwd: cwd ?? undefined, env, stdio, detached: newSession });
    const forward = (stream: Readable | null, fd: number): void => {
      if (stream === null) return;
      stream.on('data', (chunk: Uint8Array) => table.emit(resource, 'output', { fd, bytes: new Uint8Array(chunk) }));
      stream.on('error', () => undefined);
      stream.on('close', () => table.emit(resource, 'outputEnd', fd));
    };
    child.stdin?.on('error', () => undefined);
    forward(child.stdout, 1);
    forward(child.stderr, 2);
    child.once('error', reject);
    child.once('spawn', () => {
      table.add(resource, new HostProcess(child));
      resolve({ pid: child.pid! });
    });
    child.once('exit', (code, signal) => {
      const end: ProcessEnd = { code: code ?? 0, signal: signal === null ? 0 : constants.signals[signal] };
      table.emit(resource, 'exit', end);
    });
  });
}

export function inputProcess(
  { resource, data }: HostOperations['process.input']['arguments'],
  table: ResourceTable,
): Promise<null> {
  return new Promise((resolve) => {
    const stdin = table.get(resource, HostProcess)?.child.stdin;
    if (!stdin) resolve(null);
    else stdin.write(data, () => resolve(null));
  });
}

export async function endInputProcess(
  { resource }: HostOperations['process.inputEnd']['arguments'],
  table: ResourceTable,
): Promise<null> {
  table.get(resource, HostProcess)?.child.stdin?.end();
  return null;
}

export async function killProcess({ pid, signal }: HostOperations['process.kill']['arguments']): Promise<null> {
  process.kill(pid, signal);
  return null;
}
