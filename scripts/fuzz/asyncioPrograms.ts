/**
 * Random asyncio programs: tasks that meet at locks, queues, events and futures, groups, timeouts, cancellation.
 *
 * Owns: what such a program does. Its time is counted in turns of the loop (asyncioPrelude.py), so no program depends on
 * a clock. Names of tasks are given, since their numbers depend on what ran before.
 */
import type { Choices } from './choices';

const HANDLERS = [
  'asyncio.CancelledError',
  'Exception',
  'TimeoutError',
  'BaseException',
  'E1',
  '(ValueError, asyncio.CancelledError)',
  'BaseExceptionGroup',
  'asyncio.QueueEmpty',
  'asyncio.BrokenBarrierError',
  'RuntimeError',
];
const RAISED = [
  "E1('m')",
  'ValueError(1)',
  'asyncio.CancelledError',
  "asyncio.CancelledError('own')",
  'TimeoutError',
  'KeyboardInterrupt',
  'StopIteration(3)',
  'StopAsyncIteration',
  'GeneratorExit',
  "ExceptionGroup('g', [E1(1), ValueError(2)])",
];
/** Calls that end at once; any of them may raise. */
const CALLS = [
  's.event.set()',
  's.event.clear()',
  's.event.is_set()',
  's.queue.put_nowait(1)',
  's.queue.get_nowait()',
  's.queue.task_done()',
  's.queue.qsize()',
  's.queue.shutdown()',
  's.queue.shutdown(immediate=True)',
  's.priority.put_nowait((2, 1))',
  's.priority.put_nowait((1, 2))',
  's.lock.release()',
  's.lock.locked()',
  's.sem.release()',
  's.sem.locked()',
  's.bounded.release()',
  's.cond.notify()',
  's.cond.notify_all()',
  's.future.set_result(4)',
  "s.future.set_exception(E1('f'))",
  's.future.set_exception(StopIteration)',
  "s.future.cancel('fm')",
  's.future.result()',
  's.future.exception()',
  's.future.done()',
  's.future.remove_done_callback(print)',
  "s.future.add_done_callback(lambda f: log('called back', f.done()))",
  's.barrier.n_waiting',
  's.barrier.broken',
  "cv.set('c1')",
  'cv.get()',
  'me().cancelling()',
  'me().uncancel()',
  'me().cancel()',
  "me().cancel('mine')",
  'me().get_name()',
  'asyncio.get_running_loop().is_running()',
  'names(asyncio.all_tasks())',
  'asyncio.isfuture(s.future)',
  'repr(s.future)',
  'repr(me())',
  'exc(ValueError(me()))',
];
const OF_A_TASK = [
  'cancel()',
  "cancel('why')",
  'done()',
  'cancelled()',
  'cancelling()',
  'uncancel()',
  'result()',
  'exception()',
  'get_name()',
  'set_result(1)',
  'get_context() is not None',
  'get_coro().__name__',
  "add_done_callback(lambda t: log('done', t.get_name(), t.cancelled()))",
  'get_stack() == []',
];
const WAITS = [
  'ticks(1)',
  'ticks(2)',
  'ticks(3)',
  'bare()',
  's.event.wait()',
  's.queue.get()',
  's.queue.put(7)',
  's.queue.join()',
  's.priority.get()',
  's.lock.acquire()',
  's.sem.acquire()',
  's.future',
  's.barrier.wait()',
  's.barrier.reset()',
  's.barrier.abort()',
  'asyncio.sleep(0, 9)',
  'asyncio.sleep(-1)',
  'asyncio.sleep(0.0)',
  'bare(5)',
  'me()',
];

export class AsyncioPrograms {
  private readonly c: Choices;
  private logged = 0;
  private tasks = 0;
  private workers = 0;

  constructor(c: Choices) {
    this.c = c;
  }

  program(): string[] {
    const { c } = this;
    const lines: string[] = [];
    // A worker calls only those before it: nothing recurses.
    for (let i = 1 + c.below(3); i > 0; i--) {
      const body = this.body(1 + c.below(2), '    ');
      lines.push(`async def w${this.workers}(s, x=1):`, '    t = me()', ...body);
      if (c.chance(50)) lines.push(`    return ${c.pick(['x', "'w'", 'cv.get()', '(x, t is me())'])}`);
      this.workers++;
      this.tasks = 0;
    }
    lines.push('async def main(s):', '    t = me()', ...this.body(3, '    '), ...this.body(2, '    '));
    lines.push('run_loop(main)');
    return lines;
  }

  private body(depth: number, indent: string): string[] {
    return this.c.several(1, 4, () => this.statement(depth, indent)).flat();
  }

  private log(indent: string, what: string): string {
    return `${indent}log(${++this.logged}, ${what})`;
  }

  private statement(depth: number, indent: string): string[] {
    const { c } = this;
    if (depth <= 0 || !c.chance(55)) return this.simple(indent);
    const inner = `${indent}    `;
    const nested = (): string[] => this.body(depth - 1, inner);
    switch (c.below(8)) {
      case 0:
      case 1:
        return this.tryStatement(depth, indent);
      case 2:
        return this.group(depth, indent);
      case 3:
        return this.timeout(depth, indent);
      case 4:
        return [
          `${indent}async with ${c.pick(['s.lock', 's.sem', 's.cond', 's.bounded', 's.barrier', 'ACM(False)', 'asyncio.Runner()'])}:`,
          ...nested(),
        ];
      case 5:
        return this.gathered(indent);
      case 6:
        return [
          `${indent}${c.pick(['for i in range(2)', 'async for i in turns_of(2)', 'async for i in asyncio.as_completed([spawn(ticks(2), "n1"), spawn(ticks(1), "n2")])'])}:`,
          ...nested(),
        ];
      default:
        return [`${indent}if ${this.call()}:`, ...nested()];
    }
  }

  private call(): string {
    const { c } = this;
    if (this.tasks > 0 && c.chance(35)) return `${this.task()}.${c.pick(OF_A_TASK)}`;
    return c.pick(CALLS);
  }

  private task(): string {
    const { c } = this;
    return this.tasks > 0 ? `t${c.below(this.tasks)}` : 's.future';
  }

  private coroutine(): string {
    const { c } = this;
    if (this.workers > 0 && c.chance(75)) return `w${c.below(this.workers)}(s${c.pick(['', ', 2', ', 3'])})`;
    return c.pick([
      'ticks(1)',
      'ticks(3)',
      'fails(0)',
      'fails(1)',
      'fails(2, ValueError)',
      'swallows(1)',
      'swallows(3)',
    ]);
  }

  private simple(indent: string): string[] {
    const { c } = this;
    const to = c.chance(30) ? 'x = ' : '';
    switch (c.below(8)) {
      case 0:
        return [this.log(indent, this.call())];
      case 1:
        return [`${indent}${to}await ${c.pick(WAITS)}`];
      case 2: {
        const task = `t${this.tasks++}`;
        return [`${indent}${task} = ${c.pick(['spawn', 'spawn', 'eager'])}(${this.coroutine()}, '${task}')`];
      }
      case 3:
        return [this.log(indent, `await ${this.awaited()}`)];
      case 4:
        return [`${indent}after(${c.pick(['1', '2', '4'])}, lambda: ${this.call()})`];
      case 5:
        if (c.chance(50)) return [`${indent}raise ${c.pick(RAISED)}`];
        return [`${indent}return ${c.pick(['1', 's.future', 'None'])}`];
      default:
        return [this.log(indent, `await ${c.chance(50) ? c.pick(WAITS) : this.awaited()}`)];
    }
  }

  private awaited(): string {
    const { c } = this;
    const one = (): string => (c.chance(50) ? this.task() : this.coroutine());
    switch (c.below(7)) {
      case 0:
        return this.coroutine();
      case 1:
        return this.task();
      case 2:
        return `asyncio.wait_for(${one()}, ${c.pick(['None', '0', '-1'])})`;
      case 3:
        return `asyncio.shield(${one()})`;
      case 4:
        return `asyncio.gather(${c.several(0, 3, one).join(', ')}${c.pick(['', ''])})`;
      case 5:
        return `waited([${c.several(1, 3, () => this.task()).join(', ')}], ${c.pick(['None', '0'])}, ${c.pick(['asyncio.ALL_COMPLETED', 'asyncio.FIRST_COMPLETED', 'asyncio.FIRST_EXCEPTION', "'x'"])})`;
      default:
        return c.pick(WAITS);
    }
  }

  private gathered(indent: string): string[] {
    const { c } = this;
    const items = c.several(1, 3, () => this.coroutine());
    const lines = [
      `${indent}g = asyncio.gather(${items.join(', ')}, return_exceptions=${c.pick(['False', 'True'])})`,
      `${indent}_kept.append(g)`,
    ];
    if (c.chance(60)) lines.push(...this.simple(indent));
    if (c.chance(40)) lines.push(this.log(indent, "g.cancel('gm')"));
    lines.push(`${indent}try:`, this.log(`${indent}    `, 'await g'));
    lines.push(`${indent}except ${c.pick(['Exception', 'BaseException'])} as e:`, this.log(`${indent}    `, 'exc(e)'));
    return lines;
  }

  private tryStatement(depth: number, indent: string): string[] {
    const { c } = this;
    const inner = `${indent}    `;
    const nested = (): string[] => this.body(depth - 1, inner);
    const lines = [`${indent}try:`, ...nested()];
    if (c.chance(20)) {
      const star = c.pick(['E1', 'Exception', 'ValueError', 'asyncio.CancelledError', '(E1, ValueError)']);
      lines.push(`${indent}except* ${star} as e:`, this.log(inner, 'exc(e)'));
      return lines;
    }
    const handlers = c.below(3);
    for (let i = 0; i < handlers; i++) {
      lines.push(`${indent}except ${c.pick(HANDLERS)} as e:`, this.log(inner, 'exc(e)'));
      if (c.chance(30)) lines.push(`${inner}raise`);
      else if (c.chance(40)) lines.push(...nested());
    }
    if (handlers === 0 || c.chance(40))
      lines.push(
        `${indent}finally:`,
        this.log(inner, "'finally'"),
        ...nested().filter((line) => !/^\s*return\b/.test(line)),
      );
    return lines;
  }

  private group(depth: number, indent: string): string[] {
    const { c } = this;
    const inner = `${indent}    `;
    const lines = [`${indent}async with Group() as g:`];
    for (let i = c.below(4); i > 0; i--) {
      const task = `t${this.tasks++}`;
      lines.push(`${inner}${task} = member(g, ${this.coroutine()}, '${task}')`);
    }
    lines.push(...this.body(depth - 1, inner));
    if (c.chance(20)) lines.push(`${indent}member(g, ticks(1), 'late')`);
    return lines;
  }

  private timeout(depth: number, indent: string): string[] {
    const { c } = this;
    const inner = `${indent}    `;
    const cm = c.pick(['cm', 'cm2']);
    const lines = [
      `${indent}async with asyncio.${c.pick(['timeout(None)', 'timeout(0)', 'timeout(-1)', 'timeout_at(0)', 'timeout(1000)'])} as ${cm}:`,
    ];
    if (c.chance(50))
      lines.push(`${inner}after(${c.pick(['1', '2', '3'])}, lambda: ${cm}.reschedule(${c.pick(['0', 'None'])}))`);
    lines.push(...this.body(depth - 1, inner), this.log(indent, `${cm}.expired(), repr(${cm})`));
    return lines;
  }
}
