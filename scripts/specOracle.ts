/**
 * Checks the specs against the oracles: `npm run spec:oracle`. Each must do on CPython 3.13 what it says; those marked
 * `# since: 3.14` must on CPython 3.14, which is the one that is installed or else pyodide, where there are no threads.
 */
import { readFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { loadPyodide } from 'pyodide';
import { findSpecs, RUNNER, runSpecs, type Spec, type SpecResult } from '../test/spec/specs';
import { findPython } from './findPython';

let failed = 0;
let checked = 0;
/** Specs of the event loop, which pyodide runs only with an engine that switches stacks. */
let skipped = 0;

function compare(specs: readonly Spec[], results: Map<string, SpecResult>, oracle: string): void {
  for (const spec of specs) {
    const got = results.get(spec.file)!;
    if (got.error?.includes('WebAssembly stack switching not supported') === true) {
      skipped++;
      continue;
    }
    checked++;
    const does = JSON.stringify([got.lines.map((line) => line.trimEnd()), got.error]);
    const says = JSON.stringify([spec.lines, spec.error]);
    if (does === says) continue;
    failed++;
    console.log(`${relative(process.cwd(), spec.file)} on CPython ${oracle}:`);
    console.log(`  says ${says}`);
    console.log(`  does ${does}`);
  }
}

/** One spec after the other in this process. */
async function runInPyodide(specs: readonly Spec[]): Promise<Map<string, SpecResult>> {
  // Told where it lies: it would look for itself in a stack trace, which a loader of TypeScript rewrites.
  const py = await loadPyodide({ indexURL: dirname(require.resolve('pyodide/package.json')) });
  const space = py.toPy({ __name__: 'runSpecs' }) as { get(name: string): unknown };
  py.runPython(readFileSync(RUNNER, 'utf8'), { globals: space as never });
  py.runPython('run_as_json = lambda path: json.dumps(run(path))', { globals: space as never });
  const run = space.get('run_as_json') as (path: string) => string;
  const results = new Map<string, SpecResult>();
  for (const { file } of specs) {
    const { FS } = py as unknown as {
      FS: { mkdirTree(path: string): void; writeFile(path: string, text: string): void };
    };
    FS.mkdirTree(dirname(file));
    FS.writeFile(file, readFileSync(file, 'utf8'));
    results.set(file, JSON.parse(run(file)) as SpecResult);
  }
  return results;
}

async function main(): Promise<void> {
  const specs = findSpecs();
  const files = (list: readonly Spec[]) => list.map((s) => s.file);
  const old = specs.filter((s) => s.since === null || Number(s.since.split('.')[1]) <= 13);
  const recent = specs.filter((s) => !old.includes(s));
  const python = findPython('3.13');
  if (python === null) console.log('No CPython 3.13 found (on PATH or under pyenv): its specs are not checked.');
  else compare(old, runSpecs(python, [], files(old)), '3.13');
  const latest = findPython('3.14');
  if (latest !== null) compare(specs, runSpecs(latest, [], files(specs)), '3.14');
  else compare(recent, await runInPyodide(recent), '3.14 (pyodide)');
  console.log(`${checked - failed} agree, ${failed} differ, ${skipped} could not be run`);
  process.exitCode = failed > 0 ? 1 : 0;
}

void main();
