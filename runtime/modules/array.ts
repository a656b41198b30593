/**
 * The module array (CPython's arraymodule.c).
 */
import { defBufferMethods } from '../objects/memoryviewType';
import { None, NotImplemented } from '../objects/builtinTypes';
import { bytesOf, provideBuffer, type PyBuffer } from '../objects/buffer';
import { callMethod, getAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { compareBool, compareNumbers, identity, richCompare } from '../objects/compare';
import { defClassMethod, defGetSet, defMethod } from '../objects/descriptors';
import { indexError, newError, overflowError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { newGenericAlias } from '../objects/genericAlias';
import { interp } from '../objects/interp';
import { forEach, nativeIterType } from '../objects/iteration';
import { Cmp, PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { searchBound } from '../objects/sliceIndices';
import { nativeCodes, unpackCode } from '../objects/structCodes';
import { codePoints } from '../objects/strOps';
import { repr } from '../objects/text';
import { lookupBuiltin } from '../objects/builtinsHook';
import { decodeUtfN } from '../objects/utfCodecs';
import { indexOrUndefined, ssizeArgument, toIndex } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { PyByteArray, PyBytes, PyList, PyTuple, strOf } from '../objects/values';
import { reconstructArray } from './array/arrayReconstruct';
import { assign, subscript } from './array/arraySubscript';
import { arrayClass, PyArray, TYPECODES, wideChar } from './array/pyArray';
import { importAttr } from './importing';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

function exportBuffer(v: Value): PyBuffer {
  const a = v as PyArray;
  a.exports++;
  return {
    obj: a,
    data: a.data,
    offset: 0,
    readonly: false,
    format: a.isText ? 'w' : a.letter,
    itemsize: a.code.size,
    shape: [a.length],
    strides: null,
    release: () => {
      a.exports--;
    },
  };
}

function newArray(cls: PyType, codeArg: Value, initial: Value | undefined): PyArray {
  const letter = strOf(codeArg);
  if (letter === undefined)
    throw typeError(`array() argument 1 must be a unicode character, not ${givenType(codeArg)}`);
  if (codePoints(letter).length !== 1)
    throw typeError(
      `array() argument 1 must be a unicode character, not a string of length ${codePoints(letter).length}`,
    );
  const code = letter === 'u' || letter === 'w' ? wideChar : nativeCodes[letter];
  const text = initial === undefined ? undefined : strOf(initial);
  if (text !== undefined && letter !== 'u' && letter !== 'w')
    throw typeError(`cannot use a str to initialize an array with typecode '${letter}'`);
  if (code === undefined || !TYPECODES.includes(letter))
    throw valueError('bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)');
  if (letter === 'u')
    interp().warn(Exc.DeprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16", 1);
  if (initial instanceof PyArray && initial.isText && letter !== 'u' && letter !== 'w')
    throw typeError(`cannot use a unicode array to initialize an array with typecode '${letter}'`);
  const a = new PyArray(cls, letter, code);
  if (initial === undefined) return a;
  if (text !== undefined) {
    for (const c of text) a.append(c);
  } else if (initial instanceof PyBytes || initial instanceof PyByteArray) fromBytes(a, initial);
  else if (initial instanceof PyArray && initial.letter === letter) a.data = initial.data.slice();
  else forEach(initial, (v) => a.append(v));
  return a;
}

function fromBytes(a: PyArray, v: Value): void {
  const b = bytesOf(v);
  if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
  if (b.length % a.code.size !== 0) throw valueError('bytes length not a multiple of item size');
  a.splice(a.length, a.length, b);
}

function compare(left: Value, right: Value, op: Cmp): Value {
  if (!(left instanceof PyArray) || !(right instanceof PyArray)) return NotImplemented;
  if (left.length !== right.length && (op === Cmp.EQ || op === Cmp.NE)) return op === Cmp.NE;
  const n = Math.min(left.length, right.length);
  for (let i = 0; i < n; i++) {
    const [x, y] = [left.get(i), right.get(i)];
    if (compareBool(x, y, Cmp.EQ)) continue;
    if (op === Cmp.EQ) return false;
    return op === Cmp.NE ? true : richCompare(x, y, op);
  }
  return compareNumbers(left.length, right.length, op);
}

function extend(a: PyArray, v: Value): void {
  if (v instanceof PyArray) {
    if (v.letter !== a.letter) throw typeError('can only extend with array of same kind');
    a.splice(a.length, a.length, v.data);
  } else forEach(v, (x) => a.append(x));
}

class ArrayIterator extends PyObject {
  index = 0;
  constructor(
    cls: PyType,
    public array: PyArray | undefined,
  ) {
    super(cls);
  }
}

const iteratorType = nativeIterType('array.arrayiterator');
iteratorType.tp_iternext = (v) => {
  const it = v as ArrayIterator;
  if (it.array === undefined) return undefined;
  if (it.index < it.array.length) return it.array.get(it.index++);
  it.array = undefined;
  return undefined;
};

defMethod(iteratorType, '__reduce__(self, /)', (it: ArrayIterator) => {
  const iter = lookupBuiltin('iter');
  return it.array === undefined
    ? new PyTuple([iter, new PyTuple([new PyTuple([])])])
    : new PyTuple([iter, new PyTuple([it.array]), it.index]);
});
defMethod(iteratorType, '__setstate__(self, state, /)', (it: ArrayIterator, state: Value) => {
  const n = indexOrUndefined(state);
  if (n === undefined) throw typeError('an integer is required');
  if (typeof n === 'bigint' && BigInt.asIntN(64, n) !== n)
    throw overflowError('Python int too large to convert to C ssize_t');
  if (it.array !== undefined) it.index = Math.min(Math.max(Number(n), 0), it.array.length);
  return None;
});

function arrayRepr(v: Value): string {
  const a = v as PyArray;
  if (a.length === 0) return `${a.cls.name}('${a.letter}')`;
  return `${a.cls.name}('${a.letter}', ${repr(a.isText ? textOf(a) : toList(a))})`;
}

function textOf(a: PyArray): string {
  // The two kinds of text are decoded by different means in CPython.
  if (a.letter === 'w') return decodeUtfN(a.data, 'strict', 4, -1, true).text;
  let out = '';
  for (let i = 0; i < a.length; i++) {
    const c = unpackCode(a.code, a.data, i * a.code.size, true) as number;
    if (c > 0x10ffff) throw valueError(`character U+${c.toString(16)} is not in range [U+0000; U+10ffff]`);
    out += String.fromCodePoint(c);
  }
  return out;
}

const toList = (a: PyArray): PyList => new PyList(Array.from({ length: a.length }, (_, i) => a.get(i)));

function repeat(a: PyArray, n: number): Uint8Array {
  const out = new Uint8Array(a.data.length * Math.max(0, n));
  for (let i = 0; i < n; i++) out.set(a.data, i * a.data.length);
  return out;
}

function find(a: PyArray, v: Value, from = 0, to = Infinity): number {
  for (let i = from; i < a.length && i < to; i++) if (compareBool(a.get(i), v, Cmp.EQ)) return i;
  return -1;
}

function sameKind(a: PyArray, right: Value, verb: string): PyArray {
  if (!(right instanceof PyArray)) throw typeError(`can only ${verb} array (not "${typeOf(right).tpName}") to array`);
  if (right.letter !== a.letter) throw typeError('bad argument type for built-in operation');
  return right;
}

/** Code of the machine format for `_array_reconstructor`. */
const machineFormat = (letter: string): number =>
  ({ b: 1, B: 0, u: 20, w: 20, h: 4, H: 2, i: 8, I: 6, l: 12, L: 10, q: 12, Q: 10, f: 14, d: 16 })[letter]!;

function reduce(a: PyArray, protocol: Value, reconstructor: Value): Value {
  const dict = a.dict ?? None;
  if (Number(toIndex(protocol)) < 3) {
    const items: Value = a.isText ? textOf(a) : toList(a);
    return new PyTuple([a.cls, new PyTuple([a.letter, items]), dict]);
  }
  return new PyTuple([
    reconstructor,
    new PyTuple([a.cls, a.letter, machineFormat(a.letter), new PyBytes(a.data.slice())]),
    dict,
  ]);
}

nativeModule('array', (m) => {
  m.set('__doc__', 'Compact arrays of numbers or characters of one kind.');
  m.set('typecodes', TYPECODES);
  const reconstructor = m.def(
    '_array_reconstructor(arraytype, typecode, mformat_code, items, /)',
    (cls: Value, letter: Value, format: Value, items: Value) => reconstructArray(cls, letter, format, items),
  );
  const arrayType = defineType({
    name: 'array.array',
    slots: {
      hasWeakref: true,
      alloc: (cls) => new PyArray(cls, 'b', nativeCodes.b!),
      patternFlags: 32,
      tp_repr: arrayRepr,
      tp_richcompare: compare,
      tp_iter: (v) => new ArrayIterator(iteratorType, v as PyArray),
      sq_length: (v) => (v as PyArray).length,
      sq_item: (v, i) => (v as PyArray).get(i),
      sq_concat: (left, right) => {
        const a = left as PyArray;
        const b = sameKind(a, right, 'append');
        const out = a.like(a.data.slice());
        out.splice(a.length, a.length, b.data);
        return out;
      },
      sq_inplace_concat: (left, right) => {
        if (!(right instanceof PyArray)) throw typeError(`can only extend with array (not "${typeOf(right).tpName}")`);
        extend(left as PyArray, right);
        return left;
      },
      sq_repeat: (v, n) => (v as PyArray).like(repeat(v as PyArray, n)),
      sq_inplace_repeat: (v, n) => {
        const a = v as PyArray;
        a.splice(0, a.length, repeat(a, n));
        return a;
      },
      sq_contains: (v, x) => find(v as PyArray, x) >= 0,
      mp_subscript: subscript,
      mp_ass_subscript: assign,
    },
    new: ['(cls, typecode, initializer=<absent>, /)', newArray],
    methods: {
      'append(self, v, /)': (a: PyArray, v: Value) => (a.append(v), None),
      'extend(self, bb, /)': (a: PyArray, v: Value) => (extend(a, v), None),
      'insert(self, i, v, /)': (a: PyArray, iv: Value, v: Value) => {
        const n = ssizeArgument(iv);
        const i = n < 0 ? Math.max(0, n + a.length) : Math.min(n, a.length);
        const one = a.like(new Uint8Array(0));
        one.append(v);
        a.splice(i, i, one.data);
        return None;
      },
      'pop(self, i=-1, /)': (a: PyArray, iv: Value) => {
        if (a.length === 0) throw indexError('pop from empty array');
        const n = ssizeArgument(iv);
        const i = n < 0 ? n + a.length : n;
        if (i < 0 || i >= a.length) throw indexError('pop index out of range');
        const v = a.get(i);
        a.splice(i, i + 1, new Uint8Array(0));
        return v;
      },
      'remove(self, v, /)': (a: PyArray, v: Value) => {
        const i = find(a, v);
        if (i < 0) throw valueError('array.remove(x): x not in array');
        a.splice(i, i + 1, new Uint8Array(0));
        return None;
      },
      'clear(self, /)': (a: PyArray) => (a.resize(0), None),
      'index(self, v, start=0, stop=<absent:9223372036854775807>, /)': (
        a: PyArray,
        v: Value,
        start: Value,
        stop?: Value,
      ) => {
        const i = find(a, v, searchBound(start, a.length, 0), searchBound(stop, a.length, Infinity));
        if (i < 0) throw valueError('array.index(x): x not in array');
        return i;
      },
      'count(self, v, /)': (a: PyArray, v: Value) => {
        let n = 0;
        for (let i = 0; i < a.length; i++) if (compareBool(a.get(i), v, Cmp.EQ)) n++;
        return n;
      },
      'reverse(self, /)': (a: PyArray) => {
        const { size } = a.code;
        const old = a.data.slice();
        for (let i = 0, n = a.length; i < n; i++)
          a.data.set(old.subarray(i * size, (i + 1) * size), (n - 1 - i) * size);
        return None;
      },
      'byteswap(self, /)': (a: PyArray) => {
        const { size } = a.code;
        for (let i = 0; i < a.data.length; i += size) a.data.subarray(i, i + size).reverse();
        return None;
      },
      'buffer_info(self, /)': (a: PyArray) => new PyTuple([identity(a), a.length]),
      'tobytes(self, /)': (a: PyArray) => new PyBytes(a.data.slice()),
      'frombytes(self, buffer, /)': (a: PyArray, v: Value) => (fromBytes(a, v), None),
      'tolist(self, /)': toList,
      'fromlist(self, list, /)': (a: PyArray, v: Value) => {
        if (!(v instanceof PyList)) throw typeError('arg must be list');
        const n = a.length;
        try {
          for (const x of [...v.items]) a.append(x);
        } catch (e) {
          a.resize(n);
          throw e;
        }
        return None;
      },
      'tounicode(self, /)': (a: PyArray) => {
        if (!a.isText) throw valueError("tounicode() may only be called on unicode type arrays ('u' or 'w')");
        return textOf(a);
      },
      'fromunicode(self, ustr, /)': (a: PyArray, v: Value) => {
        const s = strOf(v);
        if (s === undefined) throw typeError(`fromunicode() argument must be str, not ${givenType(v)}`);
        if (!a.isText) throw valueError("fromunicode() may only be called on unicode type arrays ('u' or 'w')");
        for (const c of s) a.append(c);
        return None;
      },
      'tofile(self, f, /)': (a: PyArray, f: Value) => (callMethod(f, 'write', [new PyBytes(a.data.slice())]), None),
      'fromfile(self, f, n, /)': (a: PyArray, f: Value, nv: Value) => {
        const n = ssizeArgument(nv);
        if (n < 0) throw valueError('negative count');
        const b = callMethod(f, 'read', [n * a.code.size]);
        if (!(b instanceof PyBytes)) throw typeError("read() didn't return bytes");
        const whole = b.data.subarray(0, b.data.length - (b.data.length % a.code.size));
        fromBytes(a, new PyBytes(whole));
        if (b.data.length !== n * a.code.size) throw newError(Exc.EOFError, 'read() returned not enough bytes');
        return None;
      },
      '__copy__(self, /)': (a: PyArray) => a.like(a.data.slice()),
      '__deepcopy__(self, memo, /)': (a: PyArray) => a.like(a.data.slice()),
      '__reduce_ex__(self, value, /)': (a: PyArray, protocol: Value) => reduce(a, protocol, reconstructor),
      '__sizeof__(self, /)': (a: PyArray) => 80 + a.data.length,
    },
    setup: (t) => {
      defClassMethod(t, '__class_getitem__(cls, object, /)', (cls: PyType, item: Value) => newGenericAlias(cls, item));
      defGetSet(t, 'typecode', (a: PyArray) => a.letter, undefined, 'The character that names the kind of items.');
      defGetSet(t, 'itemsize', (a: PyArray) => a.code.size, undefined, 'Bytes that an item takes.');
    },
  });
  arrayClass.type = arrayType;
  provideBuffer(arrayType, exportBuffer);
  defBufferMethods(arrayType);
  m.type(arrayType);
  m.set('ArrayType', arrayType);
  call(getAttr(importAttr('collections.abc', 'MutableSequence'), 'register'), [arrayType]);
});
