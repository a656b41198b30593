/**
 * Arithmetic on constants at compile time, within CPython's limits on the size of results (ast_opt.c's safe_*).
 *
 * Owns: Python's results for operators on int, float, complex, str, bytes and tuple constants; null where CPython would
 * raise or decline. Must not know: the AST.
 */
import { power } from '../base/elementary';
import type { Const } from '../bytecode/constant';
import type { Operator, UnaryOperator } from '../syntax/ast';
import { isTrue } from './peephole';

const MAX_INT_BITS = 128;
const MAX_COLLECTION_SIZE = 256;
const MAX_STR_SIZE = 4096;
const MAX_TOTAL_ITEMS = 1024;

function intValue(value: bigint): Const {
  const small = value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER);
  return { type: 'int', value: small ? Number(value) : value };
}

function asInt(value: Const): bigint | null {
  if (value.type === 'int') return BigInt(value.value);
  return value.type === 'bool' ? (value.value ? 1n : 0n) : null;
}

/** The float that an int or float constant is in mixed arithmetic; null for others and ints out of range. */
function asFloat(value: Const): number | null {
  if (value.type === 'float') return value.value;
  const int = asInt(value);
  if (int === null) return null;
  const float = Number(int);
  return Number.isFinite(float) ? float : null;
}

function bitLength(value: bigint): number {
  const magnitude = value < 0n ? -value : value;
  return magnitude === 0n ? 0 : magnitude.toString(2).length;
}

function floorDiv(a: bigint, b: bigint): bigint {
  const q = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? q - 1n : q;
}

export function foldBinary(op: Operator, left: Const, right: Const): Const | null {
  const a = asInt(left);
  const b = asInt(right);
  if (a !== null && b !== null) {
    if (left.type === 'bool' && right.type === 'bool') {
      const x = left.value;
      const y = right.value;
      if (op === 'BitAnd') return { type: 'bool', value: x && y };
      if (op === 'BitOr') return { type: 'bool', value: x || y };
      if (op === 'BitXor') return { type: 'bool', value: x !== y };
    }
    return foldInts(op, a, b);
  }
  if (left.type === 'complex' || right.type === 'complex') return foldComplex(op, left, right);
  const x = asFloat(left);
  const y = asFloat(right);
  if (x !== null && y !== null) return foldFloats(op, x, y);
  if (op === 'Add') return concatenate(left, right);
  if (op === 'Mult') {
    if (b !== null) return repeat(left, b);
    if (a !== null) return repeat(right, a);
  }
  return null;
}

function foldInts(op: Operator, a: bigint, b: bigint): Const | null {
  switch (op) {
    case 'Add':
      return intValue(a + b);
    case 'Sub':
      return intValue(a - b);
    case 'Mult':
      if (a !== 0n && b !== 0n && bitLength(a) + bitLength(b) > MAX_INT_BITS) return null;
      return intValue(a * b);
    case 'Div': {
      if (b === 0n) return null;
      const exact = bitLength(a) <= 53 && bitLength(b) <= 53;
      return exact ? { type: 'float', value: Number(a) / Number(b) } : null;
    }
    case 'FloorDiv':
      return b === 0n ? null : intValue(floorDiv(a, b));
    case 'Mod':
      return b === 0n ? null : intValue(a - floorDiv(a, b) * b);
    case 'Pow':
      if (b < 0n) return a === 0n ? null : foldFloats('Pow', Number(a), Number(b));
      if (b > 0n && (b > BigInt(MAX_INT_BITS) || bitLength(a) > Math.floor(MAX_INT_BITS / Number(b)))) return null;
      return intValue(a ** b);
    case 'LShift':
      if (b < 0n) return null;
      if (a !== 0n && b !== 0n && (b > BigInt(MAX_INT_BITS) || bitLength(a) > MAX_INT_BITS - Number(b))) return null;
      return intValue(a === 0n ? 0n : a << b);
    case 'RShift':
      if (b < 0n) return null;
      return intValue(b > 0xffffffn ? (a < 0n ? -1n : 0n) : a >> b);
    case 'BitOr':
      return intValue(a | b);
    case 'BitXor':
      return intValue(a ^ b);
    case 'BitAnd':
      return intValue(a & b);
    case 'MatMult':
      return null;
  }
}

function foldFloats(op: Operator, x: number, y: number): Const | null {
  switch (op) {
    case 'Add':
      return { type: 'float', value: x + y };
    case 'Sub':
      return { type: 'float', value: x - y };
    case 'Mult':
      return { type: 'float', value: x * y };
    case 'Div':
      return y === 0 ? null : { type: 'float', value: x / y };
    case 'Mod':
      return y === 0 ? null : { type: 'float', value: floatMod(x, y) };
    case 'FloorDiv':
      return y === 0 ? null : { type: 'float', value: floatFloorDiv(x, y) };
    case 'Pow': {
      // negative bases with fractional exponents are complex, zero to a negative power is an error, and so is overflow
      if ((x < 0 && !Number.isInteger(y)) || (x === 0 && y < 0)) return null;
      if (x === 1 || y === 0) return { type: 'float', value: 1 };
      const value = power(x, y);
      return Number.isFinite(value) || !Number.isFinite(x) || !Number.isFinite(y) ? { type: 'float', value } : null;
    }
    default:
      return null;
  }
}

function floatMod(x: number, y: number): number {
  const mod = x % y;
  if (mod === 0) return y < 0 ? -0 : 0;
  return mod < 0 !== y < 0 ? mod + y : mod;
}

function floatFloorDiv(x: number, y: number): number {
  const mod = floatMod(x, y);
  const div = (x - mod) / y;
  if (div === 0) return x / y < 0 || Object.is(x / y, -0) ? -0 : 0;
  const floor = Math.floor(div);
  return div - floor > 0.5 ? floor + 1 : floor;
}

/** Real operands keep their sign of zero in the other part, as in CPython 3.14. */
function foldComplex(op: Operator, left: Const, right: Const): Const | null {
  const xr = left.type === 'complex' ? (left.real ?? 0) : asFloat(left);
  const yr = right.type === 'complex' ? (right.real ?? 0) : asFloat(right);
  if (xr === null || yr === null) return null;
  const xi = left.type === 'complex' ? left.imag : null;
  const yi = right.type === 'complex' ? right.imag : null;
  switch (op) {
    case 'Add':
      return { type: 'complex', real: xr + yr, imag: xi === null ? yi! : yi === null ? xi : xi + yi };
    case 'Sub':
      return { type: 'complex', real: xr - yr, imag: xi === null ? -yi! : yi === null ? xi : xi - yi };
    case 'Mult':
      if (xi === null) return { type: 'complex', real: xr * yr, imag: xr * yi! };
      if (yi === null) return { type: 'complex', real: xr * yr, imag: xi * yr };
      return { type: 'complex', real: xr * yr - xi * yi, imag: xr * yi + xi * yr };
    default:
      return null;
  }
}

function concatenate(left: Const, right: Const): Const | null {
  if (left.type === 'str' && right.type === 'str') return { type: 'str', value: left.value + right.value };
  if (left.type === 'bytes' && right.type === 'bytes') {
    const value = new Uint8Array(left.value.length + right.value.length);
    value.set(left.value);
    value.set(right.value, left.value.length);
    return { type: 'bytes', value };
  }
  if (left.type === 'tuple' && right.type === 'tuple') return { type: 'tuple', items: [...left.items, ...right.items] };
  return null;
}

function repeat(value: Const, times: bigint): Const | null {
  switch (value.type) {
    case 'str':
    case 'bytes': {
      const size = value.type === 'str' ? codePoints(value.value) : value.value.length;
      if (size > 0 && (times < 0n || times > BigInt(Math.floor(MAX_STR_SIZE / size)))) return null;
      const n = size === 0 ? 0 : Number(times);
      if (value.type === 'str') return { type: 'str', value: value.value.repeat(n) };
      const out = new Uint8Array(size * n);
      for (let i = 0; i < n; i++) out.set(value.value, i * size);
      return { type: 'bytes', value: out };
    }
    case 'tuple': {
      const size = value.items.length;
      if (size === 0) return value;
      if (times < 0n || times > BigInt(Math.floor(MAX_COLLECTION_SIZE / size))) return null;
      const n = Number(times);
      if (n > 0 && !isSmall(value, Math.floor(MAX_TOTAL_ITEMS / n))) return null;
      return { type: 'tuple', items: Array.from({ length: n }, () => value.items).flat() };
    }
    default:
      return null;
  }
}

/** Whether nested tuples hold no more than `limit` items together. */
function isSmall(value: Const, limit: number): boolean {
  const count = (v: Const): number =>
    v.type === 'tuple' ? v.items.reduce((sum, item) => sum + count(item), v.items.length) : 0;
  return count(value) <= limit;
}

function codePoints(text: string): number {
  let n = 0;
  for (const _ of text) n++;
  return n;
}

export function foldUnary(op: UnaryOperator, operand: Const): Const | null {
  if (op === 'Not') return { type: 'bool', value: !isTrue(operand) };
  const int = asInt(operand);
  if (int !== null) {
    if (op === 'UAdd') return intValue(int);
    if (op === 'USub') return intValue(-int);
    return operand.type === 'bool' ? null : intValue(~int);
  }
  if (op === 'Invert') return null;
  if (operand.type === 'float') return op === 'UAdd' ? operand : { type: 'float', value: -operand.value };
  if (operand.type !== 'complex') return null;
  return op === 'UAdd' ? operand : { type: 'complex', real: -(operand.real ?? 0), imag: -operand.imag };
}

/** "abc"[1], b"abc"[-1], (1, 2)[0] */
export function foldSubscript(value: Const, index: Const): Const | null {
  const i = asInt(index);
  if (i === null) return null;
  const pick = <T>(items: ArrayLike<T>): T | undefined => items[Number(i < 0n ? i + BigInt(items.length) : i)];
  switch (value.type) {
    case 'str': {
      const char = pick(Array.from(value.value));
      return char === undefined ? null : { type: 'str', value: char };
    }
    case 'bytes': {
      const byte = pick(value.value);
      return byte === undefined ? null : { type: 'int', value: byte };
    }
    case 'tuple':
      return pick(value.items) ?? null;
    default:
      return null;
  }
}
