/**
 * Code-point operations on JavaScript strings.
 *
 * A Python str is a sequence of code points, a JavaScript string one of UTF-16 units; they agree where there is no
 * surrogate. What these functions cost beyond a native call is one scan for surrogates; long strings remember its result.
 * DIFFERS: a high and a low surrogate next to each other are one character here, in CPython two.
 */

const surrogate = /[\ud800-\udfff]/;

/** Offsets of code points of a string with surrogates: `units[i]` is where code point `i` begins. */
interface WideInfo {
  s: string;
  units: Uint32Array | null;
}

/** The scans of the last few long strings. */
const recent: WideInfo[] = [];
const LONG = 48;
const KEEP = 4;

function info(s: string): WideInfo {
  for (let i = 0; i < recent.length; i++) {
    const r = recent[i];
    if (r.s.length === s.length && r.s === s) {
      // Of equal strings the one that is asked about: comparing it with itself takes no time.
      r.s = s;
      if (i > 0) {
        recent[i] = recent[0];
        recent[0] = r;
      }
      return r;
    }
  }
  const r: WideInfo = { s, units: surrogate.test(s) ? unitOffsets(s) : null };
  if (recent.length < KEEP) recent.push(r);
  else recent[KEEP - 1] = r;
  const last = recent.length - 1;
  [recent[0], recent[last]] = [recent[last], recent[0]];
  return r;
}

function unitOffsets(s: string): Uint32Array {
  const out = new Uint32Array(s.length + 1);
  let n = 0;
  for (let i = 0; i < s.length; i++) {
    out[n++] = i;
    if (isPairAt(s, i)) i++;
  }
  out[n] = s.length;
  return out.subarray(0, n + 1);
}

function isPairAt(s: string, i: number): boolean {
  const c = s.charCodeAt(i);
  if (c < 0xd800 || c > 0xdbff || i + 1 >= s.length) return false;
  const d = s.charCodeAt(i + 1);
  return d >= 0xdc00 && d <= 0xdfff;
}

/** Offsets of the code points, or null where every unit is a code point. */
export function wideUnits(s: string): Uint32Array | null {
  const n = s.length;
  if (n > LONG) return info(s).units;
  for (let i = 0; i < n; i++) {
    const c = s.charCodeAt(i);
    if (c >= 0xd800 && c <= 0xdfff) return unitOffsets(s);
  }
  return null;
}

/** `len(s)`. */
export function strLength(s: string): number {
  const units = wideUnits(s);
  return units === null ? s.length : units.length - 1;
}

/** `s[i]` for 0 <= i < len(s); undefined outside. */
export function strItem(s: string, i: number): string | undefined {
  if (i < 0) return undefined;
  const units = wideUnits(s);
  if (units === null) return i < s.length ? s[i] : undefined;
  return i < units.length - 1 ? s.slice(units[i], units[i + 1]) : undefined;
}

/** `s[start:stop]` for bounds already clipped to 0..len(s). */
export function strRange(s: string, start: number, stop: number): string {
  if (start >= stop) return '';
  const units = wideUnits(s);
  return units === null ? s.slice(start, stop) : s.slice(units[start], units[stop]);
}

/** `s[start:stop:step]` with `count` items. */
export function strSlice(s: string, start: number, step: number, count: number): string {
  if (count <= 0) return '';
  if (step === 1) return strRange(s, start, start + count);
  const units = wideUnits(s);
  const parts: string[] = [];
  for (let i = 0, at = start; i < count; i++, at += step)
    parts.push(units === null ? s[at] : s.slice(units[at], units[at + 1]));
  return parts.join('');
}

/** The UTF-16 offset of code point `i` (clipped). */
export function unitOffset(s: string, i: number): number {
  const units = wideUnits(s);
  return units === null ? Math.min(i, s.length) : units[Math.min(i, units.length - 1)];
}

/** The code-point index of a UTF-16 offset that is at a boundary. */
export function codePointIndex(s: string, offset: number): number {
  const units = wideUnits(s);
  if (units === null) return offset;
  let lo = 0;
  let hi = units.length - 1;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (units[mid] < offset) lo = mid + 1;
    else hi = mid;
  }
  return lo;
}

/** The characters as an array. */
export function codePoints(s: string): string[] {
  return wideUnits(s) === null ? s.split('') : Array.from(s);
}

/** Order by code points (`<` on JavaScript strings orders by UTF-16 units). */
export function compareStr(a: string, b: string): number {
  if (a === b) return 0;
  const n = Math.min(a.length, b.length);
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xs = x >= 0xd800 && x <= 0xdfff;
    const ys = y >= 0xd800 && y <= 0xdfff;
    if (xs === ys) return x < y ? -1 : 1;
    // A pair is past the BMP; a lone surrogate is a BMP character.
    const xc = xs && inPair(a, i) ? 0x10000 : x;
    const yc = ys && inPair(b, i) ? 0x10000 : y;
    return xc < yc ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

function inPair(s: string, i: number): boolean {
  return isPairAt(s, i) || (i > 0 && isPairAt(s, i - 1));
}
