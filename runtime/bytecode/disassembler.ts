/**
 * Listings of code objects in the format of CPython 3.9's `dis.dis`.
 *
 * Owns: text. Must not know: compiling, running, files.
 */
import type { Code } from './code';
import type { Const } from './constant';
import { constantRepr } from './constantRepr';
import { decode, jumpTarget } from './instructions';
import { COMPARE_OPERATORS, HAVE_ARGUMENT, OPCODES, Op } from './opcodes';

export interface DisassembleOptions {
  /** The address that the repr of a code object shows; by default numbers made up in order. */
  address?: (code: Code) => string;
  /** How deep to list the code objects among the constants; all by default. */
  depth?: number;
}

const OPNAME_WIDTH = 20;
const OPARG_WIDTH = 5;
const FORMAT_CONVERSIONS = ['', 'str', 'repr', 'ascii'];
const MAKE_FUNCTION_FLAGS = ['defaults', 'kwdefaults', 'annotations', 'closure', 'annotate'];

/** The listing of a code object and of all in it. */
export function disassemble(code: Code, options: DisassembleOptions = {}): string {
  const addresses = new Map<Code, string>();
  const address =
    options.address ??
    ((c: Code) => {
      let text = addresses.get(c);
      if (text === undefined) {
        text = `0x${(0x7f0000000000 + addresses.size * 0x90).toString(16)}`;
        addresses.set(c, text);
      }
      return text;
    });
  const lines: string[] = [];
  list(code, options.depth ?? Infinity, address, lines);
  return lines.join('\n') + '\n';
}

function list(code: Code, depth: number, address: (code: Code) => string, lines: string[]): void {
  lines.push(...listCode(code, address));
  if (depth <= 0) return;
  for (const value of code.consts) {
    if (value.type !== 'code') continue;
    lines.push('', `Disassembly of ${codeRepr(value.code, address)}:`);
    list(value.code, depth - 1, address, lines);
  }
}

export function codeRepr(code: Code, address: (code: Code) => string): string {
  return `<code object ${code.name} at ${address(code)}, file "${code.filename}", line ${code.firstlineno}>`;
}

/** Offsets where a listing shows a line number, as dis.findlinestarts of 3.9. */
export function lineStarts(code: Code): Map<number, number> {
  const starts = new Map<number, number>();
  const pairs = code.listingLines;
  if (pairs !== null) {
    for (let i = 0; i < pairs.length; i += 2) starts.set(pairs[i], pairs[i + 1]);
    return starts;
  }
  let line = -1;
  for (let at = 0; at < code.positions.length; at += 4) {
    if (code.positions[at] !== line) starts.set(at >> 1, code.positions[at]);
    line = code.positions[at];
  }
  return starts;
}

function listCode(code: Code, address: (code: Code) => string): string[] {
  const starts = lineStarts(code);
  const instructions = decode(code.code);
  const targets = new Set(instructions.map((i) => jumpTarget(i.opcode, i.arg, i.offset)));
  let maxLine = 0;
  for (const line of starts.values()) maxLine = Math.max(maxLine, line);
  const lineWidth = maxLine >= 1000 ? String(maxLine).length : 3;
  const maxOffset = code.code.length - 2;
  const offsetWidth = maxOffset >= 10000 ? String(maxOffset).length : 4;
  const out: string[] = [];
  let extended = 0;
  for (let offset = 0; offset < code.code.length; offset += 2) {
    const opcode = code.code[offset];
    const hasArg = opcode >= HAVE_ARGUMENT;
    const arg = hasArg ? code.code[offset + 1] | extended : 0;
    extended = opcode === Op.EXTENDED_ARG ? arg << 8 : 0;
    const line = starts.get(offset);
    if (line !== undefined && offset > 0) out.push('');
    const fields = [
      line === undefined ? ' '.repeat(lineWidth) : String(line).padStart(lineWidth),
      '   ',
      targets.has(offset) ? '>>' : '  ',
      String(offset).padStart(offsetWidth),
      (OPCODES[opcode]?.name ?? `<${opcode}>`).padEnd(OPNAME_WIDTH),
    ];
    if (hasArg) {
      fields.push(String(arg).padStart(OPARG_WIDTH));
      const shown = argumentText(code, opcode, arg, offset, address);
      if (shown !== '') fields.push(`(${shown})`);
    }
    out.push(fields.join(' ').trimEnd());
  }
  return out;
}

/** What a listing shows in parentheses after an operand; empty where that is nothing. */
export function argumentText(
  code: Code,
  opcode: number,
  arg: number,
  offset: number,
  address: (code: Code) => string,
): string {
  const info = OPCODES[opcode];
  switch (info?.operand) {
    case 'const':
      return constantText(code.consts[arg], address);
    case 'name':
      return code.names[arg];
    case 'local':
      return code.varnames[arg];
    case 'free':
      return arg < code.cellvars.length ? code.cellvars[arg] : code.freevars[arg - code.cellvars.length];
    case 'compare':
      return COMPARE_OPERATORS[arg];
    case 'jrel':
      return `to ${jumpTarget(opcode, arg, offset)}`;
  }
  if (opcode === Op.FORMAT_VALUE) {
    const conversion = FORMAT_CONVERSIONS[arg & 3];
    if ((arg & 4) === 0) return conversion;
    return conversion === '' ? 'with format' : `${conversion}, with format`;
  }
  if (opcode === Op.MAKE_FUNCTION) return MAKE_FUNCTION_FLAGS.filter((_, i) => arg & (1 << i)).join(', ');
  return '';
}

function constantText(value: Const, address: (code: Code) => string): string {
  return constantRepr(value, (c) => codeRepr(c.code, address));
}
