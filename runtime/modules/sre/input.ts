/**
 * From Python's str and bytes-like objects to subjects and back.
 *
 * Owns: the checks and messages of CPython's getstring() and state_init(). Must not know: matching.
 */
import { bytesOf } from '../../objects/buffer';
import { typeError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { PyBytes, strOf } from '../../objects/values';
import { bytesSubject, textSubject, type Subject } from './subject';

export interface Input {
  value: Value;
  subject: Subject;
  isBytes: boolean;
}

/** What a pattern (or a template) is applied to; `patternIsBytes` is null where either will do. */
export function inputOf(value: Value, patternIsBytes: boolean | null): Input {
  const text = strOf(value);
  if (text !== undefined) {
    if (patternIsBytes === true) throw typeError('cannot use a bytes pattern on a string-like object');
    return { value, subject: textSubject(text), isBytes: false };
  }
  const data = bytesOf(value);
  if (data === undefined) throw typeError(`expected string or bytes-like object, got '${typeOf(value).tpName}'`);
  if (patternIsBytes === false) throw typeError('cannot use a string pattern on a bytes-like object');
  return { value, subject: bytesSubject(data), isBytes: true };
}

/** Part of an input as a Python value. */
export function sliceOf(input: Input, from: number, to: number): Value {
  const { subject, value, isBytes } = input;
  if (!isBytes)
    return from === 0 && to === subject.length && typeof value === 'string' ? value : subject.slice(from, to);
  if (from === 0 && to === subject.length && value instanceof PyBytes) return value;
  // A bytearray's matches show what it holds now.
  return new PyBytes(
    value instanceof PyBytes ? latin1(subject.text, from, to) : (bytesOf(value)?.slice(from, to) ?? new Uint8Array(0)),
  );
}

function latin1(s: string, from: number, to: number): Uint8Array {
  const out = new Uint8Array(Math.max(0, to - from));
  for (let i = 0; i < out.length; i++) out[i] = s.charCodeAt(from + i);
  return out;
}

/** Joins pieces that came from `sliceOf` or a replacement into a str or bytes. */
export function joinPieces(pieces: readonly Value[], isBytes: boolean): Value {
  if (!isBytes) {
    let s = '';
    pieces.forEach((p, i) => {
      const t = strOf(p);
      if (t === undefined) throw typeError(`sequence item ${i}: expected str instance, ${typeOf(p).tpName} found`);
      s += t;
    });
    return s;
  }
  const parts = pieces.map((p, i) => {
    const b = bytesOf(p);
    if (b === undefined) throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(p).tpName} found`);
    return b;
  });
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return new PyBytes(out);
}
