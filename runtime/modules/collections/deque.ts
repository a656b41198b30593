/**
 * collections.deque (CPython's _collectionsmodule.c): a ring of values.
 */
import { callMethod } from '../../objects/attributes';
import { None, NotImplemented } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { equal } from '../../objects/compare';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { indexError, runtimeError, typeError, valueError } from '../../objects/errors';
import { newGenericAlias } from '../../objects/genericAlias';
import { forEach, getIter } from '../../objects/iteration';
import { Cmp, PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { compareSequences, reprItems } from '../../objects/sequence';
import { guardedRepr } from '../../objects/text';
import { indexOrUndefined, ssizeArgument, toSsize } from '../../objects/toIndex';
import { indexNumber, searchBound } from '../../objects/sliceIndices';
import { defineType, defInitSig, defNew, defNewSig } from '../../objects/typeObject';
import { PySlice, PyTuple } from '../../objects/values';
import { givenType } from '../../objects/typeNames';

export class PyDeque extends PyObject {
  /** A ring: its length is a power of two; the items are at head, head+1, … */
  private ring: Value[] = new Array<Value>(8);
  private head = 0;
  length = 0;
  /** -1: none. */
  maxlen = -1;
  /** Changes with every change of the items, for iterators. */
  state = 0;

  get(i: number): Value {
    return this.ring[(this.head + i) & (this.ring.length - 1)];
  }

  set(i: number, v: Value): void {
    this.ring[(this.head + i) & (this.ring.length - 1)] = v;
  }

  private grow(): void {
    const items = this.toArray();
    items.length = this.ring.length * 2;
    this.ring = items;
    this.head = 0;
  }

  push(v: Value): void {
    this.state++;
    if (this.maxlen === 0) return;
    if (this.length === this.maxlen) this.shift();
    if (this.length === this.ring.length) this.grow();
    this.set(this.length++, v);
  }

  unshift(v: Value): void {
    this.state++;
    if (this.maxlen === 0) return;
    if (this.length === this.maxlen) this.pop();
    if (this.length === this.ring.length) this.grow();
    this.head = (this.head - 1) & (this.ring.length - 1);
    this.ring[this.head] = v;
    this.length++;
  }

  pop(): Value {
    this.state++;
    const at = (this.head + --this.length) & (this.ring.length - 1);
    const v = this.ring[at];
    this.ring[at] = undefined as unknown as Value;
    return v;
  }

  shift(): Value {
    this.state++;
    const v = this.ring[this.head];
    this.ring[this.head] = undefined as unknown as Value;
    this.head = (this.head + 1) & (this.ring.length - 1);
    this.length--;
    return v;
  }

  toArray(): Value[] {
    const out: Value[] = [];
    for (let i = 0; i < this.length; i++) out.push(this.get(i));
    return out;
  }

  /** Replaces all items. */
  assign(items: Value[]): void {
    this.state++;
    let size = 8;
    while (size < items.length) size *= 2;
    this.length = items.length;
    this.head = 0;
    this.ring = items;
    items.length = size;
  }
}

class PyDequeIter extends PyObject {
  index = 0;
  state: number;
  remaining: number;
  constructor(
    cls: PyType,
    readonly deque: PyDeque,
    readonly reversed: boolean,
  ) {
    super(cls);
    this.state = deque.state;
    this.remaining = deque.length;
  }
}

function iterNext(self: Value): Value | undefined {
  const it = self as PyDequeIter;
  if (it.reversed && it.remaining === 0) return undefined;
  if (it.deque.state !== it.state) {
    it.remaining = 0;
    throw runtimeError('deque mutated during iteration');
  }
  if (it.remaining === 0) return undefined;
  it.remaining--;
  return it.reversed ? it.deque.get(it.remaining) : it.deque.get(it.index++);
}

function iterType(name: string, reversed: boolean): PyType {
  return defineType({
    name: `collections.${name}`,
    isBase: false,
    slots: { tp_iter: (self) => self, tp_iternext: iterNext },
    methods: {
      '__length_hint__(self, /)': (self: PyDequeIter) => self.remaining,
      '__reduce__(self, /)': (self: PyDequeIter) =>
        new PyTuple([self.cls, new PyTuple([self.deque, self.deque.length - self.remaining])]),
    },
    setup: (t) => {
      defNewSig(t, '(cls, deque, index=0, /)', (cls: PyType, deque: Value, index: Value) => {
        if (!(deque instanceof PyDeque))
          throw typeError(`${name}() argument 1 must be collections.deque, not ${givenType(deque)}`);
        const it = new PyDequeIter(cls, deque, reversed);
        for (let n = ssizeArgument(index); n > 0 && iterNext(it) !== undefined; n--);
        return it;
      });
    },
  });
}

export const dequeIteratorType = iterType('_deque_iterator', false);
export const dequeReverseIteratorType = iterType('_deque_reverse_iterator', true);

function extend(d: PyDeque, iterable: Value): void {
  if (iterable === d) {
    for (const v of d.toArray()) d.push(v);
    return;
  }
  forEachOf(iterable, (v) => {
    d.push(v);
  });
}

const forEachOf = (iterable: Value, f: (v: Value) => void): void => {
  forEach(getIter(iterable), f);
};

function copy(d: PyDeque): Value {
  if (d.cls === dequeType) {
    const out = new PyDeque(dequeType);
    out.maxlen = d.maxlen;
    out.assign(d.toArray());
    return out;
  }
  const out = d.maxlen < 0 ? call(d.cls, [d]) : call(d.cls, [d, d.maxlen]);
  if (!(out instanceof PyDeque)) throw typeError(`${d.cls.tpName}() must return a deque, not ${typeOf(out).tpName}`);
  return out;
}

function bounded(d: PyDeque, items: Value[]): Value[] {
  return d.maxlen >= 0 && items.length > d.maxlen ? items.slice(items.length - d.maxlen) : items;
}

function repeated(d: PyDeque, n: number): Value[] {
  const items = d.toArray();
  const out: Value[] = [];
  for (let i = 0; i < n && items.length > 0; i++) {
    out.push(...items);
    if (d.maxlen >= 0 && out.length > d.maxlen + items.length) {
      // Only the last `maxlen` count: what is left changes nothing but where they begin.
      out.splice(0, out.length - d.maxlen - items.length);
    }
  }
  return bounded(d, out);
}

function position(d: PyDeque, key: Value): number {
  if (key instanceof PySlice) throw typeError(`sequence index must be integer, not 'slice'`);
  const n = indexOrUndefined(key);
  if (n === undefined) throw typeError(`sequence index must be integer, not '${typeOf(key).tpName}'`);
  let i = indexNumber(n, 'deque');
  if (i < 0) i += d.length;
  if (i < 0 || i >= d.length) throw indexError('deque index out of range');
  return i;
}

/** Position of an equal item from `start` to `stop`, or -1. */
function find(d: PyDeque, v: Value, start = 0, stop = Infinity): number {
  const { state } = d;
  for (let i = start; i < d.length && i < stop; i++) {
    const same = equal(d.get(i), v);
    if (d.state !== state) throw runtimeError('deque mutated during iteration');
    if (same) return i;
  }
  return -1;
}

function rotate(d: PyDeque, n: number): void {
  if (d.length < 2) return;
  d.state++;
  let by = n % d.length;
  if (by > d.length / 2) by -= d.length;
  else if (by < -d.length / 2) by += d.length;
  const { maxlen } = d;
  d.maxlen = -1;
  for (; by > 0; by--) d.unshift(d.pop());
  for (; by < 0; by++) d.push(d.shift());
  d.maxlen = maxlen;
}

function fill(d: PyDeque, iterable: Value | undefined, maxlen: Value): void {
  let limit = -1;
  if (maxlen !== None) {
    const n = indexOrUndefined(maxlen);
    if (n === undefined) throw typeError('an integer is required');
    limit = toSsize(n);
    if (limit < 0) throw valueError('maxlen must be non-negative');
  }
  d.maxlen = limit;
  if (d.length > 0) d.assign([]);
  if (iterable !== undefined) extend(d, iterable);
}

export const dequeType = defineType({
  name: 'collections.deque',
  doc: 'A sequence that is quick to lengthen and shorten at both ends; with maxlen, items fall off the other end.',
  slots: {
    alloc: (cls) => new PyDeque(cls),
    tp_repr: (self) => {
      const d = self as PyDeque;
      return guardedRepr(
        d,
        '[...]',
        () => `${d.cls.name}([${reprItems(d.toArray())}]${d.maxlen < 0 ? '' : `, maxlen=${d.maxlen}`})`,
      );
    },
    tp_richcompare: (a, b, op) => {
      if (!(a instanceof PyDeque && b instanceof PyDeque)) return NotImplemented;
      if (a === b) return op === Cmp.EQ || op === Cmp.LE || op === Cmp.GE;
      return compareSequences({ items: a.toArray() }, { items: b.toArray() }, op);
    },
    tp_iter: (self) => new PyDequeIter(dequeIteratorType, self as PyDeque, false),
    sq_length: (self) => (self as PyDeque).length,
    sq_contains: (self, v) => find(self as PyDeque, v) >= 0,
    sq_concat: (a, b) => {
      if (!(b instanceof PyDeque)) throw typeError(`can only concatenate deque (not "${typeOf(b).tpName}") to deque`);
      const out = copy(a as PyDeque) as PyDeque;
      extend(out, b);
      return out;
    },
    sq_inplace_concat: (a, b) => {
      extend(a as PyDeque, b);
      return a;
    },
    sq_repeat: (self, n) => {
      const out = copy(self as PyDeque) as PyDeque;
      out.assign(repeated(self as PyDeque, n));
      return out;
    },
    sq_inplace_repeat: (self, n) => {
      (self as PyDeque).assign(repeated(self as PyDeque, n));
      return self;
    },
    sq_item: (self, i) => (self as PyDeque).get(position(self as PyDeque, i)),
    mp_subscript: (self, key) => (self as PyDeque).get(position(self as PyDeque, key)),
    mp_ass_subscript: (self, key, v) => {
      const d = self as PyDeque;
      const i = position(d, key);
      if (v !== undefined) d.set(i, v);
      else {
        const items = d.toArray();
        items.splice(i, 1);
        d.assign(items);
      }
    },
  },
  setup: (t) => {
    t.hasWeakref = true;
    t.lengthIsQuiet = true;
    t.patternFlags = 32;
    defNew(t, (cls) => cls.alloc!(cls));
    defInitSig(t, '(self, iterable=(), maxlen=None)', fill);
    defGetSet(
      t,
      'maxlen',
      (self: PyDeque) => (self.maxlen < 0 ? None : self.maxlen),
      undefined,
      'The greatest length, or None.',
    );
    defDequeMethods(t);
  },
});

function defDequeMethods(t: PyType): void {
  const nothing = (f: (self: PyDeque, v: Value) => void) => (self: PyDeque, v: Value) => {
    f(self, v);
    return None;
  };
  defMethod(
    t,
    'append(self, item, /)',
    nothing((d, v) => d.push(v)),
    'Adds an item at the right end.',
  ).quiet = (d, v, extra) =>
    d instanceof PyDeque && v !== undefined && extra === undefined ? (d.push(v), None) : undefined;
  defMethod(
    t,
    'appendleft(self, item, /)',
    nothing((d, v) => d.unshift(v)),
    'Adds an item at the left end.',
  ).quiet = (d, v, extra) =>
    d instanceof PyDeque && v !== undefined && extra === undefined ? (d.unshift(v), None) : undefined;
  defMethod(t, 'extend(self, iterable, /)', nothing(extend), 'Adds the items of iterable at the right end.');
  defMethod(
    t,
    'extendleft(self, iterable, /)',
    nothing((d, v) => {
      if (v === d) for (const x of d.toArray()) d.unshift(x);
      else
        forEachOf(v, (x) => {
          d.unshift(x);
        });
    }),
    'Adds the items of iterable at the left end, one by one, so that the last comes first.',
  );
  defMethod(
    t,
    'pop(self, /)',
    (self: PyDeque) => {
      if (self.length === 0) throw indexError('pop from an empty deque');
      return self.pop();
    },
    'Takes off the last item; IndexError if there is none.',
  ).quiet = (d, extra) => (d instanceof PyDeque && d.length > 0 && extra === undefined ? d.pop() : undefined);
  defMethod(
    t,
    'popleft(self, /)',
    (self: PyDeque) => {
      if (self.length === 0) throw indexError('pop from an empty deque');
      return self.shift();
    },
    'Takes off the first item; IndexError if there is none.',
  ).quiet = (d, extra) => (d instanceof PyDeque && d.length > 0 && extra === undefined ? d.shift() : undefined);
  defMethod(
    t,
    'clear(self, /)',
    (self: PyDeque) => {
      self.assign([]);
      return None;
    },
    'Takes out all items.',
  );
  defMethod(t, 'copy(self, /)', copy, 'A new deque of the same items.');
  defMethod(t, '__copy__(self, /)', copy, 'A new deque of the same items.');
  defMethod(
    t,
    'rotate(self, n=1, /)',
    nothing((d, n) => {
      rotate(d, ssizeArgument(n));
    }),
    'Moves n items from the right end to the left, or -n the other way.',
  );
  defMethod(
    t,
    'reverse(self, /)',
    (self: PyDeque) => {
      self.assign(self.toArray().reverse());
      return None;
    },
    'Turns the order of the items around.',
  );
  defMethod(
    t,
    'count(self, value, /)',
    (self: PyDeque, v: Value) => {
      const { state } = self;
      let n = 0;
      for (let i = 0; i < self.length; i++) {
        if (equal(self.get(i), v)) n++;
        if (self.state !== state) throw runtimeError('deque mutated during iteration');
      }
      return n;
    },
    'How many items equal value.',
  );
  defMethod(
    t,
    'index(self, value, start=0, stop=9223372036854775807, /)',
    (self: PyDeque, v: Value, start: Value, stop: Value) => {
      const i = find(self, v, searchBound(start, self.length, 0), searchBound(stop, self.length, Infinity));
      if (i < 0) throw valueError('deque.index(x): x not in deque');
      return i;
    },
    'The position of the first item, from start up to stop, that equals value; ValueError if there is none.',
  );
  defMethod(
    t,
    'insert(self, index, value, /)',
    (self: PyDeque, index: Value, v: Value) => {
      const n = self.length;
      let i = ssizeArgument(index);
      if (self.maxlen === n && n >= 0 && self.maxlen >= 0) throw indexError('deque already at its maximum size');
      if (i < 0) i = Math.max(0, i + n);
      const items = self.toArray();
      items.splice(Math.min(i, n), 0, v);
      self.assign(items);
      return None;
    },
    'Puts value at position index; IndexError if the deque is full.',
  );
  defMethod(
    t,
    'remove(self, value, /)',
    (self: PyDeque, v: Value) => {
      const { state } = self;
      for (let i = 0; i < self.length; i++) {
        const same = equal(self.get(i), v);
        if (self.state !== state) throw indexError('deque mutated during remove().');
        if (!same) continue;
        const items = self.toArray();
        items.splice(i, 1);
        self.assign(items);
        return None;
      }
      throw valueError('deque.remove(x): x not in deque');
    },
    'Takes out the first item equal to value; ValueError if there is none.',
  );
  defMethod(
    t,
    '__reversed__(self, /)',
    (self: PyDeque) => new PyDequeIter(dequeReverseIteratorType, self, true),
    'An iterator from the last item to the first.',
  );
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyDeque) => {
      const state = callMethod(self, '__getstate__');
      const args = self.maxlen < 0 ? [] : [new PyTuple([]), self.maxlen];
      return new PyTuple([self.cls, new PyTuple(args), state, getIter(self)]);
    },
    'For pickle.',
  );
  defMethod(
    t,
    '__sizeof__(self, /)',
    (self: PyDeque) => 760 + 8 * self.length,
    'An estimate of the memory taken, in bytes.',
  );
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => newGenericAlias(cls, item),
    'See PEP 585',
  );
}
