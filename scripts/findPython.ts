/**
 * The CPython interpreters of this machine: the oracle and the peer.
 *
 * Owns: the search, on PATH and under pyenv. Each candidate is asked for its version: a shim may answer for none.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

function pyenvRoot(): string {
  return process.env.PYENV_ROOT ?? join(process.env.HOME ?? '', '.pyenv');
}

function candidates(version: string): string[] {
  const name = `python${version}`;
  const out: string[] = [];
  const versions = join(pyenvRoot(), 'versions');
  if (existsSync(versions))
    for (const v of readdirSync(versions).sort().reverse())
      if (v.startsWith(`${version}.`)) out.push(join(versions, v, 'bin', name));
  for (const folder of (process.env.PATH ?? '').split(delimiter)) out.push(join(folder, name));
  return out.filter((path) => existsSync(path));
}

/** Path of CPython `version` ("3.13", "3.9", "3"), or null. */
export function findPython(version: string): string | null {
  for (const path of candidates(version)) {
    try {
      const text = execFileSync(path, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }).trim();
      if (text === version || text.startsWith(`${version}.`)) return path;
    } catch {
      // A shim of a version that is not chosen.
    }
  }
  return null;
}
