/** Integers as bytes in either order (`int.to_bytes`, `int.from_bytes`). */
import { overflowError } from './errors';
import type { Int } from './object';
import { normInt } from './values';

export function intToBytes(n: Int, length: number, little: boolean, signed: boolean): Uint8Array {
  if (n < 0 && !signed) throw overflowError("can't convert negative int to unsigned");
  const big = BigInt(n);
  const bits = BigInt(length * 8);
  const max = signed ? (length === 0 ? 1n : 1n << (bits - 1n)) : 1n << bits;
  if (big >= max || (signed && big < (length === 0 ? 0n : -max))) throw overflowError('int too big to convert');
  const out = new Uint8Array(length);
  const hex = BigInt.asUintN(length * 8, big)
    .toString(16)
    .padStart(length * 2, '0');
  for (let i = 0; i < length; i++) out[little ? length - 1 - i : i] = parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return out;
}

export function bytesToInt(bytes: Uint8Array, little: boolean, signed: boolean): Int {
  if (bytes.length === 0) return 0;
  const hex: string[] = [];
  for (const b of bytes) hex.push(b < 16 ? `0${b.toString(16)}` : b.toString(16));
  if (little) hex.reverse();
  const n = BigInt(`0x${hex.join('')}`);
  return normInt(signed ? BigInt.asIntN(bytes.length * 8, n) : n);
}
