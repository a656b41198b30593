/**
 * itertools that walk one iterable: accumulate, batched, compress, cycle, dropwhile, filterfalse, islice, pairwise,
 * starmap, takewhile.
 */
import { None, tupleType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { typeError, valueError } from '../../objects/errors';
import { getIter, toArray } from '../../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { binaryOp } from '../../objects/operators';
import { indexOrUndefined, ssizeArgument } from '../../objects/toIndex';
import { PyTuple } from '../../objects/values';
import { iteratorType } from './declare';

export const next = (it: Value): Value | undefined => typeOf(it).tp_iternext!(it);

class Accumulate extends PyObject {
  it!: Value;
  func: Value = None;
  total: Value | undefined;
  initial: Value = None;
}

export const accumulateType = iteratorType<Accumulate>({
  name: 'accumulate',
  make: (cls) => new Accumulate(cls),
  new: [
    '(cls, iterable, func=None, *, initial=None)',
    (self: Accumulate, iterable: Value, func: Value, initial: Value) => {
      self.it = getIter(iterable);
      self.func = func;
      self.initial = initial;
    },
  ],
  next: (self) => {
    if (self.initial !== None) {
      self.total = self.initial;
      self.initial = None;
      return self.total;
    }
    const v = next(self.it);
    if (v === undefined) return undefined;
    if (self.total === undefined) return (self.total = v);
    return (self.total = self.func === None ? binaryOp(self.total, v, 'nb_add') : call(self.func, [self.total, v]));
  },
  doc: 'Running totals, by addition or by another function of two arguments.',
});

class Batched extends PyObject {
  it: Value | undefined;
  size = 0;
  strict = false;
}

export const batchedType = iteratorType<Batched>({
  name: 'batched',
  make: (cls) => new Batched(cls),
  new: [
    '(cls, iterable, n, *, strict=False)',
    (self: Batched, iterable: Value, n: Value, strict: Value) => {
      self.size = ssizeArgument(n);
      if (self.size < 1) throw valueError('n must be at least one');
      self.it = getIter(iterable);
      self.strict = isTrue(strict);
    },
  ],
  next: (self) => {
    if (self.it === undefined) return undefined;
    const out: Value[] = [];
    while (out.length < self.size) {
      const v = next(self.it);
      if (v === undefined) {
        self.it = undefined;
        if (out.length === 0) return undefined;
        if (self.strict) throw valueError('batched(): incomplete batch');
        break;
      }
      out.push(v);
    }
    return new PyTuple(out);
  },
  doc: 'Tuples of n items each; the last may be shorter, which is a ValueError if strict.',
});

class Compress extends PyObject {
  data!: Value;
  selectors!: Value;
}

export const compressType = iteratorType<Compress>({
  name: 'compress',
  make: (cls) => new Compress(cls),
  new: [
    '(cls, data, selectors)',
    (self: Compress, data: Value, selectors: Value) => {
      self.data = getIter(data);
      self.selectors = getIter(selectors);
    },
  ],
  next: (self) => {
    for (;;) {
      const v = next(self.data);
      if (v === undefined) return undefined;
      const s = next(self.selectors);
      if (s === undefined) return undefined;
      if (isTrue(s)) return v;
    }
  },
  doc: 'The items of data at whose place selectors has something true.',
});

class Cycle extends PyObject {
  it: Value | undefined;
  saved: Value[] = [];
  index = 0;
}

export const cycleType = iteratorType<Cycle>({
  name: 'cycle',
  make: (cls) => new Cycle(cls),
  new: [
    '(cls, iterable, /)',
    (self: Cycle, iterable: Value) => {
      self.it = getIter(iterable);
    },
  ],
  next: (self) => {
    if (self.it !== undefined) {
      const v = next(self.it);
      if (v !== undefined) {
        self.saved.push(v);
        return v;
      }
      self.it = undefined;
    }
    if (self.saved.length === 0) return undefined;
    const v = self.saved[self.index];
    self.index = (self.index + 1) % self.saved.length;
    return v;
  },
  doc: 'The items of iterable again and again.',
});

class Predicated extends PyObject {
  func!: Value;
  it!: Value;
  /** dropwhile: has begun; takewhile: has ended. */
  flag = false;
}

type PredicateNext = (self: Predicated) => Value | undefined;

function predicated(
  name: string,
  next: PredicateNext,
  doc: string,
  signature = '(cls, predicate, iterable, /)',
): PyType {
  return iteratorType<Predicated>({
    name,
    make: (cls) => new Predicated(cls),
    new: [
      signature,
      (self: Predicated, func: Value, iterable: Value) => {
        self.func = func;
        self.it = getIter(iterable);
      },
    ],
    next,
    doc,
  });
}

export const dropwhileType = predicated(
  'dropwhile',
  (self) => {
    for (;;) {
      const v = next(self.it);
      if (v === undefined) return undefined;
      if (self.flag) return v;
      if (!isTrue(call(self.func, [v]))) {
        self.flag = true;
        return v;
      }
    }
  },
  'The items from the first on for which predicate(item) is false.',
);

export const takewhileType = predicated(
  'takewhile',
  (self) => {
    if (self.flag) return undefined;
    const v = next(self.it);
    if (v === undefined) return undefined;
    if (isTrue(call(self.func, [v]))) return v;
    self.flag = true;
    return undefined;
  },
  'The items before the first for which predicate(item) is false.',
);

export const filterfalseType = predicated(
  'filterfalse',
  (self) => {
    for (;;) {
      const v = next(self.it);
      if (v === undefined) return undefined;
      if (!isTrue(self.func === None ? v : call(self.func, [v]))) return v;
    }
  },
  'The items that function finds false, or that are so themselves with None as function.',
  '(cls, function, iterable, /)',
);

export const starmapType = predicated(
  'starmap',
  (self) => {
    const v = next(self.it);
    if (v === undefined) return undefined;
    return call(self.func, v instanceof PyTuple && v.cls === tupleType ? v.items.slice() : toArray(v));
  },
  'function(*args) for each args of the iterable.',
  '(cls, function, iterable, /)',
);

class Islice extends PyObject {
  it: Value | undefined;
  /** Position of the next item wanted, the one after the last wanted (undefined: no end), items taken so far. */
  wanted = 0;
  stop: number | undefined;
  step = 1;
  taken = 0;
}

function sliceArgument(v: Value, what: string, least: number): number | undefined {
  if (v === None) return undefined;
  const n = indexOrUndefined(v);
  if (n === undefined || n < least || n > Number.MAX_SAFE_INTEGER * 1024) throw valueError(what);
  return Number(n);
}

const badStop = 'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.';
const badIndices = 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.';

export const isliceType = iteratorType<Islice>({
  name: 'islice',
  make: (cls) => new Islice(cls),
  new: [
    '(cls, *args)',
    (self: Islice, args: Value[]) => {
      if (args.length < 2) throw typeError(`islice expected at least 2 arguments, got ${args.length}`);
      if (args.length > 4) throw typeError(`islice expected at most 4 arguments, got ${args.length}`);
      if (args.length === 2) self.stop = sliceArgument(args[1], badStop, 0);
      else {
        self.wanted = sliceArgument(args[1], badIndices, 0) ?? 0;
        self.stop = sliceArgument(args[2], badStop, 0);
        if (args.length === 4)
          self.step = sliceArgument(args[3], 'Step for islice() must be a positive integer or None.', 1) ?? 1;
      }
      self.it = getIter(args[0]);
    },
  ],
  next: (self) => {
    const { it, stop } = self;
    if (it === undefined) return undefined;
    const end = (): undefined => {
      self.it = undefined;
    };
    const goal = stop === undefined ? self.wanted : Math.min(self.wanted, stop);
    while (self.taken < goal) {
      if (next(it) === undefined) return end();
      self.taken++;
    }
    if (stop !== undefined && self.taken >= stop) return end();
    const v = next(it);
    if (v === undefined) return end();
    self.taken++;
    self.wanted += self.step;
    if (stop !== undefined && self.wanted > stop) self.wanted = stop;
    return v;
  },
  doc: 'islice(iterable, stop)\nislice(iterable, start, stop, step=1)\n\nThe items at positions start, start+step, ... before stop, as slicing gives them, without negative numbers.',
});

class Pairwise extends PyObject {
  it: Value | undefined;
  old: Value | undefined;
}

export const pairwiseType = iteratorType<Pairwise>({
  name: 'pairwise',
  make: (cls) => new Pairwise(cls),
  new: [
    '(cls, iterable, /)',
    (self: Pairwise, iterable: Value) => {
      self.it = getIter(iterable);
    },
  ],
  next: (self) => {
    const { it } = self;
    if (it === undefined) return undefined;
    let { old } = self;
    if (old === undefined) {
      old = next(it);
      self.old = old;
      if (old === undefined) {
        self.it = undefined;
        return undefined;
      }
      // The iterator may have called this very object.
      if (self.it === undefined) return undefined;
    }
    const v = next(it);
    if (v === undefined) {
      self.it = undefined;
      self.old = undefined;
      return undefined;
    }
    self.old = v;
    return new PyTuple([old, v]);
  },
  doc: 'Each item paired with the one after it.',
});
