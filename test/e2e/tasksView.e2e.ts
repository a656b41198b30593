import assert from 'node:assert/strict';
import { lineOf, scenarios } from './scenarios';

const program = `import asyncio

async def worker(n):
    await asyncio.sleep(n)
    return n

async def main():
    task = asyncio.create_task(worker(30), name='slow')
    print(await worker(0))
    task.cancel()

asyncio.run(main())
`;

scenarios('the Tasks view', (editor) => {
  it('shows the tree of tasks when F5 without a launch.json stops at a breakpoint', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.makeRoomForTasks();
    const parent = workbench.taskRow('Task-1');
    const child = workbench.taskRow('slow');
    await parent.waitFor();
    await child.waitFor();
    assert.equal(await parent.getAttribute('aria-level'), '1');
    assert.equal(await child.getAttribute('aria-level'), '2');
    assert.match((await parent.textContent()) ?? '', /main · running/);
    assert.match((await child.textContent()) ?? '', /worker · awaiting .*sleep/);

    await child.click();
    await workbench.cursorAt(lineOf(program, 'await asyncio.sleep(n)'));

    // The view is drawn anew when the stop has been looked at, and may fold what was just unfolded.
    await workbench.again(async () => {
      await workbench.expand(child);
      await workbench.expand(workbench.rows('Tasks').filter({ hasText: 'Creation stack' }).last());
      await workbench.rows('Tasks').filter({ hasText: /^main/ }).last().click({ timeout: 10_000 });
      await workbench.cursorAt(lineOf(program, 'asyncio.create_task'), { timeout: 10_000 });
    });
  });

  it('copies a dump of a task', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.makeRoomForTasks();
    await workbench.chooseInMenu(workbench.taskRow('slow'), 'Copy Task Dump');
    await workbench.page.locator('.statusbar', { hasText: 'Task dump copied' }).waitFor();
    const dump = String(await workbench.page.evaluate('navigator.clipboard.readText()'));
    assert.match(dump, /slow {2}worker · awaiting/);
    assert.match(dump, new RegExp(`main .*tasks\\.py:${lineOf(program, 'asyncio.create_task')}`));
  });

  it('freezes and thaws a task, and filters', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.makeRoomForTasks();
    const child = workbench.taskRow('slow');
    await workbench.chooseInMenu(child, 'Freeze Task');
    await child.filter({ hasText: 'frozen' }).waitFor();
    await workbench.chooseInMenu(child, 'Thaw Task');
    await child.filter({ hasNotText: 'frozen' }).waitFor();

    await workbench.run('Coroscope: Filter Tasks…');
    await workbench.page.locator('.quick-input-widget input').last().fill('awaiting');
    await workbench.page.keyboard.press('Enter');
    await workbench.pane('Tasks').getByText("Filter 'awaiting': 1 of 2.").waitFor();
    await workbench.run('Coroscope: Show All Tasks Again');
    await workbench.pane('Tasks').getByText("Filter 'awaiting'").waitFor({ state: 'detached' });
  });

  it('limits breakpoints to a task', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.makeRoomForTasks();
    await workbench.chooseInMenu(workbench.taskRow('slow'), 'Break Only in This Task');
    const notice = workbench.pane('Tasks').getByText("Breakpoints stop only in slow 'worker'.");
    await notice.waitFor();
    await workbench.run('Coroscope: Break in All Tasks');
    await notice.waitFor({ state: 'detached' });
  });

  it('groups tasks', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.makeRoomForTasks();
    await workbench.taskRow('slow').waitFor();
    const chooseGrouping = async (label: string) => {
      await workbench.run('Coroscope: Group Tasks By…');
      await workbench.page.locator('.quick-input-widget input').last().fill(label);
      await workbench.page.keyboard.press('Enter');
    };
    await chooseGrouping('Coroutine');
    await workbench
      .rows('Tasks')
      .filter({ hasText: /^worker1$/ })
      .waitFor();
    assert.equal(await workbench.taskRow('slow').getAttribute('aria-level'), '2');
    await chooseGrouping('Parent');
    await workbench
      .rows('Tasks')
      .filter({ hasText: /^worker1$/ })
      .waitFor({ state: 'detached' });
  });

  it('shows who cancelled a task, and opens where', async () => {
    const cancels = program.replace(
      '    task.cancel()',
      '    task.cancel()\n    await asyncio.sleep(0)\n    print("done")',
    );
    const workbench = await editor().open({ 'tasks.py': cancels });
    await workbench.debugTo('tasks.py', lineOf(cancels, 'print("done")'));
    await workbench.makeRoomForTasks();
    const child = workbench.taskRow('slow');
    await child.filter({ hasText: 'cancelled' }).waitFor();
    await workbench.expand(child);
    const cause = workbench.rows('Tasks').filter({ hasText: "Cancelled by Task-1 'main'" });
    await workbench.clickThrough(cause, lineOf(cancels, 'task.cancel()'));
    await workbench.goToLine(1);
    await workbench.expand(cause);
    await workbench.clickThrough(
      workbench
        .rows('Tasks')
        .filter({ hasText: /^main.*tasks\.py/ })
        .last(),
      lineOf(cancels, 'task.cancel()'),
    );
  });

  it('shows what the event loop will do next, and the task behind it', async () => {
    const workbench = await editor().open({ 'tasks.py': program });
    await workbench.debugTo('tasks.py', lineOf(program, 'return n'));
    await workbench.run('Debug: Focus on Event Loop View');
    const activity = workbench.rows('Event Loop').filter({ hasText: 'Task activity' });
    await activity.waitFor();
    await workbench
      .rows('Event Loop')
      .filter({ hasText: /in \d+\.\d+ s/ })
      .waitFor();
    await workbench.expand(activity);
    const slow = workbench.rows('Event Loop').filter({ hasText: /^slow/ });
    await workbench.clickThrough(slow, lineOf(program, 'await asyncio.sleep(n)'));
  });

  it('invites to debug a file while nothing is debugged, and is empty again afterwards', async () => {
    const workbench = await editor().open({ 'tasks.py': 'print("hello")\n' });
    await workbench.openFile('tasks.py');
    await workbench.run('Debug: Focus on Tasks View');
    const invitation = workbench.pane('Tasks').locator('.monaco-button', { hasText: 'Debug Coroutines in This File' });
    await invitation.click();
    await workbench.consoleShows('hello');
    await workbench.ended();
    await invitation.waitFor();
  });
});
