/**
 * Single values in binary: the format codes of struct, array and memoryview.
 *
 * Owns: sizes, packing and unpacking of one code in one byte order. Native means 64-bit little-endian Linux, wherever
 * the runtime runs.
 */
import { newError, overflowError } from './errors';
import { bytesToInt } from './intBytes';
import { isTrue } from './compare';
import { toDouble } from './numbers';
import { typeOf, type Int, type PyType, type Value } from './object';
import { toComplex } from './complexType';
import { indexOrUndefined } from './toIndex';
import { PyByteArray, PyBytes, PyComplex, PyFloat } from './values';

export interface Code {
  size: number;
  /** Alignment in native mode. */
  align: number;
  kind: 'signed' | 'unsigned' | 'float' | 'bool' | 'char' | 'complex';
}

const int = (size: number, signed: boolean): Code => ({ size, align: size, kind: signed ? 'signed' : 'unsigned' });

const common: Record<string, Code> = {
  c: { size: 1, align: 1, kind: 'char' },
  b: int(1, true),
  B: int(1, false),
  '?': { size: 1, align: 1, kind: 'bool' },
  h: int(2, true),
  H: int(2, false),
  i: int(4, true),
  I: int(4, false),
  q: int(8, true),
  Q: int(8, false),
  e: { size: 2, align: 2, kind: 'float' },
  f: { size: 4, align: 4, kind: 'float' },
  d: { size: 8, align: 8, kind: 'float' },
  F: { size: 8, align: 4, kind: 'complex' },
  D: { size: 16, align: 8, kind: 'complex' },
};

/** Codes with native sizes ('@'). */
export const nativeCodes: Record<string, Code | undefined> = {
  ...common,
  l: int(8, true),
  L: int(8, false),
  n: int(8, true),
  N: int(8, false),
  P: int(8, false),
};

/** Codes with standard sizes ('<', '>', '!', '='). */
export const standardCodes: Record<string, Code | undefined> = { ...common, l: int(4, true), L: int(4, false) };

const viewOf = (data: Uint8Array): DataView => new DataView(data.buffer, data.byteOffset, data.byteLength);

export function unpackCode(code: Code, data: Uint8Array, at: number, little: boolean): Value {
  switch (code.kind) {
    case 'char':
      return new PyBytes(data.slice(at, at + 1));
    case 'bool':
      return data[at] !== 0;
    case 'float':
      return new PyFloat(readFloat(code.size, data, at, little));
    case 'complex': {
      const half = code.size / 2;
      return new PyComplex(readFloat(half, data, at, little), readFloat(half, data, at + half, little));
    }
  }
  const signed = code.kind === 'signed';
  switch (code.size) {
    case 1:
      return signed ? (data[at] << 24) >> 24 : data[at];
    case 2:
      return signed ? viewOf(data).getInt16(at, little) : viewOf(data).getUint16(at, little);
    case 4:
      return signed ? viewOf(data).getInt32(at, little) : viewOf(data).getUint32(at, little);
  }
  return bytesToInt(data.subarray(at, at + 8), little, signed);
}

function readFloat(size: number, data: Uint8Array, at: number, little: boolean): number {
  const view = viewOf(data);
  if (size === 8) return view.getFloat64(at, little);
  if (size === 4) return view.getFloat32(at, little);
  return halfToDouble(view.getUint16(at, little));
}

export function halfToDouble(h: number): number {
  const sign = h & 0x8000 ? -1 : 1;
  const e = (h >> 10) & 31;
  const m = h & 0x3ff;
  if (e === 31) return m === 0 ? sign * Infinity : NaN;
  return e === 0 ? sign * m * 2 ** -24 : sign * (1 + m / 1024) * 2 ** (e - 15);
}

/** Bits of a half float, rounded to even; undefined where the number is too large. */
export function doubleToHalf(x: number): number | undefined {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const a = Math.abs(x);
  if (Number.isNaN(x)) return 0x7e00;
  if (a === Infinity) return sign | 0x7c00;
  if (a === 0) return sign;
  const e = Math.max(-14, Math.floor(Math.log2(a)));
  for (const exp of [e, e + 1, e - 1]) {
    if (exp < -14) continue;
    const scaled = a / 2 ** (exp - 10);
    if (scaled >= 2048 || (scaled < 1024 && exp > -14)) continue;
    const floor = Math.floor(scaled);
    const rest = scaled - floor;
    const m = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
    const bits = exp === -14 && floor < 1024 ? m : ((exp + 15) << 10) + (m - 1024);
    return bits >= 0x7c00 ? undefined : sign | bits;
  }
  return undefined;
}

/** How errors of packing are worded: struct's own exception class and texts, or memoryview's. */
export interface PackErrors {
  error: PyType;
  /** Text for an int out of range. */
  range(code: string, c: Code): string;
  /** Text for a value that is no int. */
  notInt: string;
  notChar: string;
  notFloat?: string;
  /** A native float takes any double: what is too large becomes infinite. */
  infinite?: boolean;
}

export function packCode(
  letter: string,
  code: Code,
  data: Uint8Array,
  at: number,
  v: Value,
  little: boolean,
  errors: PackErrors,
): void {
  switch (code.kind) {
    case 'char': {
      const b = v instanceof PyBytes || v instanceof PyByteArray ? v.data : undefined;
      if (b === undefined || b.length !== 1) throw newError(errors.error, errors.notChar);
      data[at] = b[0];
      return;
    }
    case 'bool':
      data[at] = isTrue(v) ? 1 : 0;
      return;
    case 'float': {
      writeFloat(letter, code.size, data, at, numberOf(v, errors), little, errors.infinite);
      return;
    }
    case 'complex': {
      const c = toComplex(v);
      const half = code.size / 2;
      writeFloat(letter, half, data, at, c.re, little);
      writeFloat(letter, half, data, at + half, c.im, little);
      return;
    }
  }
  const n = indexOrUndefined(v);
  if (n === undefined) throw newError(errors.error, errors.notInt);
  writeInt(letter, code, data, at, n, little, errors);
}

function numberOf(v: Value, errors: PackErrors): number {
  if (errors.notFloat !== undefined && typeOf(v).nb_float === null && typeOf(v).nb_index === null)
    throw newError(errors.error, errors.notFloat);
  return toDouble(v);
}

function writeFloat(
  letter: string,
  size: number,
  data: Uint8Array,
  at: number,
  x: number,
  little: boolean,
  infinite = false,
): void {
  const view = viewOf(data);
  if (size === 8) view.setFloat64(at, x, little);
  else if (size === 4) {
    if (!infinite && Number.isFinite(x) && !Number.isFinite(Math.fround(x)))
      throw overflowError('float too large to pack with f format');
    view.setFloat32(at, x, little);
  } else {
    const h = doubleToHalf(x);
    if (h === undefined) throw overflowError(`float too large to pack with ${letter} format`);
    view.setUint16(at, h, little);
  }
}

function writeInt(
  letter: string,
  code: Code,
  data: Uint8Array,
  at: number,
  n: Int,
  little: boolean,
  errors: PackErrors,
): void {
  const signed = code.kind === 'signed';
  const bits = code.size * 8;
  if (bits < 64) {
    const max = signed ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
    const min = signed ? -(2 ** (bits - 1)) : 0;
    if (n > max || n < min) throw newError(errors.error, errors.range(letter, code));
    const view = viewOf(data);
    if (bits === 8) data[at] = Number(n);
    else if (bits === 16) view.setUint16(at, Number(n), little);
    else view.setUint32(at, Number(n), little);
    return;
  }
  const big = BigInt(n);
  if (big !== (signed ? BigInt.asIntN(64, big) : BigInt.asUintN(64, big)))
    throw newError(errors.error, errors.range(letter, code));
  viewOf(data).setBigInt64(at, big, little);
}
