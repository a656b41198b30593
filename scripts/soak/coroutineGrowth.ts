/**
 * How much a process grows that creates and drops many coroutines.
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

export interface Growth {
  /** In megabytes, after the first twentieth of them and after all. */
  first: number;
  total: number;
}

/** Memory is read from /proc, so there is no answer (null) elsewhere, nor before a build. */
export function coroutineGrowth(count: number): Growth | null {
  if (!existsSync('/proc/self/statm') || !existsSync(cli)) return null;
  const out = execFileSync(process.execPath, [cli, join(__dirname, 'coroutines.py'), String(count)], {
    encoding: 'utf8',
  });
  const [first, total] = out.trim().split(' ').map(Number);
  return { first, total };
}
