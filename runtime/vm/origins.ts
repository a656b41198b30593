/** Where coroutines are made, for `cr_origin` (sys.set_coroutine_origin_tracking_depth). */
import type { Code } from '../bytecode/code';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyTuple } from '../objects/values';
import { lineOf, type Frame } from './frame';

/** Where a coroutine was made, as it is noted: a code object and an offset in it by turns, the innermost frame's first. */
export type NotedOrigin = (Code | number)[];

/** Where a coroutine is made by `from` and the frames below, as many as are tracked. Those of one place share it. */
export function noteOrigin(from: Frame | null): NotedOrigin {
  const last = from === null ? null : (from.x.lastOrigin as NotedOrigin | null);
  if (last !== null && isOrigin(last, from)) return last;
  const noted: NotedOrigin = [];
  let left = sysState.originTrackingDepth;
  for (let f = from; f !== null && left > 0; f = f.back, left--) noted.push(f.code, f.offset);
  if (from !== null) from.x.lastOrigin = noted;
  return noted;
}

/** Whether it is what would be noted now. */
function isOrigin(noted: NotedOrigin, from: Frame | null): boolean {
  let left = sysState.originTrackingDepth;
  let i = 0;
  for (let f = from; f !== null && left > 0; f = f.back, left--) {
    if (noted[i] !== f.code || noted[i + 1] !== f.offset) return false;
    i += 2;
  }
  return i === noted.length;
}

/** The tuples that `cr_origin` shows, made when somebody asks. */
export function originOf(noted: NotedOrigin): PyTuple {
  const items: Value[] = [];
  for (let i = 0; i < noted.length; i += 2) {
    const code = noted[i] as Code;
    items.push(new PyTuple([code.filename, lineOf(code, noted[i + 1] as number), code.name]));
  }
  return new PyTuple(items);
}
