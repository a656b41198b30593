/**
 * What `sys.executable` names: a small script that starts the command line with the Node that runs this program, so that
 * `subprocess.run([sys.executable, ...])` works wherever Node lies (inside the editor it isn't on the path).
 *
 * Owns: the script in the user's cache folder, written when it is missing. Must not know: what the program is.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { markUsed, sweep } from './keptFiles';
import { makeFolder } from './makeFolder';

const unquoted = (text: string): string => text.replaceAll("'\\''", "'");
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** So many stay of other places that Coroscope lies or lay in; a program that runs may use its own for days. */
const MOST_LAUNCHERS = 6;

/** Whether what a launcher starts isn't there any more. */
function startsNothing(folder: string): boolean {
  try {
    const [, node, commandLine] = /exec '(.*)' '(.*)' "\$@"/.exec(readFileSync(join(folder, 'python3'), 'utf8')) ?? [];
    return commandLine !== undefined && !(existsSync(unquoted(node)) && existsSync(unquoted(commandLine)));
  } catch {
    return false;
  }
}

/** The script's path; undefined where it can't be (no command line beside the worker, Windows, no cache folder). */
export function launcherPath(cache: string | null): string | undefined {
  if (process.platform === 'win32' || cache === null) return undefined;
  const commandLine = fileURLToPath(new URL('./cli.js', import.meta.url));
  const editor = process.versions.electron === undefined ? '' : 'ELECTRON_RUN_AS_NODE=1 ';
  const text = `#!/bin/sh\n${editor}exec ${quoted(process.execPath)} ${quoted(commandLine)} "$@"\n`;
  const key = createHash('sha1').update(text).digest('hex').slice(0, 12);
  const folder = join(cache, `bin-${key}`);
  const path = join(folder, 'python3');
  if (existsSync(path)) {
    markUsed(folder);
    return path;
  }
  if (!existsSync(commandLine)) return undefined;
  try {
    makeFolder(folder);
    // Several programs may start at once: each sees no script or a whole one.
    const own = `${path}.${process.pid}`;
    writeFileSync(own, text, { mode: 0o755 });
    renameSync(own, path);
    const week = 7 * 24 * 3600 * 1000;
    sweep(cache, {
      prefix: 'bin-',
      most: MOST_LAUNCHERS,
      unusedFor: week,
      isUseless: startsNothing,
    });
    return path;
  } catch {
    return undefined;
  }
}
