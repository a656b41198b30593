/**
 * Runs CPython's own tests under our command line and compares with the lists in test/conformance:
 * `npm run conformance [-- LIST | FILE ...] [--update] [--jobs N] [--only REGEX] [--tests 3.13] [--install]
 * [--new-passes-are-fine]`.
 *
 * Without names the list `core`; `all` means every list, of which the others have no expectations written down yet.
 * Fails when a test fails that no list expects to, and when one passes that is said to fail; `--update` writes that into
 * the lists instead. Where CPython's tests can't be had it says so and is content.
 */
import { appendFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findTestPackage, howToInstall, installTestPackage } from './conformance/findTestPackage';
import { Lists } from './conformance/lists';
import { type FileResult, type RunOptions, runTestFile, type TestResult } from './conformance/runTestFile';

const root = join(import.meta.dirname, '..');
const command = [process.execPath, join(root, 'dist', 'cli.js')];

interface Surprise {
  readonly id: string;
  readonly result: TestResult;
}

/** One file's line of the table. */
interface Row {
  readonly file: string;
  readonly passed: number;
  readonly skipped: number;
  readonly expectedFailures: number;
  readonly failures: Surprise[];
  readonly passes: string[];
  readonly seconds: number;
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      update: { type: 'boolean' },
      'new-passes-are-fine': { type: 'boolean' },
      install: { type: 'boolean' },
      verbose: { type: 'boolean' },
      jobs: { type: 'string' },
      only: { type: 'string' },
      tests: { type: 'string' },
      'test-seconds': { type: 'string' },
    },
  });
  let problem: string | null = null;
  let tests = findTestPackage(values.tests);
  if (!tests && values.install) {
    problem = installTestPackage();
    tests = findTestPackage(values.tests);
  }
  if (!tests) {
    console.log(`Nothing run. ${howToInstall}${problem === null ? '' : ` (${problem})`}`);
    count(0, 0, 0);
    return;
  }
  const lists = new Lists(join(root, 'test', 'conformance'));
  const files = chooseFiles(lists, positionals);
  console.log(`CPython ${tests.version}'s tests, ${tests.folder}\n`);
  const options: RunOptions = { command, tests, testSeconds: Number(values['test-seconds'] ?? 120), only: values.only };
  printRow('file', 'passed', 'of', 'expected failures', 'unexpected', 'skipped', 'seconds');
  const rows = await runAll(files, lists, options, Number(values.jobs ?? availableParallelism()));
  const strict = values['new-passes-are-fine'] !== true;
  process.exitCode = report(rows, values.verbose === true, strict) && !values.update ? 1 : 0;
  if (!values.update) return;
  lists.update(tests.version, {
    failures: rows.flatMap((row) => row.failures.map((f) => f.id)),
    passes: rows.flatMap((row) => row.passes),
  });
}

function chooseFiles(lists: Lists, names: string[]): string[] {
  const chosen = names.length === 0 ? ['core'] : names.includes('all') ? lists.names : names;
  return [
    ...new Set(chosen.flatMap((name) => lists.filesOf(name) ?? [name.replace(/\.py$/, '').replaceAll('/', '.')])),
  ];
}

/** `jobs` files at a time; rows are printed in the order of the lists. */
async function runAll(files: string[], lists: Lists, options: RunOptions, jobs: number): Promise<Row[]> {
  const rows: (Row | null | undefined)[] = [];
  let next = 0;
  let printed = 0;
  const work = async () => {
    while (next < files.length) {
      const index = next++;
      rows[index] = await runOne(files[index], lists, options);
      for (; printed < files.length && rows[printed] !== undefined; printed++) {
        const row = rows[printed];
        if (row) printRowOf(row);
        else console.log(`${files[printed]}: not among these tests`);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
  return rows.filter((row) => row !== null && row !== undefined);
}

async function runOne(file: string, lists: Lists, options: RunOptions): Promise<Row | null> {
  const first = await runTestFile(file, options);
  if (!first) return null;
  const suspects = unexpectedFailures(first, lists, options).map((s) => s.id);
  let seconds = first.seconds;
  if (suspects.length > 0 && suspects.length < first.tests.size) {
    // A busy machine makes tests fail that measure time: those that no list knows get a second chance.
    const second = await runTestFile(file, options, suspects);
    for (const [id, result] of second!.tests) first.tests.set(id, result);
    seconds += second!.seconds;
  }
  return judge(file, { tests: first.tests, seconds }, lists, options);
}

function failed({ outcome }: TestResult): boolean {
  return outcome !== 'passed' && outcome !== 'skipped';
}

function unexpectedFailures(found: FileResult, lists: Lists, options: RunOptions): Surprise[] {
  return [...found.tests]
    .filter(([id, result]) => failed(result) && lists.expected(id, options.tests.version) === null)
    .map(([id, result]) => ({ id, result }));
}

function judge(file: string, found: FileResult, lists: Lists, options: RunOptions): Row {
  const all = [...found.tests];
  const { version } = options.tests;
  const failures = unexpectedFailures(found, lists, options);
  return {
    file,
    seconds: found.seconds,
    failures,
    passed: all.filter(([, result]) => result.outcome === 'passed').length,
    skipped: all.filter(([, result]) => result.outcome === 'skipped').length,
    expectedFailures: all.filter(([, result]) => failed(result)).length - failures.length,
    passes: all
      .filter(([id, r]) => r.outcome === 'passed' && lists.expected(id, version) === 'fails')
      .map(([id]) => id),
  };
}

function printRow(file: string, ...cells: string[]): void {
  const widths = [7, 6, 18, 11, 8, 8];
  console.log(file.padEnd(42) + cells.map((cell, i) => cell.padStart(widths[i])).join(''));
}

function printRowOf(row: Row): void {
  const { passed, skipped, expectedFailures, failures, passes } = row;
  const of = passed + skipped + expectedFailures + failures.length;
  const unexpected = failures.length + passes.length;
  printRow(row.file, ...[passed, of, expectedFailures, unexpected, skipped].map(String), row.seconds.toFixed(1));
}

/** Whether anything was unexpected. */
function report(rows: Row[], verbose: boolean, strict: boolean): boolean {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const total: Row = {
    file: `${rows.length} files`,
    passed: sum((r) => r.passed),
    skipped: sum((r) => r.skipped),
    expectedFailures: sum((r) => r.expectedFailures),
    seconds: sum((r) => r.seconds),
    failures: rows.flatMap((r) => r.failures),
    passes: rows.flatMap((r) => r.passes),
  };
  printRowOf(total);
  for (const { id, result } of total.failures) {
    const message = result.message.trim();
    console.log(`\nunexpectedly ${result.outcome}: ${id}\n  ${verbose ? message : (message.split('\n').at(-1) ?? '')}`);
  }
  for (const id of total.passes) console.log(`\nunexpectedly passed: ${id}`);
  // A test that passes against the lists' word is one too many failures, not one more pass.
  const wrongPasses = strict ? total.passes.length : 0;
  const surprises = total.failures.length + wrongPasses;
  const passed = total.passed - wrongPasses;
  console.log(`\n${passed} passed, ${surprises} failed, ${total.expectedFailures} failed as expected`);
  count(passed, surprises, total.expectedFailures + total.skipped);
  return surprises > 0;
}

function count(passes: number, failures: number, pending: number): void {
  const file = process.env.COROSCOPE_COUNTS;
  if (file) appendFileSync(file, `${JSON.stringify({ passes, failures, pending })}\n`);
}

void main();
