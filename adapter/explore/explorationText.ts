/** What looking for a failing schedule has found, in words. */
import { basename } from 'node:path';
import type { DecisionInfo } from '../../runtime/index';
import type { Exploration, FailingSchedule } from '../protocol';

const counted = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

/** `program`: as it is to be named on a command line. */
export function explorationText({ runs, unfinished, note, found }: Exploration, program: string): string {
  const cut = unfinished > 0 ? ` (${unfinished} of them ended early, since they took too long)` : '';
  if (found === null) {
    const why = note === null ? '' : `: ${note}`;
    return `No schedule was found with which it fails, in ${counted(runs, 'run')}${cut}${why}.\n`;
  }
  const how = found.seed === null ? "in asyncio's own order" : `with seed ${found.seed}, in run ${runs}`;
  return [
    `It fails ${how}${cut}: ${found.failure.text}`,
    ...indented(found.failure.output),
    ...choiceLines(found, program),
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** `at bank.py:14 task 'b to a' ran before task 'a to b'` */
export function decisionText({ ran, before, place }: DecisionInfo): string {
  const at = place === null ? '' : `at ${basename(place.path)}:${place.line} `;
  return `${at}${ran} ran before ${before}`;
}

function choiceLines(
  { seed, choices, deviations, deviationsBefore, shrinkingRuns }: FailingSchedule,
  program: string,
): string[] {
  if (seed === null || deviations.length === 0) return [];
  const last = deviations[deviations.length - 1];
  const others = deviations.slice(0, -1);
  const schedule = JSON.stringify({ choices });
  const from = `${counted(deviationsBefore, 'choice')} of the seed's, in ${counted(shrinkingRuns, 'more run')}`;
  return [
    deviations.length === 1
      ? `One choice other than asyncio's is enough (found among ${from}):`
      : `${deviations.length} choices other than asyncio's are enough (found among ${from}), of which the last decides:`,
    ...others.map((decision) => `  ${decisionText(decision)}`),
    `  ${decisionText(last)}   <- decides`,
    'To debug it, stopped at that choice, in launch.json:',
    `  "schedule": ${JSON.stringify({ choices, stopAt: last.number })}`,
    'To run it:',
    `  coroscope --schedule '${schedule}' ${program}`,
  ];
}

function indented(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => `  ${line}`);
}
