/**
 * Reading wordcode: iterates over the instructions of a code string.
 *
 * Owns: EXTENDED_ARG folding and jump targets. Must not know: what instructions mean beyond the opcode table.
 */
import { OPCODES, Op } from './opcodes';

export interface Instruction {
  /** Byte offset of the opcode itself (after its EXTENDED_ARG prefixes). */
  offset: number;
  /** Byte offset of the first EXTENDED_ARG prefix, or `offset`. */
  start: number;
  opcode: number;
  /** The operand with its EXTENDED_ARG prefixes folded in. */
  arg: number;
}

/** All instructions of a code string in order; EXTENDED_ARG is folded into what follows it. */
export function decode(code: Uint8Array): Instruction[] {
  const out: Instruction[] = [];
  let start = 0;
  let extended = 0;
  for (let offset = 0; offset < code.length; offset += 2) {
    const opcode = code[offset];
    const arg = extended | code[offset + 1];
    if (opcode === Op.EXTENDED_ARG) {
      extended = arg << 8;
      continue;
    }
    out.push({ offset, start, opcode, arg });
    extended = 0;
    start = offset + 2;
  }
  return out;
}

/** The byte offset that a jump (or SETUP_*) at `offset` names, or -1 for opcodes that do not jump. */
export function jumpTarget(opcode: number, arg: number, offset: number): number {
  switch (OPCODES[opcode]?.operand) {
    case 'jabs':
      return arg;
    case 'jrel':
      return offset + 2 + arg;
    default:
      return -1;
  }
}

const NO_FALL_THROUGH = new Uint8Array(256);
for (const opcode of [
  Op.RETURN_VALUE,
  Op.RAISE_VARARGS,
  Op.RERAISE,
  Op.RERAISE_STAR,
  Op.JUMP_FORWARD,
  Op.JUMP_ABSOLUTE,
]) {
  NO_FALL_THROUGH[opcode] = 1;
}

/** Whether execution never reaches the next instruction in order. */
export function endsBlock(opcode: number): boolean {
  return NO_FALL_THROUGH[opcode] === 1;
}
