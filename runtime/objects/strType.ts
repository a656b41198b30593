/**
 * The type str: construction, comparison, subscripts, iteration (CPython's unicodeobject.c). Methods are in strMethods.ts.
 */
import { None, NotImplemented, strType } from './builtinTypes';
import { bytesOf } from './buffer';
import { decode } from './codecs';
import { lookupBuiltin } from './builtinsHook';
import { plainHashes } from './compare';
import { defMethod } from './descriptors';
import { indexError, memoryError, typeError } from './errors';
import { formatStr } from './formatSpec';
import { hashString } from './hashing';
import { nativeIterType } from './iteration';
import { Cmp, typeOf, PyObject, type PyType, type Value } from './object';
import { percentFormat } from './percentFormat';
import { checkedIndex, sliceRange } from './sliceIndices';
import { installStrCaseMethods } from './strCase';
import { installStrMethods } from './strMethods';
import { compareStr, strItem, strLength, strSlice, wideUnits } from './strOps';
import { reprStr } from './strRepr';
import { toStr } from './text';
import { toIndex } from './toIndex';
import { defNewSig, disallowNew } from './typeObject';
import { PySlice, PyStrObject, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

const value = (v: Value): string => (typeof v === 'string' ? v : (v as PyStrObject).value);

/** V8's longest string. */
const MAX_STRING = 0x1fffffe8;

export function repeatStr(s: string, n: number): string {
  if (n <= 0 || s === '') return '';
  if (s.length * n > MAX_STRING) throw memoryError();
  return s.repeat(n);
}

/** Iterates the characters: CPython's str_iterator. */
export class PyStrIterator extends PyObject {
  /** UTF-16 offset of the next character. */
  at = 0;
  constructor(
    public text: string | undefined,
    cls: PyType,
  ) {
    super(cls);
  }
}

const strIteratorType = nativeIterType('str_iterator');
const asciiIteratorType = nativeIterType('str_ascii_iterator');

function nextChar(self: Value): Value | undefined {
  const it = self as PyStrIterator;
  const s = it.text;
  if (s === undefined) return undefined;
  const { at } = it;
  if (at >= s.length) {
    it.text = undefined;
    return undefined;
  }
  const c = s.charCodeAt(at);
  if (c >= 0xd800 && c < 0xdc00 && at + 1 < s.length) {
    const d = s.charCodeAt(at + 1);
    if (d >= 0xdc00 && d <= 0xdfff) {
      it.at += 2;
      return s.slice(at, at + 2);
    }
  }
  it.at++;
  return s[at];
}

export function compareStrings(a: string, b: string, op: Cmp): boolean {
  switch (op) {
    case Cmp.EQ:
      return a === b;
    case Cmp.NE:
      return a !== b;
    case Cmp.LT:
      return compareStr(a, b) < 0;
    case Cmp.LE:
      return compareStr(a, b) <= 0;
    case Cmp.GT:
      return compareStr(a, b) > 0;
    case Cmp.GE:
      return compareStr(a, b) >= 0;
  }
}

/** `s[key]`. */
export function strSubscript(s: string, key: Value): string {
  if (typeof key === 'number') {
    const c = key >= 0 ? strItem(s, key) : strItem(s, key + strLength(s));
    if (c === undefined) throw indexError('string index out of range');
    return c;
  }
  if (key instanceof PySlice) {
    const { start, step, count } = sliceRange(key, strLength(s));
    return strSlice(s, start, step, count);
  }
  if (typeOf(key).nb_index === null) throw typeError(`string indices must be integers, not '${typeOf(key).tpName}'`);
  return strItem(s, checkedIndex(key, strLength(s), 'string'))!;
}

const make = (cls: PyType, s: Value): Value => {
  if (cls === strType) return s;
  return new PyStrObject(value(s), cls);
};

function newStr(cls: PyType, object: Value | undefined, encoding: Value | undefined, errors: Value | undefined): Value {
  if (object === undefined) return make(cls, '');
  if (encoding === undefined && errors === undefined) return make(cls, toStr(object));
  for (const [v, name] of [
    [encoding, 'encoding'],
    [errors, 'errors'],
  ] as const)
    if (v !== undefined && strOf(v) === undefined)
      throw typeError(`str() argument '${name}' must be str, not ${typeOf(v).tpName}`);
  if (strOf(object) !== undefined) throw typeError('decoding str is not supported');
  const bytes = bytesOf(object);
  if (bytes === undefined) throw typeError(`decoding to str: need a bytes-like object, ${typeOf(object).tpName} found`);
  return make(
    cls,
    decode(object, encoding === undefined ? 'utf-8' : value(encoding), errors === undefined ? 'strict' : value(errors)),
  );
}

export function installStr(): void {
  const t = strType;
  t.doc =
    "str(object='') -> str\nstr(buffer, encoding='utf-8', errors='strict') -> str\n\nA text: what object.__str__() gives or, with encoding or errors, the decoded bytes of a buffer.";
  t.alloc = (cls) => new PyStrObject('', cls);
  defNewSig(
    t,
    '(cls, object=<absent>, encoding=<absent>, errors=<absent>)',
    (cls: PyType, ...rest: (Value | undefined)[]) => newStr(cls, rest[0], rest[1], rest[2]),
  );
  const bySignature = t.tp_new!;
  t.tp_new = (cls, args, kwnames) => {
    // CPython's unicode_vectorcall.
    if (cls === t && kwnames === null && args.length > 3)
      throw typeError(`str expected at most 3 arguments, got ${args.length}`);
    return bySignature(cls, args, kwnames);
  };
  t.tp_repr = (v) => reprStr(value(v));
  t.tp_str = (v) => value(v);
  t.tp_hash = plainHashes.str = (v: Value) => hashString(value(v));
  t.tp_richcompare = plainHashes.strCompare = (left: Value, right: Value, op: Cmp): Value => {
    const a = strOf(left);
    const b = strOf(right);
    return a === undefined || b === undefined ? NotImplemented : compareStrings(a, b, op);
  };
  t.nb_remainder = (left, right) => {
    const format = strOf(left);
    if (format === undefined) return NotImplemented;
    const made = percentFormat(format, right);
    // Nothing was filled in: it is the object itself, be it of a subclass.
    return format.includes('%') || format === '' ? made : left;
  };
  t.sq_length = (v) => strLength(value(v));
  t.sq_concat = (left, right) => {
    const b = strOf(right);
    if (b === undefined) throw typeError(`can only concatenate str (not "${typeOf(right).tpName}") to str`);
    return value(left) + b;
  };
  t.sq_repeat = (v, n) => repeatStr(value(v), n);
  t.sq_contains = (v, item) => {
    const sub = strOf(item);
    if (sub === undefined) throw typeError(`'in <string>' requires string as left operand, not ${typeOf(item).tpName}`);
    return value(v).includes(sub);
  };
  t.sq_item = (v, i) => {
    const c = strItem(value(v), i);
    if (c === undefined) throw indexError('string index out of range');
    return c;
  };
  t.mp_subscript = (v, key) => strSubscript(value(v), key);

  t.tp_iter = (v) => {
    const ascii = typeof v === 'string' && /^[\x00-\x7f]*$/.test(v);
    return new PyStrIterator(value(v), ascii ? asciiIteratorType : strIteratorType);
  };
  defMethod(t, '__format__(self, format_spec, /)', (v: Value, spec: Value) => {
    const s = strOf(spec);
    if (s === undefined) throw typeError(`__format__() argument must be str, not ${givenType(spec)}`);
    if (s === '') return toStr(v);
    const text = formatStr(value(v), s, typeOf(v).name);
    // What nothing was done to is the object itself, be it of a subclass.
    return text === value(v) && text !== '' ? v : text;
  });
  defMethod(t, '__getnewargs__(self, /)', (v: Value) => new PyTuple([value(v)]));
  defMethod(t, '__sizeof__(self, /)', (v: Value) => sizeOf(value(v)));
  installStrMethods(t);
  installStrCaseMethods(t);
  for (const it of [strIteratorType, asciiIteratorType]) {
    disallowNew(it);
    it.tp_iternext = nextChar;
    defMethod(it, '__length_hint__(self, /)', (self: PyStrIterator) =>
      self.text === undefined ? 0 : strLength(self.text.slice(self.at)),
    );
    defMethod(it, '__reduce__(self, /)', (self: PyStrIterator) => {
      const iter = lookupBuiltin('iter');
      if (self.text === undefined) return new PyTuple([iter, new PyTuple([''])]);
      return new PyTuple([iter, new PyTuple([self.text]), strLength(self.text.slice(0, self.at))]);
    });
    defMethod(it, '__setstate__(self, object, /)', (self: PyStrIterator, state: Value) => {
      const n = Math.max(0, Number(toIndex(state)));
      if (self.text !== undefined) self.at = wideUnits(self.text)?.[n] ?? Math.min(n, self.text.length);
      return None;
    });
  }
}

function sizeOf(s: string): number {
  let max = 0;
  for (let i = 0; i < s.length; i++) max = Math.max(max, s.charCodeAt(i));
  const n = strLength(s);
  if (max < 0x80) return 41 + n;
  if (n !== s.length) return 60 + 4 * n;
  return max < 0x100 ? 57 + n : 58 + 2 * n;
}
