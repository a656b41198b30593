/**
 * range and its iterators (CPython's rangeobject.c), over ints of any size.
 */
import { None, NotImplemented, rangeType } from './builtinTypes';
import { equal, hash } from './compare';
import { defGetSet, defMethod } from './descriptors';
import { markTupleLike } from './dict';
import { indexError, overflowError, typeError, valueError } from './errors';
import { hashTuple } from './hashing';
import { getIter, iterNext } from './iteration';
import { lookupBuiltin } from './builtinsHook';
import { nativeIterator } from './nativeIterator';
import { Cmp, PyObject, typeOf, type Int, type Value } from './object';
import { clipSsize, indexOrUndefined, toIndex } from './toIndex';
import { defNew } from './typeObject';
import { normInt, PySlice, PyTuple } from './values';
import { sliceRange } from './sliceIndices';
import { repr } from './text';

export class PyRange extends PyObject {
  readonly start: Int;
  readonly stop: Int;
  readonly step: Int;
  readonly length: Int;
  constructor(start: Int, stop: Int, step: Int) {
    super(rangeType);
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = rangeLength(start, stop, step);
  }
}

function rangeLength(start: Int, stop: Int, step: Int): Int {
  if (typeof start === 'number' && typeof stop === 'number' && typeof step === 'number') {
    const span = step > 0 ? stop - start : start - stop;
    if (span <= 0) return 0;
    if (Number.isSafeInteger(span)) return Math.floor((span - 1) / Math.abs(step)) + 1;
  }
  const [a, b, s] = [BigInt(start), BigInt(stop), BigInt(step)];
  if (s > 0n) return a < b ? normInt((b - a - 1n) / s + 1n) : 0;
  return b < a ? normInt((a - b - 1n) / -s + 1n) : 0;
}

const add = (a: Int, b: Int): Int => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a + b;
    if (Number.isSafeInteger(r)) return r;
  }
  return normInt(BigInt(a) + BigInt(b));
};

const mul = (a: Int, b: Int): Int => {
  if (typeof a === 'number' && typeof b === 'number') {
    const r = a * b;
    if (Number.isSafeInteger(r)) return r === 0 ? 0 : r;
  }
  return normInt(BigInt(a) * BigInt(b));
};

const itemAt = (r: PyRange, i: Int): Int => add(r.start, mul(i, r.step));

/** All numbers small: iterated without bigints. `remaining` counts down. */
export class PyRangeIter extends PyObject {
  current: number;
  readonly step: number;
  remaining: number;
  constructor(start: number, step: number, length: number) {
    super(rangeIterType);
    this.current = start;
    this.step = step;
    this.remaining = length;
  }
}

class PyLongRangeIter extends PyObject {
  index: Int = 0;
  constructor(
    readonly start: Int,
    readonly step: Int,
    readonly length: Int,
  ) {
    super(longRangeIterType);
  }
}

export const rangeIterType = nativeIterator('range_iterator', (self) => {
  const it = self as PyRangeIter;
  if (it.remaining <= 0) return undefined;
  it.remaining--;
  const v = it.current;
  it.current = v + it.step;
  return v;
});

const longRangeIterType = nativeIterator('longrange_iterator', (self) => {
  const it = self as PyLongRangeIter;
  if (it.index >= it.length) return undefined;
  const v = add(it.start, mul(it.index, it.step));
  it.index = add(it.index, 1);
  return v;
});

function newIter(start: Int, step: Int, length: Int): PyObject {
  const end = add(start, mul(length, step));
  if (typeof start === 'number' && typeof step === 'number' && typeof length === 'number' && typeof end === 'number')
    return new PyRangeIter(start, step, length);
  return new PyLongRangeIter(start, step, length);
}

/** Position of an int in the range, or undefined. */
function indexOf(r: PyRange, n: Int): Int | undefined {
  if (
    typeof n === 'number' &&
    typeof r.start === 'number' &&
    typeof r.step === 'number' &&
    typeof r.stop === 'number'
  ) {
    const i = (n - r.start) / r.step;
    if (Number.isSafeInteger(n - r.start))
      return Number.isInteger(i) && i >= 0 && i < (r.length as number) ? i : undefined;
  }
  const d = BigInt(n) - BigInt(r.start);
  const s = BigInt(r.step);
  if (d % s !== 0n) return undefined;
  const i = d / s;
  return i >= 0n && i < BigInt(r.length) ? normInt(i) : undefined;
}

const isPlainInt = (v: Value): v is Int | boolean =>
  typeof v === 'number' || typeof v === 'bigint' || typeof v === 'boolean';

/** Looks for a value that is no exact int the slow way, by comparing. */
function findByEquality(r: PyRange, v: Value): Int | undefined {
  const it = getIter(r);
  let i: Int = 0;
  for (let x = iterNext(it); x !== undefined; x = iterNext(it)) {
    if (equal(x, v)) return i;
    i = add(i, 1);
  }
  return undefined;
}

const positionOf = (r: PyRange, v: Value): Int | undefined =>
  isPlainInt(v) ? indexOf(r, typeof v === 'boolean' ? Number(v) : v) : findByEquality(r, v);

function subscript(r: PyRange, key: Value): Value {
  if (key instanceof PySlice) return sliced(r, key);
  let i = indexOrUndefined(key);
  if (i === undefined) throw typeError(`range indices must be integers or slices, not ${typeOf(key).tpName}`);
  if (i < 0) i = add(i, r.length);
  if (i < 0 || i >= r.length) throw indexError('range object index out of range');
  return itemAt(r, i);
}

function sliced(r: PyRange, s: PySlice): PyRange {
  if (typeof r.length === 'number') {
    // sliceRange gives canonical bounds; a stop past the end keeps its distance from the start.
    const { start, stop, step } = sliceRange(s, r.length);
    if (Math.abs(step) < 0x1fffffffffffff) return new PyRange(itemAt(r, start), itemAt(r, stop), mul(r.step, step));
  }
  const n = BigInt(r.length);
  const of = (v: Value): bigint | undefined => (v === None ? undefined : BigInt(toIndex(v)));
  const step = of(s.step) ?? 1n;
  if (step === 0n) throw valueError('slice step cannot be zero');
  const low = step < 0n ? -1n : 0n;
  const high = step < 0n ? n - 1n : n;
  const fit = (v: bigint | undefined, missing: bigint): Int => {
    if (v === undefined) return normInt(missing);
    if (v < 0n) v += n;
    return normInt(v < low ? low : v > high ? high : v);
  };
  return new PyRange(
    itemAt(r, fit(of(s.start), step < 0n ? high : low)),
    itemAt(r, fit(of(s.stop), step < 0n ? low : high)),
    mul(r.step, normInt(step)),
  );
}

/** `len(r)`: exact where the number of a slot is not. */
export function rangeLen(r: PyRange): Int {
  if (r.length > 9223372036854775807n) throw overflowError('Python int too large to convert to C ssize_t');
  return r.length;
}

/** What equal ranges have in common. */
function identityOf(r: PyRange): Value[] {
  if (r.length === 0) return [0, None, None];
  return r.length === 1 ? [1, r.start, None] : [r.length, r.start, r.step];
}

export function installRange(): void {
  const t = rangeType;
  t.doc =
    'range(stop) -> range\nrange(start, stop[, step]) -> range\n\nThe integers start, start+step, ... before stop; start is 0 and step 1 unless given.';
  defNew(t, (_cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('range() takes no keyword arguments');
    if (args.length === 0) throw typeError('range expected at least 1 argument, got 0');
    if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
    if (args.length === 1) return new PyRange(0, toIndex(args[0]), 1);
    const start = toIndex(args[0]);
    const stop = toIndex(args[1]);
    const step = args.length === 3 ? toIndex(args[2]) : 1;
    if (step === 0) throw valueError('range() arg 3 must not be zero');
    return new PyRange(start, stop, step);
  });
  t.tp_repr = (self) => {
    const r = self as PyRange;
    return r.step === 1
      ? `range(${repr(r.start)}, ${repr(r.stop)})`
      : `range(${repr(r.start)}, ${repr(r.stop)}, ${repr(r.step)})`;
  };
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyRange && b instanceof PyRange) || (op !== Cmp.EQ && op !== Cmp.NE)) return NotImplemented;
    const ia = identityOf(a);
    const ib = identityOf(b);
    return ia.every((x, i) => x === ib[i]) === (op === Cmp.EQ);
  };
  t.tp_hash = (self) => hashTuple(identityOf(self as PyRange).map(hash));
  markTupleLike(t);
  t.tp_iter = (self) => {
    const r = self as PyRange;
    return newIter(r.start, r.step, r.length);
  };
  t.sq_length = (self) => Number(rangeLen(self as PyRange));
  t.nb_bool = (self) => (self as PyRange).length !== 0;
  t.sq_contains = (self, v) => positionOf(self as PyRange, v) !== undefined;
  t.sq_item = (self, i) => subscript(self as PyRange, i);
  t.mp_subscript = (self, key) => subscript(self as PyRange, key);
  defGetSet(t, 'start', (self: PyRange) => self.start);
  defGetSet(t, 'stop', (self: PyRange) => self.stop);
  defGetSet(t, 'step', (self: PyRange) => self.step);
  defMethod(
    t,
    'index(self, object, /)',
    (self: PyRange, v: Value) => {
      const i = positionOf(self, v);
      if (i === undefined)
        throw isPlainInt(v)
          ? valueError('range.index(x): x not in range')
          : valueError('sequence.index(x): x not in sequence');
      return i;
    },
    'The position of value; ValueError if it is not in the range.',
  );
  defMethod(
    t,
    'count(self, object, /)',
    (self: PyRange, v: Value) => {
      if (isPlainInt(v)) return positionOf(self, v) === undefined ? 0 : 1;
      let n = 0;
      const it = getIter(self);
      for (let x = iterNext(it); x !== undefined; x = iterNext(it)) if (equal(x, v)) n++;
      return n;
    },
    '1 if value is in the range, else 0.',
  );
  defMethod(
    t,
    '__reversed__(self, /)',
    (self: PyRange) => {
      if (self.length === 0) return newIter(self.start, self.step, 0);
      return newIter(itemAt(self, add(self.length, -1)), mul(self.step, -1), self.length);
    },
    'An iterator from the last number to the first.',
  );
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyRange) => new PyTuple([rangeType, new PyTuple([self.start, self.stop, self.step])]),
  );
  defIterators();
}

function defIterators(): void {
  defMethod(rangeIterType, '__length_hint__(self, /)', (self: PyRangeIter) => self.remaining);
  defMethod(rangeIterType, '__reduce__(self, /)', (self: PyRangeIter) => {
    const r = new PyRange(self.current, add(self.current, mul(self.step, self.remaining)), self.step);
    return new PyTuple([lookupBuiltin('iter'), new PyTuple([r]), None]);
  });
  defMethod(rangeIterType, '__setstate__(self, object, /)', (self: PyRangeIter, state: Value) => {
    const n = Math.max(0, Math.min(clipSsize(toIndex(state)), self.remaining));
    self.current += n * self.step;
    self.remaining -= n;
    return None;
  });
  defMethod(longRangeIterType, '__length_hint__(self, /)', (self: PyLongRangeIter) =>
    add(self.length, mul(self.index, -1)),
  );
  defMethod(longRangeIterType, '__reduce__(self, /)', (self: PyLongRangeIter) => {
    const r = new PyRange(self.start, add(self.start, mul(self.length, self.step)), self.step);
    return new PyTuple([lookupBuiltin('iter'), new PyTuple([r]), self.index]);
  });
  defMethod(longRangeIterType, '__setstate__(self, object, /)', (self: PyLongRangeIter, state: Value) => {
    const n = toIndex(state);
    self.index = n < 0 ? 0 : n > self.length ? self.length : n;
    return None;
  });
}
