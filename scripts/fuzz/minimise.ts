/**
 * Makes a failing program smaller by making its list of choices smaller: parts are cut out, numbers become 0.
 */
import type { Program } from './programs';

const MOST_TRIES = 500;

function* candidates(choices: readonly number[]): Generator<number[]> {
  const n = choices.length;
  for (let size = n >> 1; size >= 1; size = size > 12 ? size >> 1 : size - 1) {
    const step = size > 12 ? size >> 1 : 1;
    for (let at = 0; at + size <= n; at += step) yield [...choices.slice(0, at), ...choices.slice(at + size)];
  }
  for (let size = Math.min(8, n); size >= 1; size >>= 1)
    for (let at = 0; at + size <= n; at++)
      if (choices.slice(at, at + size).some((v) => v > 0))
        yield [...choices.slice(0, at), ...new Array<number>(size).fill(0), ...choices.slice(at + size)];
}

function isSmaller(a: Program, b: Program): boolean {
  if (a.source.length !== b.source.length) return a.source.length < b.source.length;
  return a.choices.length < b.choices.length;
}

/** The smallest program found that still fails. */
export async function minimise(
  program: Program,
  replay: (choices: readonly number[]) => Program,
  fails: (source: string) => Promise<boolean>,
): Promise<Program> {
  let best = program;
  let tries = 0;
  const seen = new Set<string>([best.source]);
  for (let again = true; again && tries < MOST_TRIES;) {
    again = false;
    for (const choices of candidates(best.choices)) {
      const shorter = replay(choices);
      if (!isSmaller(shorter, best) || seen.has(shorter.source)) continue;
      seen.add(shorter.source);
      if (++tries > MOST_TRIES) break;
      if (!(await fails(shorter.source))) continue;
      best = shorter;
      again = true;
      break;
    }
  }
  return best;
}
