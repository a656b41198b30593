/**
 * combinations, combinations_with_replacement, permutations, product.
 */
import { None } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import { PyObject, type Value } from '../../objects/object';
import { indexOrUndefined, ssizeArgument } from '../../objects/toIndex';
import { PyTuple } from '../../objects/values';
import { iteratorType } from './declare';

/** A pool and the positions in it that the next result takes; `done` at the end. */
class Selection extends PyObject {
  pool: Value[] = [];
  indices: number[] = [];
  cycles: number[] = [];
  started = false;
  done = false;
}

const result = (self: Selection, r = self.indices.length): Value => {
  const out: Value[] = [];
  for (let i = 0; i < r; i++) out.push(self.pool[self.indices[i]]);
  return new PyTuple(out);
};

function length(r: Value): number {
  const n = ssizeArgument(r);
  if (n < 0) throw valueError('r must be non-negative');
  return n;
}

export const combinationsType = iteratorType<Selection>({
  name: 'combinations',
  make: (cls) => new Selection(cls),
  new: [
    '(cls, iterable, r)',
    (self: Selection, iterable: Value, r: Value) => {
      self.pool = toArray(iterable);
      const k = length(r);
      self.done = k > self.pool.length;
      if (!self.done) self.indices = Array.from({ length: k }, (_, i) => i);
    },
  ],
  next: (self) => {
    if (self.done) return undefined;
    const { indices, pool } = self;
    if (!self.started) {
      self.started = true;
      return result(self);
    }
    const r = indices.length;
    let i = r - 1;
    while (i >= 0 && indices[i] === i + pool.length - r) i--;
    if (i < 0) {
      self.done = true;
      return undefined;
    }
    indices[i]++;
    for (let j = i + 1; j < r; j++) indices[j] = indices[j - 1] + 1;
    return result(self);
  },
  doc: 'All choices of r items, as tuples that keep its order.',
});

export const combinationsWithReplacementType = iteratorType<Selection>({
  name: 'combinations_with_replacement',
  make: (cls) => new Selection(cls),
  new: [
    '(cls, iterable, r)',
    (self: Selection, iterable: Value, r: Value) => {
      self.pool = toArray(iterable);
      const k = length(r);
      self.done = self.pool.length === 0 && k > 0;
      if (!self.done) self.indices = new Array<number>(k).fill(0);
    },
  ],
  next: (self) => {
    if (self.done) return undefined;
    const { indices, pool } = self;
    if (!self.started) {
      self.started = true;
      return result(self);
    }
    let i = indices.length - 1;
    while (i >= 0 && indices[i] === pool.length - 1) i--;
    if (i < 0) {
      self.done = true;
      return undefined;
    }
    indices.fill(indices[i] + 1, i);
    return result(self);
  },
  doc: 'All choices of r items, as tuples that keep its order, where an item may be chosen repeatedly.',
});

class Permutations extends Selection {
  r = 0;
}

export const permutationsType = iteratorType<Permutations>({
  name: 'permutations',
  make: (cls) => new Permutations(cls),
  new: [
    '(cls, iterable, r=None)',
    (self: Permutations, iterable: Value, r: Value) => {
      self.pool = toArray(iterable);
      const n = self.pool.length;
      if (r === None) self.r = n;
      else {
        if (indexOrUndefined(r) === undefined || typeof r === 'object') throw typeError('Expected int as r');
        self.r = length(r);
      }
      self.done = self.r > n;
      self.indices = Array.from({ length: n }, (_, i) => i);
      self.cycles = self.done ? [] : Array.from({ length: self.r }, (_, i) => n - i);
    },
  ],
  next: (self) => {
    if (self.done) return undefined;
    const { indices, cycles, r } = self;
    const n = indices.length;
    if (!self.started) {
      self.started = true;
      return result(self, r);
    }
    for (let i = r - 1; i >= 0; i--) {
      if (--cycles[i] === 0) {
        const first = indices[i];
        for (let j = i; j < n - 1; j++) indices[j] = indices[j + 1];
        indices[n - 1] = first;
        cycles[i] = n - i;
      } else {
        const j = n - cycles[i];
        [indices[i], indices[j]] = [indices[j], indices[i]];
        return result(self, r);
      }
    }
    self.done = true;
    return undefined;
  },
  doc: 'All arrangements of r items (default: of all of them), as tuples.',
});

class Product extends PyObject {
  pools: Value[][] = [];
  indices: number[] = [];
  started = false;
  done = false;
}

export const productType = iteratorType<Product>({
  name: 'product',
  make: (cls) => new Product(cls),
  new: [
    '(cls, *iterables, repeat=1)',
    (self: Product, iterables: Value[], repeat: Value) => {
      const n = ssizeArgument(repeat);
      if (n < 0) throw valueError('repeat argument cannot be negative');
      const pools = n === 0 ? [] : iterables.map(toArray);
      for (let i = 0; i < n; i++) self.pools.push(...pools);
      self.indices = new Array<number>(self.pools.length).fill(0);
      self.done = self.pools.some((p) => p.length === 0);
    },
  ],
  next: (self) => {
    if (self.done) return undefined;
    const { pools, indices } = self;
    if (self.started) {
      let i = pools.length - 1;
      for (; i >= 0; i--) {
        if (++indices[i] < pools[i].length) break;
        indices[i] = 0;
      }
      if (i < 0) {
        self.done = true;
        return undefined;
      }
    }
    self.started = true;
    return new PyTuple(pools.map((p, k) => p[indices[k]]));
  },
  doc: 'All tuples of one item from each iterable, the last position changing fastest; repeat uses the iterables that many times.',
});
