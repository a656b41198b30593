/**
 * chain, zip_longest, count, repeat, groupby, tee.
 */
import { complexType, floatType, None } from '../../objects/builtinTypes';
import { call, callSpecial } from '../../objects/call';
import { equal } from '../../objects/compare';
import { defClassMethod, defMethod } from '../../objects/descriptors';
import { type PyDict } from '../../objects/dict';
import { typeError, valueError, runtimeError } from '../../objects/errors';
import { newGenericAlias } from '../../objects/genericAlias';
import { getIter } from '../../objects/iteration';
import { binaryOp } from '../../objects/operators';
import { isInstanceOf, PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex, toSsize } from '../../objects/toIndex';
import { defineType } from '../../objects/typeObject';
import { intOf, PyTuple } from '../../objects/values';
import { iteratorType } from './declare';
import { next } from './simple';

class Chain extends PyObject {
  /** Iterator over the iterables, and over the current one of them. */
  source: Value | undefined;
  active: Value | undefined;
}

export const chainType = iteratorType<Chain>({
  name: 'chain',
  make: (cls) => new Chain(cls),
  new: [
    '(cls, *iterables)',
    (self: Chain, iterables: Value[]) => {
      self.source = getIter(new PyTuple(iterables));
    },
  ],
  next: (self) => {
    while (self.source !== undefined) {
      if (self.active === undefined) {
        const iterable = next(self.source);
        if (iterable === undefined) {
          self.source = undefined;
          return undefined;
        }
        self.active = getIter(iterable);
      }
      const v = next(self.active);
      if (v !== undefined) return v;
      self.active = undefined;
    }
    return undefined;
  },
  doc: 'The items of the first iterable, then those of the second, and so on.',
  setup: (t) => {
    defClassMethod(
      t,
      'from_iterable(cls, iterable, /)',
      (cls: PyType, iterable: Value) => {
        const c = cls.alloc!(cls) as Chain;
        c.source = getIter(iterable);
        return c;
      },
      'A chain of the iterables that an iterable gives, fetched as they are needed.',
    );
    defClassMethod(
      t,
      '__class_getitem__(cls, object, /)',
      (cls: PyType, item: Value) => newGenericAlias(cls, item),
      'See PEP 585',
    );
  },
});

class ZipLongest extends PyObject {
  its: (Value | undefined)[] = [];
  active = 0;
  fill: Value = None;
}

export const zipLongestType = iteratorType<ZipLongest>({
  name: 'zip_longest',
  make: (cls) => new ZipLongest(cls),
  new: [
    '(cls, *iterables, **kwargs)',
    (self: ZipLongest, iterables: Value[], kwargs: PyDict) => {
      for (const k of kwargs.keyList())
        if (k !== 'fillvalue') throw typeError('zip_longest() got an unexpected keyword argument');
      self.fill = kwargs.getStr('fillvalue') ?? None;
      self.its = iterables.map(getIter);
      self.active = self.its.length;
    },
  ],
  next: (self) => {
    if (self.active === 0) return undefined;
    const out: Value[] = [];
    for (let i = 0; i < self.its.length; i++) {
      const it = self.its[i];
      let v = it === undefined ? undefined : next(it);
      if (v === undefined) {
        if (it !== undefined) {
          self.its[i] = undefined;
          if (--self.active === 0) return undefined;
        }
        v = self.fill;
      }
      out.push(v);
    }
    return new PyTuple(out);
  },
  doc: 'zip_longest(*iterables, fillvalue=None)\n\nTuples of one item from every iterable, up to the end of the longest; fillvalue stands for what is missing.',
});

class Count extends PyObject {
  value: Value = 0;
  step: Value = 1;
}

function isNumber(v: Value): boolean {
  if (intOf(v) !== undefined || isInstanceOf(v, floatType) || isInstanceOf(v, complexType)) return true;
  const t = typeOf(v);
  return t.nb_index !== null || t.nb_int !== null || t.nb_float !== null;
}

export const countType = iteratorType<Count>({
  name: 'count',
  make: (cls) => new Count(cls),
  new: [
    '(cls, start=0, step=1)',
    (self: Count, start: Value, step: Value) => {
      if (!isNumber(start) || !isNumber(step)) throw typeError('a number is required');
      self.value = start;
      self.step = step;
    },
  ],
  next: (self) => {
    const v = self.value;
    self.value =
      typeof v === 'number' && self.step === 1 && v < Number.MAX_SAFE_INTEGER
        ? v + 1
        : binaryOp(v, self.step, 'nb_add');
    return v;
  },
  doc: 'Numbers from start on, each step more than the last, without end.',
  setup: (t) => {
    t.tp_repr = (self) => {
      const c = self as Count;
      return intOf(c.step) === 1
        ? `${c.cls.name}(${repr(c.value)})`
        : `${c.cls.name}(${repr(c.value)}, ${repr(c.step)})`;
    };
  },
});

class Repeat extends PyObject {
  value!: Value;
  /** -1: for ever. */
  times = -1;
}

export const repeatType = iteratorType<Repeat>({
  name: 'repeat',
  make: (cls) => new Repeat(cls),
  new: [
    '(cls, object, times=<unrepresentable>)',
    (self: Repeat, value: Value, times: Value | undefined) => {
      self.value = value;
      if (times !== undefined) self.times = Math.max(0, toSsize(toIndex(times)));
    },
  ],
  next: (self) => {
    if (self.times === 0) return undefined;
    if (self.times > 0) self.times--;
    return self.value;
  },
  doc: 'repeat(object[, times])\n\nThe same object, as often as times says or without end.',
  setup: (t) => {
    t.tp_repr = (self) => {
      const r = self as Repeat;
      return r.times < 0 ? `${r.cls.name}(${repr(r.value)})` : `${r.cls.name}(${repr(r.value)}, ${r.times})`;
    };
    defMethod(
      t,
      '__length_hint__(self, /)',
      (self: Repeat) => {
        if (self.times < 0) throw typeError('len() of unsized object');
        return self.times;
      },
      'How many items remain; TypeError if there is no end.',
    );
  },
});

class GroupBy extends PyObject {
  it!: Value;
  keyFunc: Value = None;
  targetKey: Value | undefined;
  currentKey: Value | undefined;
  currentValue: Value | undefined;
  /** The group handed out last: older ones are at their ends. */
  currentGroup: Grouper | undefined;
}

class Grouper extends PyObject {
  constructor(
    readonly parent: GroupBy,
    readonly key: Value,
    cls: PyType,
  ) {
    super(cls);
  }
}

/** Moves on to the next item; false at the end. */
function step(g: GroupBy): boolean {
  const v = next(g.it);
  if (v === undefined) return false;
  const key = g.keyFunc === None ? v : call(g.keyFunc, [v]);
  g.currentValue = v;
  g.currentKey = key;
  return true;
}

export const grouperType = defineType({
  name: 'itertools._grouper',
  isBase: false,
  slots: {
    tp_iter: (self) => self,
    tp_iternext: (self) => {
      const { parent, key } = self as Grouper;
      if (parent.currentGroup !== self) return undefined;
      if (parent.currentValue === undefined && !step(parent)) return undefined;
      if (!equal(key, parent.currentKey!)) return undefined;
      const v = parent.currentValue!;
      parent.currentValue = undefined;
      return v;
    },
  },
});

export const groupbyType = iteratorType<GroupBy>({
  name: 'groupby',
  make: (cls) => new GroupBy(cls),
  new: [
    '(cls, iterable, key=None)',
    (self: GroupBy, iterable: Value, key: Value) => {
      self.it = getIter(iterable);
      self.keyFunc = key;
    },
  ],
  next: (self) => {
    self.currentGroup = undefined;
    for (;;) {
      if (self.currentKey === undefined) {
        // nothing yet
      } else if (self.targetKey === undefined) break;
      else if (!equal(self.targetKey, self.currentKey)) break;
      if (!step(self)) return undefined;
    }
    self.targetKey = self.currentKey;
    self.currentGroup = new Grouper(self, self.currentKey, grouperType);
    return new PyTuple([self.currentKey, self.currentGroup]);
  },
  doc: 'Pairs of a key and an iterator over the adjacent items that have it; key=None takes the items themselves as keys.',
});

/** One item that tee iterators share, linked to the next; made when the first of them gets there. */
class TeeLink {
  value: Value | undefined;
  next: TeeLink | undefined;
}

class TeeSource {
  running = false;
  constructor(readonly it: Value) {}
}

class Tee extends PyObject {
  link = new TeeLink();
  source!: TeeSource;
}

export const teeType = iteratorType<Tee>({
  name: '_tee',
  isBase: false,
  make: (cls) => new Tee(cls),
  new: [
    '(cls, iterable, /)',
    (self: Tee, iterable: Value) => {
      if (iterable instanceof Tee) {
        self.link = iterable.link;
        self.source = iterable.source;
      } else self.source = new TeeSource(getIter(iterable));
    },
  ],
  next: (self) => {
    const { link, source } = self;
    if (link.value === undefined) {
      if (source.running) throw runtimeError('cannot re-enter the tee iterator');
      source.running = true;
      try {
        link.value = next(source.it);
      } finally {
        source.running = false;
      }
      if (link.value === undefined) return undefined;
      link.next = new TeeLink();
    }
    self.link = link.next!;
    return link.value;
  },
  doc: 'One of the iterators that tee() makes over a shared source.',
  setup: (t) => {
    defMethod(
      t,
      '__copy__(self, /)',
      (self: Tee) => {
        const copy = new Tee(teeType);
        copy.link = self.link;
        copy.source = self.source;
        return copy;
      },
      'Another iterator that goes on from the same place.',
    );
  },
});

/** `tee(iterable, n)`. */
export function tee(iterable: Value, count: Value): Value {
  const n = toSsize(toIndex(count));
  if (n < 0) throw valueError('n must be >= 0');
  if (n === 0) return new PyTuple([]);
  const it = getIter(iterable);
  const copied = callSpecial(it, '__copy__');
  const first: Value = copied ?? call(teeType, [it]);
  const out: Value[] = [first];
  while (out.length < n) out.push(callSpecial(first, '__copy__')!);
  return new PyTuple(out);
}
