import assert from 'node:assert/strict';
import { ChoiceList, choicesOf, deviationsOf } from '../../runtime/base/choiceList';

describe('a list of choices', () => {
  it('counts the first ones in line together, and leaves those at the end out', () => {
    const list = new ChoiceList();
    for (const taken of [0, 0, 0, 2, 1, 0, 3, 0, 0]) list.add(taken);
    assert.deepEqual(list.toArray(), [-3, 2, 1, -1, 3]);
  });

  it('is the same as its deviations', () => {
    const deviations = deviationsOf([-3, 2, 1, 0, -1, 3, -9]);
    assert.deepEqual(deviations, [
      { decision: 4, taken: 2 },
      { decision: 5, taken: 1 },
      { decision: 8, taken: 3 },
    ]);
    assert.deepEqual(choicesOf(deviations), [-3, 2, 1, -2, 3]);
    assert.deepEqual(choicesOf([]), []);
  });
});
