import assert from 'node:assert/strict';
import type { LoopSnapshot } from '../../adapter/protocol';
import { loopTree } from '../../extension/loop/loopTree';

const empty: LoopSnapshot = {
  time: 10,
  turns: 1,
  debug: false,
  ready: [],
  timers: [],
  descriptors: [],
  signals: [],
  executor: null,
  processes: [],
  futures: [],
  tasks: [],
};

describe('the event loop view', () => {
  it('leaves out what is empty', () => {
    assert.deepEqual(loopTree(empty), []);
  });

  it('says what runs next, what is due when, and what tasks did', () => {
    const tree = loopTree({
      ...empty,
      ready: [
        { taskId: 7, text: 'fetch' },
        { taskId: null, text: '<callback>' },
      ],
      timers: [
        { taskId: null, text: 'late', due: 9 },
        { taskId: 7, text: 'fetch', due: 12.5 },
      ],
      descriptors: [{ fd: 4, what: 'TCP socket, listens on 127.0.0.1:80', reader: 'accept', writer: null }],
      executor: { threads: 1, running: 1, queued: ['<function resize>'] },
      futures: [{ id: 3, text: '<Future pending>', waiters: [7, 8] }],
      tasks: [
        {
          taskId: 7,
          name: 'fetch',
          steps: 1,
          running: 0.25,
          ready: 0,
          waiting: 2,
          woken: { reason: 'future', taskId: 8, text: null },
        },
      ],
    });
    assert.deepEqual(
      tree.flatMap(({ label, description, children }) => [
        `${label} ${description}`,
        ...children.map((child) => `  ${child.label} | ${child.description} | ${child.taskId}`),
      ]),
      [
        'Ready queue 2',
        '  fetch | step | 7',
        '  <callback> |  | null',
        'Timers 2',
        '  late | due | null',
        '  fetch | in 2.500 s | 7',
        'Watched descriptors 1',
        '  descriptor 4: TCP socket, listens on 127.0.0.1:80 | read: accept | null',
        'Executor 2',
        '  1 thread | 1 job running, 1 queued | null',
        '  <function resize> | queued | null',
        'Futures awaited 1',
        '  <Future pending> | awaited by fetch, #8 | 7',
        'Task activity 1',
        '  fetch | 1 step · 0.250 s running · 2.000 s waiting · woken by #8 | 7',
      ],
    );
  });
});
