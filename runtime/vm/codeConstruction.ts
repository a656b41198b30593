/**
 * Code objects made by the program: `types.CodeType(...)` and `code.replace(...)` (CPython's codeobject.c).
 *
 * Owns: the checks. What the bytes mean is ours: `co_code` is wordcode of CPython 3.9's kind, `co_linetable` four 32-bit
 * numbers for each instruction. Must not know: what the instructions do.
 */
import { closestName } from '../base/closestName';
import { Code, type CodeInit } from '../bytecode/code';
import type { Const } from '../bytecode/constant';
import { unpackExceptionTable } from '../bytecode/packExceptionTable';
import { Ellipsis, None } from '../objects/builtinTypes';
import type { PyDict } from '../objects/dict';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyCode, pyCodeOf } from '../objects/function';
import { typeOf, type Value } from '../objects/object';
import { toIndex, toSsize } from '../objects/toIndex';
import { givenType } from '../objects/typeNames';
import { PyBytes, PyComplex, PyFloat, PySet, PySlice, PyTuple, strOf } from '../objects/values';
import { elementList } from '../objects/setOrder';

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
  if (v instanceof PySet) return { type: 'frozenset', items: elementList(v).map(toConst) };
  if (v instanceof PySlice) return { type: 'slice', items: [toConst(v.start), toConst(v.stop), toConst(v.step)] };
  if (v instanceof PyCode) return { type: 'code', code: v.code };
  throw typeError(`a code object cannot hold a constant of type '${typeOf(v).tpName}'`);
}

type Kind = 'int' | 'bytes' | 'tuple' | 'names' | 'str';

/** The constructor's arguments in order, without their `co_`. */
const PARAMETERS = [
  ['argcount', 'int'],
  ['posonlyargcount', 'int'],
  ['kwonlyargcount', 'int'],
  ['nlocals', 'int'],
  ['stacksize', 'int'],
  ['flags', 'int'],
  ['code', 'bytes'],
  ['consts', 'tuple'],
  ['names', 'names'],
  ['varnames', 'names'],
  ['filename', 'str'],
  ['name', 'str'],
  ['qualname', 'str'],
  ['firstlineno', 'int'],
  ['linetable', 'bytes'],
  ['exceptiontable', 'bytes'],
  ['freevars', 'names'],
  ['cellvars', 'names'],
] as const satisfies readonly (readonly [string, Kind])[];

type Name = (typeof PARAMETERS)[number][0];
const REQUIRED = 16;
const kinds = new Map<string, Kind>(PARAMETERS);
const isName = (key: string): key is Name => kinds.has(key);

/** What a code object is made of, as checked. */
type Parts = Partial<Record<Name, unknown>>;

/** `types.CodeType(argcount, posonlyargcount, ...)`. */
export function newCode(args: readonly Value[], kwnames: readonly string[] | null): Value {
  if (kwnames !== null && kwnames.length > 0) throw typeError('code() takes no keyword arguments');
  if (args.length < REQUIRED) throw typeError(`code expected at least ${REQUIRED} arguments, got ${args.length}`);
  if (args.length > PARAMETERS.length)
    throw typeError(`code expected at most ${PARAMETERS.length} arguments, got ${args.length}`);
  const parts: Parts = { freevars: [], cellvars: [] };
  const converted = args.map((v, i) => convert(v, PARAMETERS[i][1], `code() argument ${i + 1}`));
  for (const name of ['argcount', 'posonlyargcount', 'kwonlyargcount', 'nlocals'] as const) {
    const i = PARAMETERS.findIndex(([n]) => n === name);
    if ((converted[i] as number) < 0) throw valueError(`code: ${name} must not be negative`);
  }
  converted.forEach((v, i) => {
    const [name, kind] = PARAMETERS[i];
    parts[name] = kind === 'names' ? namesOf(v as PyTuple, true) : v;
  });
  return make(parts, null);
}

/** `code.replace(**changes)`. */
export function replaceCode(code: Code, changes: PyDict): Value {
  const parts: Parts = {};
  for (const [k, v] of changes.entries()) {
    const given = strOf(k)!;
    const key = given.startsWith('co_') ? given.slice(3) : '';
    if (!isName(key)) {
      const close = closestName(
        PARAMETERS.map(([name]) => `co_${name}`),
        given,
      );
      const hint = close === undefined ? '' : `. Did you mean '${close}'?`;
      throw typeError(`replace() got an unexpected keyword argument '${given}'${hint}`);
    }
    const kind = kinds.get(key)!;
    const part = convert(v, kind, `replace() argument '${given}'`);
    if (kind === 'int' && (part as number) < 0) throw valueError(`${given} must be a positive integer`);
    parts[key] = kind === 'names' ? namesOf(part as PyTuple, false) : part;
  }
  return make(parts, code);
}

function convert(v: Value, kind: Kind, what: string): unknown {
  switch (kind) {
    case 'int':
      return toSsize(toIndex(v));
    case 'str': {
      const text = strOf(v);
      if (text === undefined) throw typeError(`${what} must be str, not ${givenType(v)}`);
      return text;
    }
    case 'bytes':
      if (!(v instanceof PyBytes)) throw typeError(`${what} must be bytes, not ${givenType(v)}`);
      return v.data;
    case 'tuple':
    case 'names':
      if (!(v instanceof PyTuple)) throw typeError(`${what} must be tuple, not ${givenType(v)}`);
      return v;
  }
}

function namesOf(v: PyTuple, constructed: boolean): string[] {
  return v.items.map((item) => {
    const name = strOf(item);
    if (name !== undefined) return name;
    if (constructed) throw typeError(`name tuples must contain only strings, not '${typeOf(item).tpName}'`);
    throw newError(Exc.SystemError, 'non-string found in code slot');
  });
}

/** CPython's _PyCode_Validate, then the code; what `parts` lacks is `old`'s. */
function make(parts: Parts, old: Code | null): Value {
  const get = <T>(name: Name & keyof CodeInit): T => (parts[name] ?? old![name]) as T;
  const init: CodeInit = {
    name: get('name'),
    qualname: get('qualname'),
    filename: get('filename'),
    firstlineno: get('firstlineno'),
    flags: get('flags'),
    argcount: get('argcount'),
    posonlyargcount: get('posonlyargcount'),
    kwonlyargcount: get('kwonlyargcount'),
    stacksize: get('stacksize'),
    varnames: get('varnames'),
    names: get('names'),
    cellvars: get('cellvars'),
    freevars: get('freevars'),
    consts: parts.consts === undefined ? old!.consts : (parts.consts as PyTuple).items.map(toConst),
    code: get('code'),
    positions: parts.linetable === undefined ? old!.positions : unpackPositions(parts.linetable as Uint8Array),
    exceptionTable:
      parts.exceptiontable === undefined
        ? old!.exceptionTable
        : unpackExceptionTable(parts.exceptiontable as Uint8Array),
    awaitPoints: old?.awaitPoints ?? [],
    listingLines: old?.listingLines ?? null,
  };
  if (init.flags < 0 || init.stacksize < 0) throw newError(Exc.SystemError, 'code: bad argument to internal function');
  if (init.code.length === 0 || init.code.length % 2 !== 0) throw valueError('code: co_code is malformed');
  const given = init.argcount + init.kwonlyargcount + (init.flags & 4 ? 1 : 0) + (init.flags & 8 ? 1 : 0);
  if (init.posonlyargcount > init.argcount || init.varnames.length < given)
    throw valueError('code: co_varnames is too small');
  if (parts.nlocals !== undefined && parts.nlocals !== init.varnames.length)
    throw valueError('code: co_nlocals != len(co_varnames)');
  const missing = 2 * init.code.length - init.positions.length;
  if (missing > 0) init.positions = Int32Array.from([...init.positions, ...new Array<number>(missing).fill(-1)]);
  return pyCodeOf(new Code(init));
}

function unpackPositions(bytes: Uint8Array): Int32Array {
  const copy = bytes.slice(0, bytes.length & ~3);
  return new Int32Array(copy.buffer, 0, copy.length >> 2);
}
