/**
 * Where CPython's own tests (the package `test`) are installed on this machine.
 *
 * Owns: the search, and installing Debian's package where that is asked for and possible.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findPython } from '../findPython';

export interface TestPackage {
  /** Of the CPython that the tests are for: "3.13". */
  readonly version: string;
  /** The folder `test`. */
  readonly folder: string;
}

/** The versions that the lists in test/conformance speak of, best first. */
export const knownVersions = ['3.13', '3.11'];

export const howToInstall =
  "CPython's tests are not installed here. Debian and Ubuntu: apt-get install libpython3.13-testsuite " +
  '(or libpython3.11-testsuite); pyenv: pyenv install 3.13.';

export function findTestPackage(version?: string): TestPackage | null {
  for (const wanted of version === undefined ? knownVersions : [version]) {
    const folder = [libraryOf(findPython(wanted)), `/usr/lib/python${wanted}`, `/usr/local/lib/python${wanted}`]
      .filter((library) => library !== null)
      .map((library) => join(library, 'test'))
      // Debian's own library has a `test` with little more than `test.support` in it.
      .find((candidate) => existsSync(join(candidate, 'test_coroutines.py')));
    if (folder !== undefined) return { version: wanted, folder };
  }
  return null;
}

function libraryOf(python: string | null): string | null {
  if (python === null) return null;
  return execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'], {
    encoding: 'utf8',
  }).trim();
}

/** Installs Debian's package of them. Says in a line why it could not. */
export function installTestPackage(): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'installing packages takes root';
  const apt = (...args: string[]) =>
    spawnSync('apt-get', args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  const update = apt('update');
  if (update.status !== 0) return `apt-get update failed: ${update.error?.message ?? lastLine(update.stderr)}`;
  let problem = '';
  for (const version of knownVersions) {
    const { status, stderr, error } = apt('install', '-y', '--no-install-recommends', `libpython${version}-testsuite`);
    if (status === 0) return null;
    problem = error?.message ?? lastLine(stderr);
  }
  return `apt-get install failed: ${problem}`;
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
