/** Finds a Chromium to drive, or installs Debian's where that is possible. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'];

/** Path of the browser. `$COROSCOPE_CHROMIUM` wins. */
export function findChromium(report: (line: string) => void = console.log): string {
  const found = search();
  if (found) return found;
  if (process.getuid?.() !== 0) throw new Error(`There is no Chromium (${names.join(', ')}) on the path: install one.`);
  report('Installing Chromium with apt-get');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status, stderr, error } = spawnSync('apt-get', args, {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status !== 0) throw new Error(`apt-get ${args.join(' ')} failed: ${error?.message ?? stderr}`);
  }
  const installed = search();
  if (!installed) throw new Error('apt-get installed chromium, but it is not on the path');
  return installed;
}

function search(): string | undefined {
  const own = process.env.COROSCOPE_CHROMIUM;
  if (own) return own;
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...elsewhere].find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
