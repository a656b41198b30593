import assert from 'node:assert/strict';
import { bareType } from '../../runtime/objects/builtinTypes';
import { Cmp, PyObject, type Value } from '../../runtime/objects/object';
import { sortValues } from '../../runtime/objects/sort';

let comparisons = 0;
const boxType = bareType('Box');
boxType.tp_richcompare = (a, b, op) => {
  comparisons++;
  assert.equal(op, Cmp.LT);
  if ((a as Box).rank < 0) throw new Error('cannot compare');
  return (a as Box).rank < (b as Box).rank;
};

class Box extends PyObject {
  constructor(
    readonly rank: number,
    readonly serial: number,
  ) {
    super(boxType);
  }
}

/** Numbers that look random and are the same in each run. */
function* numbers(): Generator<number> {
  for (let x = 12345; ;) {
    x = (x * 1103515245 + 12345) % 2147483648;
    yield x;
  }
}

function boxes(n: number, ranks: number): Box[] {
  const source = numbers();
  return Array.from({ length: n }, (_, i) => new Box((source.next().value as number) % ranks, i));
}

describe('sort', () => {
  it('is stable and asks only for "less than"', () => {
    for (const n of [0, 1, 2, 25, 63, 64, 65, 1000]) {
      const items = boxes(n, 17);
      const expected = [...items].sort((a, b) => a.rank - b.rank || a.serial - b.serial);
      sortValues(items, null);
      assert.deepEqual(
        items.map((b) => b.serial),
        expected.map((b) => b.serial),
        `${n} items`,
      );
    }
  });

  it('compares n-1 times where all is in order, or the other way round', () => {
    const items = Array.from({ length: 500 }, (_, i) => new Box(i, i));
    comparisons = 0;
    sortValues(items, null);
    assert.equal(comparisons, 499);
    items.reverse();
    comparisons = 0;
    sortValues(items, null);
    assert.equal(comparisons, 499);
  });

  it('loses nothing when a comparison raises', () => {
    const items = boxes(300, 1000);
    items[150] = new Box(-1, 150);
    assert.throws(() => {
      sortValues(items, null);
    }, /cannot compare/);
    assert.deepEqual(
      items.map((b) => b.serial).sort((a, b) => a - b),
      Array.from({ length: 300 }, (_, i) => i),
    );
  });

  it('orders plain strs and numbers without calling anything', () => {
    const strs: Value[] = ['b', 'a', 'B'];
    sortValues(strs, null);
    assert.deepEqual(strs, ['B', 'a', 'b']);
    const ints: Value[] = [10, 9, -1];
    sortValues(ints, null);
    assert.deepEqual(ints, [-1, 9, 10]);
  });

  it('carries values along with their keys', () => {
    const keys: Value[] = [3, 1, 2];
    const values: Value[] = ['c', 'a', 'b'];
    sortValues(keys, values);
    assert.deepEqual(values, ['a', 'b', 'c']);
  });
});
