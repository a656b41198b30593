/**
 * str's methods for searching, splitting, joining, padding, translating and encoding.
 */
import { isLong, linearIndexOf } from './linearSearch';
import { dictType, None, tupleType } from './builtinTypes';
import { encode } from './codecs';
import { isTrue } from './compare';
import { PyDict } from './dict';
import { defMethod, defStaticMethod } from './descriptors';
import { isError, memoryError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { formatMap, formatMethod } from './strFormat';
import { getIter, iterNext, sequenceItems } from './iteration';
import { isInstanceOf, typeOf, type PyType, type Value } from './object';
import { codePointIndex, codePoints, strLength, unitOffset, wideUnits } from './strOps';
import { searchIndex } from './searchIndex';
import { getItem } from './subscript';
import { isSpaceUnit } from './unicode';
import { ssizeArgument, toIndex, toSsize } from './toIndex';
import { intOf, PyList, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

const text = (v: Value): string => (typeof v === 'string' ? v : strOf(v)!);

/** An argument that must be str. */
function arg(v: Value, method: string, position?: number): string {
  const s = strOf(v);
  if (s === undefined)
    throw typeError(
      `${method}() argument ${position === undefined ? '' : `${position} `}must be str, not ${givenType(v)}`,
    );
  return s;
}

interface Range {
  /** UTF-16 offsets. */
  from: number;
  to: number;
  /** start <= len(s). */
  valid: boolean;
}

/** The offsets of optional arguments `start` and `end`. */
function range(s: string, start: Value | undefined, end: Value | undefined): Range {
  if ((start === undefined || start === None) && (end === undefined || end === None))
    return { from: 0, to: s.length, valid: true };
  const n = strLength(s);
  const a = searchIndex(start, n, 0);
  const b = Math.min(searchIndex(end, n, n), n);
  if (a > b) return { from: 0, to: 0, valid: false };
  return { from: unitOffset(s, a), to: unitOffset(s, b), valid: true };
}

function indexIn(s: string, sub: string, from: number): number {
  if (!isLong(s.length - from, sub.length)) return s.indexOf(sub, from);
  return linearIndexOf(
    (i) => s.charCodeAt(i),
    (i) => sub.charCodeAt(i),
    sub.length,
    from,
    s.length,
  );
}

function find(s: string, sub: string, start: Value | undefined, end: Value | undefined): number {
  const r = range(s, start, end);
  if (!r.valid) return -1;
  const at = indexIn(s, sub, r.from);
  return at < 0 || at + sub.length > r.to ? -1 : codePointIndex(s, at);
}

function rfind(s: string, sub: string, start: Value | undefined, end: Value | undefined): number {
  const r = range(s, start, end);
  if (!r.valid || r.to - sub.length < r.from) return -1;
  const at = s.lastIndexOf(sub, r.to - sub.length);
  return at < r.from ? -1 : codePointIndex(s, at);
}

function count(s: string, sub: string, start: Value | undefined, end: Value | undefined): number {
  const r = range(s, start, end);
  if (!r.valid) return 0;
  if (sub === '') return strLength(s.slice(r.from, r.to)) + 1;
  let n = 0;
  for (let at = indexIn(s, sub, r.from); at >= 0 && at + sub.length <= r.to; at = indexIn(s, sub, at + sub.length)) n++;
  return n;
}

/** startswith and endswith. */
function affix(
  s: string,
  what: Value,
  start: Value | undefined,
  end: Value | undefined,
  method: 'startswith' | 'endswith',
): boolean {
  const r = range(s, start, end);
  const test = (sub: string): boolean => {
    if (!r.valid || r.to - r.from < sub.length) return false;
    return method === 'startswith' ? s.startsWith(sub, r.from) : s.endsWith(sub, r.to);
  };
  if (isInstanceOf(what, tupleType)) {
    for (const x of (what as PyTuple).items) {
      const sub = strOf(x);
      if (sub === undefined) throw typeError(`tuple for ${method} must only contain str, not ${typeOf(x).tpName}`);
      if (test(sub)) return true;
    }
    return false;
  }
  const sub = strOf(what);
  if (sub === undefined)
    throw typeError(`${method} first arg must be str or a tuple of str, not ${typeOf(what).tpName}`);
  return test(sub);
}

/** White space at both ends, by code unit (no white space is past the BMP). */
export function stripSpace(s: string, left: boolean, right: boolean): string {
  let a = 0;
  let b = s.length;
  if (left) while (a < b && isSpaceUnit(s.charCodeAt(a))) a++;
  if (right) while (b > a && isSpaceUnit(s.charCodeAt(b - 1))) b--;
  return s.slice(a, b);
}

function strip(s: string, chars: Value, method: string): string {
  const left = method !== 'rstrip';
  const right = method !== 'lstrip';
  if (chars === None) return stripSpace(s, left, right);
  const set = strOf(chars);
  if (set === undefined) throw typeError(`${method} arg must be None or str`);
  if (wideUnits(s) !== null || wideUnits(set) !== null) {
    const c = codePoints(s);
    const among = new Set(codePoints(set));
    let a = 0;
    let b = c.length;
    if (left) while (a < b && among.has(c[a])) a++;
    if (right) while (b > a && among.has(c[b - 1])) b--;
    return c.slice(a, b).join('');
  }
  let a = 0;
  let b = s.length;
  if (left) while (a < b && set.includes(s[a])) a++;
  if (right) while (b > a && set.includes(s[b - 1])) b--;
  return s.slice(a, b);
}

function maxSplit(v: Value): number {
  const n = ssizeArgument(v);
  return n < 0 ? Infinity : n;
}

function separator(sep: Value): string | undefined {
  if (sep === None) return undefined;
  const s = strOf(sep);
  if (s === undefined) throw typeError(`must be str or None, not ${typeOf(sep).tpName}`);
  if (s === '') throw valueError('empty separator');
  return s;
}

export function splitText(s: string, sep: string | undefined, max: number): string[] {
  const out: string[] = [];
  if (sep !== undefined) {
    if (max === Infinity) return s.split(sep);
    let at = 0;
    while (out.length < max) {
      const next = s.indexOf(sep, at);
      if (next < 0) break;
      out.push(s.slice(at, next));
      at = next + sep.length;
    }
    out.push(s.slice(at));
    return out;
  }
  let i = 0;
  for (;;) {
    while (i < s.length && isSpaceUnit(s.charCodeAt(i))) i++;
    if (i >= s.length) return out;
    if (out.length >= max) {
      out.push(s.slice(i));
      return out;
    }
    const start = i;
    while (i < s.length && !isSpaceUnit(s.charCodeAt(i))) i++;
    out.push(s.slice(start, i));
  }
}

export function rsplitText(s: string, sep: string | undefined, max: number): string[] {
  const out: string[] = [];
  if (sep !== undefined) {
    // Longer ones may overlap: from the right others are found than from the left.
    if (max === Infinity && sep.length === 1) return s.split(sep);
    let end = s.length;
    while (out.length < max) {
      const at = end - sep.length < 0 ? -1 : s.lastIndexOf(sep, end - sep.length);
      if (at < 0) break;
      out.push(s.slice(at + sep.length, end));
      end = at;
    }
    out.push(s.slice(0, end));
    return out.reverse();
  }
  let i = s.length;
  for (;;) {
    while (i > 0 && isSpaceUnit(s.charCodeAt(i - 1))) i--;
    if (i <= 0) break;
    if (out.length >= max) {
      out.push(s.slice(0, i));
      break;
    }
    const end = i;
    while (i > 0 && !isSpaceUnit(s.charCodeAt(i - 1))) i--;
    out.push(s.slice(i, end));
  }
  return out.reverse();
}

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

export function splitLines(s: string, keep: boolean): string[] {
  const out: string[] = [];
  let at = 0;
  for (const m of s.matchAll(lineEnd)) {
    const end = m.index + m[0].length;
    out.push(s.slice(at, keep ? end : m.index));
    at = end;
  }
  if (at < s.length) out.push(s.slice(at));
  return out;
}

/** `sep.join(iterable)`. */
export function joinStrings(sep: string, iterable: Value): string {
  const items = sequenceItems(iterable, 'can only join an iterable');
  for (let i = 0; i < items.length; i++)
    if (typeof items[i] !== 'string') {
      const s = strOf(items[i]);
      if (s === undefined)
        throw typeError(`sequence item ${i}: expected str instance, ${typeOf(items[i]).tpName} found`);
      items[i] = s;
    }
  return guardLength(() => (items as string[]).join(sep));
}

function guardLength(f: () => string): string {
  try {
    return f();
  } catch (e) {
    if (e instanceof RangeError) throw memoryError();
    throw e;
  }
}

function replace(s: string, from: string, to: string, max: number): string {
  if (max === Infinity && from !== '') return guardLength(() => s.replaceAll(from, () => to));
  if (max === 0) return s;
  if (from === '') {
    const c = codePoints(s);
    let out = '';
    for (let i = 0; i < c.length; i++) out += (i < max ? to : '') + c[i];
    return c.length < max ? out + to : out;
  }
  const out: string[] = [];
  let at = 0;
  while (out.length < max) {
    const next = s.indexOf(from, at);
    if (next < 0) break;
    out.push(s.slice(at, next));
    at = next + from.length;
  }
  out.push(s.slice(at));
  return out.join(to);
}

function fillChar(fill: Value): string {
  const c = strOf(fill);
  if (c === undefined) throw typeError(`The fill character must be a unicode character, not ${typeOf(fill).tpName}`);
  if (strLength(c) !== 1) throw typeError('The fill character must be exactly one character long');
  return c;
}

function expandTabs(s: string, size: number): string {
  let out = '';
  let column = 0;
  for (const c of s) {
    if (c === '\t') {
      if (size > 0) {
        const n = size - (column % size);
        out += ' '.repeat(n);
        column += n;
      }
    } else {
      column = c === '\n' || c === '\r' ? 0 : column + 1;
      out += c;
    }
  }
  return out;
}

function translate(s: string, table: Value): string {
  const cache = new Map<string, string>();
  let out = '';
  for (const c of s) {
    let r = cache.get(c);
    if (r === undefined) cache.set(c, (r = translateChar(c, table)));
    out += r;
  }
  return out;
}

function translateChar(c: string, table: Value): string {
  let v: Value;
  try {
    v = getItem(table, c.codePointAt(0)!);
  } catch (e) {
    if (isError(e, Exc.LookupError)) return c;
    throw e;
  }
  if (v === None) return '';
  const s = strOf(v);
  if (s !== undefined) return s;
  const n = intOf(v);
  if (n === undefined) throw typeError('character mapping must return integer, None or str');
  if (n < 0 || n > 0x10ffff) throw valueError('character mapping must be in range(0x110000)');
  return String.fromCodePoint(Number(n));
}

function makeTrans(x: Value, y: Value | undefined, z: Value | undefined): Value {
  const out = new PyDict();
  if (y === undefined) {
    if (!isInstanceOf(x, dictType)) throw typeError('if you give only one argument to maketrans it must be a dict');
    const it = getIter(x);
    for (let key = iterNext(it); key !== undefined; key = iterNext(it)) {
      const v = getItem(x, key);
      const s = strOf(key);
      if (s !== undefined) {
        if (strLength(s) !== 1) throw valueError('string keys in translate table must be of length 1');
        out.set(s.codePointAt(0)!, v);
      } else if (intOf(key) !== undefined) out.set(key, v);
      else throw typeError('keys in translate table must be strings or integers');
    }
    return out;
  }
  const to = strOf(y);
  if (to === undefined) throw typeError(`maketrans() argument 2 must be str, not ${givenType(y)}`);
  const from = strOf(x);
  if (from === undefined) throw typeError('first maketrans argument must be a string if there is a second argument');
  const a = codePoints(from);
  const b = codePoints(to);
  if (a.length !== b.length) throw valueError('the first two maketrans arguments must have equal length');
  a.forEach((c, i) => {
    out.set(c.codePointAt(0)!, b[i].codePointAt(0)!);
  });
  if (z !== undefined) for (const c of arg(z, 'maketrans', 3)) out.set(c.codePointAt(0)!, None);
  return out;
}

const list = (parts: string[]): PyList => new PyList(parts);

export function installStrMethods(t: PyType): void {
  type Sub = (s: string, sub: string, start: Value | undefined, end: Value | undefined) => number;
  const search = (name: string, f: Sub, raises: boolean) => {
    defMethod(
      t,
      `${name}(self, sub, start=<absent>, end=<absent>, /)`,
      (self: Value, sub: Value, start?: Value, end?: Value) => {
        const n = f(text(self), arg(sub, name, 1), start, end);
        if (n < 0 && raises) throw valueError('substring not found');
        return n;
      },
    );
  };
  search('find', find, false);
  search('index', find, true);
  search('rfind', rfind, false);
  search('rindex', rfind, true);
  search('count', count, false);
  for (const name of ['startswith', 'endswith'] as const)
    defMethod(
      t,
      `${name}(self, ${name === 'startswith' ? 'prefix' : 'suffix'}, start=<absent>, end=<absent>, /)`,
      (self: Value, what: Value, start?: Value, end?: Value) => affix(text(self), what, start, end, name),
    );
  for (const name of ['strip', 'lstrip', 'rstrip'])
    defMethod(t, `${name}(self, chars=None, /)`, (self: Value, chars: Value) => strip(text(self), chars, name));
  defMethod(t, 'split(self, /, sep=None, maxsplit=-1)', (self: Value, sep: Value, max: Value) =>
    list(splitText(text(self), separator(sep), maxSplit(max))),
  );
  defMethod(t, 'rsplit(self, /, sep=None, maxsplit=-1)', (self: Value, sep: Value, max: Value) =>
    list(rsplitText(text(self), separator(sep), maxSplit(max))),
  );
  defMethod(t, 'splitlines(self, /, keepends=False)', (self: Value, keep: Value) =>
    list(splitLines(text(self), isTrue(keep))),
  );
  defMethod(t, 'join(self, iterable, /)', (self: Value, iterable: Value) => joinStrings(text(self), iterable));
  defMethod(t, 'replace(self, old, new, /, count=-1)', (self: Value, old: Value, by: Value, n: Value) =>
    replace(text(self), arg(old, 'replace', 1), arg(by, 'replace', 2), maxSplit(n)),
  );
  for (const name of ['partition', 'rpartition'])
    defMethod(t, `${name}(self, sep, /)`, (self: Value, sepArg: Value) => {
      const s = text(self);
      const sep = strOf(sepArg);
      if (sep === undefined) throw typeError(`must be str, not ${typeOf(sepArg).tpName}`);
      if (sep === '') throw valueError('empty separator');
      const at = name === 'partition' ? s.indexOf(sep) : s.lastIndexOf(sep);
      // The objects themselves, be they of a subclass.
      if (at < 0) return new PyTuple(name === 'partition' ? [self, '', ''] : ['', '', self]);
      return new PyTuple([s.slice(0, at), sepArg, s.slice(at + sep.length)]);
    });
  defMethod(t, 'removeprefix(self, prefix, /)', (self: Value, p: Value) => {
    const s = text(self);
    const prefix = arg(p, 'removeprefix');
    return prefix !== '' && s.startsWith(prefix) ? s.slice(prefix.length) : s;
  });
  defMethod(t, 'removesuffix(self, suffix, /)', (self: Value, p: Value) => {
    const s = text(self);
    const suffix = arg(p, 'removesuffix');
    return suffix !== '' && s.endsWith(suffix) ? s.slice(0, -suffix.length) : s;
  });
  for (const name of ['ljust', 'rjust', 'center'])
    defMethod(t, `${name}(self, width, fillchar=' ', /)`, (self: Value, width: Value, fill: Value) => {
      const s = text(self);
      const w = ssizeArgument(width);
      const c = fillChar(fill);
      const total = w - strLength(s);
      if (total <= 0) return s;
      const left = name === 'ljust' ? 0 : name === 'rjust' ? total : (total >> 1) + (total & w & 1);
      return guardLength(() => c.repeat(left) + s + c.repeat(total - left));
    });
  defMethod(t, 'zfill(self, width, /)', (self: Value, width: Value) => {
    const s = text(self);
    const total = ssizeArgument(width) - strLength(s);
    if (total <= 0) return s;
    const sign = s[0] === '+' || s[0] === '-' ? s[0] : '';
    return guardLength(() => sign + '0'.repeat(total) + s.slice(sign.length));
  });
  defMethod(t, 'expandtabs(self, /, tabsize=8)', (self: Value, size: Value) =>
    expandTabs(text(self), toSsize(toIndex(size))),
  );
  defMethod(t, 'translate(self, table, /)', (self: Value, table: Value) => translate(text(self), table));
  defStaticMethod(t, 'maketrans(x, y=<absent>, z=<absent>, /)', makeTrans);
  defMethod(t, "encode(self, /, encoding='utf-8', errors='strict')", (self: Value, encoding: Value, errors: Value) => {
    for (const [v, name] of [
      [encoding, 'encoding'],
      [errors, 'errors'],
    ] as const)
      if (strOf(v) === undefined) throw typeError(`encode() argument '${name}' must be str, not ${givenType(v)}`);
    return encode(self, strOf(encoding)!, strOf(errors)!);
  });
  defMethod(t, 'format(self, /, *args, **kwargs)', (self: Value, args: Value[], kwargs: PyDict) =>
    formatMethod(self, args, kwargs),
  );
  defMethod(t, 'format_map(self, mapping, /)', (self: Value, mapping: Value) => formatMap(self, mapping));
}
