/** The CPython 3.13 of this machine, where there is one: `python3.13` on the path or in pyenv. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export function pythonCommand(): string | undefined {
  const folders = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'python3.13'));
  const versions = join(process.env.PYENV_ROOT ?? join(process.env.HOME ?? '', '.pyenv'), 'versions');
  if (existsSync(versions)) {
    for (const version of readdirSync(versions))
      if (version.startsWith('3.13')) folders.push(join(versions, version, 'bin', 'python3.13'));
  }
  // A shim of pyenv's exists even where its version is not chosen: ask each.
  return folders.find((file) => {
    if (!existsSync(file)) return false;
    try {
      return (
        execFileSync(file, ['-c', 'print(1)'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim() === '1'
      );
    } catch {
      return false;
    }
  });
}

/** Runs a script and returns its output; undefined where there is no CPython 3.13. */
export function runPython(script: URL): string | undefined {
  const command = pythonCommand();
  if (command === undefined) return undefined;
  return execFileSync(command, [fileURLToPath(script)], { encoding: 'utf8', maxBuffer: 1 << 28 });
}
