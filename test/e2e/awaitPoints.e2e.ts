import assert from 'node:assert/strict';
import { lineOf, scenarios } from './scenarios';

// While main sleeps at its second await, the ticker prints: nothing before that await suspends, "tick" before it resumes.
const program = `import asyncio

async def ticker():
    await asyncio.sleep(0.2)
    print('tick')

async def main():
    asyncio.create_task(ticker())
    total = await asyncio.sleep(0, 1) + await asyncio.sleep(0.4, 2)
    print('total', total)

asyncio.run(main())
`;

scenarios('breakpoints on await points', (editor) => {
  it('are offered inline, and stop when the await suspends or resumes', async () => {
    const line = lineOf(program, 'total = await');
    const workbench = await editor().open({ 'points.py': program });
    await workbench.debugTo('points.py', line);

    // Beside the line's own breakpoint: one candidate for each await.
    const candidates = workbench.page.locator('.inline-breakpoint-widget.codicon-debug-breakpoint-disabled');
    await candidates.nth(1).waitFor();
    assert.equal(await candidates.count(), 2);
    await candidates.nth(1).click();
    const column = program.split('\n')[line - 1].lastIndexOf('await') + 1;
    const breakpoint = workbench.breakpointRow(`${line}:${column}`);

    await workbench.setBreakpointMode(breakpoint, 'Suspend');
    await workbench.press('F5');
    await workbench.pausedOn('suspend');
    await workbench.frame('main', `${line}:${column}`).waitFor();
    assert.equal(await workbench.consoleRow('tick').count(), 0);

    await workbench.setBreakpointMode(breakpoint, 'Resume');
    await workbench.press('F5');
    await workbench.pausedOn('resume');
    await workbench.frame('main', `${line}:${column}`).waitFor();
    await workbench.consoleShows('tick');
    assert.equal(await workbench.consoleRow('total').count(), 0);

    await workbench.press('F5');
    await workbench.consoleShows('total 3');
    await workbench.ended();
  });
});
