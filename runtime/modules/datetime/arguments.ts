/**
 * Arguments as CPython's functions take them that parse these by a format without the function's name.
 *
 * Owns: binding them to names, ints as C has them, the checks of fields. Must not know: what is made of them.
 */
import { closestName } from '../../base/closestName';
import { None } from '../../objects/builtinTypes';
import { overflowError, typeError, valueError } from '../../objects/errors';
import { isInstanceOf, typeOf, type KwNames, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { daysInMonth, MAX_YEAR, MIN_YEAR } from './calendar';
import { types } from './values';

/** An argument that is an int in C, or a C long before that. */
export function cInt(v: Value): number {
  if (typeof v === 'number' && (v | 0) === v) return v;
  const n = toIndex(v);
  if (n > 0x7fffffffffffffffn || n < -0x8000000000000000n)
    throw overflowError('Python int too large to convert to C long');
  if (n > 0x7fffffff) throw overflowError('signed integer is greater than maximum');
  if (n < -0x80000000) throw overflowError('signed integer is less than minimum');
  return Number(n);
}

export class NamedArguments {
  constructor(
    private readonly names: readonly string[],
    private readonly required: number,
    /** Those that follow are given by name alone. */
    private readonly positional = names.length,
  ) {}

  /** Hands over what was given, in the order of the names: a wrong argument is told of before a missing one behind it. */
  bind(args: Value[], kwnames: KwNames, take: (v: Value, at: number) => void): void {
    const { names, required, positional } = this;
    const named = kwnames?.length ?? 0;
    const count = args.length - named;
    const s = (n: number) => (n === 1 ? '' : 's');
    if (args.length > names.length)
      throw typeError(
        `function takes at most ${names.length} ${count === 0 ? 'keyword ' : ''}argument${s(names.length)} (${args.length} given)`,
      );
    let left = named;
    for (let i = 0; i < names.length; i++) {
      if (i === positional && count > positional)
        throw typeError(`function takes at most ${positional} positional argument${s(positional)} (${count} given)`);
      let v: Value | undefined;
      if (i < count) v = args[i];
      else if (left > 0) {
        const at = kwnames!.indexOf(names[i]);
        if (at >= 0) {
          v = args[count + at];
          left--;
        }
      }
      if (v !== undefined) take(v, i);
      else if (i < required) throw typeError(`function missing required argument '${names[i]}' (pos ${i + 1})`);
    }
    if (left > 0) throw this.unexpected(kwnames!, count);
  }

  private unexpected(kwnames: readonly string[], count: number) {
    const twice = this.names.findIndex((name, i) => i < count && kwnames.includes(name));
    if (twice >= 0)
      return typeError(`argument for function given by name ('${this.names[twice]}') and position (${twice + 1})`);
    const unknown = kwnames.find((name) => !this.names.includes(name))!;
    const close = closestName([...this.names], unknown);
    const hint = close === undefined ? '' : `. Did you mean '${close}'?`;
    return typeError(`this function got an unexpected keyword argument '${unknown}'${hint}`);
  }
}

export function checkYear(year: number): void {
  if (year < MIN_YEAR || year > MAX_YEAR) throw valueError(`year must be in ${MIN_YEAR}..${MAX_YEAR}, not ${year}`);
}

export function checkDate(year: number, month: number, day: number): void {
  checkYear(year);
  if (month < 1 || month > 12) throw valueError(`month must be in 1..12, not ${month}`);
  // No month is shorter than 28 days.
  if (day >= 1 && day <= 28) return;
  const last = daysInMonth(year, month);
  if (day < 1 || day > last)
    throw valueError(`day ${day} must be in range 1..${last} for month ${month} in year ${year}`);
}

export function checkTime(hour: number, minute: number, second: number, microsecond: number, fold: number): void {
  if (hour < 0 || hour > 23) throw valueError(`hour must be in 0..23, not ${hour}`);
  if (minute < 0 || minute > 59) throw valueError(`minute must be in 0..59, not ${minute}`);
  if (second < 0 || second > 59) throw valueError(`second must be in 0..59, not ${second}`);
  if (microsecond < 0 || microsecond > 999999) throw valueError(`microsecond must be in 0..999999, not ${microsecond}`);
  if (fold !== 0 && fold !== 1) throw valueError(`fold must be either 0 or 1, not ${fold}`);
}

export function checkZone(tzinfo: Value): void {
  if (tzinfo !== None && !isInstanceOf(tzinfo, types.tzinfo))
    throw typeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeOf(tzinfo).tpName}'`);
}
