/**
 * Programs of regular expressions and code of generated sources that were made when the library was built.
 *
 * Owns: their keys and the form of a regular expression's program. Whatever isn't there is made as ever. Must not know:
 * where the file comes from.
 */
import { ByteReader, type ByteWriter } from '../bytecode/byteStream';
import type { Code } from '../bytecode/code';
import { deserializeCode } from '../bytecode/codeReader';
import { PreparedArchive } from '../bytecode/preparedArchive';

/** Gives the file's bytes, null where there is none; asked once. */
export const preparedSource = { read: (): Uint8Array | null => null };

let archive: PreparedArchive | null | undefined;

function find(key: string): Uint8Array | null {
  if (archive === undefined) {
    const bytes = preparedSource.read();
    archive = bytes === null ? null : new PreparedArchive(bytes);
  }
  return archive === null ? null : archive.find(key);
}

/** Of a text that is compiled without any options. */
export const textKey = (mode: 'exec' | 'eval', text: string): string => `${mode}\n${text}`;

/** Bytes are given as Latin-1. */
export const patternKey = (isBytes: boolean, flags: number, pattern: string): string =>
  `re ${isBytes ? 'bytes' : 'str'} ${flags}\n${pattern}`;

/** The text's code where it was prepared. */
export function preparedCode(mode: 'exec' | 'eval', text: string, filename: string): Code | null {
  const found = find(textKey(mode, text));
  return found === null ? null : deserializeCode(found, filename);
}

/** What `re._compiler.compile` gives to `_sre.compile`, but for the pattern. */
export interface PatternProgram {
  /** With those that the pattern itself sets. */
  flags: number;
  groups: number;
  code: readonly number[];
  groupindex: readonly (readonly [name: string, index: number])[];
}

export function preparedPattern(isBytes: boolean, flags: number, pattern: string): PatternProgram | null {
  const found = find(patternKey(isBytes, flags, pattern));
  if (found === null) return null;
  const reader = new ByteReader(found);
  const allFlags = reader.uint();
  const groups = reader.uint();
  const groupindex: [string, number][] = [];
  for (let n = reader.uint(); n > 0; n--) groupindex.push([reader.utf8(), reader.uint()]);
  const code = new Array<number>(reader.uint());
  for (let i = 0; i < code.length; i++) code[i] = reader.uint();
  return { flags: allFlags, groups, code, groupindex };
}

export function writePattern(out: ByteWriter, program: PatternProgram): void {
  out.uint(program.flags);
  out.uint(program.groups);
  out.uint(program.groupindex.length);
  for (const [name, index] of program.groupindex) {
    out.utf8(name);
    out.uint(index);
  }
  out.uint(program.code.length);
  for (const word of program.code) out.uint(word);
}
