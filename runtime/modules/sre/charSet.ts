/**
 * Sets of characters, decoded from the IN blocks of compiled patterns.
 *
 * Owns: membership, fast for Latin-1 (a table) and remembered for the rest of the basic plane.
 */
import { InternalError } from '../../base/internalError';
import { CATEGORIES, inCategory, upperOf } from './characters';
import { Op } from './sreOpcodes';

export type CharTest = (c: number) => boolean;

export class CharSet {
  /** 1 for members, by character below 256. */
  readonly latin1 = new Uint8Array(256);
  /** 0 not asked yet, 1 no, 2 yes; for the basic plane, made when the first wide character comes. */
  private wide: Uint8Array | null = null;

  constructor(private readonly test: CharTest) {
    for (let c = 0; c < 256; c++) this.latin1[c] = test(c) ? 1 : 0;
  }

  has(c: number): boolean {
    if (c < 256) return this.latin1[c] === 1;
    if (c > 0xffff) return this.test(c);
    const wide = (this.wide ??= new Uint8Array(0x10000));
    const known = wide[c];
    if (known !== 0) return known === 2;
    const yes = this.test(c);
    wide[c] = yes ? 2 : 1;
    return yes;
  }
}

/** The test of a set's code, which begins at `pc` and ends with FAILURE (CPython's SRE(charset)). */
export function charTest(code: ArrayLike<number>, pc: number): CharTest {
  const items: CharTest[] = [];
  /** Items from this index on count as members; before a NEGATE they count as the contrary. */
  let negate = false;
  for (;;) {
    const op = code[pc++];
    switch (op) {
      case Op.FAILURE:
        return combine(items, negate);
      case Op.LITERAL: {
        const lit = code[pc++];
        items.push((c) => c === lit);
        break;
      }
      case Op.CATEGORY: {
        const category = code[pc++];
        if (category >= CATEGORIES) throw new InternalError(`sre: category ${category}`);
        items.push((c) => inCategory(category, c));
        break;
      }
      case Op.RANGE: {
        const lo = code[pc++];
        const hi = code[pc++];
        items.push((c) => c >= lo && c <= hi);
        break;
      }
      case Op.RANGE_UNI_IGNORE: {
        const lo = code[pc++];
        const hi = code[pc++];
        items.push((c) => {
          if (c >= lo && c <= hi) return true;
          const upper = upperOf.unicode(c);
          return upper >= lo && upper <= hi;
        });
        break;
      }
      case Op.CHARSET: {
        const at = pc;
        pc += 8;
        items.push((c) => c < 256 && ((code[at + (c >> 5)] >>> (c & 31)) & 1) === 1);
        break;
      }
      case Op.BIGCHARSET: {
        const blocks = code[pc++];
        const at = pc;
        const data = pc + 64;
        pc = data + blocks * 8;
        items.push((c) => {
          if (c > 0xffff) return false;
          const high = c >> 8;
          const block = (code[at + (high >> 2)] >>> ((high & 3) * 8)) & 0xff;
          return ((code[data + block * 8 + ((c & 255) >> 5)] >>> (c & 31)) & 1) === 1;
        });
        break;
      }
      case Op.NEGATE:
        // re._compiler emits it first or not at all.
        negate = !negate;
        break;
      default:
        throw new InternalError(`sre: opcode ${op} in a set`);
    }
  }
}

function combine(items: CharTest[], negate: boolean): CharTest {
  if (items.length === 1) {
    const [only] = items;
    return negate ? (c) => !only(c) : only;
  }
  return (c) => items.some((t) => t(c)) !== negate;
}
