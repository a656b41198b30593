/**
 * "Changed while suspended", in words: a row for each place that has another value, with who gave it.
 *
 * Owns: the rows. Must not know: how changes are found, how rows are sent.
 */
import type { Value } from '../objects/object';
import type { Changer, ChangeInStep, Spot, SuspensionWatch } from './suspensionWatch';
import { valueText } from './valueText';

/** A row of the Variables view: a text, or a value; and what it is made of. */
export interface Row {
  name: string;
  text: string;
  value?: Value;
  rows?: Row[];
}

const LIMIT = 100;
const MOST_NAMED = 10;

/** None where no other task has run. */
export function changeRows({ changes, ran, exact }: SuspensionWatch): Row[] {
  if (changes.length === 0 && ran.size === 0) return [];
  const byName = new Map<string, ChangeInStep[]>();
  for (const change of changes) {
    const known = byName.get(change.name);
    if (known) known.push(change);
    else byName.set(change.name, [change]);
  }
  const rows = [...byName].map(([name, steps]) => placeRow(name, steps, exact));
  if (rows.length === 0) rows.push({ name: '(nothing)', text: 'nothing that can be reached from here has changed' });
  if (ran.size > 0) rows.push(ranRow(ran));
  return rows;
}

function placeRow(name: string, steps: readonly ChangeInStep[], exact: boolean): Row {
  const values = [steps[0].before, ...steps.map(({ after }) => after)].map(text);
  const shown = values.length <= 4 ? values : [values[0], '…', ...values.slice(-2)];
  const who = [...new Set(steps.map(({ by }) => byText(by, exact)))];
  const last = steps[steps.length - 1];
  return {
    name,
    text: `${shown.join(' → ')}, ${who.slice(0, 3).join(', ')}${who.length > 3 ? ', …' : ''}`,
    rows: [
      { name: 'before', text: text(steps[0].before), ...valueOf(steps[0].before) },
      { name: 'after', text: text(last.after), ...valueOf(last.after) },
      ...steps.slice(-MOST_NAMED).map(({ by, before, after }) => ({
        name: by.task ?? (exact ? 'a callback of the event loop' : 'somebody'),
        text: `${text(before)} → ${text(after)}${stepText(by)}`,
      })),
    ],
  };
}

function ranRow(ran: ReadonlyMap<string, number>): Row {
  const names = [...ran.keys()];
  const more = names.length > MOST_NAMED ? `, ${names.length - MOST_NAMED} more` : '';
  const rows = [...ran].map(([name, steps]) => ({ name, text: steps === 1 ? '1 step' : `${steps} steps` }));
  return { name: '(ran meanwhile)', text: `${names.slice(0, MOST_NAMED).join(', ')}${more}`, rows };
}

/** `by Task-3 'writer' at app.py:12` */
function byText({ task, at, from, to }: Changer, exact: boolean): string {
  if (task === null) return exact ? 'by a callback of the event loop' : 'by one of those that ran meanwhile';
  if (at !== null) return `by ${task} at ${spotText(at)}`;
  return `by ${task}${from === null && to === null ? '' : ` in its step${rangeText(from, to)}`}`;
}

function stepText({ at, from, to }: Changer): string {
  const range = from === null && to === null ? '' : `, in the step${rangeText(from, to)}`;
  return at === null ? range : ` at ${spotText(at)}${range}`;
}

function rangeText(from: Spot | null, to: Spot | null): string {
  return `${from === null ? '' : ` from ${spotText(from)}`}${to === null ? ' to its end' : ` to ${spotText(to)}`}`;
}

function spotText({ filename, line }: Spot): string {
  return `${filename.slice(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1)}:${line}`;
}

function text(value: Value | undefined): string {
  return value === undefined ? 'nothing' : valueText(value, { limit: LIMIT, hex: false });
}

function valueOf(value: Value | undefined): { value?: Value } {
  return value === undefined ? {} : { value };
}
