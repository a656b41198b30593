/**
 * The module `_heapq`: heaps in lists (CPython's _heapqmodule.c; the max variants are new in 3.14).
 */
import { None } from '../objects/builtinTypes';
import { isTrue, richCompare } from '../objects/compare';
import { indexError, runtimeError, typeError } from '../objects/errors';
import { Cmp, type Value } from '../objects/object';
import { PyList } from '../objects/values';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

type Less = (a: Value, b: Value) => boolean;

const less: Less = (a, b) =>
  typeof a === 'number' && typeof b === 'number' ? a < b : isTrue(richCompare(a, b, Cmp.LT));
const greater: Less = (a, b) => less(b, a);

/** Compares; a comparison that changes the heap is an error. */
function before(heap: PyList, items: Value[], size: number, lt: Less, a: Value, b: Value): boolean {
  const r = lt(a, b);
  if (heap.items !== items || items.length !== size) throw runtimeError('list changed size during iteration');
  return r;
}

function siftDown(heap: PyList, start: number, pos: number, lt: Less): void {
  const { items } = heap;
  const size = items.length;
  if (pos >= size) throw indexError('index out of range');
  while (pos > start) {
    const parent = (pos - 1) >> 1;
    if (!before(heap, items, size, lt, items[pos], items[parent])) break;
    [items[parent], items[pos]] = [items[pos], items[parent]];
    pos = parent;
  }
}

function siftUp(heap: PyList, pos: number, lt: Less): void {
  const { items } = heap;
  const size = items.length;
  if (pos >= size) throw indexError('index out of range');
  const start = pos;
  const limit = size >> 1;
  while (pos < limit) {
    let child = 2 * pos + 1;
    if (child + 1 < size && !before(heap, items, size, lt, items[child], items[child + 1])) child++;
    [items[pos], items[child]] = [items[child], items[pos]];
    pos = child;
  }
  siftDown(heap, start, pos, lt);
}

function listArgument(name: string, v: Value): PyList {
  if (!(v instanceof PyList))
    throw typeError(
      `${name}() argument${name === 'heapify' || name.startsWith('heappop') || name === 'heapify_max' ? '' : ' 1'} must be list, not ${givenType(v)}`,
    );
  return v;
}

function pop(heap: PyList, lt: Less): Value {
  if (heap.items.length === 0) throw indexError('index out of range');
  const last = heap.items.pop()!;
  if (heap.items.length === 0) return last;
  const first = heap.items[0];
  heap.items[0] = last;
  siftUp(heap, 0, lt);
  return first;
}

function replace(heap: PyList, item: Value, lt: Less): Value {
  if (heap.items.length === 0) throw indexError('index out of range');
  const first = heap.items[0];
  heap.items[0] = item;
  siftUp(heap, 0, lt);
  return first;
}

nativeModule('_heapq', (m) => {
  m.set('__doc__', 'Lists kept so that the smallest item comes first: priority queues.');
  m.set('__about__', 'Heap queues');
  for (const [suffix, lt, first] of [
    ['', less, 'smallest'],
    ['_max', greater, 'largest'],
  ] as const) {
    m.def(
      `heappush${suffix}(heap, item, /)`,
      (heap: Value, item: Value) => {
        const h = listArgument(`heappush${suffix}`, heap);
        h.items.push(item);
        siftDown(h, 0, h.items.length - 1, lt);
        return None;
      },
      `Adds item to a heap with the ${first} item first.`,
    );
    m.def(
      `heappop${suffix}(heap, /)`,
      (heap: Value) => pop(listArgument(`heappop${suffix}`, heap), lt),
      `Takes out the ${first} item; IndexError if the heap is empty.`,
    );
    m.def(
      `heapreplace${suffix}(heap, item, /)`,
      (heap: Value, item: Value) => replace(listArgument(`heapreplace${suffix}`, heap), item, lt),
      `Takes out the ${first} item, then adds item; IndexError if the heap was empty.`,
    );
    m.def(
      `heapify${suffix}(heap, /)`,
      (heap: Value) => {
        const h = listArgument(`heapify${suffix}`, heap);
        for (let i = (h.items.length >> 1) - 1; i >= 0; i--) siftUp(h, i, lt);
        return None;
      },
      `Makes a list a heap with the ${first} item first, in linear time.`,
    );
    m.def(
      `heappushpop${suffix}(heap, item, /)`,
      (heap: Value, item: Value) => {
        const h = listArgument(`heappushpop${suffix}`, heap);
        if (h.items.length === 0) return item;
        const { items } = h;
        if (!lt(items[0], item)) return item;
        if (h.items.length === 0) throw indexError('index out of range');
        return replace(h, item, lt);
      },
      `Adds item, then takes out the ${first} one.`,
    );
  }
});
