/**
 * Checks a code object: that operand-stack depths are static, within `stacksize` and as the exception table says; that
 * operands name things that exist; that execution cannot leave the code.
 *
 * Owns: the invariants that the VM relies on. Must not know: the compiler (it works from the code and its tables
 * alone, so that it would notice the compiler's mistakes).
 */
import type { Code, ExceptionEntry } from './code';
import { decode, endsBlock, type Instruction, jumpTarget } from './instructions';
import { OPCODES, Op } from './opcodes';

/** What is wrong with the code object and those in it; empty when nothing is. */
export function verifyCode(code: Code): string[] {
  const problems: string[] = [];
  new Verifier(code, problems).run();
  for (const value of code.consts) if (value.type === 'code') problems.push(...verifyCode(value.code));
  return problems;
}

class Verifier {
  private readonly instructions: Instruction[];
  /** Index of the instruction that begins (with its prefixes) at a byte offset. */
  private readonly at = new Map<number, number>();
  private readonly depths: Int32Array;
  private readonly work: number[] = [];
  private deepest = 0;

  constructor(
    private readonly code: Code,
    private readonly problems: string[],
  ) {
    this.instructions = decode(code.code);
    this.instructions.forEach((instruction, i) => this.at.set(instruction.start, i));
    this.depths = new Int32Array(this.instructions.length).fill(-1);
  }

  run(): void {
    const { code } = this;
    this.checkTables();
    this.reach(0, 0, 'start');
    while (this.work.length > 0) this.step(this.work.pop()!);
    if (this.deepest !== code.stacksize) this.problem(0, `stacksize ${code.stacksize}, deepest ${this.deepest}`);
    this.checkHandlers();
  }

  private problem(offset: number, message: string): void {
    this.problems.push(`${this.code.filename}: ${this.code.qualname} at ${offset}: ${message}`);
  }

  private reach(offset: number, depth: number, from: string): void {
    const index = this.at.get(offset);
    if (index === undefined) return this.problem(offset, `no instruction begins here (${from})`);
    if (depth < 0) return this.problem(offset, `depth ${depth} (${from})`);
    const known = this.depths[index];
    if (known >= 0) {
      if (known !== depth) this.problem(offset, `depth ${depth} and ${known} (${from})`);
      return;
    }
    this.depths[index] = depth;
    this.deepest = Math.max(this.deepest, depth);
    this.work.push(index);
  }

  private step(index: number): void {
    const { opcode, arg, offset, start } = this.instructions[index];
    const info = OPCODES[opcode];
    if (info === undefined) return this.problem(offset, `unknown opcode ${opcode}`);
    this.checkOperand(opcode, arg, offset);
    const depth = this.depths[index];
    // what the handler needs: its own depth, and the saved exception of a handler that is left
    for (let unit = start; unit <= offset; unit += 2) {
      const entry = this.entryAt(unit);
      if (entry === null) continue;
      if (entry.depth > depth) this.problem(offset, `depth ${depth} below that of its handler, ${entry.depth}`);
      if (entry.handler >= 0 && entry.handler + 3 > depth)
        this.problem(offset, `no exception saved at ${entry.handler}`);
      this.reach(entry.target, entry.depth + 6, 'handler');
    }
    const setsUp = opcode === Op.SETUP_FINALLY || opcode === Op.SETUP_WITH || opcode === Op.SETUP_ASYNC_WITH;
    if (info.jumpEffect !== null && !setsUp) {
      this.reach(jumpTarget(opcode, arg, offset), depth + info.jumpEffect, info.name);
    }
    if (!endsBlock(opcode)) {
      if (offset + 2 >= this.code.code.length) this.problem(offset, 'falls off the end');
      else this.reach(offset + 2, depth + info.effect(arg), info.name);
    }
  }

  private entryAt(offset: number): ExceptionEntry | null {
    return this.code.exceptionTable.find((entry) => entry.start <= offset && offset < entry.end) ?? null;
  }

  private checkOperand(opcode: number, arg: number, offset: number): void {
    const { code } = this;
    let limit: number;
    switch (OPCODES[opcode]!.operand) {
      case 'const':
        limit = code.consts.length;
        break;
      case 'name':
        limit = code.names.length;
        break;
      case 'local':
        limit = code.varnames.length;
        break;
      case 'free':
        limit = code.cellvars.length + code.freevars.length;
        break;
      case 'compare':
        limit = 6;
        break;
      default:
        return;
    }
    if (arg >= limit) this.problem(offset, `operand ${arg} of ${OPCODES[opcode]!.name} names nothing`);
  }

  private checkTables(): void {
    const { code } = this;
    const size = code.code.length;
    if (code.positions.length !== size * 2) this.problem(0, 'the position table has not four numbers an instruction');
    let end = 0;
    for (const entry of code.exceptionTable) {
      if (entry.start < end || entry.end <= entry.start || entry.end > size) {
        this.problem(entry.start, 'rows of the exception table overlap or lie outside');
      }
      end = entry.end;
    }
    for (const point of code.awaitPoints) {
      const opcode = code.code[point.offset];
      if (opcode !== Op.YIELD_FROM && opcode !== Op.YIELD_VALUE) this.problem(point.offset, 'no await point');
    }
  }

  /** Every handler is in use, or else all it protects is dead. */
  private checkHandlers(): void {
    for (const entry of this.code.exceptionTable) {
      const index = this.at.get(entry.target);
      if (index === undefined || this.depths[index] < 0) this.problem(entry.target, 'handler is never reached');
    }
  }
}
