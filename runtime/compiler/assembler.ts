/**
 * From an instruction buffer to a code object: encoding, jump offsets, and the tables beside the code.
 *
 * Owns: wordcode encoding and code flags, as CPython 3.9's assemble() does it. Must not know: statements and
 * expressions.
 */
import { type AwaitPoint, Code, CodeFlag } from '../bytecode/code';
import { decode, endsBlock, jumpTarget } from '../bytecode/instructions';
import { OPCODES, Op } from '../bytecode/opcodes';
import { analyseFlow } from './codeFlow';
import type { CompileOptions } from './compileOptions';
import type { InstructionBuffer } from './instructionBuffer';
import { markLines } from './lineMarks';
import { optimizeCode, type Wordcode } from './peephole';
import { ScopeType } from './scope';
import type { SourceText } from './sourceText';
import type { Unit } from './unit';

const IS_RELATIVE = new Uint8Array(256);
for (const info of OPCODES) if (info?.operand === 'jrel') IS_RELATIVE[info.number] = 1;

export function assemble(unit: Unit, text: SourceText, options: CompileOptions): Code {
  const buffer = unit.buffer;
  const moved = markLines(buffer, unit.firstlineno);
  if (moved !== null) for (const point of unit.awaits) point.instruction = moved[point.instruction];
  const consts = unit.consts.items;
  const encoded = encode(buffer);
  const words = lineTableTooComplex(buffer, encoded) ? encoded : optimizeCode(encoded, consts, buffer.locations);
  const flow = analyseFlow(words.code, buffer.hasBlocks);
  return new Code({
    name: unit.name,
    qualname: unit.qualname,
    filename: options.filename,
    firstlineno: unit.firstlineno,
    flags: codeFlags(unit, options),
    argcount: unit.argcount,
    posonlyargcount: unit.posonlyargcount,
    kwonlyargcount: unit.kwonlyargcount,
    stacksize: flow.stacksize,
    varnames: unit.varnames.names,
    names: unit.names.names,
    cellvars: unit.cellvars.names,
    freevars: unit.freevars.names,
    consts,
    code: words.code,
    positions: positionTable(buffer, words),
    exceptionTable: flow.exceptionTable,
    awaitPoints: unit.awaits.length === 0 ? [] : awaitPoints(unit, words, text),
    listingLines: listingLines(buffer, words),
  });
}

function instructionSize(arg: number): number {
  return arg <= 0xff ? 1 : arg <= 0xffff ? 2 : arg <= 0xffffff ? 3 : 4;
}

/** Lays the instructions out and fills in jump operands, widening until all fit. */
function encode(b: InstructionBuffer): Wordcode {
  const { ops, args, targets, labels, count } = b;
  const offsets = new Int32Array(count + 1);
  let resized: boolean;
  do {
    resized = false;
    let total = 0;
    for (let i = 0; i < count; i++) {
      offsets[i] = total;
      total += instructionSize(args[i]);
    }
    offsets[count] = total;
    for (let i = 0; i < count; i++) {
      const label = targets[i];
      if (label < 0) continue;
      const size = instructionSize(args[i]);
      let target = offsets[labels[label]];
      if (IS_RELATIVE[ops[i]] === 1) target -= offsets[i] + size;
      args[i] = target * 2;
      if (instructionSize(args[i]) !== size) resized = true;
    }
  } while (resized);

  const total = offsets[count];
  const code = new Uint8Array(total * 2);
  const source = new Int32Array(total);
  let at = 0;
  for (let i = 0; i < count; i++) {
    const arg = args[i];
    for (let size = instructionSize(arg) - 1; size > 0; size--) {
      source[at >> 1] = i;
      code[at++] = Op.EXTENDED_ARG;
      code[at++] = (arg >>> (8 * size)) & 0xff;
    }
    source[at >> 1] = i;
    code[at++] = ops[i];
    code[at++] = arg & 0xff;
  }
  return { code, source };
}

/** CPython 3.9 leaves code alone whose line table would need a step of more than 255 bytes. */
function lineTableTooComplex(b: InstructionBuffer, words: Wordcode): boolean {
  if (words.source.length < 128) return false;
  let last = 0;
  let previous = -1;
  const source = words.source;
  for (let unit = 0; unit < source.length; unit++) {
    const i = source[unit];
    if (i === previous) continue;
    previous = i;
    if (b.lineStarts[i] === 0) continue;
    if ((unit - last) * 2 > 255) return true;
    last = unit;
  }
  return false;
}

function positionTable(b: InstructionBuffer, words: Wordcode): Int32Array {
  const { locations } = b;
  const source = words.source;
  const table = new Int32Array(source.length * 4);
  for (let unit = 0, at = 0; unit < source.length; unit++, at += 4) {
    const p = locations[source[unit]];
    table[at] = p.lineno;
    table[at + 1] = p.end_lineno;
    table[at + 2] = p.col_offset;
    table[at + 3] = p.end_col_offset;
  }
  placeJumps(words.code, table);
  return table;
}

/**
 * A jump without a line that no other leads to any more, since those now lead where it does, takes the place of what is
 * before it.
 */
function placeJumps(code: Uint8Array, table: Int32Array): void {
  const isPlaceless = (unit: number): boolean =>
    table[unit * 4] < 0 && (code[unit * 2] === Op.JUMP_FORWARD || code[unit * 2] === Op.JUMP_ABSOLUTE);
  let unit = 0;
  while (unit * 2 < code.length && !isPlaceless(unit)) unit++;
  if (unit * 2 >= code.length) return;
  const instructions = decode(code);
  const targets = new Set(instructions.map(({ opcode, arg, offset }) => jumpTarget(opcode, arg, offset)));
  for (let i = 1; i < instructions.length; i++) {
    const { start, offset } = instructions[i];
    const before = instructions[i - 1];
    if (!isPlaceless(offset >> 1) || endsBlock(before.opcode) || targets.has(start)) continue;
    for (let at = start; at <= offset; at += 2) table.copyWithin(at * 2, before.offset * 2, before.offset * 2 + 4);
  }
}

/** The lines of a 3.9 listing, as pairs (offset, line), when they are not those of the position table. */
function listingLines(b: InstructionBuffer, words: Wordcode): Int32Array | null {
  const { locations, lines } = b;
  const source = words.source;
  let differs = false;
  for (let unit = 0; unit < source.length && !differs; unit++) {
    const i = source[unit];
    differs = locations[i].lineno !== lines[i];
  }
  if (!differs) return null;
  const pairs: number[] = [];
  let line = -1;
  for (let unit = 0; unit < source.length; unit++) {
    const next = lines[source[unit]];
    if (next !== line) pairs.push(unit * 2, next);
    line = next;
  }
  return Int32Array.from(pairs);
}

function awaitPoints(unit: Unit, words: Wordcode, text: SourceText): AwaitPoint[] {
  const offsetOf = new Map<number, number>();
  words.source.forEach((instruction, at) => offsetOf.set(instruction, at * 2));
  const points: AwaitPoint[] = [];
  for (const { instruction, kind, where, shown } of unit.awaits) {
    const offset = offsetOf.get(instruction);
    if (offset === undefined) continue; // removed as dead code
    points.push({
      offset,
      kind,
      lineno: where.lineno,
      col_offset: where.col_offset,
      end_lineno: where.end_lineno,
      end_col_offset: where.end_col_offset,
      text: shown === null ? '' : text.textOf(shown),
    });
  }
  return points.sort((a, b) => a.offset - b.offset);
}

function codeFlags(unit: Unit, options: CompileOptions): number {
  const scope = unit.scope;
  let flags = unit.extraFlags | (options.extraFlags ?? 0);
  if (scope.functionLike) {
    flags |= CodeFlag.NEWLOCALS | CodeFlag.OPTIMIZED;
    if (scope.nested) flags |= CodeFlag.NESTED;
    if (scope.generator) flags |= scope.coroutine ? CodeFlag.ASYNC_GENERATOR : CodeFlag.GENERATOR;
    else if (scope.coroutine) flags |= CodeFlag.COROUTINE;
    if (scope.varargs) flags |= CodeFlag.VARARGS;
    if (scope.varkeywords) flags |= CodeFlag.VARKEYWORDS;
    if (scope.type === ScopeType.FUNCTION && scope.method) flags |= CodeFlag.METHOD;
  } else if (scope.coroutine) {
    flags |= CodeFlag.COROUTINE; // top-level await
  }
  if (unit.cellvars.names.length === 0 && unit.freevars.names.length === 0) flags |= CodeFlag.NOFREE;
  return flags;
}
