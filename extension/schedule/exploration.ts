/**
 * What looking for a failing schedule tells and what becomes of it: messages, progress, the launch configuration that
 * debugs what was found. Knows nothing of VS Code.
 */
import type { DecisionInfo, Exploration, ExploreMessage, FailingSchedule } from '../../adapter/protocol';
import { type Configuration, debugType } from '../launch/launchConfiguration';

/** Takes lines of JSON in pieces as they come. */
export class MessageLines {
  private rest = '';

  feed(text: string): ExploreMessage[] {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ExploreMessage);
  }
}

type Progress = Extract<ExploreMessage, { kind: 'progress' }>;

export function progressText({ phase, runs, most }: Progress): string {
  return phase === 'searching'
    ? `run ${runs} of ${most}`
    : `it fails; looking for the choice that decides, run ${runs}`;
}

/** In percent, from the last message to this one. */
export function progressStep(before: Progress | undefined, now: Progress): number {
  const runs = before?.phase === now.phase ? now.runs - before.runs : 0;
  return now.phase === 'searching' ? (100 * runs) / now.most : 0;
}

/** One sentence for a notification. */
export function headline({ found, runs, note, unfinished }: Exploration, file: string): string {
  if (found === null) {
    if (note !== null) return `No failing schedule was found for ${file}: ${note}.`;
    const early = unfinished > 0 ? `, ${unfinished} of which were ended early` : '';
    return `No failing schedule was found for ${file} in ${runs} runs${early}.`;
  }
  const { seed, failure, deviations } = found;
  if (seed === null) return `${file} fails in asyncio's own order: ${failure.text}`;
  const last = deviations.at(-1);
  return last === undefined
    ? `${file} fails with seed ${seed}: ${failure.text}`
    : `${file} fails when ${decided(last)}: ${failure.text}`;
}

/** `at bank.py:14 task 'b to a' runs before task 'a to b'` */
function decided({ ran, before, place }: DecisionInfo): string {
  if (place === null) return `${ran} runs before ${before}`;
  const name = place.path.slice(Math.max(place.path.lastIndexOf('/'), place.path.lastIndexOf('\\')) + 1);
  return `at ${name}:${place.line} ${ran} runs before ${before}`;
}

/** Runs it once more, stopped at the choice that decides; in asyncio's own order there is none. */
export function debugConfiguration(
  path: string,
  file: string,
  { choices, deviations }: FailingSchedule,
): Configuration {
  const stopAt = deviations.at(-1)?.number;
  return {
    type: debugType,
    request: 'launch',
    name: `Debug the failing schedule of ${file}`,
    program: path,
    schedule: { choices, ...(stopAt === undefined ? {} : { stopAt }) },
  };
}
