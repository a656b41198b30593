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

scenarios('going back', (editor) => {
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
