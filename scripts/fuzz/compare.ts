/**
 * Says where an interpreter's output parts from the oracle's.
 *
 * Owns: the verdict. The oracles are CPython 3.13 and 3.14: a line is right if it is either's. 3.14 runs in a WebAssembly
 * system with error numbers, paths and sizes of its own, 3.13 knows less of the language.
 */
import type { Interpreter } from './interpreters';

/** The first line in which two outputs differ: what was expected, what came. */
export interface Difference {
  expected: string;
  got: string;
}

/** What a generator of the prelude says when it ends: in CPython also where it is dropped, maybe another program's. */
const ENDS = /^(sub|agen) ends$/;

/** Each has its library elsewhere. */
const LIBRARY = /(?:\/[\w.-]+)*\/lib\/python3[\w.]*\//g;

/** CPython's bytearrays can't be resized while a view of them is there; ours can, and from there on all is different. */
const RESIZED = 'BufferError: Existing exports of data';

export function firstDifference(expected: string, got: string): Difference | null {
  if (expected === got) return null;
  const linesOf = (text: string): string[] =>
    text
      .replace(LIBRARY, 'library/')
      .split('\n')
      .filter((line) => !ENDS.test(line));
  const [a, b] = [linesOf(expected), linesOf(got)];
  const i = a.findIndex((line, at) => line !== b[at]);
  if ((i < 0 && a.length === b.length) || a[i]?.includes(RESIZED)) return null;
  return i < 0 ? { expected: '(no more)', got: b[a.length] } : { expected: a[i], got: b[i] ?? '(no more)' };
}

/** 3.14's lines, and 3.13's where ours are the same and both have as many. */
export function bestOfBoth(newest: string, older: string, got: string): string {
  const [a, b, ours] = [newest, older, got].map((text) => text.split('\n'));
  if (a.length !== b.length) return newest;
  return a.map((line, i) => (b[i] === ours[i] ? b[i] : line)).join('\n');
}

/** What kind of difference it is: one cause shows in many programs. */
export function kindOf({ expected, got }: Difference): string {
  const shape = (line: string): string =>
    line
      .replace(/ @.*/, '')
      .replace(/'[^']*'/g, "''")
      .replace(/\d+/g, '0')
      .slice(0, 60);
  return `${shape(expected)} | ${shape(got)}`;
}

export class Comparison {
  constructor(
    private readonly ours: Interpreter,
    private readonly oracle: Interpreter | null,
    private readonly newest: Interpreter,
  ) {}

  async difference(source: string): Promise<Difference | null> {
    const got = await this.ours.run(source);
    const older = this.oracle === null ? null : await this.oracle.run(source);
    if (older === got) return null;
    const newest = await this.newest.run(source);
    return firstDifference(older === null ? newest : bestOfBoth(newest, older, got), got);
  }
}
