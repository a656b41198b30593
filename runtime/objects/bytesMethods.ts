/**
 * The methods that bytes and bytearray share (CPython's bytes_methods.c and stringlib).
 *
 * Results are made by `wrap`: bytes for bytes, bytearray for bytearray.
 */
import { None, tupleType } from './builtinTypes';
import { bytesOf, plainBytes, isBytesLike, needBytes } from './buffer';
import {
  countBytes, hexOf, indexOfBytes, isAlphaByte, isDigitByte, isLowerByte, isSpaceByte, isUpperByte, lastIndexOfBytes, lowerByte, replaceBytes,
  rsplitBytes, splitByteLines, splitBytes, titleBytes, upperByte, concatBytes,
} from './bytesOps'; // prettier-ignore
import { decode } from './codecs';
import { isTrue } from './compare';
import { defClassMethod, defMethod, defStaticMethod } from './descriptors';
import { memoryError, typeError, valueError } from './errors';
import { fullyQualifiedName } from './typeNames';
import { sequenceItems } from './iteration';
import { isInstanceOf, typeOf, type PyType, type Value } from './object';
import { searchIndex } from './searchIndex';
import { length } from './subscript';
import { ssizeArgument, toIndex, toSsize } from './toIndex';
import { PyBytes, PyList, PyTuple, strOf, type PyByteArray } from './values';
import { givenType } from './typeNames';

type Self = PyBytes | PyByteArray;

/** The largest byte array the engine can make, roughly. */
export const MAX_BYTES = 0x1ffffffff;

function maxSplit(v: Value): number {
  const n = ssizeArgument(v);
  return n < 0 ? Infinity : n;
}

function bounds(data: Uint8Array, start: Value | undefined, end: Value | undefined): [from: number, to: number] {
  const n = data.length;
  return [searchIndex(start, n, 0), Math.min(searchIndex(end, n, n), n)];
}

/** A byte given as an int. */
export function byteValue(v: Value): number {
  const n = toIndex(v);
  if (n < 0 || n > 255) throw valueError('byte must be in range(0, 256)');
  return Number(n);
}

/** What find and the like search for: a byte or bytes. */
export function needle(v: Value): Uint8Array {
  const b = plainBytes(v);
  if (b !== undefined) return b;
  if (typeOf(v).nb_index === null)
    throw typeError(`argument should be integer or bytes-like object, not '${typeOf(v).tpName}'`);
  return Uint8Array.of(byteValue(v));
}

/** bytes.join's items. */
export function joinBytes(sep: Uint8Array, iterable: Value): Uint8Array {
  const items = sequenceItems(iterable, 'can only join an iterable');
  const parts = items.map((v, i) => {
    const b = bytesOf(v);
    if (b === undefined) throw typeError(`sequence item ${i}: expected a bytes-like object, ${typeOf(v).tpName} found`);
    return b;
  });
  return concatBytes(parts, sep);
}

function affix(
  data: Uint8Array,
  what: Value,
  start: Value | undefined,
  end: Value | undefined,
  method: 'startswith' | 'endswith',
): boolean {
  const [from, to] = bounds(data, start, end);
  const test = (sub: Uint8Array): boolean => {
    if (from > to || to - from < sub.length) return false;
    const at = method === 'startswith' ? from : to - sub.length;
    return sub.every((b, i) => data[at + i] === b);
  };
  if (isInstanceOf(what, tupleType)) return (what as PyTuple).items.some((x) => test(needBytes(x)));
  const sub = plainBytes(what);
  if (sub === undefined)
    throw typeError(`${method} first arg must be bytes or a tuple of bytes, not ${typeOf(what).tpName}`);
  return test(sub);
}

function strip(data: Uint8Array, chars: Value, left: boolean, right: boolean): Uint8Array {
  const set = chars === None ? undefined : needBytes(chars);
  const drop = (b: number): boolean => (set === undefined ? isSpaceByte(b) : set.includes(b));
  let a = 0;
  let b = data.length;
  if (left) while (a < b && drop(data[a])) a++;
  if (right) while (b > a && drop(data[b - 1])) b--;
  return data.subarray(a, b);
}

function fillByte(method: string, v: Value): number {
  if (isBytesLike(v)) {
    const b = bytesOf(v)!;
    if (b.length === 1) return b[0];
    throw typeError(
      `${method}(): argument 2 must be a byte string of length 1, not a ${typeOf(v).tpName} object of length ${b.length}`,
    );
  }
  throw typeError(`${method}() argument 2 must be a byte string of length 1, not ${givenType(v)}`);
}

function hex(data: Uint8Array, sep: Value | undefined, per: Value): string {
  let s = '';
  if (sep !== undefined) {
    const text = strOf(sep);
    const raw = text === undefined ? (sep instanceof PyBytes ? sep.data : undefined) : undefined;
    if (text === undefined && raw === undefined) {
      length(sep);
      throw typeError('sep must be str or bytes.');
    }
    s = text ?? Array.from(raw!, (b) => String.fromCharCode(b)).join('');
    if (s.length !== 1) throw valueError('sep must be length 1.');
    if (s.charCodeAt(0) > 127) throw valueError('sep must be ASCII.');
  }
  return hexOf(data, s, toSsize(toIndex(per)));
}

/** `bytes.fromhex(text)`. */
function fromHex(v: Value): Uint8Array {
  let s = strOf(v);
  if (s === undefined) {
    const b = bytesOf(v);
    if (b === undefined)
      throw typeError(`fromhex() argument must be str or bytes-like, not ${fullyQualifiedName(typeOf(v))}`);
    s = Array.from(b, (x) => String.fromCharCode(x)).join('');
  }
  const out: number[] = [];
  const digit = (at: number): number => {
    const c = s.charCodeAt(at);
    const d = c >= 48 && c <= 57 ? c - 48 : (c | 32) >= 97 && (c | 32) <= 102 && c < 128 ? (c | 32) - 87 : -1;
    return d;
  };
  for (let at = 0; at < s.length;) {
    if (isSpaceByte(s.charCodeAt(at))) {
      at++;
      continue;
    }
    const bad = digit(at) < 0 ? at : digit(at + 1) < 0 || at + 1 >= s.length ? at + 1 : -1;
    if (bad >= 0) {
      if (bad >= s.length) throw valueError('fromhex() arg must contain an even number of hexadecimal digits');
      throw valueError(`non-hexadecimal number found in fromhex() arg at position ${bad}`);
    }
    out.push(digit(at) * 16 + digit(at + 1));
    at += 2;
  }
  return Uint8Array.from(out);
}

export function installBytesMethods(t: PyType, wrap: (data: Uint8Array) => Value): void {
  const copy = (data: Uint8Array): Value => wrap(data.slice());
  const list = (parts: Uint8Array[]): Value => new PyList(parts.map(copy));

  const search = (
    name: string,
    f: (d: Uint8Array, sub: Uint8Array, from: number, to: number) => number,
    raises: boolean,
  ): void => {
    defMethod(
      t,
      `${name}(self, sub, start=<absent>, end=<absent>, /)`,
      (self: Self, sub: Value, start?: Value, end?: Value) => {
        const [from, to] = bounds(self.data, start, end);
        const n = f(self.data, needle(sub), from, to);
        if (n < 0 && raises) throw valueError('subsection not found');
        return n;
      },
    );
  };
  search('find', indexOfBytes, false);
  search('index', indexOfBytes, true);
  search('rfind', lastIndexOfBytes, false);
  search('rindex', lastIndexOfBytes, true);
  search('count', countBytes, false);
  for (const name of ['startswith', 'endswith'] as const)
    defMethod(
      t,
      `${name}(self, ${name === 'startswith' ? 'prefix' : 'suffix'}, start=<absent>, end=<absent>, /)`,
      (self: Self, what: Value, start?: Value, end?: Value) => affix(self.data, what, start, end, name),
    );
  defMethod(t, 'strip(self, bytes=None, /)', (self: Self, chars: Value) => copy(strip(self.data, chars, true, true)));
  defMethod(t, 'lstrip(self, bytes=None, /)', (self: Self, chars: Value) => copy(strip(self.data, chars, true, false)));
  defMethod(t, 'rstrip(self, bytes=None, /)', (self: Self, chars: Value) => copy(strip(self.data, chars, false, true)));

  const separator = (sep: Value): Uint8Array | undefined => {
    if (sep === None) return undefined;
    const b = needBytes(sep);
    if (b.length === 0) throw valueError('empty separator');
    return b;
  };
  defMethod(t, 'split(self, /, sep=None, maxsplit=-1)', (self: Self, sep: Value, max: Value) => {
    const most = maxSplit(max);
    return list(splitBytes(self.data, separator(sep), most));
  });
  defMethod(t, 'rsplit(self, /, sep=None, maxsplit=-1)', (self: Self, sep: Value, max: Value) => {
    const most = maxSplit(max);
    return list(rsplitBytes(self.data, separator(sep), most));
  });
  defMethod(t, 'splitlines(self, /, keepends=False)', (self: Self, keep: Value) =>
    list(splitByteLines(self.data, isTrue(keep))),
  );
  defMethod(t, 'join(self, iterable_of_bytes, /)', (self: Self, items: Value) => wrap(joinBytes(self.data, items)));
  defMethod(t, 'replace(self, old, new, count=-1, /)', (self: Self, old: Value, by: Value, n: Value) =>
    wrap(replaceBytes(self.data, needBytes(old), needBytes(by), maxSplit(n))),
  );
  for (const name of ['partition', 'rpartition'])
    defMethod(t, `${name}(self, sep, /)`, (self: Self, sepArg: Value) => {
      const sep = needBytes(sepArg);
      if (sep.length === 0) throw valueError('empty separator');
      const { data } = self;
      const at = (name === 'partition' ? indexOfBytes : lastIndexOfBytes)(data, sep, 0, data.length);
      const none = new Uint8Array(0);
      // Of bytes the objects themselves, be they of a subclass.
      const own = self instanceof PyBytes ? self : copy(data);
      if (at < 0)
        return new PyTuple(name === 'partition' ? [own, copy(none), copy(none)] : [copy(none), copy(none), own]);
      const between = self instanceof PyBytes ? sepArg : copy(sep);
      return new PyTuple([copy(data.subarray(0, at)), between, copy(data.subarray(at + sep.length))]);
    });
  defMethod(t, 'removeprefix(self, prefix, /)', (self: Self, p: Value) => {
    const b = needBytes(p);
    return copy(self.data.subarray(b.every((x, i) => self.data[i] === x) ? b.length : 0));
  });
  defMethod(t, 'removesuffix(self, suffix, /)', (self: Self, p: Value) => {
    const b = needBytes(p);
    const at = self.data.length - b.length;
    return copy(at >= 0 && b.every((x, i) => self.data[at + i] === x) ? self.data.subarray(0, at) : self.data);
  });
  for (const name of ['ljust', 'rjust', 'center'])
    defMethod(t, `${name}(self, width, fillchar=b' ', /)`, (self: Self, width: Value, fill?: Value) => {
      const w = ssizeArgument(width);
      const b = fill === undefined ? 32 : fillByte(name, fill);
      const n = self.data.length;
      const total = w - n;
      if (total <= 0) return copy(self.data);
      if (w > MAX_BYTES) throw memoryError();
      const left = name === 'ljust' ? 0 : name === 'rjust' ? total : (total >> 1) + (total & w & 1);
      const out = new Uint8Array(w).fill(b);
      out.set(self.data, left);
      return wrap(out);
    });
  defMethod(t, 'zfill(self, width, /)', (self: Self, width: Value) => {
    const w = ssizeArgument(width);
    const { data } = self;
    if (w <= data.length) return copy(data);
    const out = new Uint8Array(w).fill(48);
    out.set(data, w - data.length);
    if (data[0] === 43 || data[0] === 45) {
      out[w - data.length] = 48;
      out[0] = data[0];
    }
    return wrap(out);
  });
  defMethod(t, 'expandtabs(self, /, tabsize=8)', (self: Self, tabsize: Value) => {
    const size = toSsize(toIndex(tabsize));
    const out: number[] = [];
    let column = 0;
    for (const b of self.data) {
      if (b === 9) {
        for (let n = size > 0 ? size - (column % size) : 0; n > 0; n--, column++) out.push(32);
      } else {
        column = b === 10 || b === 13 ? 0 : column + 1;
        out.push(b);
      }
    }
    return wrap(Uint8Array.from(out));
  });
  installCaseMethods(t, wrap);
  defMethod(t, "translate(self, table, /, delete=b'')", (self: Self, table: Value, del?: Value) => {
    const map = table === None ? undefined : needBytes(table);
    if (map !== undefined && map.length !== 256) throw valueError('translation table must be 256 characters long');
    const drop = del === undefined ? new Uint8Array(0) : needBytes(del);
    const kept = drop.length === 0 ? self.data : self.data.filter((b) => !drop.includes(b));
    return map === undefined ? copy(kept) : wrap(kept.map((b) => map[b]));
  });
  defStaticMethod(t, 'maketrans(frm, to, /)', (from: Value, to: Value) => {
    const a = needBytes(from);
    const b = needBytes(to);
    if (a.length !== b.length) throw valueError('maketrans arguments must have same length');
    const table = Uint8Array.from({ length: 256 }, (_, i) => i);
    a.forEach((x, i) => (table[x] = b[i]));
    return new PyBytes(table);
  });
  defMethod(t, "decode(self, /, encoding='utf-8', errors='strict')", (self: Self, encoding: Value, errors: Value) => {
    for (const [v, name] of [
      [encoding, 'encoding'],
      [errors, 'errors'],
    ] as const)
      if (strOf(v) === undefined) throw typeError(`decode() argument '${name}' must be str, not ${givenType(v)}`);
    return decode(self, strOf(encoding)!, strOf(errors)!);
  });
  defMethod(t, 'hex(self, sep=<absent>, bytes_per_sep=1)', (self: Self, sep: Value | undefined, per: Value) =>
    hex(self.data, sep, per),
  );
  defClassMethod(t, 'fromhex(cls, string, /)', (cls: PyType, s: Value) => {
    const b = wrap(fromHex(s));
    return cls === t ? b : typeOf(cls).tp_call!(cls, [b], null);
  });
}

function installCaseMethods(t: PyType, wrap: (data: Uint8Array) => Value): void {
  const map = (name: string, f: (d: Uint8Array) => Uint8Array): void => {
    defMethod(t, `${name}(self, /)`, (self: Self) => wrap(f(self.data)));
  };
  map('lower', (d) => d.map(lowerByte));
  map('upper', (d) => d.map(upperByte));
  map('swapcase', (d) => d.map((b) => (isUpperByte(b) ? b + 32 : upperByte(b))));
  map('title', titleBytes);
  map('capitalize', (d) => d.map((b, i) => (i === 0 ? upperByte(b) : lowerByte(b))));
  const test = (name: string, f: (d: Uint8Array) => boolean): void => {
    defMethod(t, `${name}(self, /)`, (self: Self) => f(self.data));
  };
  test('isascii', (d) => d.every((b) => b < 128));
  test('isalpha', (d) => d.length > 0 && d.every(isAlphaByte));
  test('isdigit', (d) => d.length > 0 && d.every(isDigitByte));
  test('isalnum', (d) => d.length > 0 && d.every((b) => isAlphaByte(b) || isDigitByte(b)));
  test('isspace', (d) => d.length > 0 && d.every(isSpaceByte));
  test('islower', (d) => d.some(isLowerByte) && !d.some(isUpperByte));
  test('isupper', (d) => d.some(isUpperByte) && !d.some(isLowerByte));
  test('istitle', (d) => {
    let any = false;
    let inWord = false;
    for (const b of d) {
      if (isUpperByte(b)) {
        if (inWord) return false;
        inWord = any = true;
      } else if (isLowerByte(b)) {
        if (!inWord) return false;
        any = true;
      } else inWord = false;
    }
    return any;
  });
}
