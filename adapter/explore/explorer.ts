/**
 * Looks for a schedule with which a program fails, and for the fewest choices that it takes.
 *
 * Owns: which schedules are tried, in what order. Must not know: how a program is run (a function is given), how what is
 * found is shown.
 */
import { choicesOf, deviationsOf, type Deviation, type ScheduleOptions } from '../../runtime/index';
import type { Exploration, ExploreMessage, FailingSchedule, Failure } from '../protocol';
import { failureOf, isSameFailure } from './failureOf';
import type { Run } from './runWithSchedule';
import { shrink } from './shrink';

export interface ExploreOptions {
  /** Schedules to be tried; shrinking comes on top, with as many. */
  most: number;
  /** Runs at a time. */
  together: number;
  run(schedule: ScheduleOptions): Promise<Run>;
  tell(message: ExploreMessage): void;
  /** Asked between runs: nobody wants to know any more. */
  stopped(): boolean;
}

/** A run ends after so many callbacks. */
const MOST_STEPS = 200_000;

interface Found {
  seed: number;
  run: Run;
  failure: Failure;
}

export async function explore(options: ExploreOptions): Promise<Exploration> {
  const { most } = options;
  const plain = await options.run(recorded([]));
  const failure = failureOf(plain);
  const end = (runs: number, unfinished: number, note: string | null, found: FailingSchedule | null): Exploration => ({
    runs,
    unfinished,
    note,
    found,
  });
  if (failure !== null) return end(1, 0, null, describe(null, failure, plain, 0, 0));
  if (plain.tookTooLong) return end(1, 1, 'it does not end by itself, so there is nothing to judge', null);
  const { decisions, unfinished } = plain.report!;
  if (decisions === 0)
    return end(1, 0, unfinished ? null : 'there is nothing to choose: never were two tasks ready at a time', null);
  const search = await findSeed(options, most - 1);
  const runs = search.runs + 1;
  const { found } = search;
  if (found === null) return end(runs, search.unfinished, options.stopped() ? 'it was stopped' : null, null);
  return end(runs, search.unfinished, null, await shrunk(options, found));
}

async function findSeed(
  { together, run, tell, stopped }: ExploreOptions,
  most: number,
): Promise<{ runs: number; unfinished: number; found: Found | null }> {
  let unfinished = 0;
  let runsSoFar = 0;
  for (let first = 0; first < most && !stopped(); first += together) {
    const seeds = Array.from({ length: Math.min(together, most - first) }, (_, i) => first + i);
    const runs = await Promise.all(
      seeds.map((seed) => run({ seed, choices: [], stopAt: null, mostSteps: MOST_STEPS })),
    );
    if (stopped()) break;
    for (const [i, result] of runs.entries()) {
      if (result.tookTooLong || result.report?.unfinished) unfinished++;
      const failure = failureOf(result);
      if (failure !== null) return { runs: first + i + 1, unfinished, found: { seed: seeds[i], run: result, failure } };
    }
    runsSoFar += seeds.length;
    tell({ kind: 'progress', phase: 'searching', runs: runsSoFar + 1, most: most + 1 });
  }
  return { runs: runsSoFar, unfinished, found: null };
}

async function shrunk({ most, run, tell, stopped }: ExploreOptions, found: Found): Promise<FailingSchedule> {
  const { seed, failure } = found;
  // Ended from outside: what it chose is not known.
  if (found.run.report === null) return describe(seed, failure, found.run, 0, 0);
  let last = found.run;
  let runs = 0;
  const before = deviationsOf(found.run.report.choices);
  const attempt = async (deviations: readonly Deviation[]): Promise<readonly Deviation[] | null> => {
    if (stopped()) return null;
    const result = await run(recorded(choicesOf(deviations)));
    tell({ kind: 'progress', phase: 'shrinking', runs: ++runs, most });
    if (result.report === null || !isSameFailure(failureOf(result), failure)) return null;
    const had = deviationsOf(result.report.choices);
    if (had.length <= deviations.length) last = result;
    return had;
  };
  await shrink(before, attempt, most);
  return describe(seed, failureOf(last)!, last, before.length, runs);
}

function recorded(choices: number[]): ScheduleOptions {
  return { seed: null, choices, stopAt: null, mostSteps: MOST_STEPS };
}

function describe(
  seed: number | null,
  failure: Failure,
  { report }: Run,
  deviationsBefore: number,
  shrinkingRuns: number,
): FailingSchedule {
  const { choices, deviations } = report ?? { choices: [], deviations: [] };
  return { seed, failure, choices, deviations, deviationsBefore, shrinkingRuns };
}
