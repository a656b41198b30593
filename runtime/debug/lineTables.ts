/**
 * Where the lines of a code object begin, for breakpoints and steps.
 *
 * Owns: from line to byte offsets, and back. Must not know: frames, how a breakpoint is planted.
 */
import type { Code } from '../bytecode/code';
import type { Instruction } from '../bytecode/instructions';
import { decode, endsBlock, jumpTarget } from '../bytecode/instructions';
import { OPCODES } from '../bytecode/opcodes';

export interface LineTable {
  /** Byte offsets at which each line begins: where a breakpoint on it stops. */
  readonly starts: ReadonlyMap<number, readonly number[]>;
  /** The smallest line from `line` on that has code, or null. */
  lineFrom(line: number): number | null;
  /** Whether an offset begins a line. */
  begins(offset: number): boolean;
}

const tables = new WeakMap<Code, LineTable>();

export function lineTable(code: Code): LineTable {
  let table = tables.get(code);
  if (!table) tables.set(code, (table = buildLineTable(code)));
  return table;
}

/** Instructions at which a frame can go on at a line: where as many operands wait as now, under the same handlers. */
export function gotoTargets(frame: { code: Code; pc: number }, line: number): number[] {
  const { code } = frame;
  const instructions = decode(code.code);
  const depths = stackDepths(code, instructions);
  const here = (frame.pc - 1) * 2;
  const depth = depths.get(instructions.find(({ start, offset }) => start <= here && here <= offset)?.offset ?? here);
  const handlers = handlersAt(code, here);
  return (lineTable(code).starts.get(line) ?? [])
    .filter((start) => {
      const offset = instructions.find((instruction) => instruction.start === start)?.offset ?? start;
      return depths.get(offset) === depth && handlersAt(code, start) === handlers;
    })
    .map((start) => start >> 1);
}

function handlersAt(code: Code, offset: number): string {
  return code.exceptionTable
    .filter(({ start, end }) => offset >= start && offset < end)
    .map(({ target }) => target)
    .join();
}

/** A code object and all that are nested in it. */
export function nestedCodes(code: Code): Code[] {
  const found = [code];
  for (const constant of code.consts) if (constant.type === 'code') found.push(...nestedCodes(constant.code));
  return found;
}

function buildLineTable(code: Code): LineTable {
  const instructions = decode(code.code);
  const depths = stackDepths(code, instructions);
  const starts = new Map<number, number[]>();
  const loopStarts = backwardTargets(code, instructions);
  const depthAtFirst = new Map<number, number>();
  let previous = -1;
  for (const { start, offset } of instructions) {
    const line = code.lineAt(offset);
    const depth = depths.get(offset) ?? 0;
    if (line <= 0) continue;
    const entered = line !== previous;
    previous = line;
    if (!entered && !loopStarts.has(start)) continue;
    if (!depthAtFirst.has(line)) depthAtFirst.set(line, depth);
    // Coming back to a line with operands waiting is the middle of a statement that spans lines, not a beginning.
    if (entered && !loopStarts.has(start) && depth > depthAtFirst.get(line)!) continue;
    const offsets = starts.get(line);
    if (offsets) offsets.push(start);
    else starts.set(line, [start]);
  }
  const lines = [...starts.keys()].sort((first, second) => first - second);
  const offsets = new Set([...starts.values()].flat());
  return {
    starts,
    lineFrom: (line) => lines.find((candidate) => candidate >= line) ?? null,
    begins: (offset) => offsets.has(offset),
  };
}

/** Offsets that a jump from another line comes back to: the head of a loop begins its line again. */
function backwardTargets(code: Code, instructions: readonly Instruction[]): Set<number> {
  const targets = new Set<number>();
  for (const { opcode, arg, offset } of instructions) {
    const target = jumpTarget(opcode, arg, offset);
    if (target >= 0 && target < offset && code.lineAt(offset) !== code.lineAt(target)) targets.add(target);
  }
  return targets;
}

/** The operand stack's depth before each instruction, by offset. */
function stackDepths(code: Code, instructions: readonly Instruction[]): Map<number, number> {
  const index = new Map(instructions.map((instruction, at) => [instruction.start, at]));
  const depths = new Map<number, number>();
  const work: [start: number, depth: number][] = [[0, 0]];
  // A handler finds six values of exception state on top of what its row keeps.
  for (const { target, depth } of code.exceptionTable) work.push([target, depth + 6]);
  for (let item = work.pop(); item; item = work.pop()) {
    const start = item[0];
    let depth = item[1];
    for (let at = index.get(start); at !== undefined && at < instructions.length; at++) {
      const { offset, opcode, arg } = instructions[at];
      if (depths.has(offset)) break;
      depths.set(offset, depth);
      const info = OPCODES[opcode];
      const target = jumpTarget(opcode, arg, offset);
      const jumpEffect = info?.jumpEffect ?? null;
      if (target >= 0 && jumpEffect !== null && !info?.name.startsWith('SETUP_'))
        work.push([target, depth + jumpEffect]);
      if (endsBlock(opcode)) break;
      depth += info?.effect(arg) ?? 0;
    }
  }
  return depths;
}
