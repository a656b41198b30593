/**
 * Child processes: those that this program started, their ends, and what flows through their standard streams.
 *
 * Owns: the table of children by pid, wait statuses, pumping between the program's descriptors and the child. Must not
 * know: Python objects.
 */
import { host } from '../host/currentHost';
import { forgetResource, onResource } from '../host/dispatch';
import type { HostFailure } from '../host/door';
import type { ProcessEnd, ProcessStart } from '../host/operations';
import { HostFile, notifyWatchers, releaseFile, retainFile, type OpenFile } from './fileDescriptors';
import { waitFor, operateAndWait } from './socket/waiting';

export interface Child {
  pid: number;
  resource: number;
  /** As waitpid() gives it, once the child has ended. */
  status: number | undefined;
  /** Of the descriptors that stand for it. */
  readonly watchers: Set<() => void>;
  /** Outputs whose end hasn't come: they may go on when the child has ended and was waited for. */
  outputs: number;
}

const children = new Map<number, Child>();

/** Those that the program hasn't waited for yet, for who looks into it. */
export function childProcesses(): { pid: number; status: number | undefined }[] {
  return [...children.values()];
}

/** Resources of children have numbers of their own, apart from the sockets'. */
let nextResource = 2 ** 29;

export function childOf(pid: number): Child | undefined {
  return children.get(pid);
}

export function anyChild(): Child | undefined {
  for (const c of children.values()) if (c.status !== undefined) return c;
  return children.values().next().value;
}

/** The child was waited for. */
export function reap(child: Child): void {
  children.delete(child.pid);
  forgetIfOver(child);
}

function forgetIfOver(child: Child): void {
  if (child.outputs === 0 && child.status !== undefined) forgetResource(child.resource);
}

export interface SpawnOptions extends Omit<ProcessStart, 'resource' | 'stdio'> {
  /** What the child's descriptors 0, 1 and 2 are; undefined: the program's own. */
  files: (OpenFile | undefined)[];
}

/** Starts a child; returns it or why it could not be started. */
export function spawn({ files, ...options }: SpawnOptions): Child | HostFailure {
  const resource = nextResource++;
  const stdio = files.map((f, i) =>
    f instanceof HostFile && f.hostFd > 2
      ? f.hostFd
      : i === 0 && (f === undefined || f instanceof HostFile)
        ? 'ignore'
        : 'pipe',
  );
  const pumps = files.map((f) => (f === undefined || f instanceof HostFile ? undefined : f));
  const child: Child = { pid: 0, resource, status: undefined, watchers: new Set(), outputs: 0 };
  child.outputs = stdio.filter((s, i) => i > 0 && s === 'pipe').length;
  for (const f of pumps) if (f !== undefined) retainFile(f);
  const early: [string, unknown][] = [];
  let started = false;
  const happened = (event: string, data: unknown): void => {
    if (!started) early.push([event, data]);
    else take(child, pumps, event, data);
  };
  onResource(resource, happened);
  const end = operateAndWait('process.spawn', { ...options, resource, stdio });
  if (end.failure !== undefined) {
    forgetResource(resource);
    for (const f of pumps) if (f !== undefined) releaseFile(f);
    return end.failure;
  }
  child.pid = (end.result as { pid: number }).pid;
  children.set(child.pid, child);
  started = true;
  for (const [event, data] of early) take(child, pumps, event, data);
  if (pumps[0] !== undefined) pumpInput(child, pumps[0]);
  return child;
}

function take(child: Child, pumps: (OpenFile | undefined)[], event: string, data: unknown): void {
  switch (event) {
    case 'output': {
      const { fd, bytes } = data as { fd: number; bytes: Uint8Array };
      deliver(pumps[fd], fd, bytes);
      break;
    }
    case 'outputEnd': {
      const fd = data as number;
      const file = pumps[fd];
      pumps[fd] = undefined;
      if (file !== undefined) releaseFile(file);
      child.outputs--;
      forgetIfOver(child);
      break;
    }
    case 'exit': {
      const { code, signal } = data as ProcessEnd;
      child.status = signal !== 0 ? signal : code << 8;
      notifyWatchers(child);
      forgetIfOver(child);
    }
  }
}

/** What the child wrote: into the program's pipe, or to the program's own output. */
function deliver(file: OpenFile | undefined, fd: number, bytes: Uint8Array): void {
  if (file === undefined) {
    host().write(fd, bytes);
    return;
  }
  const accept = (file as { accept?: (data: Uint8Array) => void }).accept;
  if (accept !== undefined) accept.call(file, bytes);
  else {
    try {
      file.write(bytes);
    } catch {
      // Nobody reads any more; the child's output is lost, as it would be with SIGPIPE ignored.
    }
  }
}

/** Carries what the program writes into the pipe on to the child. */
function pumpInput(child: Child, file: OpenFile): void {
  const forward = (bytes: Uint8Array): void => {
    host().tell('process.input', { resource: child.resource, data: bytes });
  };
  const finish = (): void => {
    host().tell('process.inputEnd', { resource: child.resource });
    releaseFile(file);
  };
  const pipe = (file as { drainTo?: (forward: (bytes: Uint8Array) => void, finish: () => void) => void }).drainTo;
  if (pipe !== undefined) pipe.call(file, forward, finish);
  else finish();
}

/** Waits until the child has ended; false where `block` is false and it hasn't. */
export function waitForChild(child: Child, block: boolean): boolean {
  return waitFor(() => child.status !== undefined, block ? null : 0, true);
}
