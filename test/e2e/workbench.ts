/** What a person does in VS Code's window, as far as the scenarios need it. Every wait is for something to be seen. */
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

export class Workbench {
  constructor(
    readonly page: Page,
    readonly folder: string,
  ) {
    page.setDefaultTimeout(60_000);
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

  /** F5, once more where it came before the window knew of a debugger: then it only opens the Run and Debug view. */
  async startDebugging(): Promise<void> {
    for (let tries = 0; tries < 8; tries++) {
      await this.press('F5');
      const console = this.page.locator('.repl');
      if (
        await console.waitFor({ timeout: 8000 }).then(
          () => true,
          () => false,
        )
      )
        return;
    }
    assert.fail('F5 starts no session');
  }

  /** The button with the run menu at the top right of the editor. */
  private runMenu(): Locator {
    return this.page.locator('.editor-actions .action-label[aria-label^="Run or Debug"]').first();
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
    for (let tries = 0; tries < 10; tries++) {
      try {
        if (!(await input.isVisible())) await this.press('F1');
        await input.fill(text, { timeout: 1500 });
        await wanted.click({ timeout: 3000 });
        await input.waitFor({ state: 'hidden', timeout: 5000 });
        return;
      } catch {
        // Closed by the window, or too early: once more, from the start, so that the list is asked for again.
        await this.press('Escape');
      }
    }
    assert.fail(`nothing called ${row} in the command palette`);
  }

  async press(key: string): Promise<void> {
    await this.page.keyboard.press(key);
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

  async cursorAt(line: number, options: { timeout?: number } = {}): Promise<void> {
    await this.page.locator('[id="status.editor.selection"]', { hasText: `Ln ${line},` }).waitFor(options);
  }

  /** Clicks a row of a view that may be drawn anew at any time, until the line that it stands for is shown. */
  async clickThrough(row: Locator, line: number): Promise<void> {
    await this.again(async () => {
      await row.click({ timeout: 10_000 });
      await this.cursorAt(line, { timeout: 10_000 });
    });
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

  /** Debugs a file of the workspace, up to a breakpoint on a line. */
  async debugTo(file: string, line: number): Promise<void> {
    await this.openFile(file);
    await this.toggleBreakpoint(line);
    await this.startDebugging();
    await this.stoppedAt(line);
  }

  /** A button of the debug toolbar. */
  toolbarButton(name: string): Locator {
    return this.page.locator(`.debug-toolbar .action-label[aria-label^="${name}"]`).first();
  }

  async ended(): Promise<void> {
    await this.page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
  }

  /** The rows of a view in the side bar, by the view's title. */
  rows(view: string): Locator {
    return this.pane(view).locator('.monaco-list-row');
  }

  pane(view: string): Locator {
    return this.page.locator(`.pane:has(.pane-header[aria-label^="${view}"])`);
  }

  /** Folds the views that the Tasks view shares the side bar with: a list draws only the rows that it has room for. */
  async makeRoomForTasks(): Promise<void> {
    for (const view of ['Variables', 'Watch', 'Breakpoints']) {
      const header = this.page.locator(`.pane-header[aria-label^="${view}"]`);
      if ((await header.getAttribute('aria-expanded')) === 'true') await header.click();
    }
  }

  /** Does something that a refresh of the window can spoil, up to five times. */
  async again(action: () => Promise<void>): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await action();
        return;
      } catch (error) {
        if (tries === 5) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  breakpointRow(place: string): Locator {
    return this.page.locator('.debug-breakpoints .monaco-list-row', { hasText: place }).first();
  }

  /** With "Edit Mode..." in the context menu of the Breakpoints view. */
  async setBreakpointMode(row: Locator, mode: string): Promise<void> {
    const item = this.page.locator('.quick-input-list .monaco-list-row', { hasText: mode }).first();
    await this.again(async () => {
      await this.openMenuAndChoose(row, 'Edit Mode...');
      // The list closes when something else takes the focus.
      await item.click({ timeout: 5000 });
    });
  }

  /** Chooses an item of a row's context menu, which doesn't open where the row is drawn anew at that moment. */
  async chooseInMenu(row: Locator, text: string): Promise<void> {
    await this.again(() => this.openMenuAndChoose(row, text));
  }

  /** Chooses an item of the editor's run menu. */
  async chooseInRunMenu(text: string): Promise<void> {
    await this.again(() => this.openMenuAndChoose(this.runMenu(), text, 'left'));
  }

  /** A menu ignores clicks in the moment after it opens: clicks until it is gone. */
  private async openMenuAndChoose(opener: Locator, text: string, button: 'left' | 'right' = 'right'): Promise<void> {
    const item = this.menuItem(text);
    await opener.click({ button });
    await item.click({ timeout: 10_000 });
    for (let tries = 0; tries < 10; tries++) {
      const gone = await item.waitFor({ state: 'hidden', timeout: 1000 }).then(
        () => true,
        () => false,
      );
      if (gone) return;
      // It may go while we click again.
      await item.click({ timeout: 1000 }).catch(() => undefined);
    }
    throw new Error(`the menu does not react to "${text}"`);
  }

  private menuItem(text: string): Locator {
    return this.page.locator('.monaco-menu .action-menu-item', { hasText: text }).first();
  }

  /** Waits until the call stack says why a thread is stopped. */
  async pausedOn(text: string): Promise<void> {
    await this.page
      .locator('.debug-call-stack .state.label', { hasText: new RegExp(text, 'i') })
      .first()
      .waitFor();
  }

  /** A frame of the call stack. */
  frame(name: string, place: string): Locator {
    return this.page.locator('.debug-call-stack .stack-frame', { hasText: name }).filter({ hasText: place }).first();
  }

  taskRow(text: string | RegExp): Locator {
    return this.rows('Tasks').filter({ hasText: text }).first();
  }

  async expand(row: Locator): Promise<void> {
    const expanded = row.and(this.page.locator('[aria-expanded="true"]'));
    await row.waitFor();
    await this.again(async () => {
      if ((await expanded.count()) === 0) await row.locator('.monaco-tl-twistie').click({ timeout: 10_000 });
      await expanded.waitFor({ timeout: 5000 });
    });
  }

  /** Types a line in the Debug Console. */
  async typeInConsole(text: string): Promise<void> {
    await this.run('Debug Console: Focus on Debug Console View');
    await this.page.locator('.repl-input-wrapper .monaco-editor').click();
    await this.page.keyboard.type(text);
    await this.press('Enter');
  }

  consoleRow(text: string | RegExp): Locator {
    return this.page.locator('.repl .monaco-list-row', { hasText: text });
  }

  async consoleShows(text: string | RegExp): Promise<void> {
    await this.consoleRow(text).first().waitFor();
  }
}
