/** Recorded sessions: back to where a task was created, woken or asked to be cancelled, with that moment's variables. */
import assert from 'node:assert/strict';
import type { CoroutineSnapshot } from '../../adapter/protocol';
import { Recorded } from './recordedSession';

const ORDERS = `\
import asyncio

async def handle(done):
    number = await done
    await asyncio.sleep(1)
    return number

def accept(number, done):
    urgent = number > 1
    return asyncio.create_task(handle(done), name=f'order-{number}')

def finish(future, i):
    future.set_result(i * 10)

def deliver(futures):
    for i, future in enumerate(futures):
        finish(future, i)

async def main(count):
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(count)]
    tasks = [accept(number, future) for number, future in enumerate(futures)]
    await asyncio.sleep(0)
    deliver(futures)
    await asyncio.sleep(0.5)
    for n, task in enumerate(tasks):  # delivered
        if n == 1:
            task.cancel()
    await asyncio.wait(tasks)
    print(len(tasks))  # end

asyncio.run(main(COUNT))
`;

class Orders extends Recorded {
  constructor(count: number) {
    super(ORDERS.replace('COUNT', String(count)));
  }

  async toTask(name: string, event: string): Promise<string> {
    const { client } = this;
    const { tasks } = await client.request<CoroutineSnapshot>('coroscope/snapshot');
    const { id } = tasks.find((task) => task.name === name)!;
    await client.request('coroscope/goBackToTask', { taskId: id, event });
    return this.stop();
  }

  /** Of the last stop. */
  get description(): unknown {
    return this.client.messages.findLast(({ event }) => event === 'stopped')!.body!.description;
  }
}

describe('going back to tasks', function () {
  this.timeout(120_000);
  let orders: Orders;

  afterEach(async () => {
    await orders.close();
  });

  it('goes to where a task that has ended was created, and from there on to the present', async () => {
    orders = new Orders(3);
    assert.equal(await orders.begin(['# end']), 'breakpoint: print(len(tasks))  # end');
    const created = "goto: return asyncio.create_task(handle(done), name=f'order-{number}')";
    assert.equal(await orders.toTask('order-2', 'created'), created);
    assert.match(String(orders.description), /^Paused where order-2 'handle' is created$/);
    assert.deepEqual([await orders.evaluate('number'), await orders.evaluate('urgent')], ['2', 'True']);
    assert.equal(await orders.toTask('order-0', 'created'), created);
    assert.deepEqual([await orders.evaluate('number'), await orders.evaluate('urgent')], ['0', 'False']);
    assert.equal(await orders.go('stepBack'), created.replace('goto', 'step'));
    assert.equal(await orders.go('stepBack'), 'step: urgent = number > 1');
    assert.equal(await orders.evaluate('number'), '0');
    assert.equal(await orders.go('continue'), 'breakpoint: print(len(tasks))  # end');
    await orders.client.request('continue', { threadId: orders.threadId });
    await orders.client.event('terminated');
    assert.equal(orders.client.output('stdout'), '3\n');
  });

  it('goes to where what a task waited for was completed', async () => {
    orders = new Orders(3);
    await orders.begin(['# delivered']);
    assert.equal(await orders.toTask('order-1', 'woken'), 'goto: future.set_result(i * 10)');
    assert.match(String(orders.description), /^Paused where order-1 'handle' is woken$/);
    assert.equal(await orders.evaluate('i'), '1');
    assert.equal(await orders.go('continue'), 'breakpoint: for n, task in enumerate(tasks):  # delivered');
  });

  it('finds the frame of code that is compiled so that it has none', async () => {
    orders = new Orders(3000);
    await orders.begin(['# delivered']);
    assert.equal(await orders.toTask('order-2500', 'woken'), 'goto: future.set_result(i * 10)');
    assert.equal(await orders.evaluate('i'), '2500');
    assert.equal(await orders.evaluate('future.result()'), '25000');
  });

  it('goes to where a task was asked to be cancelled, if it was', async () => {
    orders = new Orders(3);
    await orders.begin(['# end']);
    const before = await orders.evaluate('n');
    assert.equal(before, '2');
    assert.equal(await orders.toTask('order-1', 'cancelled'), 'goto: task.cancel()');
    assert.equal(await orders.evaluate('n'), '1');
    await orders.go('continue');
    await assert.rejects(orders.toTask('order-2', 'cancelled'), /Nobody has asked for this task to be cancelled/);
    assert.equal(await orders.evaluate('n'), '2');
  });

  it('says what a request lacks', async () => {
    orders = new Orders(1);
    await orders.begin(['# delivered']);
    const ask = async (args: object): Promise<string> =>
      (await orders.client.ask('coroscope/goBackToTask', args)).message!;
    assert.match(await ask({ event: 'created' }), /no taskId/);
    assert.match(await ask({ taskId: 2, event: 'born' }), /none of created, woken, cancelled/);
    assert.match(await ask({ taskId: 999, event: 'created' }), /not known any more/);
  });
});
