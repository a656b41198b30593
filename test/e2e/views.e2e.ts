/** The views that look into the program beside the Tasks view: what they show, and that a click opens the source. */
import { lineOf, scenarios } from './scenarios';

const program = `import asyncio

async def forgotten():
    pass

async def transfer(first, second):
    async with first:
        await asyncio.sleep(0)
        async with second:
            print('never')

async def main():
    forgotten()
    one, two = asyncio.Lock(), asyncio.Lock()
    tasks = [
        asyncio.create_task(transfer(one, two), name='ab'),
        asyncio.create_task(transfer(two, one), name='ba'),
    ]
    await asyncio.sleep(0.01)
    print('look')
    for task in tasks:
        task.cancel()

asyncio.run(main())
`;

scenarios('the Await Graph and the Warnings', (editor) => {
  it('show a deadlock and a coroutine that was never awaited', async () => {
    const workbench = await editor().open({ 'graph.py': program });
    await workbench.debugTo('graph.py', lineOf(program, "print('look')"));
    await workbench.makeRoomForTasks();

    await workbench.run('Debug: Focus on Await Graph View');
    const graph = workbench.rows('Await Graph');
    await graph
      .filter({ hasText: /Cycle: (ab → ba → ab|ba → ab → ba)/ })
      .first()
      .waitFor();
    const waiting = graph.filter({ hasText: /^(ab|ba) 'transfer'/ }).first();
    await workbench.clickThrough(waiting, lineOf(program, 'async with second'));

    await workbench.run('Debug: Focus on Warnings View');
    const warning = workbench.rows('Warnings').filter({ hasText: "coroutine 'forgotten' was never awaited" });
    await workbench.clickThrough(warning, lineOf(program, '    forgotten()'));
  });
});
