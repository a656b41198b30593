import assert from 'node:assert/strict';
import { lineOf, scenarios } from './scenarios';

const program = `import asyncio
import random

async def main():
    drawn = random.random()
    await asyncio.sleep(0.01)
    print('drawn', drawn)
    print('again', drawn)

asyncio.run(main())
`;

const orders = `import asyncio

async def handle(done):
    return await done

async def main():
    done = asyncio.get_running_loop().create_future()
    for number in range(3):
        task = asyncio.create_task(handle(done), name=f'order-{number}')
    await asyncio.sleep(0)
    print('made', number)
    done.set_result(None)
    await task

asyncio.run(main())
`;

scenarios('going back', (editor) => {
  it('goes back from a task in the Tasks view to where it was created, with the variables of that moment', async () => {
    const configuration = { type: 'coroscope', request: 'launch', name: 'Recorded', record: true };
    const workbench = await editor().open({
      'orders.py': orders,
      '.vscode/launch.json': JSON.stringify({
        version: '0.2.0',
        configurations: [{ ...configuration, program: '${workspaceFolder}/orders.py' }],
      }),
    });
    await workbench.openFile('orders.py');
    await workbench.toggleBreakpoint(lineOf(orders, "'made'"));
    await workbench.startConfiguration('Recorded');
    await workbench.stoppedAt(lineOf(orders, "'made'"));
    await workbench.chooseInMenu(workbench.taskRow('order-1'), 'Go Back to Creation');
    await workbench.stoppedAt(lineOf(orders, 'create_task'));
    await workbench.pausedOn("order-1 'handle' is created");
    await workbench.typeInConsole("f'number {number}'");
    await workbench.consoleShows("'number 1'");
    await workbench.toolbarButton('Continue').click();
    await workbench.stoppedAt(lineOf(orders, "'made'"));
    await workbench.toolbarButton('Stop').click();
    await workbench.ended();
  });

  it('steps back over an await in a recorded session, and forward to the same values', async () => {
    const configuration = { type: 'coroscope', request: 'launch', name: 'Recorded', record: true };
    const workbench = await editor().open({
      'draws.py': program,
      '.vscode/launch.json': JSON.stringify({
        version: '0.2.0',
        configurations: [{ ...configuration, program: '${workspaceFolder}/draws.py' }],
      }),
    });
    await workbench.openFile('draws.py');
    await workbench.toggleBreakpoint(lineOf(program, "'again'"));
    await workbench.startConfiguration('Recorded');
    await workbench.stoppedAt(lineOf(program, "'again'"));
    const drawn = workbench.consoleRow('drawn');
    const text = (await drawn.textContent()) ?? '';
    assert.match(text, /drawn 0\.\d+/);

    await workbench.toolbarButton('Step Back').click();
    await workbench.stoppedAt(lineOf(program, "'drawn'"));
    await workbench.toolbarButton('Step Back').click();
    await workbench.stoppedAt(lineOf(program, 'asyncio.sleep'));
    await workbench.toolbarButton('Continue').click();
    await workbench.stoppedAt(lineOf(program, "'again'"));
    await workbench.toolbarButton('Continue').click();
    await workbench.ended();
    assert.equal(await drawn.count(), 1);
    assert.equal(await workbench.consoleRow(text.replace('drawn', 'again').trim()).count(), 1);
  });
});
