/**
 * The launch attribute `schedule`: what may be written and what it means.
 *
 * Owns: reading it, from JSON or a command line. Must not know: how a schedule is followed.
 */
import type { ScheduleOptions, ScheduleReport } from '../runtime/index';
import type { Schedule } from './protocol';

export const SCHEDULE_FORMS = '"fifo", a seed (a whole number from 0 on), or {"choices": [...]}';

/** Undefined for anything else than a schedule; null for asyncio's own order. */
export function readSchedule(value: unknown): ScheduleOptions | null | undefined {
  if (!isSchedule(value)) return undefined;
  if (value === 'fifo') return null;
  if (typeof value === 'number') return { seed: value, choices: [], stopAt: null, mostSteps: null };
  return { seed: null, choices: value.choices, stopAt: value.stopAt ?? null, mostSteps: null };
}

export function isSchedule(value: unknown): value is Schedule {
  if (value === 'fifo') return true;
  if (typeof value === 'number') return isCount(value);
  if (typeof value !== 'object' || value === null) return false;
  const { choices, stopAt, ...others } = value as Record<string, unknown>;
  return (
    Array.isArray(choices) &&
    choices.every((n) => Number.isSafeInteger(n)) &&
    (stopAt === undefined || (isCount(stopAt) && stopAt > 0)) &&
    Object.keys(others).length === 0
  );
}

/** As it is on a command line: `7`, or JSON. */
export function scheduleFromText(text: string): ScheduleOptions | null | undefined {
  if (text === 'fifo') return null;
  try {
    return readSchedule(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

export function divergedText(how: string): string {
  return `The program has not followed the recorded schedule, so it isn't the program (or the input) of the record: ${how}.`;
}

/** Where a list of choices is too long to be of use in a launch configuration, the seed does. */
const LONGEST_TOLD = 200;

/** What a session says of its schedule at the end, if anything. */
export function scheduleText(given: ScheduleOptions, { choices, divergence }: ScheduleReport): string | null {
  if (divergence !== null) return divergedText(divergence);
  if (choices.length > LONGEST_TOLD || choices.join() === given.choices.join()) return null;
  return `To run it again with the same choices: "schedule": {"choices": ${JSON.stringify(choices).replaceAll(',', ', ')}}`;
}
