/**
 * What the host answered, call by call: a record of a run, with which it can be run again.
 *
 * Owns: how calls are kept, in little memory: a byte for each, a number for most, and what is larger. Must not know: who
 * calls, what the answers mean.
 */
import { InternalError } from '../base/internalError';
import type { Host, Surroundings } from './host';
import { HostError, type HostFiles } from './hostFiles';

/** The calls of a host whose answers are kept; of its files, those with a dot. */
export const RECORDED_CALLS = [
  'now',
  'wallTimeNs',
  'cpuTime',
  'timeZone',
  'random',
  'setPriority',
  'write',
  'readInput',
  'inputReady',
  'isTerminal',
  'terminalSize',
  'wait',
  'sleep',
  'start',
  'files.cwd',
  'files.chdir',
  'files.open',
  'files.close',
  'files.read',
  'files.write',
  'files.truncate',
  'files.sync',
  'files.stat',
  'files.lstat',
  'files.fstat',
  'files.access',
  'files.readdir',
  'files.mkdir',
  'files.rmdir',
  'files.unlink',
  'files.rename',
  'files.link',
  'files.symlink',
  'files.readlink',
  'files.realpath',
  'files.chmod',
  'files.chown',
  'files.utimes',
  'files.statfs',
  'files.readFile',
] as const satisfies readonly (keyof Host | `files.${keyof HostFiles}`)[];

export type RecordedCall = (typeof RECORDED_CALLS)[number];
export type FileCall = Extract<RecordedCall, `files.${string}`> extends `files.${infer Name}` ? Name : never;

export const FILE_CALLS = RECORDED_CALLS.filter((name) => name.startsWith('files.')).map((name) =>
  name.slice(6),
) as FileCall[];

/** The number of a call, which a byte has room for together with what kind of answer it had. */
export const callNumber = Object.fromEntries(RECORDED_CALLS.map((name, i) => [name, i])) as Record<
  RecordedCall,
  number
>;

const enum Answer {
  None,
  Number,
  Value,
  Failure,
}

/** As it goes from worker to worker. */
export interface LoggedCalls {
  kinds: Uint8Array;
  numbers: Float64Array;
  values: unknown[];
}

/** What a run was told from outside, or a part of it. */
export interface RecordedCalls {
  surroundings: Surroundings;
  calls: LoggedCalls;
  /** The Python files that the program has read, by path: they show what it was where they are no more. */
  sources: ReadonlyMap<string, Uint8Array>;
  /** Why there is no more, though the program went on. */
  gap: string | null;
}

interface KeptFailure {
  code: string;
  errno: number;
  message: string;
  path: string | null;
  path2: string | null;
}

/** Of bytes, so many are kept at most: then the record is given up. */
const MOST_BYTES = 512 * 1024 * 1024;
/** What V8 takes for an object or an array, about. */
const OBJECT_BYTES = 64;

export class CallLog {
  private kinds = new Uint8Array(1024);
  private numbers = new Float64Array(1024);
  private values: unknown[] = [];
  /** How many of them there are in `kinds` and in `numbers`. */
  private kindCount = 0;
  private numberCount = 0;
  private bytes = 0;
  /** Where what has not been taken begins. */
  private readonly taken = { kinds: 0, numbers: 0, values: 0 };
  /** Nothing is kept any more. */
  private closed = false;
  /** There was more than is kept: nothing is, from then on. */
  full = false;
  /** Calls so far. */
  length = 0;

  constructor(private readonly mostBytes = MOST_BYTES) {}

  none(call: number): void {
    this.add(call, Answer.None, 1);
  }

  number(call: number, answer: number): void {
    if (!this.add(call, Answer.Number, 9)) return;
    if (this.numberCount === this.numbers.length) this.numbers = doubled(this.numbers, Float64Array);
    this.numbers[this.numberCount++] = answer;
  }

  value(call: number, answer: unknown): void {
    if (this.add(call, Answer.Value, 9 + bytesOf(answer))) this.values.push(answer);
  }

  failure(call: number, { code, errno, message, path, path2 }: HostError): void {
    const kept: KeptFailure = { code, errno, message, path, path2 };
    if (this.add(call, Answer.Failure, 9 + bytesOf(kept))) this.values.push(kept);
  }

  /** Copies: the log may grow on. Nothing where it is full. */
  calls(): LoggedCalls {
    return {
      kinds: this.kinds.slice(0, this.kindCount),
      numbers: this.numbers.slice(0, this.numberCount),
      values: this.values,
    };
  }

  /** What has come since the last time; with `forget`, that is not kept any longer. */
  take(forget: boolean): LoggedCalls {
    const { taken } = this;
    const rest = {
      kinds: this.kinds.slice(taken.kinds, this.kindCount),
      numbers: this.numbers.slice(taken.numbers, this.numberCount),
      values: this.values.slice(taken.values),
    };
    if (forget) this.drop();
    Object.assign(taken, { kinds: this.kindCount, numbers: this.numberCount, values: this.values.length });
    return rest;
  }

  /** What comes from now on is not kept. */
  close(): void {
    this.closed = true;
  }

  /** False where the answer isn't kept. */
  private add(call: number, answer: Answer, bytes: number): boolean {
    this.length++;
    if (this.closed) return false;
    this.bytes += bytes;
    if (this.bytes > this.mostBytes) {
      this.full = this.closed = true;
      this.drop();
      return false;
    }
    if (this.kindCount === this.kinds.length) this.kinds = doubled(this.kinds, Uint8Array);
    this.kinds[this.kindCount++] = call * 4 + answer;
    return true;
  }

  private drop(): void {
    this.kinds = new Uint8Array(1024);
    this.numbers = new Float64Array(1024);
    this.values = [];
    this.kindCount = this.numberCount = this.bytes = 0;
    Object.assign(this.taken, { kinds: 0, numbers: 0, values: 0 });
  }
}

/** Roughly what an answer takes in memory. */
function bytesOf(answer: unknown): number {
  if (answer instanceof Uint8Array) return OBJECT_BYTES + answer.length;
  if (typeof answer === 'string') return OBJECT_BYTES + answer.length;
  if (typeof answer !== 'object' || answer === null) return 8;
  let bytes = OBJECT_BYTES;
  for (const part of Array.isArray(answer) ? answer : Object.values(answer)) bytes += bytesOf(part);
  return bytes;
}

function doubled<A extends Uint8Array | Float64Array>(old: A, make: new (length: number) => A): A {
  const bigger = new make(old.length * 2);
  bigger.set(old);
  return bigger;
}

/** Reads a log from its beginning. */
export class CallReader {
  /** Calls read so far. */
  position = 0;
  private number = 0;
  private value = 0;

  constructor(private readonly log: LoggedCalls) {}

  get length(): number {
    return this.log.kinds.length;
  }

  /** What was called next; undefined at the end. */
  peek(): number | undefined {
    return this.position < this.log.kinds.length ? this.log.kinds[this.position] >> 2 : undefined;
  }

  /** The answer to the next call, or its failure, thrown. */
  take(): unknown {
    const kind: Answer = this.log.kinds[this.position++] & 3;
    switch (kind) {
      case Answer.None:
        return undefined;
      case Answer.Number:
        return this.log.numbers[this.number++];
      case Answer.Value:
        return this.log.values[this.value++];
      case Answer.Failure: {
        const { code, errno, message, path, path2 } = this.log.values[this.value++] as KeptFailure;
        throw new HostError(code, errno, message, path, path2);
      }
      default:
        throw new InternalError(`no such kind of answer: ${kind as number}`);
    }
  }
}
