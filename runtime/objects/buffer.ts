/**
 * The buffer protocol: raw memory of bytes-like objects (CPython's Py_buffer).
 *
 * Owns: the interface and the lookup by type. bytes, bytearray, memoryview, array and others register here. A buffer
 * obtained must be released, so that a bytearray knows when it may be resized; `bytesOf` does both for a short read.
 */
import { bytearrayType, bytesType } from './builtinTypes';
import { newError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { typeOf, type PyType, type Value } from './object';
import { PyByteArray, PyBytes } from './values';

export interface PyBuffer {
  /** The object whose memory it is. */
  obj: Value;
  data: Uint8Array;
  /** Where in `data` the item at index 0 is. */
  offset: number;
  readonly: boolean;
  /** struct format of an item. */
  format: string;
  itemsize: number;
  shape: readonly number[];
  /** Bytes between items along each dimension; null where C-contiguous. */
  strides: readonly number[] | null;
  release(): void;
}

type Provider = (v: Value) => PyBuffer;

const providers = new Map<PyType, Provider>();

/** Declares that instances of `t` export their memory. */
export function provideBuffer(t: PyType, f: Provider): void {
  providers.set(t, f);
}

/** For classes written in Python with `__buffer__`; set by memoryviewType.ts. */
export const bufferHooks: { python: ((v: Value) => PyBuffer | undefined) | null } = { python: null };

const nothing = (): void => undefined;

export function flatBuffer(obj: Value, data: Uint8Array, readonly: boolean, release: () => void = nothing): PyBuffer {
  return { obj, data, offset: 0, readonly, format: 'B', itemsize: 1, shape: [data.length], strides: null, release };
}

provideBuffer(bytesType, (v) => flatBuffer(v, (v as PyBytes).data, true));
provideBuffer(bytearrayType, (v) => {
  const b = v as PyByteArray;
  b.exports++;
  return flatBuffer(v, b.data, false, () => (b.exports = Math.max(0, b.exports - 1)));
});

/** The object's buffer, or undefined for one that is not bytes-like. */
export function getBuffer(v: Value): PyBuffer | undefined {
  if (typeof v !== 'object') return undefined;
  for (const t of v.cls.mro) {
    const f = providers.get(t);
    if (f !== undefined) return f(v);
    if (t.isHeap && bufferHooks.python !== null && t.attrs.has('__buffer__')) return bufferHooks.python(v);
  }
  return undefined;
}

export function isBytesLike(v: Value): boolean {
  if (v instanceof PyBytes || v instanceof PyByteArray) return true;
  return typeof v === 'object' && v.cls.mro.some((t) => providers.has(t) || (t.isHeap && t.attrs.has('__buffer__')));
}

/** The bytes in C order; undefined for an object that is not bytes-like. Not a copy where it can be helped. */
export function bytesOf(v: Value): Uint8Array | undefined {
  if (v instanceof PyBytes || v instanceof PyByteArray) return v.data;
  const b = getBuffer(v);
  if (b === undefined) return undefined;
  try {
    return contiguous(b);
  } finally {
    b.release();
  }
}

/** The bytes as PyBUF_SIMPLE asks for them: BufferError where there are gaps; undefined for what isn't bytes-like. */
export function plainBytes(v: Value): Uint8Array | undefined {
  if (v instanceof PyBytes || v instanceof PyByteArray) return v.data;
  const b = getBuffer(v);
  if (b === undefined) return undefined;
  try {
    if (!isCContiguous(b)) throw newError(Exc.BufferError, 'memoryview: underlying buffer is not C-contiguous');
    return contiguous(b);
  } finally {
    b.release();
  }
}

/** The same; raises TypeError with CPython's usual text. */
export function needBytes(
  v: Value,
  message = `a bytes-like object is required, not '${typeOf(v).tpName}'`,
): Uint8Array {
  const b = plainBytes(v);
  if (b === undefined) throw typeError(message);
  return b;
}

/** The items lie in memory without gaps, along the dimensions in this order. */
function isDense(b: PyBuffer, dimensions: number[]): boolean {
  if (b.strides === null || b.shape.includes(0)) return true;
  let step = b.itemsize;
  for (const i of dimensions) {
    if (b.shape[i] > 1 && b.strides[i] !== step) return false;
    step *= b.shape[i];
  }
  return true;
}

/** In C's order, the last index moving fastest. */
export function isCContiguous(b: PyBuffer): boolean {
  return isDense(b, [...b.shape.keys()].reverse());
}

/** In Fortran's order, the first index moving fastest. */
export function isFContiguous(b: PyBuffer): boolean {
  return (b.strides !== null || b.shape.length <= 1) && isDense(b, [...b.shape.keys()]);
}

/** Size of all items. */
export function nbytes(b: PyBuffer): number {
  return b.shape.reduce((n, x) => n * x, b.itemsize);
}

/** The memory of a buffer as one run of bytes, copied only where it has gaps. */
export function contiguous(b: PyBuffer): Uint8Array {
  if (b.strides === null)
    return b.offset === 0 && b.data.length === nbytes(b) ? b.data : b.data.subarray(b.offset, b.offset + nbytes(b));
  const out: number[] = [];
  const visit = (dim: number, at: number): void => {
    if (dim === b.shape.length) for (let i = 0; i < b.itemsize; i++) out.push(b.data[at + i]);
    else for (let i = 0; i < b.shape[dim]; i++) visit(dim + 1, at + i * b.strides![dim]);
  };
  visit(0, b.offset);
  return Uint8Array.from(out);
}
