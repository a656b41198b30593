import { lineOf, scenarios } from './scenarios';

const asks = `name = input('Who? ')
print('Hello', name)
`;
const fails = `import asyncio

async def main():
    await asyncio.sleep(0)
    raise ValueError('no good')

asyncio.run(main())
`;

scenarios('the Debug Console', (editor) => {
  it('sends what is typed to input()', async () => {
    const workbench = await editor().open({ 'asks.py': asks });
    await workbench.openFile('asks.py');
    await workbench.startDebugging();
    await workbench.page.locator('.statusbar', { hasText: 'Program waits for input' }).waitFor();
    await workbench.typeInConsole('Ada');
    await workbench.consoleShows('Hello Ada');
    await workbench.ended();
  });

  it('evaluates while the program is stopped', async () => {
    const workbench = await editor().open({ 'fails.py': fails });
    await workbench.debugTo('fails.py', lineOf(fails, 'raise'));
    await workbench.typeInConsole('6 * 7 + len("abc")');
    await workbench.consoleShows(/^45/);
  });

  it('comes with a stop at an uncaught exception', async () => {
    const workbench = await editor().open({ 'fails.py': fails });
    await workbench.openFile('fails.py');
    await workbench.startDebugging();
    const widget = workbench.page.locator('.exception-widget');
    await widget.filter({ hasText: 'ValueError' }).filter({ hasText: 'no good' }).waitFor();
    await workbench.press('F5');
    await workbench.consoleShows('ValueError: no good');
    await workbench.ended();
  });
});
