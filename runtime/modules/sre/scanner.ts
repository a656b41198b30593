/** Going from match to match over one subject: what finditer, findall, split, sub and Scanner objects share. */
import type { Int } from '../../objects/object';
import { Matcher } from './matcher';
import type { Input } from './input';
import { PyMatch, PyScanner, type PyPattern } from './sreTypes';

function clip(n: Int, length: number): number {
  return n < 0 ? 0 : n > length ? length : Number(n);
}

/** Begins at `pos` and sees no further than `endpos`. */
export function scanOver(pattern: PyPattern, input: Input, pos: Int, endpos: Int): PyScanner {
  const { length } = input.subject;
  const start = clip(pos, length);
  const end = clip(endpos, length);
  const matcher = new Matcher(pattern.program, input.subject, end);
  // CPython keeps what was asked for, clipped to the length.
  return new PyScanner(pattern, input, matcher, start, end, start > end ? -1 : start);
}

/** The next match; `here`: it must begin where the last one ended. Undefined when there is none. */
export function nextMatch(scan: PyScanner, here: boolean, full = false): PyMatch | undefined {
  if (scan.start < 0) return undefined;
  const { matcher } = scan;
  const found = here
    ? matcher.matchAt(scan.start, full, scan.mustAdvance)
    : matcher.search(scan.start, scan.mustAdvance);
  if (!found) {
    scan.start = -1;
    return undefined;
  }
  const { matchStart, matchEnd, marks } = matcher;
  const spans = [matchStart, matchEnd];
  for (let i = 0; i < marks.length - 1; i += 2) {
    const closed = marks[i] >= 0 && marks[i + 1] >= marks[i];
    spans.push(closed ? marks[i] : -1, closed ? marks[i + 1] : -1);
  }
  scan.mustAdvance = matchEnd === matchStart;
  scan.start = matchEnd;
  return new PyMatch(scan.pattern, scan.input, scan.pos, scan.endpos, spans, matcher.lastIndex);
}
