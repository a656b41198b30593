/**
 * Counting and cutting JavaScript strings by code points. Owns: nothing but the arithmetic.
 */
const PAIR = /[\ud800-\udbff][\udc00-\udfff]/;

/** Number of code points. */
export function codePointLength(s: string): number {
  if (!PAIR.test(s)) return s.length;
  let n = 0;
  for (let i = 0; i < s.length; i += width(s, i)) n++;
  return n;
}

/** UTF-16 units of the code point at i. */
function width(s: string, i: number): number {
  const c = s.charCodeAt(i);
  if (c < 0xd800 || c > 0xdbff || i + 1 >= s.length) return 1;
  const d = s.charCodeAt(i + 1);
  return d >= 0xdc00 && d <= 0xdfff ? 2 : 1;
}

/** The index in s, from `start` on, after `count` code points (or at the end). */
export function advance(s: string, start: number, count: number): number {
  if (start + count >= s.length && !PAIR.test(s.slice(start))) return Math.min(s.length, start + count);
  let i = start;
  while (count-- > 0 && i < s.length) i += width(s, i);
  return i;
}

/** No surrogate pairs: an index is a count of code points. */
export function isNarrow(s: string): boolean {
  return !PAIR.test(s);
}
