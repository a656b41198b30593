/**
 * Real VS Code in headless Chromium with the extension installed from its package: one server and one browser for a file of scenarios, a
 * fresh workspace and page for each. Test artefacts (a screenshot of each failure) go to `.cache/e2e/`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium';
import { fetchVscode } from '../../scripts/fetchVscode';
import { packExtension } from '../../scripts/packExtension';
import { freePort, VscodeServer } from '../../scripts/vscodeServer';
import { Workbench } from './workbench';

const root = resolve(__dirname, '..', '..');
const quietBrowser = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
];

export class Editor {
  private readonly temporary = mkdtempSync(join(tmpdir(), 'coroscope-e2e-'));
  private workspaces = 0;
  private page: Page | undefined;

  private constructor(
    private readonly server: VscodeServer,
    private readonly browser: Browser,
  ) {
    process.once('exit', () => server.stop());
    process.setMaxListeners(30);
  }

  static async start(): Promise<Editor> {
    const executablePath = findChromium();
    const server = await fetchVscode((line) => console.log(line));
    const data = mkdtempSync(join(tmpdir(), 'coroscope-vscode-'));
    const settings = { 'debug.toolBarLocation': 'floating', 'debug.console.acceptSuggestionOnEnter': 'off' };
    const vsix = join(data, 'coroscope.vsix');
    await packExtension(root, vsix);
    const vscode = await VscodeServer.start({ server, data, port: await freePort(0, true), vsix, settings });
    process.once('exit', () => rmSync(data, { recursive: true, force: true }));
    return new Editor(vscode, await chromium.launch({ executablePath, args: quietBrowser }));
  }

  /** Opens a new workspace with these files. */
  async open(files: Record<string, string | Uint8Array>): Promise<Workbench> {
    await this.closePage();
    const folder = join(this.temporary, `workspace-${++this.workspaces}`);
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const page = await this.browser.newPage({ viewport: { width: 1400, height: 1000 } });
    this.page = page;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(this.server.url(folder));
    const workbench = new Workbench(page, folder);
    await workbench.ready();
    return workbench;
  }

  /** What the page looks like after a failure. */
  async screenshot(name: string): Promise<void> {
    const path = join(root, '.cache', 'e2e', `${name.replace(/\W+/g, '-')}.png`);
    await this.page?.screenshot({ path });
  }

  async stop(): Promise<void> {
    await this.closePage();
    await this.browser.close();
    this.server.stop();
    rmSync(this.temporary, { recursive: true, force: true });
  }

  private async closePage(): Promise<void> {
    await this.page?.close();
    this.page = undefined;
  }
}
