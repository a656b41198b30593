/**
 * `npm start`: builds, fetches VS Code's server, and serves VS Code with the extension and the examples on loopback.
 * `npm start -- --headless [FILE]` debugs an example without an editor instead. `--port N`, `--folder PATH`, `--no-open`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cacheFolder, fetchVscode } from './fetchVscode';
import { packExtension } from './packExtension';
import { freePort, VscodeServer } from './vscodeServer';

const root = resolve(__dirname, '..');
const defaultPort = 8320;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      headless: { type: 'boolean', default: false },
      port: { type: 'string' },
      folder: { type: 'string', default: join(root, 'examples') },
      'no-open': { type: 'boolean', default: false },
    },
  });
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { stdio: 'inherit' });
  if (build.status !== 0) throw new Error('the build failed');
  if (values.headless) {
    const { headless } = await import('./headless');
    process.exitCode = await headless(positionals[0]);
    return;
  }
  await serve(resolve(values.folder), values.port, !values['no-open']);
}

async function serve(folder: string, wantedPort: string | undefined, open: boolean): Promise<void> {
  const port = await freePort(wantedPort === undefined ? defaultPort : Number(wantedPort), wantedPort !== undefined);
  const server = await fetchVscode((line) => console.log(line));
  const data = join(cacheFolder(), 'profile');
  mkdirSync(data, { recursive: true });
  const vsix = join(data, 'coroscope.vsix');
  await packExtension(root, vsix);
  const vscode = await VscodeServer.start({ server, data, port, vsix });
  process.once('exit', () => vscode.stop());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      vscode.stop();
      process.exit(signal === 'SIGINT' ? 130 : 143);
    });
  }
  const url = vscode.url(folder);
  console.log(`\nVS Code with Coroscope runs at\n\n  ${url}\n\nOpen an example there and press F5. Ctrl+C stops it.`);
  if (open) openBrowser(url);
  await vscode.ended();
  console.log("VS Code's server has ended.");
}

/** Where there is a desktop. Not being able to is no failure: the address is printed. */
function openBrowser(url: string): void {
  const desktop = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY;
  const command =
    process.platform === 'darwin'
      ? 'open'
      : process.platform === 'win32'
        ? 'explorer'
        : desktop
          ? 'xdg-open'
          : undefined;
  if (command === undefined || process.env.CI) return;
  const child = spawn(command, [url], { stdio: 'ignore', detached: true });
  child.on('error', () => console.log(`(There is no ${command} to open a browser with.)`));
  child.unref();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
