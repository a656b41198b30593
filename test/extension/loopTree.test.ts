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
  stepTimes: [],
};

const times = (buckets: number[], longest = 0) => ({ buckets, longest });

describe('the event loop view', () => {
  it('shows how long steps took as a histogram', () => {
    const running = times([0, 0, 40, 60, 0, 1], 0.0000164);
    const [steps] = loopTree({
      ...empty,
      stepTimes: [{ coroutine: 'fetch', measured: 101, running, ready: times([101]) }],
    });
    assert.deepEqual(
      steps.children[0].children.map(({ label, description, children }) => [
        `${label}: ${description}`,
        ...children.map((bar) => `${bar.label} ${bar.description}`),
      ]),
      [
        [
          'Running: half < 8 µs · 99 % < 8 µs · longest 16.4 µs',
          `< 4 µs ${'█'.repeat(14)} 40`,
          `< 8 µs ${'█'.repeat(20)} 60`,
          '< 16 µs ',
          '< 32 µs █ 1',
        ],
        ['Ready before: half < 1 µs · 99 % < 1 µs · longest 0 µs', `< 1 µs ${'█'.repeat(20)} 101`],
      ],
    );
  });

  it('says how many steps were measured where not all were', () => {
    const stepTimes = [{ coroutine: 'spin', measured: 60, running: times([0, 900, 100]), ready: times([1000]) }];
    const [steps] = loopTree({ ...empty, stepTimes });
    assert.equal(
      steps.children[0].description,
      '1000 steps · half < 2 µs · 99 % < 4 µs · longest 0 µs · 60 of them measured',
    );
  });

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
      stepTimes: [
        { coroutine: 'never ran', measured: 0, running: times([]), ready: times([1]) },
        { coroutine: 'fetch', measured: 101, running: times([0, 0, 40, 60, 0, 1], 0.0000164), ready: times([101]) },
        {
          coroutine: 'slow',
          measured: 1,
          running: times([...new Array<number>(22).fill(0), 1], 2.25),
          ready: times([1]),
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
        'Step times longest: slow',
        '  slow | 1 step · half < 4.19 s · 99 % < 4.19 s · longest 2.25 s | null',
        '  fetch | 101 steps · half < 8 µs · 99 % < 8 µs · longest 16.4 µs | null',
      ],
    );
  });
});
