/**
 * What the second tier needs to know of a code object: the stack depth before each instruction, where it may enter, and
 * which locals are set for sure.
 */
import { endsBlock } from '../../bytecode/instructions';
import { Op, OPCODES } from '../../bytecode/opcodes';
import type { ExceptionEntry } from '../../bytecode/code';
import type { Value } from '../../objects/object';
import type { Const } from '../../bytecode/constant';

export interface Analysis {
  /** Stack depth before the instruction at an index; -1: not reachable. */
  depth: Int32Array;
  /** Indices that a jump, a handler or a resumption leads to. */
  entries: Set<number>;
  /** By instruction: bits of the first locals that are set on every way to it. */
  assigned: Int32Array;
}

/** Where a frame stands: the instruction, and how many values are on its stack. */
export interface Start {
  at: number;
  depth: number;
  /** Its namespace, if it is no function's. */
  ns?: Value | null;
}

/** So many locals are followed. */
const FOLLOWED = 31;

/** After these another frame may run: the next instruction is where this one goes on. */
const resumed = new Set<number>([
  Op.CALL_FUNCTION,
  Op.CALL_METHOD,
  Op.CALL_FUNCTION_KW,
  Op.CALL_FUNCTION_EX,
  Op.LOAD_ATTR,
  Op.SETUP_WITH,
  Op.WITH_EXCEPT_START,
  Op.FOR_ITER,
  Op.YIELD_FROM,
  Op.YIELD_VALUE,
]);

/**
 * What is reached from an instruction, with the stack's depth there. Null where the depths do not agree (which the
 * compiler's tests exclude).
 */
export function analyse(
  words: Int32Array,
  handlers: readonly ExceptionEntry[],
  nargs: number,
  from: Start = { at: 0, depth: 0 },
): Analysis | null {
  const depth = new Int32Array(words.length).fill(-1);
  const entries = new Set<number>([from.at]);
  const work: [number, number][] = [[from.at, from.depth]];
  const raised = new Set(handlers);
  for (;;) {
    if (work.length === 0)
      for (const h of raised)
        if (depth.subarray(h.start >> 1, h.end >> 1).some((d) => d >= 0)) {
          raised.delete(h);
          entries.add(h.target >> 1);
          work.push([h.target >> 1, h.depth + 6]);
        }
    if (work.length === 0) break;
    const [start, d0] = work.pop()!;
    let at = start;
    let d = d0;
    for (;;) {
      if (at >= words.length) break;
      if (depth[at] >= 0) {
        if (depth[at] !== d) return null;
        break;
      }
      depth[at] = d;
      const op = words[at] & 0xff;
      const arg = words[at] >>> 8;
      const info = OPCODES[op];
      if (info === undefined) return null;
      if (info.operand === 'jabs' || info.operand === 'jrel') {
        const isSetup = op === Op.SETUP_FINALLY || op === Op.SETUP_WITH || op === Op.SETUP_ASYNC_WITH;
        if (!isSetup) {
          const target = info.operand === 'jabs' ? arg >> 1 : at + 1 + (arg >> 1);
          entries.add(target);
          work.push([target, d + info.jumpEffect!]);
        }
      }
      if (op === Op.YIELD_FROM) entries.add(at);
      if (resumed.has(op)) entries.add(at + 1);
      if (endsBlock(op)) break;
      d += info.effect(arg);
      at++;
    }
  }
  return { depth, entries, assigned: assignedLocals(words, handlers, nargs) };
}

/** Where an instruction's jump leads; -1: it has none. */
export function jumpTarget(op: number, arg: number, at: number): number {
  const operand = OPCODES[op]?.operand;
  if (op === Op.SETUP_FINALLY || op === Op.SETUP_WITH || op === Op.SETUP_ASYNC_WITH) return -1;
  return operand === 'jabs' ? arg >> 1 : operand === 'jrel' ? at + 1 + (arg >> 1) : -1;
}

/** Nobody but the code itself unsets a local. In a handler only parameters that are never deleted count as set. */
function assignedLocals(words: Int32Array, handlers: readonly ExceptionEntry[], nargs: number): Int32Array {
  const assigned = new Int32Array(words.length).fill(-1);
  const seen = new Uint8Array(words.length);
  const parameters = nargs >= FOLLOWED ? 0x7fffffff : (1 << nargs) - 1;
  let kept = parameters;
  for (const w of words) if ((w & 0xff) === Op.DELETE_FAST && w >>> 8 < FOLLOWED) kept &= ~(1 << (w >>> 8));
  const work: [number, number][] = [[0, parameters]];
  for (const h of handlers) work.push([h.target >> 1, kept]);
  while (work.length > 0) {
    const [start, given] = work.pop()!;
    let set = given;
    for (let at = start; at < words.length; at++) {
      const before = assigned[at] & set;
      if (seen[at] === 1 && before === assigned[at]) break;
      seen[at] = 1;
      assigned[at] = set = before;
      const op = words[at] & 0xff;
      const arg = words[at] >>> 8;
      if (arg < FOLLOWED) {
        if (op === Op.STORE_FAST) set |= 1 << arg;
        else if (op === Op.DELETE_FAST) set &= ~(1 << arg);
      }
      const target = jumpTarget(op, arg, at);
      if (target >= 0) work.push([target, set]);
      if (endsBlock(op)) break;
    }
  }
  return assigned;
}

/** Is None all that the code returns, as far as one can see: just loaded before each return? */
export function returnsNoneOnly(words: Int32Array, consts: readonly Const[]): boolean {
  const targets = new Set<number>();
  for (let at = 0; at < words.length; at++) targets.add(jumpTarget(words[at] & 0xff, words[at] >>> 8, at));
  for (let at = 0; at < words.length; at++) {
    if ((words[at] & 0xff) !== Op.RETURN_VALUE) continue;
    const before = at > 0 ? words[at - 1] : 0;
    if ((before & 0xff) !== Op.LOAD_CONST || consts[before >>> 8].type !== 'None' || targets.has(at)) return false;
  }
  return true;
}
