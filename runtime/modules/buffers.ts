/**
 * Arguments that are buffers (CPython's `y*` and `w*` formats), over objects/buffer.ts.
 */
import { contiguous, getBuffer, needBytes, plainBytes } from '../objects/buffer';
import { typeError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { PyByteArray, PyBytes } from '../objects/values';

/** The bytes of a bytes-like object; undefined for anything else. */
export const bufferOf = (v: Value): Uint8Array | undefined => plainBytes(v);

/** The bytes of a bytes-like object; raises TypeError. */
export const readBuffer = (v: Value): Uint8Array => needBytes(v);

/** Memory to be written to: the object's own; raises TypeError. */
export function writeBuffer(v: Value, what: string): Uint8Array {
  if (v instanceof PyByteArray) return v.data;
  const b = typeof v === 'object' && !(v instanceof PyBytes) ? getBuffer(v) : undefined;
  b?.release();
  if (b === undefined || b.readonly || b.strides !== null)
    throw typeError(`${what} must be read-write bytes-like object, not ${typeOf(v).tpName}`);
  return contiguous(b);
}
