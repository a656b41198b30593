/**
 * Child processes: those that this program started, their ends, and what flows through their standard streams.
 *
 * Owns: the table of children by pid, wait statuses, pumping between the program's descriptors and the child. Must not
 * know: Python objects.
 */
import { host } from '../host/currentHost';
import { forgetResource, onCompletion, onResource } from '../host/dispatch';
import type { HostFailure } from '../host/door';
import type { ChildDescriptor, ProcessEnd, ProcessStart } from '../host/operations';
import { HostFile, notifyWatchers, releaseFile, retainFile, type OpenFile } from './fileDescriptors';
import { withPassed } from './passedDescriptors';
import { PipeReader, PipeWriter, type Sink } from './memoryPipe';
import { waitFor, operateAndWait } from './socket/waiting';

export interface Child {
  pid: number;
  resource: number;
  /** As waitpid() gives it, once the child has ended. */
  status: number | undefined;
  /** Of the descriptors that stand for it. */
  readonly watchers: Set<() => void>;
  /** Outputs whose end hasn't come: they may go on when the child has ended and was waited for. */
  readonly outputs: Map<number, ChildOutput>;
  /** What it reads from the program. */
  readonly inputs: Map<number, ChildInput>;
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

/** Those that may be waited for: one, or all. */
export function childrenOf(pid: number | 'all'): Child[] {
  if (pid === 'all') return [...children.values()];
  const child = children.get(pid);
  return child === undefined ? [] : [child];
}

/** The child was waited for. */
export function reap(child: Child): void {
  children.delete(child.pid);
  forgetIfOver(child);
}

function forgetIfOver(child: Child): void {
  if (child.outputs.size === 0 && child.status !== undefined) forgetResource(child.resource);
}

export interface SpawnOptions extends Omit<ProcessStart, 'resource' | 'stdio'> {
  /** By the child's descriptor; undefined: of 0, 1 and 2 the program's own, of others none; null: none. */
  files: (OpenFile | null | undefined)[];
}

type Files = SpawnOptions['files'];

/** What is to stand at a descriptor of the child's; `opened` gets what is to be closed afterwards. */
function stdioOf(files: Files, fd: number, opened: number[]): ChildDescriptor {
  const file = files[fd];
  if (file === null) return 'ignore';
  if (file === undefined && fd > 2) return 'ignore';
  if (file !== undefined && !(file instanceof HostFile)) {
    const first = files.indexOf(file);
    return first < fd ? { as: first } : flowOf(file, fd);
  }
  const standard = file?.hostFd ?? fd;
  if (file !== undefined && standard > 2) {
    const { hostFd, own } = file.forChild();
    if (own) opened.push(hostFd);
    return hostFd;
  }
  if (host().ownsStandardStreams) return standard;
  return standard === 0 ? 'ignore' : 'output';
}

function flowOf(file: OpenFile, fd: number): 'input' | 'output' | 'socket' {
  if (fd === 0 || file instanceof PipeReader) return 'input';
  return fd <= 2 || file instanceof PipeWriter ? 'output' : 'socket';
}

const isFlow = (kind: ChildDescriptor): boolean => kind === 'input' || kind === 'output' || kind === 'socket';

/** Starts a child; returns it or why it could not be started. */
export function spawn({ files, ...options }: SpawnOptions): Child | HostFailure {
  const resource = nextResource++;
  const opened: number[] = [];
  const stdio = Array.from(files, (_file, fd) => stdioOf(files, fd, opened));
  const passed = stdio.flatMap((kind, fd) => (fd > 2 && kind !== 'ignore' ? [fd] : []));
  const pumps = stdio.map((kind, fd) => (isFlow(kind) ? (files[fd] ?? undefined) : undefined));
  const child: Child = {
    pid: 0,
    resource,
    status: undefined,
    watchers: new Set(),
    outputs: new Map(),
    inputs: new Map(),
  };
  for (const f of pumps) if (f !== undefined) retainFile(f);
  const early: [string, unknown][] = [];
  let started = false;
  const happened = (event: string, data: unknown): void => {
    if (!started) early.push([event, data]);
    else take(child, event, data);
  };
  onResource(resource, happened);
  const end = operateAndWait('process.spawn', {
    ...options,
    env: withPassed(options.env, passed),
    resource,
    stdio,
  });
  for (const fd of opened) host().files.close(fd);
  if (end.failure !== undefined) {
    forgetResource(resource);
    for (const f of pumps) if (f !== undefined) releaseFile(f);
    return end.failure;
  }
  child.pid = (end.result as { pid: number }).pid;
  children.set(child.pid, child);
  started = true;
  stdio.forEach((kind, fd) => {
    if (kind === 'output' || kind === 'socket') child.outputs.set(fd, new ChildOutput(resource, fd, pumps[fd]));
    if (kind === 'input' && pumps[fd] !== undefined) child.inputs.set(fd, new ChildInput(resource, fd, pumps[fd]));
  });
  for (const [event, data] of early) take(child, event, data);
  return child;
}

function take(child: Child, event: string, data: unknown): void {
  switch (event) {
    case 'output': {
      const { fd, bytes } = data as { fd: number; bytes: Uint8Array };
      child.outputs.get(fd)?.deliver(bytes);
      break;
    }
    case 'outputEnd':
      child.outputs.get(data as number)?.end();
      child.outputs.delete(data as number);
      forgetIfOver(child);
      break;
    case 'inputEnd':
      child.inputs.get(data as number)?.broken();
      break;
    case 'exit': {
      const { code, signal } = data as ProcessEnd;
      child.status = signal !== 0 ? signal : code << 8;
      // Node closes them, too.
      for (const input of child.inputs.values()) input.broken();
      notifyWatchers(child);
      forgetIfOver(child);
    }
  }
}

/** Carries what the child writes into the program's pipe, to its own output, or to what else it gave. */
class ChildOutput {
  private flow: 'on' | 'pause' | 'close' = 'on';

  constructor(
    private readonly resource: number,
    private readonly fd: number,
    private readonly file: OpenFile | undefined,
  ) {
    file?.watchers?.add(this.changed);
  }

  deliver(bytes: Uint8Array): void {
    const { file, fd } = this;
    if (file instanceof PipeWriter) {
      this.set(file.accept(bytes));
      return;
    }
    try {
      if (file !== undefined) file.write(bytes);
      else if (fd <= 2) host().write(fd, bytes);
    } catch {
      // Nobody reads any more; the child's output is lost, as it would be with SIGPIPE ignored.
    }
  }

  end(): void {
    if (this.file === undefined) return;
    this.file.watchers?.delete(this.changed);
    releaseFile(this.file);
  }

  private readonly changed = (): void => {
    if (this.file instanceof PipeWriter) this.set(this.file.flow());
  };

  private set(flow: 'on' | 'pause' | 'close'): void {
    if (flow === this.flow || this.flow === 'close') return;
    this.flow = flow;
    host().tell('process.output', { resource: this.resource, fd: this.fd, flow });
  }
}

/** Carries what the program writes into a pipe on to the child. */
class ChildInput implements Sink {
  inFlight = 0;
  private over = false;

  constructor(
    private readonly resource: number,
    private readonly fd: number,
    private readonly file: OpenFile,
  ) {
    if (file instanceof PipeReader) file.drainTo(this);
    else this.finish();
  }

  forward(data: Uint8Array): void {
    if (this.over) return;
    const { resource, fd } = this;
    this.inFlight += data.length;
    onCompletion(host().start('process.input', { resource, fd, data }), ({ failure }) => {
      this.inFlight -= data.length;
      if (failure !== undefined) this.broken();
      (this.file as PipeReader).sinkChanged();
    });
  }

  /** The program has closed its end. */
  finish(): void {
    if (this.over) return;
    host().tell('process.inputEnd', { resource: this.resource, fd: this.fd });
    this.broken();
  }

  /** The child reads no more. */
  broken(): void {
    if (this.over) return;
    this.over = true;
    releaseFile(this.file);
  }
}

/** Waits until one of the children has ended, and gives it; undefined where `block` is false and none has. */
export function waitForAny(candidates: readonly Child[], block: boolean): Child | undefined {
  const ended = (): Child | undefined => candidates.find(({ status }) => status !== undefined);
  waitFor(() => ended() !== undefined, block ? null : 0, true);
  return ended();
}

/** Waits for the end of a child that the same call has started. */
export function waitForChild(child: Child): void {
  waitFor(() => child.status !== undefined, null);
}
