/**
 * What `sys.executable` names: a small script that starts the command line with the Node that runs this program, so that
 * `subprocess.run([sys.executable, ...])` works wherever Node lies (inside the editor it isn't on the path).
 *
 * Owns: the script in the user's cache folder, written when it is missing. Must not know: what the program is.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The script's path; undefined where it can't be (no command line beside the worker, Windows, no cache folder). */
export function launcherPath(): string | undefined {
  if (process.platform === 'win32') return undefined;
  const commandLine = fileURLToPath(new URL('./cli.js', import.meta.url));
  const editor = process.versions.electron === undefined ? '' : 'ELECTRON_RUN_AS_NODE=1 ';
  const text = `#!/bin/sh\n${editor}exec ${quoted(process.execPath)} ${quoted(commandLine)} "$@"\n`;
  const key = createHash('sha1').update(text).digest('hex').slice(0, 12);
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const folder = join(cache, 'coroscope', `bin-${key}`);
  const path = join(folder, 'python3');
  if (existsSync(path)) return path;
  if (!existsSync(commandLine)) return undefined;
  try {
    mkdirSync(folder, { recursive: true });
    // Several programs may start at once: each sees no script or a whole one.
    const own = `${path}.${process.pid}`;
    writeFileSync(own, text, { mode: 0o755 });
    renameSync(own, path);
    return path;
  } catch {
    return undefined;
  }
}
