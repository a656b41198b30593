/**
 * A recorded run as a file: what the program was, and part by part what it was told from outside.
 *
 * Owns: the format. A first line that says what it is, then parts, each of them its length (four bytes, little endian) and
 * that many bytes: deflated, in V8's serialization. The first says what was run, the others what it was told. A file that
 * breaks off, as that of a killed process does, is good as far as it goes. Must not know: who records, what is done with it.
 */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import { deflateSync, inflateSync } from 'node:zlib';
import {
  type LoggedCalls,
  type ProgramOptions,
  type RecordedCalls,
  PYTHON_VERSION,
  type Surroundings,
} from '../../runtime/index';

const FIRST_LINE = Buffer.from('Coroscope recording 1\n');
const LENGTH_BYTES = 4;
const COMPRESSION = 3;

export interface Recording {
  program: ProgramOptions;
  surroundings: Surroundings;
  calls: LoggedCalls;
  sources: ReadonlyMap<string, Uint8Array>;
  /** Why it ends before the program did; null where nothing of that kind is known. */
  gap: string | null;
}

interface FirstPart {
  python: string;
  program: ProgramOptions;
  surroundings: Surroundings;
}

type FurtherPart = Pick<RecordedCalls, 'calls' | 'sources' | 'gap'>;

/** What is wrong with a recording's file, for whoever wants to open it. */
export class RecordingError extends Error {}

/** Writes a recording as it comes. Fails as node:fs does. */
export class RecordingWriter {
  private readonly file: number;
  private begun = false;

  constructor(
    path: string,
    private readonly program: ProgramOptions,
  ) {
    // It holds whatever the program has read, its environment, too.
    this.file = openSync(path, 'w', 0o600);
  }

  append({ surroundings, ...told }: RecordedCalls): void {
    const { program } = this;
    if (!this.begun) {
      writeSync(this.file, FIRST_LINE);
      this.write({ python: PYTHON_VERSION, program, surroundings } satisfies FirstPart);
    }
    this.begun = true;
    if (told.calls.kinds.length > 0 || told.gap !== null) this.write(told satisfies FurtherPart);
  }

  close(): void {
    closeSync(this.file);
  }

  private write(part: FirstPart | FurtherPart): void {
    const bytes = deflateSync(serialize(part), { level: COMPRESSION });
    const whole = Buffer.alloc(LENGTH_BYTES + bytes.length);
    whole.writeUInt32LE(bytes.length);
    whole.set(bytes, LENGTH_BYTES);
    for (let done = 0; done < whole.length;) done += writeSync(this.file, whole, done);
  }
}

/** Fails with a RecordingError. */
export function readRecording(path: string): Recording {
  const parts = partsOf(path);
  const first = parts.shift() as FirstPart | undefined;
  if (first === undefined) throw new RecordingError('it is empty: the program was ended before anything was recorded');
  if (first.python !== PYTHON_VERSION)
    throw new RecordingError(`it was made with Python ${first.python}, and this is ${PYTHON_VERSION}`);
  const further = parts as FurtherPart[];
  return {
    program: first.program,
    surroundings: first.surroundings,
    calls: joined(further.map(({ calls }) => calls)),
    sources: new Map(further.flatMap(({ sources }) => [...sources])),
    gap: further.find(({ gap }) => gap !== null)?.gap ?? null,
  };
}

function partsOf(path: string): unknown[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    throw new RecordingError((error as Error).message);
  }
  if (bytes.length > 0 && !bytes.subarray(0, FIRST_LINE.length).equals(FIRST_LINE))
    throw new RecordingError('it is no recording');
  const parts: unknown[] = [];
  for (let at = FIRST_LINE.length; at + LENGTH_BYTES <= bytes.length;) {
    const end = at + LENGTH_BYTES + bytes.readUInt32LE(at);
    if (end > bytes.length) break;
    try {
      parts.push(deserialize(inflateSync(bytes.subarray(at + LENGTH_BYTES, end))));
    } catch {
      throw new RecordingError(`it is damaged (at byte ${at})`);
    }
    at = end;
  }
  return parts;
}

function joined(parts: readonly LoggedCalls[]): LoggedCalls {
  const kinds = new Uint8Array(sum(parts.map((part) => part.kinds.length)));
  const numbers = new Float64Array(sum(parts.map((part) => part.numbers.length)));
  let kindCount = 0;
  let numberCount = 0;
  for (const part of parts) {
    kinds.set(part.kinds, kindCount);
    numbers.set(part.numbers, numberCount);
    kindCount += part.kinds.length;
    numberCount += part.numbers.length;
  }
  return { kinds, numbers, values: parts.flatMap(({ values }) => values) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
