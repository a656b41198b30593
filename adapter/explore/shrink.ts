/**
 * From many choices that lead to a failure to the few that it takes (delta debugging: Zeller's ddmin).
 *
 * Owns: the search. Must not know: how a schedule is tried.
 */
import type { Deviation } from '../../runtime/index';

/**
 * Runs the program with these deviations from asyncio's order; what deviations it really had if it fails in the same way,
 * null if it doesn't.
 */
export type Try = (deviations: readonly Deviation[]) => Promise<readonly Deviation[] | null>;

/** `start` fails, and no deviation at all does not. As few of them as were found with `most` tries. */
export async function shrink(start: readonly Deviation[], attempt: Try, most: number): Promise<readonly Deviation[]> {
  let tries = 0;
  let best = start;
  const fails = async (candidate: readonly Deviation[]): Promise<boolean> => {
    if (tries >= most) return false;
    tries++;
    const had = await attempt(candidate);
    if (had === null || had.length > candidate.length) return false;
    best = had;
    return true;
  };
  await shortest(() => best, fails);
  await minimal(() => best, fails);
  await nearest(() => best, fails);
  await latest(() => best, fails);
  return best;
}

type Best = () => readonly Deviation[];
type Fails = (candidate: readonly Deviation[]) => Promise<boolean>;

/** What comes after the failure was decided goes at once: the shortest beginning that fails. */
async function shortest(best: Best, fails: Fails): Promise<void> {
  let low = 1;
  while (low < best().length) {
    const middle = low + ((best().length - low) >> 1);
    if (!(await fails(best().slice(0, middle)))) low = middle + 1;
  }
}

/** Leaves out ever smaller parts, until none can be left out. */
async function minimal(best: Best, fails: Fails): Promise<void> {
  let parts = 2;
  while (best().length > 1) {
    const now = best();
    const size = Math.ceil(now.length / parts);
    let smaller = false;
    for (let begin = 0; begin < now.length && !smaller; begin += size)
      smaller = await fails([...now.slice(0, begin), ...now.slice(begin + size)]);
    if (smaller) parts = Math.max(2, parts - 1);
    else if (size === 1) return;
    else parts = Math.min(now.length, parts * 2);
  }
}

/** The second in line instead of one far behind. */
async function nearest(best: Best, fails: Fails): Promise<void> {
  for (let i = 0; i < best().length; i++) {
    if (best()[i].taken === 1) continue;
    await fails(best().map((deviation, at) => (at === i ? { ...deviation, taken: 1 } : deviation)));
  }
}

/** So many decisions later than the last one it is looked for another that decides as well. */
const FURTHER = 8;

/** The closer the last one is to the failure, the more it says. */
async function latest(best: Best, fails: Fails): Promise<void> {
  const others = best().slice(0, -1);
  const last = best().at(-1);
  if (last === undefined) return;
  for (let later = 1; later <= FURTHER; later++)
    await fails([...others, { decision: last.decision + later, taken: 1 }]);
}
