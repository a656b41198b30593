import assert from 'node:assert/strict';
import { Editor } from './editor';

const tasks = `import asyncio

async def worker(n):
    await asyncio.sleep(0.01)
    return n

async def main():
    task = asyncio.create_task(worker(1))
    x = await task + await worker(2)
    print('sum', x)

asyncio.run(main())
`;

/** The number of the first line that contains a text. */
function lineOf(source: string, text: string): number {
  return source.split('\n').findIndex((line) => line.includes(text)) + 1;
}

describe('debugging in VS Code', () => {
  let editor: Editor;
  before(async () => {
    editor = await Editor.start();
  });
  after(() => editor.stop());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await editor.screenshot(this.currentTest.title);
  });

  it('starts the active file with F5, stops at a breakpoint and shows the task tree', async () => {
    const workbench = await editor.open({ 'tasks.py': tasks });
    await workbench.openFile('tasks.py');
    await workbench.toggleBreakpoint(lineOf(tasks, 'return n'));
    await workbench.press('F5');
    await workbench.stoppedAt(lineOf(tasks, 'return n'));
    await workbench.taskRow('Task-1').waitFor();
    await workbench.taskRow('Task-2').waitFor();
    assert.equal(await workbench.taskRow('Task-1').getAttribute('aria-level'), '1');
    assert.equal(await workbench.taskRow('Task-2').getAttribute('aria-level'), '2');
  });
});
