import assert from 'node:assert/strict';
import { lineOf, scenarios } from './scenarios';

const program = `import sys
print('arguments', sys.argv[1:])
`;

const sleeper = `import asyncio, time

async def main():
    began = time.monotonic()
    await asyncio.sleep(3600)
    slept = round(time.monotonic() - began)
    print('slept', slept)

asyncio.run(main())
`;

function launchJson(...configurations: object[]): string {
  return JSON.stringify({ version: '0.2.0', configurations });
}

scenarios('launching', (editor) => {
  it('starts a configuration of launch.json by its name', async () => {
    const configuration = {
      type: 'coroscope',
      request: 'launch',
      program: '${workspaceFolder}/prog.py',
      args: ['a', 'b c'],
    };
    const workbench = await editor().open({
      'prog.py': program,
      '.vscode/launch.json': launchJson(
        { ...configuration, name: 'With arguments' },
        { ...configuration, name: 'Other', args: [] },
      ),
    });
    await workbench.openFile('prog.py');
    await workbench.startConfiguration('With arguments');
    await workbench.consoleShows("arguments ['a', 'b c']");
    await workbench.ended();
  });

  it('makes an hour of sleep instant with the virtual clock, and says so in the status bar while the program lives', async () => {
    const configuration = { type: 'coroscope', request: 'launch', program: '${workspaceFolder}/sleeper.py' };
    const workbench = await editor().open({
      'sleeper.py': sleeper,
      '.vscode/launch.json': launchJson({ ...configuration, name: 'Virtual', clock: 'virtual' }),
    });
    const notice = workbench.page.locator('.statusbar-item', { hasText: 'Virtual clock' });
    await workbench.openFile('sleeper.py');
    await workbench.toggleBreakpoint(lineOf(sleeper, "print('slept'"));
    assert.equal(await notice.count(), 0, 'no notice before the program runs');
    await workbench.startConfiguration('Virtual');
    // That it stops here within the test's time shows that nobody waited for an hour.
    await workbench.stoppedAt(lineOf(sleeper, "print('slept'"));
    await notice.waitFor();
    await workbench.press('F5');
    await workbench.consoleShows('slept 3600');
    await workbench.ended();
    await notice.waitFor({ state: 'hidden' });
  });

  it('says what a configuration without a program lacks, and opens launch.json', async () => {
    const workbench = await editor().open({
      'prog.py': program,
      '.vscode/launch.json': launchJson({ type: 'coroscope', request: 'launch', name: 'Nothing' }),
    });
    await workbench.openFile('prog.py');
    await workbench.startConfiguration('Nothing');
    const dialog = workbench.page.locator('.monaco-dialog-box', {
      hasText: '"Nothing" cannot start: it names nothing to run',
    });
    await dialog.waitFor();
    await dialog.locator('.monaco-button', { hasText: 'Open launch.json' }).click();
    await workbench.page.locator('.tab.active[data-resource-name="launch.json"]').waitFor();
  });

  it('says that a program is not there', async () => {
    const workbench = await editor().open({
      'prog.py': program,
      '.vscode/launch.json': launchJson({
        type: 'coroscope',
        request: 'launch',
        name: 'Gone',
        program: '${workspaceFolder}/gone.py',
      }),
    });
    await workbench.openFile('prog.py');
    await workbench.startConfiguration('Gone');
    await workbench.page.locator('.monaco-dialog-box', { hasText: 'gone.py' }).waitFor();
  });

  it('debugs the active file from the run menu of the editor', async () => {
    const workbench = await editor().open({ 'prog.py': program });
    await workbench.openFile('prog.py');
    await workbench.chooseInRunMenu('Debug Coroutines in This File');
    await workbench.consoleShows('arguments []');
    await workbench.ended();
    assert.equal(await workbench.page.locator('.notification-toast').count(), 0);
  });

  it('shows the bytecode of a file beside it', async () => {
    const workbench = await editor().open({ 'prog.py': 'async def f():\n    await g()\n' });
    await workbench.openFile('prog.py');
    await workbench.run('Coroscope: Show Bytecode');
    await workbench.page
      .locator('.tab.active[data-resource-name="prog.py.dis"], .tab[data-resource-name="prog.py.dis"]')
      .waitFor();
    await workbench.page.locator('.editor-instance .view-line', { hasText: 'GET_AWAITABLE' }).waitFor();
  });
});
