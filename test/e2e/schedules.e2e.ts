import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lineOf, scenarios } from './scenarios';

const bank = readFileSync(join(__dirname, '../../examples/bank.py'), 'utf8');

scenarios('schedules', (editor) => {
  it('finds an order in which the program fails, and debugs it at the choice that decides', async () => {
    const workbench = await editor().open({ 'bank.py': bank });
    await workbench.openFile('bank.py');
    await workbench.chooseInRunMenu('Find a Failing Schedule…');
    const { page } = workbench;
    const asked = page.locator('.quick-input-widget', { hasText: 'Find a Failing Schedule of bank.py' });
    await asked.locator('input.input').fill('20');
    await asked.locator('input.input').press('Enter');
    const found = page.locator('.notification-toast', { hasText: "task 'b to a' runs before task 'a to b'" });
    await found.waitFor({ timeout: 180_000 });
    await found.locator('.monaco-button', { hasText: 'Debug This Schedule' }).click();
    await workbench.stoppedAt(lineOf(bank, '@bp asked'));
  });
});
