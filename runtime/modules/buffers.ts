/**
 * Arguments that are buffers: bytes, bytearray, memoryview, array (CPython's Py_buffer).
 *
 * Owns: getting at their bytes. A view that is written to is the object's own memory.
 */
import { typeError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { PyByteArray, PyBytes } from '../objects/values';

/** What exports a buffer beyond bytes and bytearray: the bytes and whether they may be written. */
export type BufferSource = (v: Value) => { data: Uint8Array; readonly: boolean } | undefined;

const sources: BufferSource[] = [];

/** Teaches this file another type of buffer. */
export function addBufferSource(source: BufferSource): void {
  sources.push(source);
}

function other(v: Value): { data: Uint8Array; readonly: boolean } | undefined {
  for (const s of sources) {
    const found = s(v);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The bytes of a bytes-like object; undefined for anything else. */
export function bufferOf(v: Value): Uint8Array | undefined {
  if (v instanceof PyBytes || v instanceof PyByteArray) return v.data;
  return typeof v === 'object' ? other(v)?.data : undefined;
}

/** The bytes of a bytes-like object; raises TypeError. */
export function readBuffer(v: Value): Uint8Array {
  const data = bufferOf(v);
  if (data === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).name}'`);
  return data;
}

/** Memory to be written to; raises TypeError. */
export function writeBuffer(v: Value, what: string): Uint8Array {
  if (v instanceof PyByteArray) return v.data;
  const found = typeof v === 'object' && !(v instanceof PyBytes) ? other(v) : undefined;
  if (found === undefined || found.readonly) throw typeError(`${what} must be read-write bytes-like object, not ${typeOf(v).name}`);
  return found.data;
}
