/**
 * Code objects seen from Python (CPython's codeobject.c).
 */
import { type Code } from '../bytecode/code';
import type { Const } from '../bytecode/constant';
import { codeType, None, NotImplemented } from '../objects/builtinTypes';
import { identity } from '../objects/compare';
import { defGetSet, defMethod } from '../objects/descriptors';
import { asMembers } from '../objects/descriptorTypes';
import { decode, jumpTarget } from '../bytecode/instructions';
import { Op } from '../bytecode/opcodes';
import { packExceptionTable } from '../bytecode/packExceptionTable';
import { type PyDict } from '../objects/dict';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import { PyCode } from '../objects/function';
import { hashString } from '../objects/hashing';
import { PyNativeIter, nativeIterType } from '../objects/iteration';
import { Cmp, type PyObject, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { defNew } from '../objects/typeObject';
import { PyBytes, PyTuple } from '../objects/values';
import { newCode, replaceCode } from './codeConstruction';
import { execOf } from './execCode';

const iterType = nativeIterType('code_iterator');

function iterate(items: Value[]): PyNativeIter {
  let i = 0;
  return new PyNativeIter(iterType, () => items[i++]);
}

function strings(items: readonly string[]): PyTuple {
  return new PyTuple(items);
}

export function installCodeObjects(): void {
  const t = codeType;
  defNew(t, (_cls, args, kwnames) => newCode(args, kwnames));
  t.hasWeakref = true;
  t.tp_repr = (c) => {
    const { code } = c as PyCode;
    return `<code object ${code.name} at 0x${identity(c as PyObject).toString(16)}, file "${code.filename}", line ${code.firstlineno}>`;
  };
  const attrs: Record<string, (c: Code) => Value> = {
    co_name: (c) => c.name,
    co_qualname: (c) => c.qualname,
    co_filename: (c) => c.filename,
    co_firstlineno: (c) => c.firstlineno,
    co_flags: (c) => c.flags,
    co_argcount: (c) => c.argcount,
    co_posonlyargcount: (c) => c.posonlyargcount,
    co_kwonlyargcount: (c) => c.kwonlyargcount,
    co_nlocals: (c) => c.varnames.length,
    co_stacksize: (c) => c.stacksize,
    co_varnames: (c) => strings(c.varnames),
    co_names: (c) => strings(c.names),
    co_cellvars: (c) => strings(c.cellvars),
    co_freevars: (c) => strings(c.freevars),
    co_consts: (c) => new PyTuple(execOf(c).consts),
    co_code: (c) => new PyBytes(c.code),
    co_linetable: (c) => new PyBytes(new Uint8Array(c.positions.buffer.slice(0))),
    co_exceptiontable: (c) => new PyBytes(packExceptionTable(c.exceptionTable)),
  };
  for (const [name, get] of Object.entries(attrs)) defGetSet(t, name, (c: PyCode) => get(c.code));
  defGetSet(t, 'co_lnotab', (c: PyCode) => {
    interp().warn(Exc.DeprecationWarning, 'co_lnotab is deprecated, use co_lines instead.', 1);
    return new PyBytes(lineTable(c.code));
  });
  const computed = ['co_varnames', 'co_cellvars', 'co_freevars', 'co_code'];
  asMembers(t, ...Object.keys(attrs).filter((name) => !computed.includes(name)));
  defMethod(t, 'co_lines(self, /)', (c: PyCode) => iterate(lineRanges(c.code)));
  defMethod(t, 'co_branches(self, /)', (c: PyCode) => iterate(branches(c.code)));
  defMethod(t, 'co_positions(self, /)', (c: PyCode) => {
    const { positions, code } = c.code;
    const out: Value[] = [];
    for (let i = 0; i < code.length >> 1; i++) {
      const at = (k: number): Value =>
        positions[4 * i + k] < 0 || (k > 0 && sysState.noDebugRanges) ? None : positions[4 * i + k];
      out.push(new PyTuple([at(0), at(1), at(2), at(3)]));
    }
    return iterate(out);
  });
  defMethod(t, 'replace(self, /, **changes)', (c: PyCode, changes: PyDict) => replaceCode(c.code, changes));
  defMethod(t, '__replace__(self, /, **changes)', (c: PyCode, changes: PyDict) => replaceCode(c.code, changes));
  defMethod(t, '_varname_from_oparg(self, oparg)', (c: PyCode, i: number) => {
    const name = [...c.code.varnames, ...c.code.cellvars, ...c.code.freevars][i];
    if ((name as string | undefined) === undefined) throw newError(Exc.IndexError, 'tuple index out of range');
    return name;
  });
  t.tp_richcompare = (a, b, op) => {
    if (!(b instanceof PyCode) || (op !== Cmp.EQ && op !== Cmp.NE)) return NotImplemented;
    return sameCode((a as PyCode).code, b.code) === (op === Cmp.EQ);
  };
  t.tp_hash = (c) => hashString((c as PyCode).code.name) ^ (c as PyCode).code.firstlineno;
}

/**
 * co_lines(): (start, end, line) of runs of instructions. DIFFERS: CPython's first instruction, RESUME, has the line of
 * the definition; here a frame that has just been entered stands before its first instruction.
 */
function lineRanges(c: Code): Value[] {
  const out: Value[] = [new PyTuple([-2, 0, c.entryLine])];
  let start = 0;
  const n = c.code.length;
  for (let i = 0; i < n; i += 2) {
    if (i + 2 < n && c.lineAt(i + 2) === c.lineAt(i)) continue;
    const line = c.lineAt(i);
    out.push(new PyTuple([start, i + 2, line < 0 ? None : line]));
    start = i + 2;
  }
  return out;
}

const BRANCHES = new Set<number>([
  Op.POP_JUMP_IF_FALSE,
  Op.POP_JUMP_IF_TRUE,
  Op.JUMP_IF_FALSE_OR_POP,
  Op.JUMP_IF_TRUE_OR_POP,
  Op.JUMP_IF_NOT_EXC_MATCH,
  Op.FOR_ITER,
]);

/** co_branches(): (instruction, next instruction, jump target), the offsets that sys.monitoring tells for a branch. */
function branches(c: Code): Value[] {
  return decode(c.code)
    .filter(({ opcode }) => BRANCHES.has(opcode))
    .map(({ offset, opcode, arg }) => new PyTuple([offset, offset + 2, jumpTarget(opcode, arg, offset)]));
}

/** co_lnotab: pairs of steps in the code (a byte) and in its lines (a signed byte), as until CPython 3.9. */
function lineTable(c: Code): Uint8Array {
  const out: number[] = [];
  let [from, line] = [0, c.firstlineno];
  for (let i = 0; i < c.code.length; i += 2) {
    const next = c.lineAt(i);
    if (next < 0 || next === line) continue;
    for (; i - from > 255; from += 255) out.push(255, 0);
    for (; Math.abs(next - line) > 127; from = i) {
      const step = next > line ? 127 : -127;
      out.push(i - from, step & 255);
      line += step;
    }
    out.push(i - from, (next - line) & 255);
    [from, line] = [i, next];
  }
  return Uint8Array.from(out);
}

function sameCode(a: Code, b: Code): boolean {
  if (a === b) return true;
  return (
    a.name === b.name &&
    a.firstlineno === b.firstlineno &&
    a.argcount === b.argcount &&
    a.posonlyargcount === b.posonlyargcount &&
    a.kwonlyargcount === b.kwonlyargcount &&
    a.flags === b.flags &&
    a.code.length === b.code.length &&
    a.code.every((x, i) => x === b.code[i]) &&
    JSON.stringify([a.names, a.varnames, a.cellvars, a.freevars]) ===
      JSON.stringify([b.names, b.varnames, b.cellvars, b.freevars]) &&
    a.consts.length === b.consts.length &&
    a.consts.every((x, i) => sameConst(x, b.consts[i])) &&
    a.positions.every((x, i) => x === b.positions[i])
  );
}

function sameConst(a: Const, b: Const): boolean {
  if (a.type !== b.type) return false;
  if (a.type === 'code') return sameCode(a.code, (b as typeof a).code);
  if (a.type === 'tuple' || a.type === 'frozenset' || a.type === 'slice') {
    const other = (b as typeof a).items;
    return a.items.length === other.length && a.items.every((x, i) => sameConst(x, other[i]));
  }
  return JSON.stringify(a, bigText) === JSON.stringify(b, bigText);
}

function bigText(_key: string, v: unknown): unknown {
  return typeof v === 'bigint' ? `${v}n` : Object.is(v, -0) ? '-0' : v;
}
