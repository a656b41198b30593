/** A real CPython to compare with, where there is one: python3.13 on PATH, or one of pyenv's. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

let found: string | null | undefined;

/** The command of CPython 3.13, or null. */
export function cpython(): string | null {
  found ??= look();
  return found;
}

function look(): string | null {
  if (works('python3.13')) return 'python3.13';
  const root = process.env.PYENV_ROOT ?? spawnSync('pyenv', ['root'], { encoding: 'utf8' }).stdout?.trim();
  if (!root) return null;
  const versions = join(root, 'versions');
  if (!existsSync(versions)) return null;
  const newest = readdirSync(versions)
    .filter((name) => /^3\.13\.\d+$/.test(name))
    .sort()
    .pop();
  const command = newest === undefined ? null : join(versions, newest, 'bin', 'python3.13');
  return command !== null && works(command) ? command : null;
}

function works(command: string): boolean {
  return spawnSync(command, ['--version']).status === 0;
}
