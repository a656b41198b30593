import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { description, dumpSnapshot, heading, label, notice, summary } from '../../extension/tasks/taskText';
import { groupings, groupOf } from '../../extension/tasks/taskGroups';
import { shownFrame, TaskTree, type TreeNode } from '../../extension/tasks/taskTree';
import { coroutine, frame, task } from './snapshots';

/** What of package.json is looked at. */
interface Manifest {
  contributes: { configuration: { properties: Record<string, { enum: string[] }> } };
}

/** The tree as nested lists of labels. */
function outline(tree: TaskTree, nodes: TreeNode[] = tree.roots): unknown[] {
  return nodes.flatMap((node) => {
    const children = outline(tree, tree.childrenOf(node));
    return children.length > 0 ? [label(node), children] : [label(node)];
  });
}

describe('the task tree', () => {
  it('puts tasks under the task that created them', () => {
    const tree = new TaskTree({ tasks: [task(1, null), task(3, 2), task(2, 1), task(4, 1)], coroutines: [] });
    assert.deepEqual(outline(tree), ['Task-1', ['Task-2', ['Task-3'], 'Task-4']]);
  });

  it('knows which tasks have tasks below them: those are open from the start', () => {
    const tree = new TaskTree({ tasks: [task(1, null), task(2, 1)], coroutines: [] });
    const open = [1, 2].map((id) => {
      const node = tree.nodeOf(id);
      return node?.kind === 'task' && node.hasTasks;
    });
    assert.deepEqual(open, [true, false]);
  });

  it('makes a root of a task whose parent is forgotten', () => {
    const tree = new TaskTree({ tasks: [task(5, 2), task(1, null)], coroutines: [] });
    assert.deepEqual(outline(tree), ['Task-1', 'Task-5']);
  });

  it('shows what a task awaits, its stack and its creation before its child tasks', () => {
    const parent = task(1, null, {
      awaits: { kind: 'task', text: 'await child', description: "Task-2 'child'", taskId: 2 },
      frames: [frame('main', 3)],
      creation: [frame('<module>', 9), frame('run', 1)],
    });
    const tree = new TaskTree({ tasks: [parent, task(2, 1)], coroutines: [] });
    assert.deepEqual(outline(tree), [
      'Task-1',
      ["awaits Task-2 'child'", 'Stack', ['main'], 'Creation stack', ['<module>', 'run'], 'Task-2'],
    ]);
  });

  it('shows who cancelled a task, what that was passed on from, and who woke it', () => {
    const cause = { how: 'cancel()', by: "Task-1 'main'", taskId: 1, of: "outer 'both'", frames: [frame('main', 5)] };
    const cancelled = task(2, null, {
      cancellation: [
        {
          ...cause,
          how: 'gather',
          of: "Task-2 'work'",
          frames: [frame('cancel', 700, { library: true }), frame('main', 4)],
        },
        cause,
      ],
      woken: { how: 'completed', by: 'the event loop', taskId: null, of: null, frames: [] },
    });
    const tree = new TaskTree({ tasks: [cancelled], coroutines: [] });
    assert.deepEqual(outline(tree), [
      'Task-2',
      [
        "Cancelled by Task-1 'main'",
        ['cancel', 'main', "Since outer 'both' was cancelled by Task-1 'main'", ['main']],
        'Last woken by the event loop',
      ],
    ]);
    const [cancellation, woken] = tree.childrenOf(tree.roots[0]);
    assert.equal(description(cancellation), 'gather · prog.py:4');
    assert.equal(description(woken), 'completed');
    assert.match(
      dumpSnapshot({ tasks: [cancelled], coroutines: [] }),
      /since outer 'both' was cancelled by Task-1 'main': cancel\(\)\n +main/,
    );
  });

  describe('grouped', () => {
    const waiting = (id: number, coroutine: string, line: number, description: string) =>
      task(id, id === 1 ? null : 1, {
        coroutine,
        frames: [frame(coroutine, line)],
        awaits: { kind: 'future', text: 'await it', description, taskId: null },
      });
    const tasks = [
      task(1, null, { coroutine: 'main', state: 'running', frames: [frame('main', 9)] }),
      waiting(2, 'fetch', 3, 'Lock'),
      waiting(3, 'fetch', 4, 'Lock'),
      task(4, 1, { coroutine: 'fetch', state: 'done' }),
    ];
    const grouped = (by: string, showFinished = true) => {
      const tree = new TaskTree({ tasks, coroutines: [coroutine(7)] }, { showFinished, groupOf: groupOf(by) });
      return tree.roots.map((node) => [
        label(node),
        tree.childrenOf(node).flatMap((child) => (child.kind === 'task' ? [child.task.id] : [])),
      ]);
    };

    it('puts tasks of the same coroutine, state, place or awaited thing together, the largest group first', () => {
      const bare = ['Coroutines without a task', []];
      assert.deepEqual(grouped('coroutine'), [['fetch', [2, 3, 4]], ['main', [1]], bare]);
      assert.deepEqual(grouped('state'), [['awaiting', [2, 3]], ['done', [4]], ['running', [1]], bare]);
      assert.deepEqual(grouped('awaited'), [['Lock', [2, 3]], ['nothing: done', [4]], ['nothing: running', [1]], bare]);
      assert.deepEqual(grouped('place'), [
        ['fetch · prog.py:3', [2]],
        ['fetch · prog.py:4', [3]],
        ['main · prog.py:9', [1]],
        ['nowhere: done', [4]],
        bare,
      ]);
    });

    it('leaves out finished tasks where those are hidden', () => {
      assert.deepEqual(grouped('coroutine', false)[0], ['fetch', [2, 3]]);
    });

    it('finds the node of a task in its group', () => {
      const tree = new TaskTree({ tasks, coroutines: [] }, { showFinished: true, groupOf: groupOf('state') });
      assert.equal(tree.nodeOf(3)?.parent?.id, 'group-awaiting');
    });

    it('offers what the setting takes, and a tree where it is unknown', () => {
      const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
      const taken = contributes.configuration.properties['coroscope.tasks.groupBy'].enum;
      assert.deepEqual(
        groupings.map(({ by }) => by),
        taken,
      );
      assert.equal(groupOf('moon'), null);
    });
  });

  it('groups coroutines without a task', () => {
    const tree = new TaskTree({ tasks: [], coroutines: [coroutine(7, { coroutine: 'app' })] });
    assert.deepEqual(outline(tree), ['Coroutines without a task', ['app']]);
    assert.equal(tree.nodeOf(7)?.parent, tree.roots[0]);
  });

  it('hides finished tasks but for those above an unfinished one', () => {
    const tasks = [
      task(1, null, { state: 'done' }),
      task(2, 1),
      task(3, 1, { state: 'failed' }),
      task(4, null, { state: 'cancelled' }),
    ];
    assert.deepEqual(outline(new TaskTree({ tasks, coroutines: [] }, { showFinished: false })), ['Task-1', ['Task-2']]);
  });

  it('keeps the ids of nodes from one snapshot to the next', () => {
    const make = () => new TaskTree({ tasks: [task(1, null, { frames: [frame('main', 3)] })], coroutines: [] });
    const ids = (tree: TaskTree) => tree.childrenOf(tree.roots[0]).map((node) => node.id);
    assert.deepEqual(ids(make()), ['task-1/frames']);
    assert.deepEqual(ids(make()), ids(make()));
  });

  it('holds twenty thousand tasks', () => {
    const tasks = Array.from({ length: 20_000 }, (_, i) => task(i + 1, i === 0 ? null : 1));
    const tree = new TaskTree({ tasks, coroutines: [] });
    assert.equal(tree.childrenOf(tree.roots[0]).length, 19_999);
  });
});

describe('what the tree says', () => {
  it("opens the innermost frame of the user's own code", () => {
    const frames = [frame('sleep', 700, { library: true }), frame('work', 4), frame('main', 9)];
    assert.equal(shownFrame(task(1, null, { frames }))?.name, 'work');
    assert.equal(shownFrame(task(1, null, { frames: frames.slice(0, 1) }))?.name, 'sleep');
    assert.equal(shownFrame(task(1, null)), undefined);
  });

  it('names the state and its reason', () => {
    const awaits = { kind: 'sleep' as const, text: 'await sleep(5)', description: 'sleep until 5.0 s', taskId: null };
    assert.equal(summary(task(1, null, { awaits })), 'work · awaiting sleep until 5.0 s');
    assert.equal(summary(task(1, null, { awaits, state: 'deadlocked' })), 'work · deadlocked: sleep until 5.0 s');
    assert.equal(
      summary(task(1, null, { state: 'failed', exception: 'ValueError: x' })),
      'work · failed: ValueError: x',
    );
    assert.equal(summary(task(1, null, { state: 'done', result: '10' })), 'work · done: 10');
    assert.equal(summary(coroutine(1, { state: 'created' })), 'created');
    assert.equal(summary(task(1, null, { state: 'ready', frozen: true })), 'work · frozen · ready');
  });

  it('dumps everything as text', () => {
    const parent = task(1, null, {
      awaits: { kind: 'task', text: 'await child', description: "Task-2 'child'", taskId: 2 },
      frames: [frame('main', 3, { await: 'await child' })],
      creation: [frame('<module>', 9)],
    });
    const child = task(2, 1, { state: 'ready', awaitedBy: [1] });
    assert.equal(
      dumpSnapshot({ loopTime: 1.5, tasks: [parent, child], coroutines: [] }),
      [
        'loop time 1.500 s',
        "#1 Task-1  work · awaiting Task-2 'child'",
        "  awaits Task-2 'child'  (await child)",
        '  stack (innermost first)',
        '      main  /w/prog.py:3  await child',
        '  created at',
        '      <module>  /w/prog.py:9',
        '  #2 Task-2  work · ready',
        '    awaited by #1',
      ].join('\n'),
    );
  });

  it('says what it leaves out', () => {
    const snapshot = { loopTime: 2, tasks: [task(1, null)], coroutines: [], total: 1, matching: 1 };
    assert.equal(heading(snapshot), '1 task · loop time 2.000 s');
    assert.equal(notice(snapshot, ''), undefined);
    const large = { ...snapshot, total: 500, matching: 500 };
    assert.equal(heading(large), '500 tasks · loop time 2.000 s');
    assert.match(notice(large, '') ?? '', /^500 tasks\. Only 1 of them .* Filter/);
    assert.equal(notice({ ...large, matching: 1 }, 'fetch'), "Filter 'fetch': 1 of 500.");
    assert.equal(
      notice({ ...large, matching: 1, breaksOnlyIn: ['a', 'b'] }, 'fetch'),
      "Breakpoints stop only in a, b. Filter 'fetch': 1 of 500.",
    );
    assert.equal(notice({ ...snapshot, breaksOnlyIn: ['a'] }, ''), 'Breakpoints stop only in a.');
  });
});
