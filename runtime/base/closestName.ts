/**
 * The name most like a wrong one (CPython's suggestions.c).
 *
 * Owns: the edit distance with its costs and bounds. Must not know: values.
 */

const MOVE = 2;
const CASE = 1;
const MAX_STRING = 40;
const MAX_CANDIDATES = 750;

function substitution(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() ? CASE : MOVE;
}

/** Levenshtein distance with costs, or more than `max` as soon as it is certain. */
function distance(aIn: string, bIn: string, max: number): number {
  let a = aIn;
  let b = bIn;
  while (a !== '' && b !== '' && a[0] === b[0]) {
    a = a.slice(1);
    b = b.slice(1);
  }
  while (a !== '' && b !== '' && a[a.length - 1] === b[b.length - 1]) {
    a = a.slice(0, -1);
    b = b.slice(0, -1);
  }
  if (a === '' || b === '') return (a.length + b.length) * MOVE;
  if (a.length > MAX_STRING || b.length > MAX_STRING) return max + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE > max) return max + 1;
  const row = Array.from(a, (_, i) => (i + 1) * MOVE);
  let result = 0;
  for (let i = 0; i < b.length; i++) {
    let before = i * MOVE;
    result = before;
    let minimum = Infinity;
    for (let j = 0; j < a.length; j++) {
      const replaced = before + substitution(b[i], a[j]);
      before = row[j];
      result = Math.min(replaced, Math.min(result, before) + MOVE);
      row[j] = result;
      minimum = Math.min(minimum, result);
    }
    if (minimum > max) return max + 1;
  }
  return result;
}

/** The first of the candidates that is nearest to `name`; undefined where none is near enough. */
export function closestName(candidates: readonly string[], name: string): string | undefined {
  if (candidates.length >= MAX_CANDIDATES) return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const text of candidates) {
    if (text === name) continue;
    const max = Math.min(Math.floor(((name.length + text.length + 3) * MOVE) / 6), bestDistance - 1);
    const d = distance(name, text, max);
    if (d > max || d >= bestDistance) continue;
    best = text;
    bestDistance = d;
  }
  return best;
}
