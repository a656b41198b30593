/**
 * strftime() of dates, times and datetimes: what time.strftime() doesn't know (%f, %z, %:z, %Z) is put in before.
 *
 * Must not know: the other directives, but that those with a year of less than four digits are filled up.
 */
import { callMethod, getAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call, lookupSpecial } from '../../objects/call';
import { typeError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { givenType } from '../../objects/typeNames';
import { PyTuple, strOf } from '../../objects/values';
import { importAttr } from '../importing';
import { isOwnStrftime } from '../time';
import { directive, type BrokenTime } from '../time/strftime';
import { four, two } from './isoText';
import { offsetText, utcOffset, zoneName } from './offsets';
import { PyDateTime, PyTime } from './values';

/** Directives without flags, none of which asks for the zone or the moment. */
const PLAIN = /^(?:[^%]|%[a-rt-yA-DF-NP-Y%])*$/;
const ASKS_FOR_YEAR = /%[YGFC]/;

/** A plain format: text, directive, text, … text. */
interface Plan {
  readonly parts: readonly string[];
  readonly asksForYear: boolean;
}

/** Those of the formats used of late; null: not plain. */
const plans = new Map<string, Plan | null>();
const MOST_PLANS = 100;

function planOf(format: string): Plan | null {
  let plan = plans.get(format);
  if (plan !== undefined) return plan;
  plan = PLAIN.test(format) ? { parts: format.split(/%([^])/), asksForYear: ASKS_FOR_YEAR.test(format) } : null;
  if (plans.size >= MOST_PLANS) plans.clear();
  plans.set(format, plan);
  return plan;
}

function carryOut({ parts }: Plan, t: BrokenTime, microsecond: number): string {
  let text = parts[0];
  for (let i = 1; i < parts.length; i += 2) {
    const c = parts[i];
    text += (c === 'f' ? String(microsecond).padStart(6, '0') : (directive(c, t) ?? `%${c}`)) + parts[i + 1];
  }
  return text;
}

const microsecondOf = (v: Value): number => (v instanceof PyDateTime || v instanceof PyTime ? v.microsecond : 0);

function zoneText(v: Value, separator: string): string {
  if (!(v instanceof PyDateTime || v instanceof PyTime)) return '';
  const offset = utcOffset(v);
  return offset === undefined ? '' : offsetText(offset, separator);
}

/** What a program's own class of str makes of it must be text. */
function zoneNameText(v: Value): string {
  const name = v instanceof PyDateTime || v instanceof PyTime ? zoneName(v) : None;
  if (name === None) return '';
  if (typeof name === 'string') return name.replaceAll('%', '%%');
  const escaped = strOf(callMethod(name, 'replace', ['%', '%%']));
  if (escaped === undefined) throw typeError('tzname.replace() did not return a string');
  return escaped;
}

/** `%Y` of the year 5 is `0005`, whatever C makes of it. */
function century(directive: string, year: number, tuple: () => Value): string {
  if (directive === 'C') return two(Math.floor(year / 100));
  if (directive === 'Y') return four(year);
  const shown = strOf(call(importAttr('time', 'strftime'), [directive === 'G' ? '%G' : '-%m-%d', tuple()])) ?? '';
  return directive === 'G' ? shown.padStart(4, '0') : four(year) + shown;
}

/** `tuple` is the time as time.strftime() takes it. */
function fillIn(v: Value, format: string, year: number, tuple: () => Value): string {
  if (!/%(?:[fzZ:]|[YGFC])/.test(format)) return format;
  return format.replace(/%(:z|.|$)/gsu, (whole, directive: string) => {
    switch (directive) {
      case 'f':
        return String(microsecondOf(v)).padStart(6, '0');
      case 'z':
        return zoneText(v, '');
      case ':z':
        return zoneText(v, ':');
      case 'Z':
        return zoneNameText(v);
      case 'Y':
      case 'G':
      case 'F':
      case 'C':
        return year < 1000 ? century(directive, year, tuple) : whole;
    }
    return whole;
  });
}

/** The `format` of a call. */
export function formatArgument(format: Value, f: string): string {
  const text = strOf(format);
  if (text === undefined) throw typeError(`${f}() argument 1 must be str, not ${givenType(format)}`);
  return text;
}

/** `shown` are the fields, where nothing has to be asked for them: no time tuple is made then. */
export function formatTime(
  v: Value,
  format: string,
  year: number,
  tuple: () => Value,
  shown?: () => BrokenTime,
): Value {
  const f = importAttr('time', 'strftime');
  if (shown !== undefined && isOwnStrftime(f)) {
    const plan = planOf(format);
    if (plan !== null && !(plan.asksForYear && year < 1000)) return carryOut(plan, shown(), microsecondOf(v));
  }
  return call(f, [fillIn(v, format, year, tuple), tuple()]);
}

/** `__format__`: strftime() or str(), as the class has them. */
export function formatWith(v: Value, args: Value[]): Value {
  if (args.length !== 1) throw typeError(`__format__() takes exactly 1 argument (${args.length} given)`);
  const format = formatArgument(args[0], '__format__');
  if (format === '') return call(lookupSpecial(v, '__str__')!);
  return call(getAttr(v, 'strftime'), [format]);
}

export const structTime = (...fields: number[]): Value =>
  call(importAttr('time', 'struct_time'), [new PyTuple(fields)]);
