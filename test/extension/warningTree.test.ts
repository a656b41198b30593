import assert from 'node:assert/strict';
import type { WarningInfo } from '../../adapter/protocol';
import { warningHeading, warningTree } from '../../extension/warnings/warningTree';
import { frame } from './snapshots';

const warning: WarningInfo = {
  id: 4,
  kind: 'never awaited',
  text: "coroutine 'fetch' was never awaited",
  times: 3,
  taskId: null,
  frames: [],
  creation: [frame('create', 700, { library: true }), frame('main', 7)],
};

describe('the warnings as a tree', () => {
  it('open the innermost frame of the user, and have their stacks below them', () => {
    const [row] = warningTree({ warnings: [warning], total: 3 });
    assert.deepEqual([row.label, row.description, row.frame?.line], [warning.text, '3 times · prog.py:7', 7]);
    assert.deepEqual(
      row.children.map(({ label, description, children }) => [
        label,
        description,
        children.map((child) => child.label),
      ]),
      [['Creation stack', '2 frames', ['create', 'main']]],
    );
  });

  it('say of a cycle where each of its tasks waits', () => {
    const frames = [frame("ab 'transfer'", 6), frame("ba 'transfer'", 6)];
    const [row] = warningTree({ warnings: [{ ...warning, kind: 'cycle', frames, creation: [] }], total: 1 });
    assert.deepEqual(
      row.children.map(({ label, description, children }) => [label, description, children.map((one) => one.label)]),
      [['Waiting at', '2 places', ["ab 'transfer'", "ba 'transfer'"]]],
    );
    assert.equal(row.color, 'testing.iconFailed');
  });

  it('are counted in the heading, also those that are no longer kept', () => {
    assert.equal(warningHeading({ warnings: [warning], total: 3 }), '3 warnings');
    assert.equal(warningHeading({ warnings: [], total: 0 }), undefined);
  });
});
