import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ProgramFolder } from '../adapter/programFolder';
import { lineOf, scenarios } from './scenarios';

const program = `import random
drawn = random.random()
print('drawn', drawn)
again = drawn
`;

/** The recording of a program that is gone, and what it printed. */
function record(): { recording: Uint8Array; printed: string } {
  const folder = new ProgramFolder({ 'gone.py': program });
  const { stdout } = folder.run('--record', 'run.cororec', 'gone.py');
  const recording = readFileSync(join(folder.path, 'run.cororec'));
  folder.remove();
  return { recording, printed: stdout.trim() };
}

scenarios('a recording', (editor) => {
  it('opens from the explorer, without the program, and goes forward and back', async () => {
    const { recording, printed } = record();
    assert.match(printed, /^drawn 0\.\d+$/);
    const workbench = await editor().open({ 'run.cororec': recording });
    const row = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'run.cororec' }).first();
    await workbench.chooseInMenu(row, 'Open Recording…');
    await workbench.stoppedAt(1);
    for (const text of ['random.random', 'print', 'again']) {
      await workbench.toolbarButton('Step Over').click();
      await workbench.stoppedAt(lineOf(program, text));
    }
    await workbench.consoleRow(printed).waitFor();
    await workbench.toolbarButton('Step Back').click();
    await workbench.stoppedAt(lineOf(program, 'print'));
    await workbench.toolbarButton('Continue').click();
    await workbench.stoppedAt(lineOf(program, 'again'));
    await workbench.toolbarButton('Continue').click();
    await workbench.ended();
    assert.equal(await workbench.consoleRow('drawn').count(), 1);
  });
});
