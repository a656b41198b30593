/**
 * The type bytearray (CPython's bytearrayobject.c).
 *
 * Invariant: while `exports` > 0 the array keeps its memory and its size.
 */
import { getState } from './reduce';
import { bytearrayType, None, NotImplemented, strType } from './builtinTypes';
import { bytesOf } from './buffer';
import { byteValue, installBytesMethods, MAX_BYTES } from './bytesMethods';
import { concatBytes } from './bytesOps';
import {
  bytesContain,
  bytesFromIterator,
  compareBytesLike,
  indexIfNumber,
  installBytesIterator,
  PyBytesIterator,
  repeatChecked,
  sliceBytes,
  zeros,
} from './bytesType';
import { encode } from './codecs';
import { defMethod } from './descriptors';
import { indexError, memoryError, typeError, valueError } from './errors';
import { getIterOr, nativeIterType } from './iteration';
import { isInstanceOf, typeOf, type PyType, type Value } from './object';
import { warnOfComparison, warnOfStr } from './bytesWarnings';
import { percentFormatBytes } from './percentFormat';
import { indexNumber, itemIndex, sliceRange } from './sliceIndices';
import { reprBytes } from './strRepr';
import { lengthHint } from './subscript';
import { ssizeArgument } from './toIndex';
import { defNewSig } from './typeObject';
import { NativeSpec } from './native';
import { PyByteArray, PyBytes, PyComplex, PySlice, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

const self = (v: Value): PyByteArray => v as PyByteArray;

const nothing = new Uint8Array(0);

/**
 * DIFFERS: CPython raises BufferError while a memoryview of the bytearray lives. Nothing here dies before gc.collect(), so
 * a temporary view (`bytes(memoryview(b)[:n])`) would bar every later resizing: views keep the old memory instead.
 */
function checkResize(b: PyByteArray): void {
  if (b.exports <= 0) return;
  b.exports = 0;
  b.data = b.data.slice();
}

/** Views keep the old memory, which is not asked for: see `splice`. */
function empty(b: PyByteArray): void {
  b.exports = 0;
  b.data = nothing;
}

/** Changes the length; new bytes are zero. Grows by more than asked, so that appending is cheap. */
export function resizeByteArray(b: PyByteArray, length: number): void {
  if (length === b.data.length) return;
  if (length === 0) {
    empty(b);
    return;
  }
  checkResize(b);
  const { data } = b;
  if (length > MAX_BYTES) throw memoryError();
  const room = data.buffer.byteLength - data.byteOffset;
  if (length <= room) {
    b.data = new Uint8Array(data.buffer, data.byteOffset, length);
    if (length > data.length) b.data.fill(0, data.length);
    return;
  }
  const grown = new Uint8Array(Math.max(Math.min(length + Math.floor(length / 8) + 8, MAX_BYTES), 16));
  grown.set(data);
  b.data = grown.subarray(0, length);
}

/** Replaces `data[start..stop)`. */
export function splice(b: PyByteArray, start: number, stop: number, by: Uint8Array): void {
  const { data } = b;
  const length = data.length - (stop - start) + by.length;
  if (length === data.length) {
    data.set(by, start);
    return;
  }
  // What a stream's buffer lives by: it is filled from empty, and emptied. No memory is kept, nor asked for: V8 makes that
  // of a small array, which is inside the object, when it is first asked.
  if (length === 0 || data.length === 0) {
    b.exports = 0;
    b.data = by.slice();
    return;
  }
  checkResize(b);
  if (start === 0 && by.length === 0) {
    b.data = b.data.subarray(stop);
    return;
  }
  if (start === data.length) {
    resizeByteArray(b, length);
    b.data.set(by, start);
    return;
  }
  // `by` may be a view of this very memory.
  const insert = by.buffer === data.buffer ? by.slice() : by;
  const tail = data.slice(stop);
  resizeByteArray(b, length);
  b.data.set(insert, start);
  b.data.set(tail, start + insert.length);
}

/** The bytes of a value assigned to a slice or given to extend. */
function source(v: Value): Uint8Array {
  return bytesOf(v) ?? fromIterable(v, `cannot convert '${typeOf(v).tpName}' object to bytearray`);
}

function fromIterable(v: Value, refused: string): Uint8Array {
  return bytesFromIterator(getIterOr(v, refused), 'byte must be in range(0, 256)');
}

function itemsToAppend(v: Value): Uint8Array {
  const it = getIterOr(v, `can't extend bytearray with ${typeOf(v).tpName}`);
  lengthHint(v, 32);
  return bytesFromIterator(it, 'byte must be in range(0, 256)');
}

function init(
  b: PyByteArray,
  sourceArg: Value | undefined,
  encoding: Value | undefined,
  errors: Value | undefined,
): void {
  if (b.data.length !== 0) resizeByteArray(b, 0);
  const text = (v: Value, name: string): string => {
    const s = strOf(v);
    if (s === undefined) throw typeError(`bytearray() argument '${name}' must be str, not ${givenType(v)}`);
    return s;
  };
  const encodingText = encoding === undefined ? undefined : text(encoding, 'encoding');
  const errorsText = errors === undefined ? undefined : text(errors, 'errors');
  if (sourceArg === undefined) {
    if (encoding !== undefined || errors !== undefined)
      throw typeError(
        encoding !== undefined ? 'encoding without a string argument' : 'errors without a string argument',
      );
    return;
  }
  if (isInstanceOf(sourceArg, strType)) {
    if (encodingText === undefined) throw typeError('string argument without an encoding');
    b.data = encode(sourceArg, encodingText, errorsText ?? 'strict').data.slice();
    return;
  }
  if (encoding !== undefined || errors !== undefined)
    throw typeError(encoding !== undefined ? 'encoding without a string argument' : 'errors without a string argument');
  const direct = bytesOf(sourceArg);
  if (direct !== undefined) {
    b.data = direct.slice();
    return;
  }
  const n = indexIfNumber(sourceArg);
  if (n !== undefined) {
    b.data = zeros(n);
    return;
  }
  b.data = source(sourceArg);
}

/** CPython's PyNumber_Check. */
function isNumber(v: Value): boolean {
  const t = typeOf(v);
  return t.nb_index !== null || t.nb_int !== null || t.nb_float !== null || v instanceof PyComplex;
}

function setSlice(b: PyByteArray, key: PySlice, value: Value | undefined): void {
  // CPython looks at the indices before the value, and once more when it has made a bytearray of it.
  let range = sliceRange(key, b.data.length);
  let by: Uint8Array;
  if (value === undefined) by = new Uint8Array(0);
  else if (value === b) by = b.data.slice();
  else if (isNumber(value) && bytesOf(value) === undefined)
    throw typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  else if (strOf(value) !== undefined)
    throw typeError('can assign only bytes, buffers, or iterables of ints in range(0, 256)');
  else by = source(value);
  if (value !== undefined && (value === b || !(value instanceof PyByteArray))) range = sliceRange(key, b.data.length);
  const { start, step, count } = range;
  if (step === 1) {
    splice(b, start, start + count, by);
    return;
  }
  if (value === undefined || (by.length === 0 && count > 0)) {
    if (count === 0) return;
    checkResize(b);
    const drop = new Set(Array.from({ length: count }, (_, i) => start + i * step));
    b.data = b.data.filter((_, i) => !drop.has(i));
    return;
  }
  if (by.length !== count)
    throw valueError(`attempt to assign bytes of size ${by.length} to extended slice of size ${count}`);
  for (let i = 0, at = start; i < count; i++, at += step) b.data[at] = by[i];
}

function reduce(b: PyByteArray, protocol: number): Value {
  const dict = getState(b, false);
  if (b.data.length === 0) return new PyTuple([b.cls, new PyTuple([]), dict]);
  // What protocols without bytes write: text of one character a byte.
  if (protocol < 3)
    return new PyTuple([
      b.cls,
      new PyTuple([Array.from(b.data, (c) => String.fromCharCode(c)).join(''), 'latin-1']),
      dict,
    ]);
  return new PyTuple([b.cls, new PyTuple([new PyBytes(b.data.slice())]), dict]);
}

const iteratorType = nativeIterType('bytearray_iterator');

export function installByteArray(): void {
  const t = bytearrayType;
  t.doc =
    "bytearray(source=b'') -> bytearray\nbytearray(text, encoding[, errors]) -> bytearray\n\nA sequence of bytes that can be changed: made of a buffer, an iterable of ints below 256, a text to encode,\nor as many zeros as an int says.";
  t.alloc = (cls) => new PyByteArray(new Uint8Array(0), cls);
  defNewSig(t, '(cls, *args, **kwargs)', (cls: PyType) => new PyByteArray(new Uint8Array(0), cls));
  const initSpec = new NativeSpec(
    'bytearray(self, source=<absent>, encoding=<absent>, errors=<absent>)',
    (b: PyByteArray, s?: Value, e?: Value, r?: Value) => {
      init(b, s, e, r);
      return None;
    },
  );
  t.tp_init = (v, args, kw) => void initSpec.call([v, ...args], kw);
  t.tp_repr = (v) => `${typeOf(v).name}(${reprBytes(self(v).data)})`;
  t.tp_str = (v) => {
    warnOfStr('bytearray');
    return t.tp_repr!(v);
  };
  t.tp_richcompare = (left, right, op) => {
    warnOfComparison('bytearray', right, op);
    return compareBytesLike(self(left).data, right, op);
  };
  t.sq_length = (v) => self(v).data.length;
  t.sq_concat = (left, right) => {
    const b = bytesOf(right);
    if (b === undefined) throw typeError(`can't concat ${typeOf(right).tpName} to ${typeOf(left).tpName}`);
    return new PyByteArray(concatBytes([self(left).data, b]));
  };
  t.sq_inplace_concat = (left, right) => {
    const b = bytesOf(right);
    if (b === undefined) throw typeError(`can't concat ${typeOf(right).tpName} to ${typeOf(left).tpName}`);
    splice(self(left), self(left).data.length, self(left).data.length, b);
    return left;
  };
  t.sq_repeat = (v, n) => new PyByteArray(repeatChecked(self(v).data, n));
  t.sq_inplace_repeat = (v, n) => {
    const repeated = repeatChecked(self(v).data, n);
    if (repeated.length !== self(v).data.length) {
      checkResize(self(v));
      self(v).data = repeated;
    }
    return v;
  };
  t.sq_contains = (v, item) => bytesContain(self(v).data, item);
  t.sq_item = (v, i) => {
    const { data } = self(v);
    if (i < 0 || i >= data.length) throw indexError('bytearray index out of range');
    return data[i];
  };
  const position = (b: PyByteArray, key: Value): number => {
    if (typeOf(key).nb_index === null)
      throw typeError(`bytearray indices must be integers or slices, not ${typeOf(key).tpName}`);
    const i = itemIndex(key, b.data.length, 'bytearray');
    if (i < 0) throw indexError('bytearray index out of range');
    return i;
  };
  t.mp_subscript = (v, key) => {
    if (key instanceof PySlice) return new PyByteArray(sliceBytes(self(v).data, key));
    const i = position(self(v), key);
    return self(v).data[i];
  };
  t.mp_ass_subscript = (v, key, value) => {
    const b = self(v);
    if (key instanceof PySlice) {
      setSlice(b, key, value);
      return;
    }
    const n = indexNumber(key, 'bytearray');
    // Making a byte of the value may change the size, so that is asked for afterwards.
    const x = value === undefined ? 0 : byteValue(value);
    const i = n < 0 ? n + b.data.length : n;
    if (i < 0 || i >= b.data.length) throw indexError('bytearray index out of range');
    if (value === undefined) splice(b, i, i + 1, new Uint8Array(0));
    else b.data[i] = x;
  };
  t.nb_remainder = (left, right) =>
    left instanceof PyByteArray ? new PyByteArray(percentFormatBytes(left.data, right)) : NotImplemented;
  t.tp_iter = (v) => new PyBytesIterator(self(v), iteratorType);
  installMethods(t);
  installBytesMethods(t, (data) => new PyByteArray(data));
  installBytesIterator(iteratorType);
}

function installMethods(t: PyType): void {
  defMethod(t, 'append(self, item, /)', (b: PyByteArray, item: Value) => {
    const x = byteValue(item);
    const n = b.data.length;
    resizeByteArray(b, n + 1);
    b.data[n] = x;
    return None;
  });
  defMethod(t, 'extend(self, iterable_of_ints, /)', (b: PyByteArray, items: Value) => {
    if (strOf(items) !== undefined) throw typeError("expected iterable of integers; got: 'str'");
    const by = bytesOf(items) ?? itemsToAppend(items);
    splice(b, b.data.length, b.data.length, by);
    return None;
  });
  defMethod(t, 'insert(self, index, item, /)', (b: PyByteArray, index: Value, item: Value) => {
    const at = ssizeArgument(index);
    const x = byteValue(item);
    const n = b.data.length;
    const i = at < 0 ? Math.max(0, at + n) : Math.min(at, n);
    splice(b, i, i, Uint8Array.of(x));
    return None;
  });
  defMethod(t, 'pop(self, index=-1, /)', (b: PyByteArray, index: Value) => {
    const n = b.data.length;
    const at = ssizeArgument(index);
    if (n === 0) throw indexError('pop from empty bytearray');
    const i = at < 0 ? at + n : at;
    if (i < 0 || i >= n) throw indexError('pop index out of range');
    checkResize(b);
    const x = b.data[i];
    splice(b, i, i + 1, new Uint8Array(0));
    return x;
  });
  defMethod(t, 'remove(self, value, /)', (b: PyByteArray, item: Value) => {
    const at = b.data.indexOf(byteValue(item));
    if (at < 0) throw valueError('value not found in bytearray');
    splice(b, at, at + 1, new Uint8Array(0));
    return None;
  });
  defMethod(t, 'clear(self, /)', (b: PyByteArray) => {
    resizeByteArray(b, 0);
    return None;
  });
  defMethod(t, 'copy(self, /)', (b: PyByteArray) => new PyByteArray(b.data.slice()));
  defMethod(t, 'reverse(self, /)', (b: PyByteArray) => {
    b.data.reverse();
    return None;
  });
  defMethod(t, 'resize(self, size, /)', (b: PyByteArray, size: Value) => {
    const n = ssizeArgument(size);
    if (n < 0) throw valueError(`Can only resize to positive sizes, got ${n}`);
    resizeByteArray(b, n);
    return None;
  });
  defMethod(t, '__alloc__(self, /)', (b: PyByteArray) => (b.data.length === 0 ? 0 : b.data.length + 1));
  defMethod(t, '__sizeof__(self, /)', (b: PyByteArray) => 56 + (b.data.length === 0 ? 0 : b.data.length + 1));
  defMethod(t, '__reduce__(self, /)', (b: PyByteArray) => reduce(b, 2));
  defMethod(t, '__reduce_ex__(self, proto=0, /)', (b: PyByteArray, proto: Value) => reduce(b, ssizeArgument(proto)));
}
