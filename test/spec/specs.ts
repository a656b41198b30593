/**
 * Specs: one behaviour a file, what it prints written beside the print as `# expect: text`, and the exception that ends
 * it, if one does, as `# expect error: Type: message`.
 *
 * Owns: finding, reading and running them, on any interpreter whose command line is Python's.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Spec {
  file: string;
  lines: string[];
  error: string | null;
  /** The oldest CPython that does the same: `# since: 3.14` in the first lines. */
  since: string | null;
}

export interface SpecResult {
  file: string;
  lines: string[];
  error: string | null;
}

export const RUNNER = join(__dirname, 'runSpecs.py');

export function findSpecs(folder: string = __dirname): Spec[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.py') && name.includes('/'))
    .sort()
    .map((name) => readSpec(join(folder, name)));
}

function readSpec(file: string): Spec {
  const source = readFileSync(file, 'utf8');
  const lines = [...source.matchAll(/# expect: ?(.*)$/gm)].map((m) => m[1].trimEnd());
  const error = /# expect error: (.*)$/m.exec(source);
  const since = /# since: (\S+)/.exec(source);
  return { file, lines, error: error === null ? null : error[1].trimEnd(), since: since === null ? null : since[1] };
}

/** Runs specs in one process; a spec that ends the process loses those after it, so they are run again. */
export function runSpecs(command: string, args: string[], files: string[]): Map<string, SpecResult> {
  const results = new Map<string, SpecResult>();
  let left = files;
  while (left.length > 0) {
    const run = spawnSync(command, [...args, RUNNER], {
      input: left.join('\n'),
      // The same collisions in every run of CPython.
      env: { ...process.env, PYTHONHASHSEED: '0' },
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      timeout: 120_000,
    });
    for (const line of run.stdout.split('\n')) {
      if (!line.startsWith('{"file"')) continue;
      const result = JSON.parse(line) as SpecResult;
      results.set(result.file, result);
    }
    const rest = left.filter((f) => !results.has(f));
    if (rest.length === 0) break;
    results.set(rest[0], {
      file: rest[0],
      lines: [],
      error: `the process ended (${run.signal ?? run.status}): ${run.stderr.trim().slice(-500)}`,
    });
    left = rest.slice(1);
  }
  return results;
}
