import assert from 'node:assert/strict';
import { None } from '../../runtime/objects/builtinTypes';
import type { Value } from '../../runtime/objects/object';
import { sliceItems } from '../../runtime/objects/sliceIndices';
import { PySlice } from '../../runtime/objects/values';

const items = [0, 1, 2, 3, 4];
const slice = (start: Value, stop: Value, step: Value = None) => sliceItems(items, new PySlice(start, stop, step));

describe('slices', () => {
  it('count from either end and are cut to the sequence', () => {
    assert.deepEqual(slice(1, 3), [1, 2]);
    assert.deepEqual(slice(-2, None), [3, 4]);
    assert.deepEqual(slice(None, -2), [0, 1, 2]);
    assert.deepEqual(slice(3, 1), []);
    assert.deepEqual(slice(-100, 100), items);
    assert.deepEqual(slice(2n ** 70n, None), []);
    assert.deepEqual(slice(-(2n ** 70n), 2n ** 70n), items);
  });

  it('step forwards and backwards', () => {
    assert.deepEqual(slice(None, None, 2), [0, 2, 4]);
    assert.deepEqual(slice(None, None, -1), [4, 3, 2, 1, 0]);
    assert.deepEqual(slice(3, 0, -2), [3, 1]);
    assert.deepEqual(slice(None, None, -10), [4]);
    assert.deepEqual(slice(None, None, 2n ** 70n), [0]);
  });

  it('refuse a step of zero and bounds that are no numbers', () => {
    assert.throws(() => slice(None, None, 0), { args: ['slice step cannot be zero'] });
    assert.throws(() => slice('a', None), {
      args: ['slice indices must be integers or None or have an __index__ method'],
    });
  });
});
