/**
 * Searching, splitting and case of byte arrays, without Python objects.
 */

import { isLong, linearIndexOf } from './linearSearch';

/** Position of `sub` in `data[from..to)`, or -1. */
export function indexOfBytes(data: Uint8Array, sub: Uint8Array, from: number, to: number): number {
  const n = sub.length;
  if (from > to || to - from < n) return -1;
  if (n === 0) return from;
  if (isLong(to - from, n))
    return linearIndexOf(
      (i) => data[i],
      (i) => sub[i],
      n,
      from,
      to,
    );
  const last = to - n;
  const first = sub[0];
  for (let at = data.indexOf(first, from); at >= 0 && at <= last; at = data.indexOf(first, at + 1)) {
    let i = 1;
    while (i < n && data[at + i] === sub[i]) i++;
    if (i === n) return at;
  }
  return -1;
}

/** Position of the last `sub` in `data[from..to)`, or -1. */
export function lastIndexOfBytes(data: Uint8Array, sub: Uint8Array, from: number, to: number): number {
  const n = sub.length;
  if (from > to || to - from < n) return -1;
  if (n === 0) return to;
  for (let at = to - n; at >= from; at--) {
    let i = 0;
    while (i < n && data[at + i] === sub[i]) i++;
    if (i === n) return at;
  }
  return -1;
}

export function countBytes(data: Uint8Array, sub: Uint8Array, from: number, to: number): number {
  if (from > to) return 0;
  if (sub.length === 0) return to - from + 1;
  let n = 0;
  for (let at = indexOfBytes(data, sub, from, to); at >= 0; at = indexOfBytes(data, sub, at + sub.length, to)) n++;
  return n;
}

/** Below, at or above zero, as the bytes order. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

export function concatBytes(parts: readonly Uint8Array[], sep?: Uint8Array): Uint8Array {
  let total = sep === undefined || parts.length === 0 ? 0 : sep.length * (parts.length - 1);
  for (const p of parts) total += p.length;
  const out = new Uint8Array(total);
  let at = 0;
  parts.forEach((p, i) => {
    if (i > 0 && sep !== undefined) {
      out.set(sep, at);
      at += sep.length;
    }
    out.set(p, at);
    at += p.length;
  });
  return out;
}

export function repeatBytes(data: Uint8Array, n: number): Uint8Array {
  const out = new Uint8Array(data.length * n);
  if (data.length === 1) return out.fill(data[0]);
  for (let i = 0; i < n; i++) out.set(data, i * data.length);
  return out;
}

/** ASCII white space as bytes.split() sees it. */
export const isSpaceByte = (b: number): boolean => b === 32 || (b >= 9 && b <= 13);
export const isUpperByte = (b: number): boolean => b >= 65 && b <= 90;
export const isLowerByte = (b: number): boolean => b >= 97 && b <= 122;
export const isAlphaByte = (b: number): boolean => isUpperByte(b) || isLowerByte(b);
export const isDigitByte = (b: number): boolean => b >= 48 && b <= 57;

export const lowerByte = (b: number): number => (isUpperByte(b) ? b + 32 : b);
export const upperByte = (b: number): number => (isLowerByte(b) ? b - 32 : b);

export function splitBytes(data: Uint8Array, sep: Uint8Array | undefined, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  if (sep !== undefined) {
    let at = 0;
    while (out.length < max) {
      const next = indexOfBytes(data, sep, at, data.length);
      if (next < 0) break;
      out.push(data.subarray(at, next));
      at = next + sep.length;
    }
    out.push(data.subarray(at));
    return out;
  }
  let i = 0;
  for (;;) {
    while (i < data.length && isSpaceByte(data[i])) i++;
    if (i >= data.length) return out;
    if (out.length >= max) {
      out.push(data.subarray(i));
      return out;
    }
    const start = i;
    while (i < data.length && !isSpaceByte(data[i])) i++;
    out.push(data.subarray(start, i));
  }
}

export function rsplitBytes(data: Uint8Array, sep: Uint8Array | undefined, max: number): Uint8Array[] {
  const out: Uint8Array[] = [];
  let end = data.length;
  if (sep !== undefined) {
    while (out.length < max) {
      const at = lastIndexOfBytes(data, sep, 0, end);
      if (at < 0) break;
      out.push(data.subarray(at + sep.length, end));
      end = at;
    }
    out.push(data.subarray(0, end));
    return out.reverse();
  }
  for (;;) {
    while (end > 0 && isSpaceByte(data[end - 1])) end--;
    if (end <= 0) break;
    if (out.length >= max) {
      out.push(data.subarray(0, end));
      break;
    }
    const stop = end;
    while (end > 0 && !isSpaceByte(data[end - 1])) end--;
    out.push(data.subarray(end, stop));
  }
  return out.reverse();
}

export function splitByteLines(data: Uint8Array, keep: boolean): Uint8Array[] {
  const out: Uint8Array[] = [];
  let at = 0;
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 10 && data[i] !== 13) continue;
    const end = data[i] === 13 && data[i + 1] === 10 ? i + 2 : i + 1;
    out.push(data.subarray(at, keep ? end : i));
    at = end;
    i = end - 1;
  }
  if (at < data.length) out.push(data.subarray(at));
  return out;
}

export function replaceBytes(data: Uint8Array, from: Uint8Array, to: Uint8Array, max: number): Uint8Array {
  const parts: Uint8Array[] = [];
  if (from.length === 0) {
    let n = 0;
    for (let i = 0; i <= data.length && n < max; i++, n++) {
      parts.push(to);
      parts.push(data.subarray(i, i + 1));
    }
    if (n <= data.length) parts.push(data.subarray(n));
    return concatBytes(parts);
  }
  let at = 0;
  while (parts.length < max) {
    const next = indexOfBytes(data, from, at, data.length);
    if (next < 0) break;
    parts.push(data.subarray(at, next));
    at = next + from.length;
  }
  parts.push(data.subarray(at));
  return concatBytes(parts, to);
}

/** Two digits a byte, with a separator each `per` bytes (from the right; from the left where negative). */
export function hexOf(data: Uint8Array, sep: string, per: number): string {
  const digits = Array.from(data, (b) => (b < 16 ? `0${b.toString(16)}` : b.toString(16)));
  if (sep === '' || per === 0) return digits.join('');
  const size = Math.abs(per);
  const groups: string[] = [];
  const first = per > 0 ? digits.length % size : 0;
  if (first > 0) groups.push(digits.slice(0, first).join(''));
  for (let i = first; i < digits.length; i += size) groups.push(digits.slice(i, i + size).join(''));
  return groups.join(sep);
}

export function titleBytes(data: Uint8Array): Uint8Array {
  let inWord = false;
  return data.map((b) => {
    const r = inWord ? lowerByte(b) : upperByte(b);
    inWord = isAlphaByte(b);
    return r;
  });
}
