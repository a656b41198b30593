/** Whether a run has failed, and in which way. Must not know: schedules. */
import { basename } from 'node:path';
import type { ScheduleReport } from '../../runtime/index';
import type { Failure } from '../protocol';
import type { Run } from './runWithSchedule';

export function failureOf({ exitCode, note, report, tookTooLong, errors }: Run): Failure | null {
  if (tookTooLong || report?.unfinished) return null;
  const failure = (kind: Failure['kind'], what: string, text: string): Failure => ({
    kind,
    what,
    text,
    output: errors,
  });
  if (report === null || note !== null)
    return failure('ended', note ?? '', note ?? 'the program was ended from outside');
  if (report.deadlock !== null) return failure('deadlock', '', deadlockText(report.deadlock));
  if (report.exception !== null) return failure('exception', report.exception.type, report.exception.text);
  if (exitCode !== 0) return failure('exit code', String(exitCode), `the program ended with exit code ${exitCode}`);
  const [unseen] = report.neverRetrieved;
  if (unseen === undefined) return null;
  return failure('never retrieved', unseen.split(':', 1)[0], `an exception that nobody retrieved: ${unseen}`);
}

export function isSameFailure(first: Failure | null, second: Failure): boolean {
  return first !== null && first.kind === second.kind && first.what === second.what;
}

function deadlockText(tasks: NonNullable<ScheduleReport['deadlock']>): string {
  const places = tasks.map(({ task, place, awaits }) => {
    const at = place ? ` at ${basename(place.path)}:${place.line}` : '';
    return `${task}${at}${awaits === null ? '' : ` (${awaits})`}`;
  });
  return `a deadlock: nothing can happen any more; waiting: ${places.join(', ')}`;
}
