/**
 * A time zone: its table of changes and the rule for what comes after it (RFC 9636; PEP 615 says what `fold` means).
 *
 * Owns: which local time holds at a moment in UTC or on the wall. Must not know: files, Python's objects.
 */
import { type LocalTime, type PosixRule, readPosixRule, ruleAtUtc, ruleAtWall } from './posixRule';

/** The arrays of a TZif file. `types[changeTypes[i]]` holds from `changes[i]`, seconds from 1970 in UTC, on. */
export interface ZoneFile {
  changes: number[];
  changeTypes: number[];
  types: { offset: number; isDst: boolean; name: string }[];
  /** null where the file has none. */
  rule: string | null;
}

const HOUR = 3600;

export class ZoneTable {
  private readonly changes: number[];
  private readonly after: LocalTime | PosixRule;
  private readonly before: LocalTime;
  private readonly locals: LocalTime[];
  /** The changes by the clock on the wall: where it goes back the first time it shows the hour, and the second. */
  private readonly wall: readonly [number[], number[]];
  /** It is always the same there. */
  readonly fixed: boolean;

  /** Throws MalformedRule; undefined of `types` and rule both being empty is the caller's to check. */
  constructor(file: ZoneFile) {
    const { types, changeTypes } = file;
    const dsts = savings(file);
    const all = types.map(({ offset, name }, i): LocalTime => ({ offset, dst: dsts[i], name }));
    this.changes = file.changes;
    this.locals = changeTypes.map((t) => all[t]);
    this.wall = wallTimes(file);
    this.after =
      file.rule !== null && file.rule !== '' ? readPosixRule(file.rule) : (this.locals.at(-1) ?? all.at(-1)!);
    const firstStandard = types.findIndex((t) => !t.isDst);
    const fallback = 'standard' in this.after ? this.after.standard : this.after;
    this.before = all[firstStandard] ?? this.locals[0] ?? fallback;
    const same = (a: LocalTime, b: LocalTime) => a.offset === b.offset && a.dst === b.dst && a.name === b.name;
    this.fixed = !('standard' in this.after) && all.length <= 1 && (all.length === 0 || same(all[0], this.after));
  }

  /** What always holds; undefined in a zone where that changes. */
  get always(): LocalTime | undefined {
    return this.fixed ? (this.after as LocalTime) : undefined;
  }

  atWall(time: number, year: number, fold: number): LocalTime {
    const changes = this.wall[fold === 0 ? 0 : 1];
    const i = countUpTo(changes, time);
    if (i === 0 && changes.length > 0) return this.before;
    if (i < changes.length) return this.locals[i - 1];
    return 'standard' in this.after ? ruleAtWall(this.after, time, year, fold) : this.after;
  }

  atUtc(time: number, year: number): { local: LocalTime; fold: boolean } {
    const { changes, locals, after } = this;
    const i = countUpTo(changes, time);
    if (i === 0 && changes.length > 0) return { local: this.before, fold: false };
    const beyond = changes.length === 0 || time > changes[changes.length - 1];
    if (beyond && 'standard' in after) return ruleAtUtc(after, time, year);
    if (changes.length === 0) return { local: after as LocalTime, fold: false };
    const local = locals[i - 1];
    const earlier = i >= 2 ? locals[i - 2] : this.before;
    return { local, fold: earlier.offset - local.offset > time - changes[i - 1] };
  }
}

/** How many of the ascending numbers are at most `x`. */
function countUpTo(numbers: readonly number[], x: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle] <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * How much of each type's offset is daylight saving time. Files don't say: it is the difference from the standard time
 * before a change or after it; an hour where there is neither.
 */
function savings({ changeTypes, types }: ZoneFile): number[] {
  const out = types.map(() => 0);
  changeTypes.forEach((t, i) => {
    if (i === 0 || !types[t].isDst || out[t] !== 0) return;
    for (const neighbour of [changeTypes[i - 1], changeTypes[i + 1] as number | undefined]) {
      if (out[t] === 0 && neighbour !== undefined && !types[neighbour].isDst)
        out[t] = types[t].offset - types[neighbour].offset;
    }
  });
  return out.map((dst, t) => (dst === 0 && types[t].isDst ? HOUR : dst));
}

function wallTimes({ changes, changeTypes, types }: ZoneFile): [number[], number[]] {
  const first: number[] = [];
  const second: number[] = [];
  changes.forEach((time, i) => {
    const from = i === 0 ? types[0].offset : types[changeTypes[i - 1]].offset;
    const to = types[changeTypes[i]].offset;
    first.push(time + Math.max(from, to));
    second.push(time + Math.min(from, to));
  });
  return [first, second];
}
