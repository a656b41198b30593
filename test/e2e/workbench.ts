/** What a person does in VS Code's window, as far as the scenarios need it. Every wait is for something to be seen. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

export class Workbench {
  constructor(
    readonly page: Page,
    readonly folder: string,
  ) {
    page.setDefaultTimeout(45_000);
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor();
    await this.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor();
  }

  async openFile(name: string, language = 'Python'): Promise<void> {
    const row = this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first();
    if (!(await row.isVisible())) await this.run('View: Show Explorer');
    await row.dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator('[id="status.editor.mode"]', { hasText: language }).waitFor();
  }

  /** Runs a command of the palette. */
  async run(command: string): Promise<void> {
    await this.quickInput(`>${command}`, command);
  }

  /** Starts a configuration of launch.json by its name. */
  async startConfiguration(name: string): Promise<void> {
    await this.quickInput(`debug ${name}`, name);
  }

  /** Loses the focus now and then while the window is still loading, which closes it: then once more. */
  private async quickInput(text: string, row: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input.input');
    const wanted = this.page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first();
    for (let tries = 0; tries < 30; tries++) {
      try {
        if (!(await input.isVisible())) await this.press('F1');
        await input.fill(text, { timeout: 1500 });
        await wanted.click({ timeout: 3000 });
        await input.waitFor({ state: 'hidden', timeout: 5000 });
        return;
      } catch {
        // Seen to be closed, or too early.
      }
    }
    assert.fail(`nothing called ${row} in the command palette`);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
  }

  /** The line of the active editor with this number. */
  lineNumber(line: number): Locator {
    return this.page.locator('.editor-instance .line-numbers', { hasText: new RegExp(`^${line}$`) }).first();
  }

  async goToLine(line: number, column = 1): Promise<void> {
    await this.page.locator('.editor-instance .view-lines').first().click();
    await this.press('Control+g');
    const input = this.page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await this.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.cursorAt(line);
  }

  async cursorAt(line: number): Promise<void> {
    await this.page.locator('[id="status.editor.selection"]', { hasText: `Ln ${line},` }).waitFor();
  }

  /** A breakpoint on a line of the active editor, with F9. */
  async toggleBreakpoint(line: number): Promise<void> {
    await this.goToLine(line);
    const shown = this.page.locator(
      '.editor-instance .codicon-debug-breakpoint, .editor-instance .codicon-debug-breakpoint-unverified',
    );
    const before = await shown.count();
    for (let tries = 0; (await shown.count()) === before; tries++) {
      assert.ok(tries < 20, `a breakpoint shows on line ${line}`);
      await this.press('F9');
      await this.page
        .waitForFunction(
          `document.querySelectorAll('.editor-instance .codicon-debug-breakpoint, .editor-instance .codicon-debug-breakpoint-unverified').length > ${before}`,
          undefined,
          { timeout: 2000 },
        )
        .catch(() => undefined);
    }
  }

  /** Waits until the program is stopped and this line is shown as the one where it stands. */
  async stoppedAt(line: number): Promise<void> {
    await this.page.locator('.debug-call-stack .monaco-list-row .stack-frame').first().waitFor();
    await this.page.locator('.editor-instance .codicon-debug-stackframe').first().waitFor();
    await this.cursorAt(line);
  }

  async running(): Promise<void> {
    await this.page.locator('.debug-toolbar .codicon-debug-pause').waitFor();
  }

  async ended(): Promise<void> {
    await this.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  }

  /** The rows of a view in the side bar, by the view's title. */
  rows(view: string): Locator {
    return this.page.locator(`.pane:has(.pane-header[aria-label^="${view}"]) .monaco-list-row`);
  }

  taskRow(text: string | RegExp): Locator {
    return this.rows('Tasks').filter({ hasText: text }).first();
  }

  async expand(row: Locator): Promise<void> {
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'false') await row.locator('.monaco-tl-twistie').click();
  }

  callStack(): Locator {
    return this.page.locator('.debug-call-stack .monaco-list-row');
  }

  /** Types a line in the Debug Console. */
  async typeInConsole(text: string): Promise<void> {
    await this.run('Debug Console: Focus on Debug Console View');
    await this.page.locator('.repl-input-wrapper .monaco-editor').click();
    await this.page.keyboard.type(text);
    await this.press('Enter');
  }

  async consoleShows(text: string | RegExp): Promise<void> {
    await this.page.locator('.repl .monaco-list-row', { hasText: text }).first().waitFor();
  }
}
