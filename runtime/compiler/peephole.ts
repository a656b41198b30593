/**
 * The peephole optimiser over finished wordcode: CPython 3.9's peephole.c.
 *
 * Owns: constant tuples, jump threading, dead code after a return, removal of what it leaves empty. Must not know: where the code
 * came from. Positions follow the instructions through `source`.
 */
import type { Const } from '../bytecode/constant';
import { Op } from '../bytecode/opcodes';
import type { Positioned } from '../syntax/ast';

/** Wordcode, and for each of its units the instruction of the buffer that it came from. */
export interface Wordcode {
  code: Uint8Array;
  source: Int32Array;
}

const ABSOLUTE = 1;
const RELATIVE = 2;
const JUMP_KIND = new Uint8Array(256);
for (const op of [
  Op.JUMP_IF_FALSE_OR_POP,
  Op.JUMP_IF_TRUE_OR_POP,
  Op.JUMP_ABSOLUTE,
  Op.POP_JUMP_IF_FALSE,
  Op.POP_JUMP_IF_TRUE,
  Op.JUMP_IF_NOT_EXC_MATCH,
]) {
  JUMP_KIND[op] = ABSOLUTE;
}
for (const op of [Op.FOR_ITER, Op.JUMP_FORWARD, Op.SETUP_FINALLY, Op.SETUP_WITH, Op.SETUP_ASYNC_WITH]) {
  JUMP_KIND[op] = RELATIVE;
}

const {
  BUILD_TUPLE,
  EXTENDED_ARG,
  JUMP_ABSOLUTE,
  JUMP_FORWARD,
  JUMP_IF_FALSE_OR_POP,
  JUMP_IF_TRUE_OR_POP,
  LOAD_CONST,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_TRUE,
  RETURN_VALUE,
  ROT_THREE,
  ROT_TWO,
  UNPACK_SEQUENCE,
} = Op;

/** 3.9 keeps these after a return: setting frame.f_lineno needs the block structure. */
const KEPT_WHEN_DEAD = new Set<number>([Op.SETUP_FINALLY, Op.RERAISE]);

/** Stands for what is gone until compact(). */
const GAP = 0;

/** The optimised code; may append folded tuples to `consts`. */
export function optimizeCode(words: Wordcode, consts: Const[], locations: readonly Positioned[]): Wordcode {
  return new Optimizer(words, consts, locations).run();
}

class Optimizer {
  private readonly code: Uint8Array;
  private readonly length: number;
  /** The number of the basic block of each unit. */
  private readonly blocks: Uint32Array;

  constructor(
    private readonly original: Wordcode,
    private readonly consts: Const[],
    private readonly locations: readonly Positioned[],
  ) {
    this.code = original.code.slice();
    this.length = this.code.length >> 1;
    this.blocks = this.markBlocks();
  }

  run(): Wordcode {
    const { code, length } = this;
    let constants = 0;
    let next: number;
    for (let i = this.findOp(0); i < length; i = next) {
      const op = code[i * 2];
      next = i + 1;
      while (next < length && code[next * 2] === EXTENDED_ARG) next++;
      const nextOp = next < length ? code[next * 2] : 0;
      const run = constants;
      constants = 0;
      switch (op) {
        case LOAD_CONST:
          constants = run + 1;
          if (nextOp === POP_JUMP_IF_FALSE) this.skipTrueTest(i, next);
          break;
        case BUILD_TUPLE:
          this.buildTuple(i, next, nextOp, run);
          break;
        case JUMP_IF_FALSE_OR_POP:
        case JUMP_IF_TRUE_OR_POP: {
          const retry = this.threadConditional(i, op);
          if (retry >= 0) next = retry;
          else this.threadJump(i, op);
          break;
        }
        case POP_JUMP_IF_FALSE:
        case POP_JUMP_IF_TRUE:
        case JUMP_FORWARD:
        case JUMP_ABSOLUTE:
          this.threadJump(i, op);
          break;
        case RETURN_VALUE: {
          let end = i + 1;
          while (end < length && this.sameBlock(i, end) && !KEPT_WHEN_DEAD.has(code[end * 2])) end++;
          if (end > i + 1) {
            this.leaveGap(i + 1, end);
            next = this.findOp(end);
          }
          break;
        }
      }
    }
    return this.compact() ?? this.original;
  }

  private markBlocks(): Uint32Array {
    const { code, length } = this;
    const blocks = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      const kind = JUMP_KIND[code[i * 2]];
      if (kind !== 0) blocks[this.jumpTarget(i, kind)] = 1;
    }
    let count = 0;
    for (let i = 0; i < length; i++) {
      count += blocks[i];
      blocks[i] = count;
    }
    return blocks;
  }

  private sameBlock(start: number, end: number): boolean {
    return this.blocks[start] === this.blocks[end];
  }

  private findOp(i: number): number {
    while (i < this.length && this.code[i * 2] === EXTENDED_ARG) i++;
    return i;
  }

  private arg(i: number): number {
    const { code } = this;
    let arg = code[i * 2 + 1];
    for (let shift = 8, j = i - 1; j >= 0 && code[j * 2] === EXTENDED_ARG && shift < 32; j--, shift += 8) {
      arg |= code[j * 2 + 1] << shift;
    }
    return arg;
  }

  private jumpTarget(i: number, kind = JUMP_KIND[this.code[i * 2]]): number {
    const units = this.arg(i) >> 1;
    return kind === ABSOLUTE ? units : units + i + 1;
  }

  /** The first EXTENDED_ARG of the instruction at i. */
  private startOf(i: number): number {
    while (i >= 1 && this.code[(i - 1) * 2] === EXTENDED_ARG) i--;
    return i;
  }

  private leaveGap(start: number, end: number): void {
    for (let i = start; i < end; i++) {
      this.code[i * 2] = GAP;
      this.code[i * 2 + 1] = 0;
    }
  }

  private write(i: number, op: number, arg: number, size: number): void {
    const { code } = this;
    for (let shift = (size - 1) * 8; shift > 0; shift -= 8, i++) {
      code[i * 2] = EXTENDED_ARG;
      code[i * 2 + 1] = (arg >>> shift) & 0xff;
    }
    code[i * 2] = op;
    code[i * 2 + 1] = arg & 0xff;
  }

  /** Puts an instruction at the end of [start, end), gaps before it; false when it does not fit. */
  private copyOp(start: number, op: number, arg: number, end: number): boolean {
    const size = unitsFor(arg);
    if (start + size > end) return false;
    this.write(end - size, op, arg, size);
    this.leaveGap(start, end - size);
    return true;
  }

  /** Gives the instruction at i a new operand; its new place, or -1 when that does not fit. */
  private setArg(i: number, arg: number): number {
    const current = this.arg(i);
    if (current === arg) return i;
    const size = unitsFor(current);
    const newSize = unitsFor(arg);
    if (size < newSize) return -1;
    const start = i + 1 - size;
    this.write(start, this.code[i * 2], arg, newSize);
    this.leaveGap(start + newSize, i + 1);
    return start + newSize - 1;
  }

  /** `while 1`: a constant that is true needs no test. */
  private skipTrueTest(i: number, next: number): void {
    const start = this.startOf(i);
    if (!this.sameBlock(start, i + 1)) return;
    if (isTrue(this.consts[this.arg(i)])) this.leaveGap(start, next + 1);
  }

  private buildTuple(i: number, next: number, nextOp: number, run: number): void {
    const size = this.arg(i);
    const start = this.startOf(i);
    if (size > 0 && run >= size) {
      const first = this.constantsStart(start, size);
      if (this.sameBlock(first, start)) {
        this.foldTuple(first, i + 1, size);
        return;
      }
    }
    if (nextOp !== UNPACK_SEQUENCE || !this.sameBlock(start, i + 1) || size !== this.arg(next)) return;
    if (size < 2) {
      this.leaveGap(start, next + 1);
    } else if (size === 2) {
      this.write(start, ROT_TWO, 0, 1);
      this.leaveGap(start + 1, next + 1);
    } else if (size === 3) {
      this.write(start, ROT_THREE, 0, 1);
      this.write(start + 1, ROT_TWO, 0, 1);
      this.leaveGap(start + 2, next + 1);
    }
  }

  /** Where the last n LOAD_CONST before unit i begin. */
  private constantsStart(i: number, n: number): number {
    const { code } = this;
    for (;;) {
      i--;
      const op = code[i * 2];
      if (op === LOAD_CONST) {
        if (--n === 0) return this.startOf(i);
      }
    }
  }

  private foldTuple(start: number, end: number, size: number): void {
    const items: Const[] = [];
    for (let i = 0, at = start; i < size; i++, at++) {
      at = this.findOp(at);
      while (this.code[at * 2] !== LOAD_CONST) at++;
      items.push(this.consts[this.arg(at)]);
    }
    this.consts.push({ type: 'tuple', items });
    this.copyOp(start, LOAD_CONST, this.consts.length - 1, end);
  }

  /** `a and b or c`: a jump to a conditional jump whose outcome is known. The place to go on from, or -1. */
  private threadConditional(i: number, op: number): number {
    const { code } = this;
    const target = this.findOp(this.arg(i) >> 1);
    let second = code[target * 2];
    if (!isConditional(second)) return -1;
    let place: number;
    if (jumpsOnTrue(second) === jumpsOnTrue(op)) {
      place = this.setArg(i, this.arg(target));
    } else {
      place = this.setArg(i, (target + 1) * 2);
      second = op === JUMP_IF_TRUE_OR_POP ? POP_JUMP_IF_TRUE : POP_JUMP_IF_FALSE;
    }
    if (place < 0) return -1;
    code[place * 2] = second;
    return place;
  }

  /** A jump to an unconditional jump goes to where that one goes. */
  private threadJump(i: number, op: number): void {
    const { code } = this;
    const start = this.startOf(i);
    const target = this.findOp(this.jumpTarget(i));
    const unconditional = op === JUMP_FORWARD || op === JUMP_ABSOLUTE;
    const targetOp = code[target * 2];
    if (this.loses(i, target)) return;
    if (unconditional && targetOp === RETURN_VALUE) {
      this.write(start, RETURN_VALUE, 0, 1);
      this.leaveGap(start + 1, i + 1);
    } else if (targetOp === JUMP_FORWARD || targetOp === JUMP_ABSOLUTE) {
      const final = this.jumpTarget(target);
      this.copyOp(start, op === JUMP_FORWARD ? JUMP_ABSOLUTE : op, final * 2, i + 1);
    }
  }

  /** Whether nothing would stand for the line of the instruction at `target` any more if the one at i did its work. */
  private loses(i: number, target: number): boolean {
    const line = this.lineOf(target);
    return line >= 0 && line !== this.lineOf(i);
  }

  private lineOf(unit: number): number {
    return this.locations[this.original.source[unit]].lineno;
  }

  /** Removes gaps and moves jump targets; null when an operand no longer fits. */
  private compact(): Wordcode | null {
    const { code, length } = this;
    const moved = this.blocks;
    let gaps = 0;
    for (let i = 0; i < length; i++) {
      moved[i] = i - gaps;
      if (code[i * 2] === GAP) gaps++;
    }
    const out = new Uint8Array((length - gaps) * 2);
    const source = new Int32Array(length - gaps);
    let h = 0;
    for (let i = 0; i < length; i++) {
      const start = i;
      let arg = code[i * 2 + 1];
      while (code[i * 2] === EXTENDED_ARG) {
        i++;
        arg = (arg << 8) | code[i * 2 + 1];
      }
      const op = code[i * 2];
      if (op === GAP) continue;
      const kind = JUMP_KIND[op];
      if (kind === ABSOLUTE) arg = moved[arg >> 1] * 2;
      else if (kind === RELATIVE) arg = (moved[(arg >> 1) + i + 1] - moved[i] - 1) * 2;
      const size = i - start + 1;
      if (unitsFor(arg) > size) return null;
      for (let shift = (size - 1) * 8; shift >= 0; shift -= 8, h++) {
        out[h * 2] = shift === 0 ? op : EXTENDED_ARG;
        out[h * 2 + 1] = (arg >>> shift) & 0xff;
        source[h] = this.original.source[i];
      }
    }
    return { code: out, source };
  }
}

function unitsFor(arg: number): number {
  return arg <= 0xff ? 1 : arg <= 0xffff ? 2 : arg <= 0xffffff ? 3 : 4;
}

function isConditional(op: number): boolean {
  return (
    op === POP_JUMP_IF_FALSE || op === POP_JUMP_IF_TRUE || op === JUMP_IF_FALSE_OR_POP || op === JUMP_IF_TRUE_OR_POP
  );
}

function jumpsOnTrue(op: number): boolean {
  return op === POP_JUMP_IF_TRUE || op === JUMP_IF_TRUE_OR_POP;
}

/** Python's truth of a constant. */
export function isTrue(value: Const): boolean {
  switch (value.type) {
    case 'None':
      return false;
    case 'bool':
      return value.value;
    case 'int':
      return value.value !== 0 && value.value !== 0n;
    case 'float':
      return value.value !== 0;
    case 'complex':
      return (value.real ?? 0) !== 0 || value.imag !== 0;
    case 'str':
    case 'bytes':
      return value.value.length > 0;
    case 'tuple':
    case 'frozenset':
      return value.items.length > 0;
    default:
      return true;
  }
}
