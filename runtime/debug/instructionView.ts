/**
 * Bytecode as a debugger's disassembly view wants it: every code object that was shown has a range of addresses.
 *
 * Owns: addresses, and the instructions at them. Addresses are made up, in the order of asking, and stay for the
 * session. Must not know: breakpoints, the Debug Adapter Protocol.
 */
import type { Code } from '../bytecode/code';
import { argumentText } from '../bytecode/disassembler';
import type { Instruction } from '../bytecode/instructions';
import { decode } from '../bytecode/instructions';
import { HAVE_ARGUMENT, OPCODES } from '../bytecode/opcodes';
import type { ExecCode } from '../vm/execCode';
import type { InstructionInfo } from './agentProtocol';
import type { SourceTexts } from './sourceTexts';

interface Range {
  exec: ExecCode;
  /** Address of the first byte of its code. */
  base: number;
}

const FIRST_ADDRESS = 0x1000_0000;
/** Code objects begin at multiples of this, with room between them. */
const ALIGNMENT = 0x1000;

export class InstructionView {
  private readonly ranges: Range[] = [];
  private readonly bases = new Map<ExecCode, number>();
  private next = FIRST_ADDRESS;

  constructor(private readonly texts: SourceTexts) {}

  addressOf(exec: ExecCode, offset: number): number {
    let base = this.bases.get(exec);
    if (base === undefined) {
      base = this.next;
      this.bases.set(exec, base);
      this.ranges.push({ exec, base });
      this.next += Math.ceil((exec.code.code.length + 1) / ALIGNMENT) * ALIGNMENT;
    }
    return base + offset;
  }

  /** The instruction at an address; undefined where none begins. */
  at(address: number): { exec: ExecCode; pc: number } | undefined {
    const range = this.rangeOf(address);
    if (!range) return undefined;
    const offset = address - range.base;
    const starts = decode(range.exec.code.code).some(({ start, offset: own }) => start <= offset && offset <= own);
    return starts && offset % 2 === 0 ? { exec: range.exec, pc: offset >> 1 } : undefined;
  }

  /**
   * `count` instructions from the one at `address` plus `skip` instructions (which may be negative). Where there is
   * none, the row says so (`valid` is false): the client counts on the number.
   */
  list(address: number, skip: number, count: number): InstructionInfo[] {
    const range = this.rangeOf(address);
    const instructions = range ? decode(range.exec.code.code) : [];
    const offset = range ? address - range.base : 0;
    const here = instructions.findIndex((instruction) => instruction.offset >= offset);
    const first = (here < 0 ? instructions.length : here) + skip;
    return Array.from({ length: count }, (_, row) => {
      const at = first + row;
      if (range && at >= 0 && at < instructions.length) return this.info(range, instructions[at], instructions[at - 1]);
      return { address: address + (skip + row) * 2, bytes: '', text: '', valid: false };
    });
  }

  private info({ exec, base }: Range, instruction: Instruction, before: Instruction | undefined): InstructionInfo {
    const { code } = exec;
    const { offset, start } = instruction;
    const [line, endLine, column, endColumn] = code.positions.subarray((offset >> 1) * 4, (offset >> 1) * 4 + 4);
    const first = before === undefined;
    return {
      address: base + offset,
      bytes: [...code.code.subarray(start, offset + 2)].map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: instructionText(code, instruction),
      valid: true,
      ...(first ? { symbol: code.qualname } : {}),
      ...(line > 0 && (first || code.lineAt(before.offset) !== line)
        ? {
            ...this.texts.summary(code.filename),
            line,
            ...(column >= 0 && endLine === line
              ? {
                  column: this.texts.column(code.filename, line, column),
                  endColumn: this.texts.column(code.filename, line, endColumn),
                }
              : {}),
          }
        : {}),
    };
  }

  private rangeOf(address: number): Range | undefined {
    return this.ranges.find(({ exec, base }) => address >= base && address < base + exec.code.code.length);
  }
}

function instructionText(code: Code, { opcode, arg, offset }: Instruction): string {
  const name = OPCODES[opcode]?.name ?? `<${opcode}>`;
  if (opcode < HAVE_ARGUMENT) return name;
  const shown = argumentText(code, opcode, arg, offset, (nested) => nested.qualname);
  return `${name.padEnd(20)} ${arg}${shown === '' ? '' : ` (${shown})`}`;
}
