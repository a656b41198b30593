/**
 * Where frameless code stands, for a debugger that wants to know who woke whom without frames being made for it.
 *
 * Owns: the places of the calls that the frameless functions on the JavaScript stack are making. A function's place is
 * at its own `room` (how many more may stand on it), so that nothing has to be put back when it returns. A place is a
 * number, so that each call is one store that V8's collector needn't know of. Only code written while `on` notes them. No
 * Python code but frameless code runs above frameless code: there is one row of them at a time. Must not know: what the
 * places are wanted for.
 */
import type { Code } from '../../../bytecode/code';
import type { Value } from '../../../objects/object';
import { DEEPEST } from '../exits';
import { quietCall } from './quietCalls';

/** One call in the text of a function. */
interface CallSite {
  readonly code: Code;
  /** Of the instruction, in bytes. */
  readonly offset: number;
}

const NOWHERE = -1;

export const callSites = {
  /** Set before any code is compiled, or never. */
  on: false,
  /** The room of the function that makes a native call right now for which places are known; else NOWHERE. */
  innermost: NOWHERE,
  /** The room of the function that was called last by code with a frame. */
  outermost: NOWHERE,
};

/** Numbers of places, by room. */
export const callPlaces = new Int32Array(DEEPEST);

/** So many places are known at most: code that the program has dropped isn't kept by more. */
const MOST_KNOWN = 8192;

/** By number less `forgotten`. */
let sites: CallSite[] = [];
/** Places with lower numbers are known no more, though code notes them still. */
let forgotten = 0;

/** The number of a place in code that is being written: of the instruction at `at`. */
export function callSite(code: Code, at: number): number {
  if (sites.length === MOST_KNOWN) {
    forgotten += MOST_KNOWN / 2;
    sites = sites.slice(MOST_KNOWN / 2);
  }
  return forgotten + sites.push({ code, offset: at * 2 }) - 1;
}

export function isForgotten(site: number): boolean {
  return site < forgotten;
}

/** Whether whoever runs now was called by frameless code of which it is known where it stands. */
export function calledFromNotedPlace(): boolean {
  const { innermost, outermost } = callSites;
  if (innermost === NOWHERE) return false;
  if (forgotten > 0)
    for (let room = innermost; room <= outermost; room++) if (callPlaces[room] < forgotten) return false;
  return true;
}

/** quietCall() for what may want to know from where it is called. */
export function quietCallFrom(
  room: number,
  site: number,
  callee: Value,
  a?: Value,
  b?: Value,
  c?: Value,
): Value | undefined {
  callPlaces[room] = site;
  callSites.innermost = room;
  try {
    return quietCall(callee, a, b, c);
  } finally {
    callSites.innermost = NOWHERE;
  }
}

/** Native code that stands in for a Python function, with no other below it, is at a place of that; then nowhere. */
export function standAt(site: number | null): void {
  if (site !== null) callPlaces[0] = site;
  callSites.innermost = callSites.outermost = site === null ? NOWHERE : 0;
}

/**
 * Where `calledFromNotedPlace`: puts the places of the frameless functions that stand on the frame that is current into
 * `stack`, innermost first: code objects and offsets by turns, for at most `depth` of them. How many there were.
 */
export function notePlaces(stack: (Code | number)[], depth: number): number {
  const { innermost, outermost } = callSites;
  if (innermost === NOWHERE) return 0;
  const end = Math.min(outermost + 1, innermost + depth);
  for (let room = innermost; room < end; room++) {
    const { code, offset } = sites[callPlaces[room] - forgotten];
    const at = (room - innermost) * 2;
    stack[at] = code;
    stack[at + 1] = offset;
  }
  return end - innermost;
}
