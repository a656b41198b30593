/** The Timeline: lanes of tasks, keys, words, and that Enter and a click open the source. */
import assert from 'node:assert/strict';
import { lineOf, scenarios } from './scenarios';

const program = `import asyncio

async def child(delay):
    await asyncio.sleep(delay)
    return delay

async def main():
    tasks = []
    for i in range(300):
        tasks.append(asyncio.create_task(child(i / 100), name=f'child-{i}'))
    await asyncio.wait(tasks)
    print('look')

asyncio.run(main())
`;

const configuration = {
  type: 'coroscope',
  request: 'launch',
  name: 'with a timeline',
  program: '${workspaceFolder}/lanes.py',
  clock: 'virtual',
  timeline: true,
};

scenarios('the Timeline', (editor) => {
  it('shows a lane for each task, goes through it by keys, and opens the source', async () => {
    const workbench = await editor().open({
      'lanes.py': program,
      '.vscode/launch.json': JSON.stringify({ version: '0.2.0', configurations: [configuration] }),
    });
    await workbench.openFile('lanes.py');
    await workbench.toggleBreakpoint(lineOf(program, "print('look')"));
    await workbench.startConfiguration(configuration.name);
    await workbench.stoppedAt(lineOf(program, "print('look')"));
    await workbench.run('Coroscope: Show Timeline');
    const page = workbench.page.frameLocator('iframe.webview').frameLocator('iframe#active-frame');
    await page.locator('#summary', { hasText: '301 tasks' }).waitFor();
    await page.locator('#labels div', { hasText: "child-0 'child'" }).waitFor();
    assert.ok((await page.locator('#labels div').count()) < 60, 'only the lanes in sight are on the page');

    await page.locator('#filter').fill('child-250');
    await page.locator('#summary', { hasText: '1 of 301 tasks' }).waitFor();
    const chart = page.locator('#chart');
    const detail = page.locator('#detail');
    await chart.focus();
    for (const [key, text] of [
      ['Home', 'created'],
      ['ArrowRight', 'running'],
      ['ArrowRight', 'awaiting: await asyncio.sleep(delay) · sleep 2.5 s'],
    ]) {
      await chart.press(key);
      await detail
        .locator('div')
        .first()
        .filter({ hasText: `child-250 'child' — ${text}` })
        .waitFor();
    }
    await detail.getByText('woken by the event loop').waitFor();
    await detail.getByText(/^created by Task-1 'main' in main — lanes\.py:10$/).waitFor();
    await chart.press('Enter');
    await workbench.cursorAt(lineOf(program, 'await asyncio.sleep(delay)'));

    await workbench.clickThrough(
      detail.getByRole('button', { name: 'main — lanes.py:10' }),
      lineOf(program, 'create_task'),
    );
    await workbench.clickThrough(page.locator('#mark'), lineOf(program, 'await asyncio.sleep(delay)'));

    await workbench.run('Coroscope: Copy Timeline as JSON');
    await workbench.page.locator('.statusbar', { hasText: 'Timeline copied as JSON' }).waitFor();
    const copied = await workbench.page.evaluate<string>('navigator.clipboard.readText()');
    assert.equal((JSON.parse(copied) as { tasks: unknown[] }).tasks.length, 301);
  });
});
