/**
 * The type bytes (CPython's bytesobject.c).
 */
import { bytesType, listType, NotImplemented, strType, tupleType } from './builtinTypes';
import { bytesOf, needBytes } from './buffer';
import { byteValue, installBytesMethods, MAX_BYTES } from './bytesMethods';
import { compareBytes, concatBytes, equalBytes, indexOfBytes, repeatBytes } from './bytesOps';
import { callSpecial } from './call';
import { encode } from './codecs';
import { defMethod } from './descriptors';
import { indexError, isError, memoryError, overflowError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { getIterOr, iterNext, nativeIterType } from './iteration';
import { defReduceIterator } from './nativeIterator';
import { Cmp, isInstanceOf, PyObject, typeOf, type Int, type PyType, type Value } from './object';
import { percentFormatBytes } from './percentFormat';
import { compareNumbers } from './compare';
import { checkedIndex, sliceRange } from './sliceIndices';
import { warnOfComparison, warnOfStr } from './bytesWarnings';
import { reprBytes } from './strRepr';
import { lengthHint } from './subscript';
import { indexOrUndefined, toIndex, toSsize } from './toIndex';
import { defNewSig } from './typeObject';
import { emptyTuple, type PyByteArray, PyBytes, PySlice, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

const self = (v: Value): Uint8Array => (v as PyBytes).data;

/** A 52-bit hash of bytes, the same for bytes and memoryview. */
export function hashBytes(data: Uint8Array): Int {
  if (data.length === 0) return 0;
  let a = 0x811c9dc5;
  let b = 0x9e3779b1 ^ data.length;
  for (const c of data) {
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return (b >>> 0) * 0x100000 + ((a >>> 0) & 0xfffff);
}

/** Rich comparison of bytes-like objects; the left one's data is at hand. */
export function compareBytesLike(data: Uint8Array, right: Value, op: Cmp): Value {
  const other = bytesOf(right);
  if (other === undefined) return NotImplemented;
  if (op === Cmp.EQ) return equalBytes(data, other);
  if (op === Cmp.NE) return !equalBytes(data, other);
  return compareNumbers(compareBytes(data, other), 0, op);
}

/** The items a slice selects, copied. */
export function sliceBytes(data: Uint8Array, key: PySlice): Uint8Array {
  const { start, step, count } = sliceRange(key, data.length);
  if (step === 1) return data.slice(start, start + count);
  const out = new Uint8Array(count);
  for (let i = 0, at = start; i < count; i++, at += step) out[i] = data[at];
  return out;
}

/** `item in data`. */
export function bytesContain(data: Uint8Array, item: Value): boolean {
  if (bytesOf(item) === undefined && typeOf(item).nb_index !== null) return data.includes(byteValue(item));
  return indexOfBytes(data, needBytes(item), 0, data.length) >= 0;
}

export function repeatChecked(data: Uint8Array, n: number): Uint8Array {
  if (n <= 0) return new Uint8Array(0);
  if (data.length * n > MAX_BYTES) throw memoryError();
  return repeatBytes(data, n);
}

/** Bytes from ints. */
function byteFrom(v: Value, message: string): number {
  const n = toIndex(v);
  if (n < 0 || n > 255) throw valueError(message);
  return Number(n);
}

/** The ints of an iterable, each looked at before the next is asked for. */
export function bytesFromIterator(it: Value, message: string): Uint8Array {
  const out: number[] = [];
  for (let x = iterNext(it); x !== undefined; x = iterNext(it)) out.push(byteFrom(x, message));
  return Uint8Array.from(out);
}

/** A count of zero bytes: the value of an int argument. */
export function zeros(n: Int): Uint8Array {
  if (n < 0) throw valueError('negative count');
  const size = toSsize(n);
  if (size > MAX_BYTES) throw memoryError();
  return new Uint8Array(size);
}

/** The bytes of `bytes(source)` without an encoding: buffers, iterables of ints. */
export function bytesFrom(v: Value): Uint8Array {
  const direct = bytesOf(v);
  if (direct !== undefined) return direct.slice();
  const refused = `cannot convert '${typeOf(v).tpName}' object to bytes`;
  if (strOf(v) !== undefined) throw typeError(refused);
  const it = getIterOr(v, refused);
  if (!isPlainSequence(v)) lengthHint(v, 64);
  return bytesFromIterator(it, 'bytes must be in range(0, 256)');
}

const isPlainSequence = (v: Value): boolean => typeOf(v) === listType || typeOf(v) === tupleType;

function newBytes(
  cls: PyType,
  source: Value | undefined,
  encoding: Value | undefined,
  errors: Value | undefined,
): Value {
  const made = construct(source, encoding, errors);
  if (cls === bytesType) return made instanceof PyBytes ? made : new PyBytes(made);
  return new PyBytes(made instanceof PyBytes ? made.data : made, cls);
}

function construct(
  source: Value | undefined,
  encoding: Value | undefined,
  errors: Value | undefined,
): PyBytes | Uint8Array {
  const encodingText = encoding === undefined ? undefined : textArg(encoding, 'encoding');
  const errorsText = errors === undefined ? undefined : textArg(errors, 'errors');
  if (source === undefined) {
    if (encoding !== undefined) throw typeError('encoding without a string argument');
    if (errors !== undefined) throw typeError('errors without a string argument');
    return new Uint8Array(0);
  }
  if (encodingText !== undefined) {
    if (!isInstanceOf(source, strType)) throw typeError('encoding without a string argument');
    return encode(source, encodingText, errorsText ?? 'strict');
  }
  if (errors !== undefined)
    throw typeError(
      isInstanceOf(source, strType) ? 'string argument without an encoding' : 'errors without a string argument',
    );
  if (source instanceof PyBytes && source.cls === bytesType) return source;
  const special = callSpecial(source, '__bytes__');
  if (special !== undefined) {
    if (!(special instanceof PyBytes)) throw typeError(`__bytes__ returned non-bytes (type ${typeOf(special).tpName})`);
    return special;
  }
  if (strOf(source) !== undefined) throw typeError('string argument without an encoding');
  if (bytesOf(source) === undefined) {
    const n = indexIfNumber(source);
    if (n !== undefined) return zeros(n);
  }
  return bytesFrom(source);
}

/** An int argument; a TypeError from `__index__` means "not a number" (CPython goes on with the other forms). */
export function indexIfNumber(v: Value): Int | undefined {
  let n: Int | undefined;
  try {
    n = indexOrUndefined(v);
  } catch (e) {
    if (isError(e, Exc.TypeError)) return undefined;
    throw e;
  }
  if (typeof n === 'bigint' && (n > 9223372036854775807n || n < -9223372036854775808n))
    throw overflowError("cannot fit 'int' into an index-sized integer");
  return n;
}

function textArg(v: Value, name: string): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`bytes() argument '${name}' must be str, not ${givenType(v)}`);
  return s;
}

/** Iterates the values of a bytes-like object; `data` is asked for at each step. */
export class PyBytesIterator extends PyObject {
  index = 0;
  constructor(
    public seq: PyBytes | PyByteArray | undefined,
    cls: PyType,
  ) {
    super(cls);
  }
}

export function installBytesIterator(it: PyType): void {
  it.tp_iternext = (v) => {
    const i = v as PyBytesIterator;
    if (i.seq === undefined) return undefined;
    if (i.index < i.seq.data.length) return i.seq.data[i.index++];
    i.seq = undefined;
    return undefined;
  };
  defMethod(it, '__length_hint__(self, /)', (i: PyBytesIterator) =>
    i.seq === undefined ? 0 : Math.max(0, i.seq.data.length - i.index),
  );
  defReduceIterator(
    it,
    (i: PyBytesIterator) => (i.seq === undefined ? ['iter', [emptyTuple]] : ['iter', [i.seq], i.index]),
    (i: PyBytesIterator, n) => {
      if (i.seq !== undefined) i.index = Math.max(0, Math.min(n, i.seq.data.length));
    },
  );
}

const bytesIteratorType = nativeIterType('bytes_iterator');

export function installBytes(): void {
  const t = bytesType;
  t.doc =
    "bytes(source=b'') -> bytes\nbytes(text, encoding[, errors]) -> bytes\n\nA fixed sequence of bytes: made of a buffer, an iterable of ints below 256, a text to encode,\nor as many zeros as an int says.";
  t.alloc = (cls) => new PyBytes(new Uint8Array(0), cls);
  defNewSig(t, '(cls, source=<absent>, encoding=<absent>, errors=<absent>)', newBytes);
  t.tp_repr = (v) => reprBytes(self(v));
  t.tp_str = (v) => {
    warnOfStr('bytes');
    return t.tp_repr!(v);
  };
  t.tp_hash = (v) => hashBytes(self(v));
  t.tp_richcompare = (left, right, op) => {
    if (right instanceof PyBytes) return compareBytesLike(self(left), right, op);
    warnOfComparison('bytes', right, op);
    return NotImplemented;
  };
  t.sq_length = (v) => self(v).length;
  t.sq_concat = (left, right) => {
    const b = bytesOf(right);
    if (b === undefined) throw typeError(`can't concat ${typeOf(right).tpName} to ${typeOf(left).tpName}`);
    return new PyBytes(concatBytes([self(left), b]));
  };
  t.sq_repeat = (v, n) => (n === 1 && (v as PyBytes).cls === t ? v : new PyBytes(repeatChecked(self(v), n)));
  t.sq_contains = (v, item) => bytesContain(self(v), item);
  t.sq_item = (v, i) => {
    const data = self(v);
    if (i < 0 || i >= data.length) throw indexError('index out of range');
    return data[i];
  };
  t.mp_subscript = (v, key) => {
    const data = self(v);
    if (key instanceof PySlice) return new PyBytes(sliceBytes(data, key));
    if (typeOf(key).nb_index === null)
      throw typeError(`byte indices must be integers or slices, not ${typeOf(key).tpName}`);
    try {
      return data[checkedIndex(key, data.length, 'byte')];
    } catch (e) {
      if (isError(e, Exc.IndexError) && e.args[0] === 'byte index out of range') throw indexError('index out of range');
      throw e;
    }
  };
  t.nb_remainder = (left, right) =>
    left instanceof PyBytes ? new PyBytes(percentFormatBytes(left.data, right)) : NotImplemented;
  t.tp_iter = (v) => new PyBytesIterator(v as PyBytes, bytesIteratorType);
  defMethod(t, '__bytes__(self, /)', (v: PyBytes) => (v.cls === t ? v : new PyBytes(v.data)));
  defMethod(t, '__getnewargs__(self, /)', (v: PyBytes) => new PyTuple([new PyBytes(v.data)]));
  defMethod(t, '__sizeof__(self, /)', (v: PyBytes) => 33 + v.data.length);
  installBytesMethods(t, (data) => new PyBytes(data));
  installBytesIterator(bytesIteratorType);
}
