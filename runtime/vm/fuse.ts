/**
 * Fused instructions: common sequences that the loop runs in one dispatch.
 *
 * Owns: which sequences. Only the opcode of a sequence's first word changes; the rest stays in place and is read as
 * operands, so offsets, jump targets into the middle, lines and tables are untouched. The debugger undoes it in a code
 * object before it patches it (ExecCode.unfuse).
 */
import { O } from './opcodeNumbers';

export const enum F {
  /** LOAD_FAST a, LOAD_FAST b */
  FAST_FAST = 200,
  /** LOAD_FAST, LOAD_CONST, BINARY_ADD */
  FAST_CONST_ADD = 201,
  /** LOAD_FAST, LOAD_CONST, BINARY_SUBTRACT */
  FAST_CONST_SUBTRACT = 202,
  /** LOAD_FAST, LOAD_CONST, COMPARE_OP, POP_JUMP_IF_FALSE */
  FAST_CONST_COMPARE_JUMP = 203,
  /** COMPARE_OP, POP_JUMP_IF_FALSE */
  COMPARE_JUMP = 204,
  /** GET_AWAITABLE, LOAD_CONST None, YIELD_FROM */
  AWAIT = 205,
  /** LOAD_FAST, LOAD_ATTR */
  FAST_ATTR = 206,
  /** LOAD_FAST, LOAD_METHOD */
  FAST_METHOD = 207,
  /** LOAD_GLOBAL, LOAD_FAST */
  GLOBAL_FAST = 208,
  /** FOR_ITER, STORE_FAST */
  FOR_STORE = 209,
  /** LOAD_FAST, LOAD_CONST */
  FAST_CONST = 210,
  /** STORE_FAST, LOAD_FAST */
  STORE_LOAD = 211,
}

/** Longest first: the first that matches is taken. */
const sequences: readonly (readonly [fused: F, ...ops: O[]])[] = [
  [F.FAST_CONST_COMPARE_JUMP, O.LOAD_FAST, O.LOAD_CONST, O.COMPARE_OP, O.POP_JUMP_IF_FALSE],
  [F.FAST_CONST_ADD, O.LOAD_FAST, O.LOAD_CONST, O.BINARY_ADD],
  [F.FAST_CONST_SUBTRACT, O.LOAD_FAST, O.LOAD_CONST, O.BINARY_SUBTRACT],
  [F.AWAIT, O.GET_AWAITABLE, O.LOAD_CONST, O.YIELD_FROM],
  [F.COMPARE_JUMP, O.COMPARE_OP, O.POP_JUMP_IF_FALSE],
  [F.FAST_ATTR, O.LOAD_FAST, O.LOAD_ATTR],
  [F.FAST_METHOD, O.LOAD_FAST, O.LOAD_METHOD],
  [F.FAST_CONST, O.LOAD_FAST, O.LOAD_CONST],
  [F.FAST_FAST, O.LOAD_FAST, O.LOAD_FAST],
  [F.STORE_LOAD, O.STORE_FAST, O.LOAD_FAST],
];

/** Sequences by the opcode they begin with. */
const byFirst: (typeof sequences)[] = [];
for (const sequence of sequences) byFirst[sequence[1]] = [...(byFirst[sequence[1]] ?? []), sequence];

/** Fuses in place; returns the words it changed, by index. */
export function fuse(ops: Int32Array): Map<number, number> {
  const changed = new Map<number, number>();
  for (let i = 0; i < ops.length; i++) {
    const candidates = byFirst[ops[i] & 0xff];
    if (candidates === undefined) continue;
    for (let k = 0; k < candidates.length; k++) {
      const sequence = candidates[k];
      const length = sequence.length - 1;
      if (!matches(ops, i, sequence)) continue;
      changed.set(i, ops[i]);
      ops[i] = (ops[i] & ~0xff) | sequence[0];
      i += length - 1;
      break;
    }
  }
  return changed;
}

function matches(ops: Int32Array, at: number, sequence: (typeof sequences)[number]): boolean {
  for (let k = 1; k < sequence.length; k++) if ((ops[at + k - 1] & 0xff) !== (sequence[k] as number)) return false;
  return true;
}
