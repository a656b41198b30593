/**
 * The real CPythons that the front end is compared with: 3.14 in pyodide, 3.13 where one is installed.
 *
 * Owns: finding and starting them, the sources they know. Must not know: what is compared.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadPyodide, type PyodideAPI } from 'pyodide';

const require = createRequire(import.meta.url);
const CACHE = join(dirname(require.resolve('pyodide/package.json')), '..', '.cache');

/** A folder for what need not be computed twice. */
export function cacheFolder(name: string): string {
  const folder = join(CACHE, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

export async function startPyodide(): Promise<PyodideAPI> {
  return loadPyodide({ stdout: () => undefined, stderr: () => undefined });
}

/** The folder of the 3.14 library's sources, unpacked from pyodide once. */
export async function library314(): Promise<string> {
  const zip = join(dirname(require.resolve('pyodide/package.json')), 'python_stdlib.zip');
  const folder = join(cacheFolder('python314'), 'lib');
  if (existsSync(folder)) return folder;
  const pyodide = await startPyodide();
  mkdirSync(`${folder}.partial`, { recursive: true });
  pyodide.mountNodeFS('/unpacked', `${folder}.partial`);
  pyodide.mountNodeFS('/pyodide', dirname(zip));
  pyodide.runPython(`
import zipfile
zipfile.ZipFile('/pyodide/python_stdlib.zip').extractall('/unpacked')
`);
  const { renameSync } = await import('node:fs');
  renameSync(`${folder}.partial`, folder);
  return folder;
}

/** The executable of a CPython of that version (such as '3.13'), or null. */
export function findPython(version: string): string | null {
  const candidates = [`python${version}`];
  for (const root of pyenvRoots()) {
    const versions = join(root, 'versions');
    if (!existsSync(versions)) continue;
    for (const name of readdirSync(versions).sort()) {
      if (name.startsWith(`${version}.`)) candidates.push(join(versions, name, 'bin', `python${version}`));
    }
  }
  for (const candidate of candidates) {
    try {
      const found = execFileSync(candidate, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      if (found.trim() === version) return candidate;
    } catch {
      // Not this one.
    }
  }
  return null;
}

function pyenvRoots(): string[] {
  const roots: string[] = [];
  if (process.env.PYENV_ROOT !== undefined) roots.push(process.env.PYENV_ROOT);
  try {
    roots.push(execFileSync('pyenv', ['root'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim());
  } catch {
    // No pyenv.
  }
  return roots;
}

/** The folder of CPython's own tests that belong to `python`, or null. */
export function testFolder(python: string): string | null {
  const script = 'import os, test; print(os.path.dirname(test.__file__))';
  try {
    const folder = execFileSync(python, ['-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    return existsSync(join(folder, 'test_grammar.py')) ? folder : null;
  } catch {
    return null;
  }
}

/** All .py files below `folder`, sorted. */
export function pythonFiles(folder: string): string[] {
  const files: string[] = [];
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) files.push(...pythonFiles(path));
    else if (name.endsWith('.py')) files.push(path);
  }
  return files;
}
