/**
 * Python packages from Debian, unpacked under .cache/: real programs that nobody here wrote.
 *
 * Owns: downloading and unpacking. Where that can't be (no apt, no network, no such package) it says so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const cache = resolve(__dirname, '../../.cache/debian');
const unpacked = join(cache, 'root');
const DOWNLOAD_TIMEOUT = 60_000;

/** What goes on PYTHONPATH. */
export const packagesPath = join(unpacked, 'usr/lib/python3/dist-packages');

/** "12", or "" elsewhere than on Debian. */
export function debianRelease(): string {
  if (!existsSync('/etc/os-release')) return '';
  const text = readFileSync('/etc/os-release', 'utf8');
  return /^ID=debian$/m.test(text) ? (/^VERSION_ID="?(\d+)/m.exec(text)?.[1] ?? '') : '';
}

/** Makes sure that the packages are there; returns null, or why they aren't. */
export function fetchPackages(names: readonly string[]): string | null {
  const stamp = (name: string): string => join(cache, `${name}.unpacked`);
  const missing = names.filter((name) => !existsSync(stamp(name)));
  if (missing.length === 0) return null;
  const downloads = join(cache, `downloads-${process.pid}`);
  mkdirSync(downloads, { recursive: true });
  try {
    const got = spawnSync('apt-get', ['download', ...missing.map((name) => `python3-${name}`)], {
      cwd: downloads,
      encoding: 'utf8',
      timeout: DOWNLOAD_TIMEOUT,
    });
    if (got.error) return `apt-get: ${got.error.message}`;
    if (got.status !== 0) return `apt-get download: ${got.stderr.trim().split('\n').at(-1)}`;
    for (const file of readdirSync(downloads)) {
      const { status, error } = spawnSync('dpkg', ['-x', join(downloads, file), unpacked]);
      if (status !== 0) return `dpkg -x ${file}: ${error?.message ?? `exit code ${status}`}`;
    }
    for (const name of missing) writeFileSync(stamp(name), '');
    return null;
  } finally {
    rmSync(downloads, { recursive: true });
  }
}
