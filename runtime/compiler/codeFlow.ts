/**
 * Follows the control flow of finished code: operand-stack depths and the exception table.
 *
 * Owns: what SETUP_* and POP_BLOCK mean for the exception table (the static block stack of CPython 3.9).
 * Must not know: the AST. An independent check of its results is bytecode/verify.ts.
 */
import { assert } from '../base/internalError';
import type { ExceptionEntry } from '../bytecode/code';
import { endsBlock, jumpTarget } from '../bytecode/instructions';
import { OPCODES, Op } from '../bytecode/opcodes';

/** A block in effect at some instruction. */
interface Block {
  /** Whether an exception handler is running (3.9's EXCEPT_HANDLER block); else a protected range. */
  readonly handling: boolean;
  readonly target: number;
  /** Depth that the stack is cut to; for a running handler where it saved the old exception. */
  readonly depth: number;
  readonly below: Block | null;
}

export interface CodeFlow {
  stacksize: number;
  exceptionTable: ExceptionEntry[];
}

const EFFECT = new Int8Array(256);
/** 1: the effect depends on the operand. */
const VARIES = new Uint8Array(256);
const JUMPS = new Uint8Array(256);
for (const info of OPCODES) {
  if (info === undefined) continue;
  EFFECT[info.number] = info.effect(0);
  VARIES[info.number] = info.effect(0) !== info.effect(1) || info.effect(1) !== info.effect(4) ? 1 : 0;
  JUMPS[info.number] = info.jumpEffect === null ? 0 : 1;
}
VARIES[Op.MAKE_FUNCTION] = 1;
VARIES[Op.BUILD_SLICE] = 1;

export function analyseFlow(code: Uint8Array, hasBlocks: boolean): CodeFlow {
  const flow = new FlowAnalysis(code, hasBlocks);
  while (flow.pass());
  return { stacksize: flow.stacksize, exceptionTable: hasBlocks ? flow.exceptionTable() : [] };
}

class FlowAnalysis {
  stacksize = 0;
  /** Depth before each unit; -1 while it is not known to be reachable. */
  private readonly depths: Int32Array;
  private readonly blocks: (Block | null)[];
  private readonly length: number;
  private missed = false;

  constructor(
    private readonly code: Uint8Array,
    private readonly hasBlocks: boolean,
  ) {
    this.length = code.length >> 1;
    this.depths = new Int32Array(this.length + 1).fill(-1);
    this.blocks = hasBlocks ? new Array<Block | null>(this.length + 1).fill(null) : [];
    this.depths[0] = 0;
  }

  /** One pass in order; true when a jump back reached code that must be passed again. */
  pass(): boolean {
    const { code, depths, length, hasBlocks, blocks } = this;
    this.missed = false;
    let extended = 0;
    for (let unit = 0; unit < length; unit++) {
      const depth = depths[unit];
      if (depth < 0) continue;
      const op = code[unit * 2];
      const arg = extended | code[unit * 2 + 1];
      const block = hasBlocks ? blocks[unit] : null;
      if (op === Op.EXTENDED_ARG) {
        extended = arg << 8;
        this.reach(unit + 1, depth, block, unit);
        continue;
      }
      extended = 0;
      if (hasBlocks && this.blockOp(unit, op, arg, depth, block)) continue;
      if (JUMPS[op] === 1) {
        this.reach(jumpTarget(op, arg, unit * 2) >> 1, depth + OPCODES[op]!.jumpEffect!, block, unit);
      }
      if (!endsBlock(op)) {
        const effect = VARIES[op] === 1 ? OPCODES[op]!.effect(arg) : EFFECT[op];
        this.reach(unit + 1, depth + effect, block, unit);
      }
    }
    return this.missed;
  }

  /** Opcodes that change the block stack; false for all others. */
  private blockOp(unit: number, op: number, arg: number, depth: number, block: Block | null): boolean {
    switch (op) {
      case Op.SETUP_FINALLY:
      case Op.SETUP_WITH:
      case Op.SETUP_ASYNC_WITH: {
        const target = jumpTarget(op, arg, unit * 2);
        const cut = op === Op.SETUP_ASYNC_WITH ? depth - 1 : depth;
        if (this.depths[unit + 1] < 0) {
          const inside: Block = { handling: false, target, depth: cut, below: block };
          this.reach(unit + 1, op === Op.SETUP_WITH ? depth + 1 : depth, inside, unit);
        }
        if (this.depths[target >> 1] < 0) {
          this.reach(target >> 1, cut + 6, { handling: true, target: -1, depth: cut, below: block }, unit);
        }
        return true;
      }
      case Op.POP_BLOCK:
        assert(block !== null && !block.handling, 'POP_BLOCK without a block');
        this.reach(unit + 1, depth, block.below, unit);
        return true;
      case Op.POP_EXCEPT:
        assert(block?.handling === true, 'POP_EXCEPT outside a handler');
        this.reach(unit + 1, depth - 3, block.below, unit);
        return true;
      case Op.END_ASYNC_FOR:
        assert(block?.handling === true, 'END_ASYNC_FOR outside a handler');
        this.reach(unit + 1, depth - 7, block.below, unit);
        return true;
      default:
        return false;
    }
  }

  private reach(unit: number, depth: number, block: Block | null, from: number): void {
    if (this.depths[unit] >= 0) {
      assert(this.depths[unit] === depth, `stack depth ${depth} and ${this.depths[unit]} at ${unit * 2}`);
      return;
    }
    this.depths[unit] = depth;
    if (this.hasBlocks) this.blocks[unit] = block;
    if (depth > this.stacksize) this.stacksize = depth;
    if (unit <= from) this.missed = true;
  }

  exceptionTable(): ExceptionEntry[] {
    const table: ExceptionEntry[] = [];
    let last: ExceptionEntry | null = null;
    let lastBlock: Block | null = null;
    for (let unit = 0; unit < this.length; unit++) {
      if (this.depths[unit] < 0) continue;
      const block = this.blocks[unit];
      if (block === null) {
        last = null;
        lastBlock = null;
        continue;
      }
      if (block === lastBlock && last !== null && last.end === unit * 2) {
        last.end += 2;
        continue;
      }
      let handler = -1;
      let b: Block | null = block;
      while (b?.handling === true) {
        handler = b.depth;
        b = b.below;
      }
      lastBlock = block;
      last = null;
      if (b === null) continue;
      last = { start: unit * 2, end: unit * 2 + 2, target: b.target, depth: b.depth, handler };
      table.push(last);
    }
    return table;
  }
}
