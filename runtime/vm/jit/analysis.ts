/**
 * What the second tier needs to know of a code object: the stack depth before each instruction, and where it may enter.
 */
import { endsBlock } from '../../bytecode/instructions';
import { Op, OPCODES } from '../../bytecode/opcodes';
import type { ExceptionEntry } from '../../bytecode/code';

export interface Analysis {
  /** Stack depth before the instruction at an index; -1: not reachable. */
  depth: Int32Array;
  /** Indices that a jump, a handler or a resumption leads to. */
  entries: Set<number>;
}

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

/** Null where the depths do not agree (which the compiler's tests exclude). */
export function analyse(words: Int32Array, handlers: readonly ExceptionEntry[]): Analysis | null {
  const depth = new Int32Array(words.length).fill(-1);
  const entries = new Set<number>([0]);
  const work: [number, number][] = [[0, 0]];
  for (const h of handlers) work.push([h.target >> 1, h.depth + 6]);
  for (const h of handlers) entries.add(h.target >> 1);
  while (work.length > 0) {
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
  return { depth, entries };
}
