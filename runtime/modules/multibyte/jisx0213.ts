/**
 * JIS X 0213 in its two editions: two planes of characters, of which some are pairs.
 *
 * Owns: what the first edition did not have, and which code a character or a pair has.
 */
import { charset } from './charsets';
import { ILLEGAL, TOO_FEW } from './codec';

export type Edition = 2000 | 2004;

/** Set in codes of the second plane. */
export const PLANE2 = 0x8000;

/** Codes of the first plane that came with the second edition. */
const NEW_CODES = new Set([0x2e21, 0x2f7e, 0x4f54, 0x4f7e, 0x7427, 0x7e7a, 0x7e7b, 0x7e7c, 0x7e7d, 0x7e7e]);
const NEW_CHARACTERS = new Set([
  0x9b1c, 0x4ff1, 0x525d, 0x541e, 0x5653, 0x59f8, 0x5c5b, 0x5e77, 0x7626, 0x7e6b, 0x20b9f,
]);
/** A code whose character the second edition changed, and what it was. */
const CHANGED_CODE = 0x7d3b;
const CHANGED_CHARACTER = 0x9b1d;

/** The set has a tilde, which EUC, where there is another one, makes a wide one. */
const TILDE = 0x7e;
export const WIDE_TILDE = 0xff5e;
export const TILDE_CODE = 0x2232;

/** For a code that only the second edition has: an illegal sequence of both bytes. */
const NOT_YET = -2;

/** A character, 0 where there is none, or a negative result for the decoder. */
export function inPlane1(c1: number, c2: number, edition: Edition): number {
  if (edition === 2000 && NEW_CODES.has((c1 << 8) | c2)) return NOT_YET;
  const c = charset('jisx0213a').decode(c1, c2);
  return c === WIDE_TILDE ? TILDE : c;
}

export function inPlane2(c1: number, c2: number, edition: Edition): number {
  if (edition === 2000 && ((c1 << 8) | c2) === CHANGED_CODE) return CHANGED_CHARACTER;
  return charset('jisx0213b').decode(c1, c2);
}

export interface Jisx0213Code {
  code: number;
  /** How many characters it is of. */
  length: 1 | 2;
}

/** The code of the character at `at`; undefined where the set doesn't have it. */
export function findJisx0213(
  chars: readonly number[],
  at: number,
  flush: boolean,
  edition: Edition,
): Jisx0213Code | typeof TOO_FEW | typeof ILLEGAL | undefined {
  const c = chars[at];
  if (c === WIDE_TILDE) return undefined;
  if (edition === 2000) {
    if (NEW_CHARACTERS.has(c)) return ILLEGAL;
    if (c === CHANGED_CHARACTER) return { code: PLANE2 | CHANGED_CODE, length: 1 };
  }
  const first = charset('jisx0213a');
  if (first.beginsPair(c)) {
    if (at + 1 < chars.length) {
      const code = first.encodePair(c, chars[at + 1]);
      if (code !== 0) return { code, length: 2 };
    } else if (!flush) return TOO_FEW;
  }
  let code = first.encode(c);
  if (code === 0) {
    code = charset('jisx0213b').encode(c);
    if (code !== 0) code |= PLANE2;
  }
  return code === 0 ? undefined : { code, length: 1 };
}
