/**
 * Code objects seen from Python (CPython's codeobject.c).
 */
import { Code } from '../bytecode/code';
import type { Const } from '../bytecode/constant';
import { codeType, Ellipsis, None, NotImplemented } from '../objects/builtinTypes';
import { identity } from '../objects/compare';
import { defGetSet, defMethod } from '../objects/descriptors';
import { asMembers } from '../objects/descriptorTypes';
import { packExceptionTable } from '../bytecode/packExceptionTable';
import { type PyDict } from '../objects/dict';
import { typeError, valueError } from '../objects/errors';
import { PyCode, pyCodeOf } from '../objects/function';
import { hashString } from '../objects/hashing';
import { PyNativeIter, nativeIterType } from '../objects/iteration';
import { Cmp, typeOf, type PyObject, type Value } from '../objects/object';
import { disallowNew } from '../objects/typeObject';
import { PyBytes, PyComplex, PyFloat, PySet, PySlice, PyTuple, strOf } from '../objects/values';
import { execOf } from './execCode';
import { givenType } from '../objects/typeNames';

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
  disallowNew(t);
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
  const computed = ['co_varnames', 'co_cellvars', 'co_freevars', 'co_code'];
  asMembers(t, ...Object.keys(attrs).filter((name) => !computed.includes(name)));
  defMethod(t, 'co_lines(self, /)', (c: PyCode) => iterate(lineRanges(c.code)));
  defMethod(t, 'co_positions(self, /)', (c: PyCode) => {
    const { positions, code } = c.code;
    const out: Value[] = [];
    for (let i = 0; i < code.length >> 1; i++) {
      const at = (k: number): Value => (positions[4 * i + k] < 0 ? None : positions[4 * i + k]);
      out.push(new PyTuple([at(0), at(1), at(2), at(3)]));
    }
    return iterate(out);
  });
  defMethod(t, 'replace(self, /, **changes)', (c: PyCode, changes: PyDict) => replace(c.code, changes));
  defMethod(t, '__replace__(self, /, **changes)', (c: PyCode, changes: PyDict) => replace(c.code, changes));
  defMethod(
    t,
    '_varname_from_oparg(self, oparg, /)',
    (c: PyCode, i: number) => [...c.code.varnames, ...c.code.cellvars, ...c.code.freevars][i],
  );
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
  const out: Value[] = [new PyTuple([-2, 0, c.firstlineno])];
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

/** A value as a constant of a code object. */
export function toConst(v: Value): Const {
  switch (typeof v) {
    case 'number':
    case 'bigint':
      return { type: 'int', value: v };
    case 'boolean':
      return { type: 'bool', value: v };
    case 'string':
      return { type: 'str', value: v };
  }
  if (v === None) return { type: 'None' };
  if (v === Ellipsis) return { type: 'Ellipsis' };
  if (v instanceof PyFloat) return { type: 'float', value: v.value };
  if (v instanceof PyComplex) return { type: 'complex', real: v.real, imag: v.imag };
  if (v instanceof PyBytes) return { type: 'bytes', value: v.data };
  if (v instanceof PyTuple) return { type: 'tuple', items: v.items.map(toConst) };
  if (v instanceof PySet) return { type: 'frozenset', items: v.data.keyList().map(toConst) };
  if (v instanceof PySlice) return { type: 'slice', items: [toConst(v.start), toConst(v.stop), toConst(v.step)] };
  if (v instanceof PyCode) return { type: 'code', code: v.code };
  throw typeError(`a code object cannot hold a constant of type '${typeOf(v).tpName}'`);
}

const numbers = new Set(['argcount', 'posonlyargcount', 'kwonlyargcount', 'stacksize', 'flags', 'firstlineno']);
const texts = new Set(['name', 'qualname', 'filename']);
const lists = new Set(['varnames', 'names', 'cellvars', 'freevars']);

const codeFields = [
  'name',
  'qualname',
  'filename',
  'firstlineno',
  'flags',
  'argcount',
  'posonlyargcount',
  'kwonlyargcount',
  'stacksize',
  'varnames',
  'names',
  'cellvars',
  'freevars',
  'consts',
  'code',
  'positions',
  'exceptionTable',
  'awaitPoints',
  'listingLines',
] as const;

function replace(code: Code, changes: PyDict): Value {
  // One by one: in code from the cache, fields are accessors of the prototype.
  const init: Record<string, unknown> = Object.fromEntries(codeFields.map((name) => [name, code[name]]));
  for (const [k, v] of changes.entries()) {
    const key = strOf(k)!.replace(/^co_/, '');
    if (numbers.has(key)) {
      if (typeof v !== 'number') throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
      init[key] = v;
    } else if (texts.has(key)) {
      if (strOf(v) === undefined) throw typeError(`replace() argument 'co_${key}' must be str, not ${givenType(v)}`);
      init[key] = strOf(v);
    } else if (lists.has(key)) {
      if (!(v instanceof PyTuple)) throw typeError(`replace() argument 'co_${key}' must be tuple, not ${givenType(v)}`);
      init[key] = v.items.map((x) => strOf(x)!);
    } else if (key === 'consts' && v instanceof PyTuple) init.consts = v.items.map(toConst);
    else if (key === 'code' && v instanceof PyBytes) init.code = v.data;
    else if (key === 'nlocals') {
      if (v !== code.varnames.length) throw valueError('code: co_nlocals != len(co_varnames)');
    } else if (key !== 'linetable' && key !== 'exceptiontable')
      throw typeError(`replace() got an unexpected keyword argument '${strOf(k)!}'`);
  }
  return pyCodeOf(new Code(init as never));
}
