/**
 * Which line each instruction stands for, after PEP 626: the lines of what no statement stands for, and which NOPs are
 * needed because nothing else carries their line (resolve_line_numbers and remove_redundant_nops in CPython's
 * flowgraph.c).
 *
 * Owns: NOPs that the families of constructs emit. Must not know: encoding. CPython copies a block without a line that
 * leaves the scope for each jump that leads there; here there is one, and the tracer finds its line out.
 */
import { endsBlock } from '../bytecode/instructions';
import { Op } from '../bytecode/opcodes';
import type { Positioned } from '../syntax/ast';
import type { InstructionBuffer } from './instructionBuffer';

/** Of instructions that belong to no line. */
export const NOWHERE: Positioned = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 };

/** Works in place. Gives the new index of every instruction, or null when none has moved. */
export function markLines(b: InstructionBuffer, firstlineno: number): Int32Array | null {
  const arrivals = countArrivals(b);
  const hasNops = resolveLines(b, arrivals, firstlineno);
  return hasNops ? removeNops(b, arrivals) : null;
}

/** How many jumps lead to each instruction; for the start of a handler, more than one. */
function countArrivals(b: InstructionBuffer): Uint16Array {
  const arrivals = new Uint16Array(b.count + 1);
  for (let i = 0; i < b.count; i++) {
    if (b.targets[i] < 0) continue;
    const op = b.ops[i];
    const setsUp = op === Op.SETUP_FINALLY || op === Op.SETUP_WITH || op === Op.SETUP_ASYNC_WITH;
    arrivals[b.labels[b.targets[i]]] += setsUp ? 2 : 1;
  }
  return arrivals;
}

/** What belongs to no line takes that of the only instruction from which it is reached. */
function resolveLines(b: InstructionBuffer, arrivals: Uint16Array, firstlineno: number): boolean {
  const { locations, ops } = b;
  let hasNops = false;
  for (let i = 0; i < b.count; i++) {
    if (ops[i] === Op.NOP) hasNops = true;
    const falls = i > 0 && !endsBlock(ops[i - 1]);
    if (locations[i].lineno < 0 && ops[i] !== Op.RERAISE) {
      if (i === 0) locations[0] = { lineno: firstlineno, end_lineno: firstlineno, col_offset: -1, end_col_offset: -1 };
      else if (falls && arrivals[i] === 0) locations[i] = locations[i - 1];
    }
    const target = b.targets[i];
    if (target < 0) continue;
    const to = b.labels[target];
    if (to > i && to < b.count && arrivals[to] === 1 && endsBlock(ops[to - 1]) && locations[to].lineno < 0)
      locations[to] = locations[i];
  }
  return hasNops;
}

function removeNops(b: InstructionBuffer, arrivals: Uint16Array): Int32Array | null {
  const { ops, locations } = b;
  const moved = new Int32Array(b.count + 1);
  let kept = 0;
  for (let i = 0; i < b.count; i++) {
    moved[i] = kept;
    if (ops[i] === Op.NOP && isRedundant(b, i, kept, arrivals)) {
      // In the listing its line begins with the next instruction.
      if (i + 1 < b.count && b.lineStarts[i] === 1 && b.lines[i + 1] === b.lines[i]) b.lineStarts[i + 1] = 1;
      continue;
    }
    if (kept !== i) {
      ops[kept] = ops[i];
      b.args[kept] = b.args[i];
      b.targets[kept] = b.targets[i];
      b.lines[kept] = b.lines[i];
      b.lineStarts[kept] = b.lineStarts[i];
      locations[kept] = locations[i];
    }
    kept++;
  }
  moved[b.count] = kept;
  if (kept === b.count) return null;
  b.count = kept;
  for (let label = 0; label < b.labels.length; label++)
    if (b.labels[label] >= 0) b.labels[label] = moved[b.labels[label]];
  return moved;
}

/** `kept` instructions before it have been kept. */
function isRedundant(b: InstructionBuffer, i: number, kept: number, arrivals: Uint16Array): boolean {
  const { locations, ops } = b;
  const line = locations[i].lineno;
  if (line < 0) return true;
  // A label on a NOP that goes moves to what follows, so what is before it is before that.
  if (arrivals[i] === 0 && kept > 0 && !endsBlock(ops[kept - 1]) && locations[kept - 1].lineno === line) return true;
  if (i + 1 === b.count) return false;
  const next = locations[i + 1].lineno;
  if (next === line) return true;
  if (next >= 0 || arrivals[i + 1] > 0) return false;
  locations[i + 1] = locations[i];
  return true;
}
