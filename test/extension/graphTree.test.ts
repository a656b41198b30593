import assert from 'node:assert/strict';
import type { AwaitedInfo, AwaitGraph } from '../../adapter/protocol';
import { graphTree } from '../../extension/graph/graphTree';
import type { LookNode } from '../../extension/views/lookNode';
import { frame } from './snapshots';

function outline(nodes: LookNode[], indent = ''): string[] {
  return nodes.flatMap(({ label, description, children }) => [
    `${indent}${label}${description === '' ? '' : ` | ${description}`}`,
    ...outline(children, `${indent}  `),
  ]);
}

const task = (taskId: number, title: string, line: number) => ({ taskId, title, frame: frame('work', line) });

function awaited(more: Partial<AwaitedInfo>): AwaitedInfo {
  return {
    id: 9,
    kind: 'lock',
    title: 'Lock first',
    taskId: null,
    holders: [],
    held: 0,
    waiting: 0,
    groups: [],
    cyclic: false,
    ...more,
  };
}

describe('the await graph as a tree', () => {
  it('begins with cycles, and shows holders before those who wait', () => {
    const one = task(2, "one 'work'", 3);
    const two = task(3, "two 'work'", 5);
    const graph: AwaitGraph = {
      cycles: [
        {
          steps: [
            { task: one, awaits: 'Lock second' },
            { task: two, awaits: 'Lock first' },
          ],
        },
      ],
      awaited: [
        awaited({
          holders: [one],
          held: 1,
          waiting: 1,
          groups: [{ text: 'await first.acquire()', frame: two.frame, count: 1, tasks: [two] }],
          cyclic: true,
        }),
      ],
      total: 1,
    };
    assert.deepEqual(outline(graphTree(graph)), [
      'Cycle: one → two → one | each waits for the next',
      "  one 'work' | awaits Lock second · prog.py:3",
      "  two 'work' | awaits Lock first · prog.py:5",
      'Lock first | held by one · 1 waiting',
      "  Held by one 'work' | prog.py:3",
      "  two 'work' | await first.acquire() · prog.py:5",
    ]);
    assert.equal(graphTree(graph)[1].color, 'testing.iconFailed');
  });

  it('folds tasks that wait at one place, and counts what is left out', () => {
    const tasks = [task(2, 'Task-1', 4), task(3, 'Task-2', 4)];
    const queue = awaited({
      kind: 'queue',
      title: 'Queue jobs',
      waiting: 5,
      groups: [{ text: 'await jobs.get()', frame: frame('work', 4), count: 5, tasks }],
    });
    assert.deepEqual(outline(graphTree({ cycles: [], awaited: [queue], total: 3 })), [
      'Queue jobs | 5 waiting',
      '  5 tasks | await jobs.get() · prog.py:4',
      '    Task-1 | prog.py:4',
      '    Task-2 | prog.py:4',
      '    3 more',
      '2 more',
    ]);
  });
});
