/**
 * Speed against CPython in the same run: `npm run bench [-- name …]`. Medians of five, alternating; every figure is a
 * ratio (below 1: we are faster). A benchmark is never a test: nothing fails here.
 *
 * Beside the programs of scripts/bench/: those of its folder `library`, which are mostly the standard library's work
 * (`library`); some of the first warm (`warm`: the best of many rounds in one process); with a breakpoint elsewhere
 * (`attached`: to the command line, which has no debugger), with the Event Loop view open beside
 * (`watched`) and recorded (`recorded`), the time from launch to the first stop (`firstStop`), whole processes that import
 * much of the library (`imports`), and how fast the compiler is (`compile`).
 */
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findPython } from './findPython';
import { compileSpeed } from './benchCompile';
import { adapterCpu, adapterRun, firstStop, type AdapterRun } from './benchDebugger';

const ROUNDS = 5;
const WARM_ROUNDS = 15;
const IMPORT_ROUNDS = 7;
/** Differences of a few hundredths are asked for. */
const ATTACHED_ROUNDS = 11;
/** Programs that are also measured warm. */
const WARM = [
  'awaitChain',
  'asyncFib25',
  'asyncGenerator',
  'generatorTree',
  'fib27',
  'attributes',
  'nbody',
  'fannkuch',
  'richards',
  'deltablue',
];
const ATTACHED = [
  'awaitChain',
  'fib27',
  'sleepZero',
  'boundedQueue',
  'asyncTreeNone',
  'asyncTreeIo',
  'asyncTreeMemoization',
  'asyncTreeCpuIoMixed',
  'manyTasks',
  'gather',
  'echo',
];
/**
 * Programs of many tasks, with the Event Loop view open: what tasks do, and who wakes them, is noted. A few hundredths are
 * to be seen, so it is processor time, of several runs in each process, in many rounds.
 */
const WATCHED = [
  'asyncTreeNone',
  'asyncTreeIo',
  'asyncTreeMemoization',
  'asyncTreeCpuIoMixed',
  'sleepZero',
  'boundedQueue',
  'gather',
  'manyTasks',
  'echo',
];
const WATCHED_ROUNDS = 15;
const RUNS_IN_A_PROCESS = 3;
const RECORDED = ['fib27', 'sleepZero', 'clock', 'echo'];
const root = join(__dirname, '..');
const folder = join(__dirname, 'bench');
/** Programs that are mostly the standard library's work. */
const library = join(folder, 'library');
const cli = join(root, 'dist', 'cli.js');

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Runs a program that prints times in seconds, a line each. */
function times(command: string, args: string[]): number[] {
  const out = execFileSync(command, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const seconds = out.trim().split('\n').map(Number);
  if (!seconds.every((value) => value > 0)) throw new Error(`${args.join(' ')} printed no time: ${out}`);
  return seconds;
}

/** Runs a program that prints its own time. */
function time(command: string, args: string[]): number {
  return times(command, args).at(-1)!;
}

/** The best of many rounds in one process: what is left when everything is warm. */
function warmTime(command: string, args: string[], file: string): number {
  return Math.min(...times(command, [...args, join(folder, 'shared', 'warm.py'), file, String(WARM_ROUNDS)]));
}

function row(name: string, ours: number, theirs: number | null, unit = 's', more = ''): void {
  const ratio = theirs === null ? '' : `  ${(ours / theirs).toFixed(2)}×`;
  const peer = theirs === null ? '' : `  CPython ${theirs.toFixed(3)} ${unit}`;
  console.log(`${name.padEnd(34)} ${ours.toFixed(3)} ${unit}${peer}${ratio}${more}`);
}

const programsIn = (at: string): string[] =>
  readdirSync(at)
    .filter((f) => f.endsWith('.py'))
    .map((f) => f.slice(0, -3));

/** A program in fresh processes, ours and CPython's in turns. */
function programRow(label: string, file: string, python: string | null): void {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    ours.push(time(process.execPath, [cli, file]));
    if (python !== null) theirs.push(time(python, [file]));
  }
  row(label, median(ours), python === null ? null : median(theirs));
}

/** Imports that a program with asyncio and tests comes to. */
const IMPORTS = 'import asyncio, unittest, typing, json';

/**
 * Seconds from the start to the end of a process that does nothing but these imports, and how much more that is than of
 * one that does nothing, as medians; both sides with warm caches, alternating.
 */
function importTimes(python: string | null): Record<'ours' | 'theirs', [all: number, more: number] | null> & {
  ours: [number, number];
} {
  const runs: [ours: number[], theirs: number[]][] = [
    [[], []],
    [[], []],
  ];
  const wall = (command: string, args: string[]): number => {
    const begin = performance.now();
    execFileSync(command, args);
    return (performance.now() - begin) / 1000;
  };
  for (let i = -2; i < IMPORT_ROUNDS; i++)
    for (const [at, code] of [IMPORTS, 'pass'].entries()) {
      const ours = wall(process.execPath, [cli, '-c', code]);
      const theirs = python === null ? 0 : wall(python, ['-c', code]);
      // The first ones fill the caches.
      if (i < 0) continue;
      runs[at][0].push(ours);
      runs[at][1].push(theirs);
    }
  const side = (which: 0 | 1): [number, number] => {
    const [all, empty] = runs.map((times) => median(times[which]));
    return [all, all - empty];
  };
  return { ours: side(0), theirs: python === null ? null : side(1) };
}

/** What it costs to debug a program in one way rather than in another, or than on the command line; and CPython's time. */
async function adapterRow(
  label: string,
  name: string,
  [without, having]: ['commandLine' | AdapterRun, AdapterRun],
  python: string | null,
): Promise<void> {
  const file = join(folder, `${name}.py`);
  const first: number[] = [];
  const second: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < ATTACHED_ROUNDS; i++) {
    first.push(without === 'commandLine' ? time(process.execPath, [cli, file]) : await adapterRun(file, without));
    second.push(await adapterRun(file, having));
    if (python !== null) theirs.push(time(python, [file]));
  }
  const cost = `  ${(median(second) / median(first)).toFixed(2)}× of ${without}`;
  row(label, median(second), python === null ? null : median(theirs), 's', cost);
}

/** What watching costs in processor time: the ratio of medians, and between which the middle half of the rounds lies. */
async function watchedRow(name: string): Promise<void> {
  const file = join(folder, `${name}.py`);
  const times = { attached: [] as number[], watched: [] as number[] };
  const sides = ['attached', 'watched'] as const;
  for (let i = 0; i < WATCHED_ROUNDS; i++)
    for (const how of i % 2 === 0 ? sides : sides.toReversed())
      times[how].push(await adapterCpu(file, how, RUNS_IN_A_PROCESS));
  const ratios = times.watched.map((value, i) => value / times.attached[i]).sort((a, b) => a - b);
  const [low, high] = [0.25, 0.75].map((part) => ratios[Math.floor(ratios.length * part)].toFixed(2));
  const cost = (median(times.watched) / median(times.attached)).toFixed(3);
  row(
    `${name}, its loop watched`,
    median(times.watched),
    null,
    's of CPU',
    `  ${cost}× of attached (${low} to ${high})`,
  );
}

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  const chosen = (name: string): boolean => wanted.length === 0 || wanted.includes(name);
  const python = findPython('3.13') ?? findPython('3');
  console.log(python === null ? 'No CPython found: times without ratios.' : `Peer: ${python}`);
  const names = programsIn(folder);
  for (const name of names.filter(chosen)) programRow(name, join(folder, `${name}.py`), python);
  for (const name of programsIn(library))
    if (chosen('library') || wanted.includes(name)) programRow(`${name}, library`, join(library, `${name}.py`), python);
  for (const name of chosen('warm') ? WARM : []) {
    const file = join(folder, `${name}.py`);
    row(`${name}, warm`, warmTime(process.execPath, [cli], file), python === null ? null : warmTime(python, [], file));
  }
  if (chosen('imports')) {
    const { ours, theirs } = importTimes(python);
    row('imports: a process that does', ours[0], theirs?.[0] ?? null);
    row('imports: less one that does not', ours[1], theirs?.[1] ?? null);
  }
  for (const name of chosen('attached') ? ATTACHED : [])
    await adapterRow(`${name}, a breakpoint elsewhere`, name, ['commandLine', 'attached'], python);
  for (const name of chosen('watched') ? WATCHED : []) await watchedRow(name);
  for (const name of chosen('recorded') ? RECORDED : [])
    await adapterRow(`${name}, recorded`, name, ['attached', 'recorded'], null);
  if (chosen('compile')) row('parsing and compiling', compileSpeed(), null, 'MB/s');
  if (chosen('firstStop')) {
    const times: number[] = [];
    for (let i = 0; i < ROUNDS; i++) times.push(await firstStop(join(root, 'examples', 'coro_demo.py')));
    row('launch to first stop', median(times), null);
  }
}

main().catch((e: unknown) => {
  console.error(e);
  process.exitCode = 1;
});
