/**
 * Pipes within the process (`os.pipe`): the host has none.
 *
 * Owns: the bytes between the two ends. A blocking end waits for other threads.
 */
import { host } from '../host/currentHost';
import { anythingPending, dispatch } from '../host/dispatch';
import type { FileStat } from '../host/hostFiles';
import { allocateFd, closeFd, notifyWatchers, POLL, type OpenFile } from './fileDescriptors';
import { osError } from './osErrors';
import { threads } from './threads';
import { namelessStat } from './namelessStat';

const CAPACITY = 65536;

export interface Sink {
  /** Bytes that were forwarded and haven't left yet. */
  inFlight: number;
  forward(data: Uint8Array): void;
  finish(): void;
}

class Pipe {
  /** Both ends': what one does, the other's watchers want to know. */
  readonly watchers = new Set<() => void>();
  chunks: Uint8Array[] = [];
  size = 0;
  /** Bytes that it takes before a writer waits (F_SETPIPE_SZ). */
  capacity = CAPACITY;
  readerOpen = true;
  writerOpen = true;
  /** Where the data goes at once, instead of waiting for a reader: a child process reads this pipe. */
  sink: Sink | undefined = undefined;

  get room(): number {
    return this.capacity - (this.sink === undefined ? this.size : this.sink.inFlight);
  }

  put(data: Uint8Array): void {
    if (this.sink !== undefined) {
      this.sink.forward(data);
      return;
    }
    this.chunks.push(data);
    this.size += data.length;
    notifyWatchers(this);
  }
}

const pipeStat = (): FileStat => namelessStat(0o010600);

export class PipeReader implements OpenFile {
  readonly flags = 0;
  constructor(
    readonly pipe: Pipe,
    public blocking: boolean,
  ) {}

  get watchers(): Set<() => void> {
    return this.pipe.watchers;
  }

  readable(): boolean {
    return this.pipe.size > 0 || !this.pipe.writerOpen;
  }

  condition(): number {
    const { size, writerOpen } = this.pipe;
    return (size > 0 ? POLL.IN : 0) | (writerOpen ? 0 : POLL.HUP);
  }

  read(into: Uint8Array): number {
    const { pipe } = this;
    if (into.length === 0) return 0;
    // A child process may have written it.
    if (!this.readable() && !this.blocking) dispatch(host().wait(0));
    if (!this.readable()) {
      if (!this.blocking) throw osError('EAGAIN');
      threads.block(() => this.readable(), null, anythingPending());
    }
    let n = 0;
    while (n < into.length && pipe.chunks.length > 0) {
      const chunk = pipe.chunks[0];
      const part = chunk.subarray(0, into.length - n);
      into.set(part, n);
      n += part.length;
      if (part.length === chunk.length) pipe.chunks.shift();
      else pipe.chunks[0] = chunk.subarray(part.length);
    }
    pipe.size -= n;
    notifyWatchers(pipe);
    return n;
  }

  /** A child process has this end: all that is written goes to it. */
  drainTo(sink: Sink): void {
    const { pipe } = this;
    for (const chunk of pipe.chunks.splice(0)) sink.forward(chunk);
    pipe.size = 0;
    if (pipe.writerOpen) pipe.sink = sink;
    else sink.finish();
  }

  /** What it was drained to takes no more, or more than before. */
  sinkChanged(): void {
    notifyWatchers(this.pipe);
  }

  write(): number {
    throw osError('EBADF');
  }

  stat(): FileStat {
    return pipeStat();
  }

  close(): void {
    this.pipe.readerOpen = false;
    notifyWatchers(this.pipe);
  }
}

export class PipeWriter implements OpenFile {
  readonly flags = 1;
  constructor(
    readonly pipe: Pipe,
    public blocking: boolean,
  ) {}

  get watchers(): Set<() => void> {
    return this.pipe.watchers;
  }

  writable(): boolean {
    return this.pipe.room > 0 || !this.pipe.readerOpen;
  }

  /** The error that nobody reads any more. */
  readable(): boolean {
    return !this.pipe.readerOpen;
  }

  condition(): number {
    const { room, readerOpen } = this.pipe;
    return (room > 0 ? POLL.OUT : 0) | (readerOpen ? 0 : POLL.ERR);
  }

  read(): number {
    throw osError('EBADF');
  }

  /** Takes data from a child process, however full the pipe is; says what is to become of the rest. */
  accept(data: Uint8Array): 'on' | 'pause' | 'close' {
    const { pipe } = this;
    if (pipe.readerOpen) pipe.put(data);
    return this.flow();
  }

  flow(): 'on' | 'pause' | 'close' {
    const { pipe } = this;
    if (!pipe.readerOpen) return 'close';
    return pipe.room > 0 ? 'on' : 'pause';
  }

  write(data: Uint8Array): number {
    const { pipe } = this;
    let written = 0;
    while (written < data.length) {
      if (!pipe.readerOpen) throw osError('EPIPE');
      const { room } = pipe;
      if (room > 0) {
        const part = data.slice(written, written + room);
        written += part.length;
        pipe.put(part);
        continue;
      }
      if (!this.blocking) {
        if (written > 0) return written;
        throw osError('EAGAIN');
      }
      threads.block(() => this.writable(), null, pipe.sink !== undefined, written === 0);
    }
    return written;
  }

  stat(): FileStat {
    return pipeStat();
  }

  close(): void {
    this.pipe.writerOpen = false;
    notifyWatchers(this.pipe);
    this.pipe.sink?.finish();
  }
}

/** Descriptors of the reading and the writing end. */
export function makePipe(blocking: boolean): [number, number] {
  const pipe = new Pipe();
  const reader = allocateFd(new PipeReader(pipe, blocking));
  try {
    return [reader, allocateFd(new PipeWriter(pipe, blocking))];
  } catch (e) {
    closeFd(reader);
    throw e;
  }
}
