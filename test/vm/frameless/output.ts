/**
 * What a program prints under the built command line.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', '..', 'dist', 'cli.js');

/** The lines that `source` prints; it runs what is to be hot often enough itself. */
export function output(source: string): string[] {
  const run = spawnSync(process.execPath, [cli, '-c', source], { encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.stderr, '');
  return run.stdout.trimEnd().split('\n');
}
