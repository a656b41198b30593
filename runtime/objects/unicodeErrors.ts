/**
 * UnicodeEncodeError, UnicodeDecodeError, UnicodeTranslateError (CPython's exceptions.c).
 */
import { None } from './builtinTypes';
import { defGetSet } from './descriptors';
import { typeError } from './errors';
import { Exc, PyBaseException } from './exceptionTypes';
import { getField, noKeywords, setField } from './exceptionMethods';
import { typeOf, type PyType, type Value } from './object';
import { str } from './text';
import { clipSsize, indexOrUndefined } from './toIndex';
import { PyByteArray, PyBytes, strOf } from './values';

type Kind = 'encode' | 'decode' | 'translate';

/** An int argument ("n" of PyArg_ParseTuple). */
function intArgument(v: Value): number {
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError(`'${typeOf(v).tpName}' object cannot be interpreted as an integer`);
  return clipSsize(n);
}

function strArgument(v: Value, position: number): Value {
  if (strOf(v) === undefined) throw typeError(`argument ${position} must be str, not ${typeOf(v).tpName}`);
  return v;
}

function bytesArgument(v: Value): Value {
  if (v instanceof PyBytes) return v;
  if (v instanceof PyByteArray) return new PyBytes(v.data.slice());
  throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
}

function fill(e: PyBaseException, kind: Kind, args: Value[]): void {
  const want = kind === 'translate' ? 4 : 5;
  if (args.length !== want) throw typeError(`function takes exactly ${want} arguments (${args.length} given)`);
  let i = 0;
  if (kind !== 'translate') setField(e, 'encoding', strArgument(args[i++], 1));
  setField(e, 'object', kind === 'decode' ? bytesArgument(args[i++]) : strArgument(args[i++], i));
  setField(e, 'start', intArgument(args[i++]));
  setField(e, 'end', intArgument(args[i++]));
  setField(e, 'reason', strArgument(args[i++], i));
}

function sizeOf(object: Value): number {
  const s = strOf(object);
  if (s !== undefined) return [...s].length;
  return object instanceof PyBytes ? object.data.length : 0;
}

function shown(c: string): string {
  const n = c.codePointAt(0)!;
  if (n <= 0xff) return `\\x${n.toString(16).padStart(2, '0')}`;
  return n <= 0xffff ? `\\u${n.toString(16).padStart(4, '0')}` : `\\U${n.toString(16).padStart(8, '0')}`;
}

function text(e: PyBaseException, kind: Kind): string {
  if (!e.fields?.has('object')) return '';
  const object = getField(e, 'object');
  const size = sizeOf(object);
  const start = getField(e, 'start') as number;
  const end = getField(e, 'end') as number;
  const reason = str(getField(e, 'reason'));
  const who = kind === 'translate' ? "can't" : `'${str(getField(e, 'encoding'))}' codec can't`;
  if (start >= 0 && start < size && end <= size && end === start + 1) {
    if (kind === 'decode')
      return `${who} decode byte 0x${(object as PyBytes).data[start].toString(16).padStart(2, '0')} in position ${start}: ${reason}`;
    return `${who} ${kind} character '${shown([...strOf(object)!][start])}' in position ${start}: ${reason}`;
  }
  const what = kind === 'decode' ? 'bytes' : 'characters';
  return `${who} ${kind} ${what} in position ${start}-${end - 1}: ${reason}`;
}

function defField(t: PyType, name: string, check: (v: Value) => Value, unset?: Value): void {
  defGetSet(
    t,
    name,
    (self: PyBaseException) => {
      const v = self.fields?.get(name) ?? unset;
      if (v === undefined) throw typeError(`${name} attribute not set`);
      return v;
    },
    (self: PyBaseException, v) => {
      if (v === undefined) throw typeError(`${name} attribute not set`);
      setField(self, name, check(v));
    },
  );
}

export function installUnicodeErrors(): void {
  for (const kind of ['encode', 'decode', 'translate'] as const) {
    const t = { encode: Exc.UnicodeEncodeError, decode: Exc.UnicodeDecodeError, translate: Exc.UnicodeTranslateError }[
      kind
    ];
    t.alloc = (cls) => new PyBaseException(cls, []);
    t.tp_init = (self, args, kw) => {
      const e = self as PyBaseException;
      noKeywords(e.cls.name, kw);
      e.args = args.slice();
      fill(e, kind, args);
    };
    t.tp_str = (self) => text(self as PyBaseException, kind);
    const same = (v: Value): Value => v;
    defField(t, 'encoding', same, kind === 'translate' ? None : undefined);
    defField(t, 'object', same);
    defField(t, 'reason', same);
    defField(t, 'start', intArgument, 0);
    defField(t, 'end', intArgument, 0);
  }
}
