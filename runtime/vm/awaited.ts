/**
 * Coroutines without an object: `await f()` runs f's frame like a call, and makes the coroutine when somebody could see
 * it: when it is suspended, or when a program asks for `f_generator`.
 *
 * Owns: making up for what was put off: the object, whose exceptions are handled, `cr_origin`. Nothing is being handled
 * where such a frame is entered (its caller sees to that), so what is handled now was raised inside.
 */
import { coroutineType } from '../objects/builtinTypes';
import { sysState } from '../objects/sysState';
import { How, type Frame } from './frame';
import { GenState, PyGenerator } from './generator';
import { noteOrigin, type NotedOrigin } from './origins';
import { ts, type ExcItem } from './thread';

/** From a YIELD_FROM back to the call whose result it awaits. */
const CALL_BEFORE_AWAIT = 3;

/** Makes the coroutines of all frames from the current one down to `outermost`. */
export function makeAwaited(outermost: Frame): void {
  let item: ExcItem = ts.exc;
  let inner: ExcItem | null = null;
  for (let f = ts.frame; f !== null; f = f.back) {
    if (f.how === How.Await) {
      const gen = makeCoroutine(f);
      gen.excValue = item.excValue;
      gen.excPrev = item;
      item.excValue = null;
      if (inner === null) ts.exc = gen;
      else inner.excPrev = gen;
      inner = gen;
    } else if (f.gen !== null && f.gen === item) {
      inner = item;
      item = item.excPrev!;
    }
    if (f === outermost) return;
  }
}

function makeCoroutine(f: Frame): PyGenerator {
  const gen = new PyGenerator(coroutineType, f, f.fn);
  gen.phase = GenState.Running;
  f.how = How.Delegate;
  const back = f.back!;
  back.delegate = gen;
  back.s[back.sp - 1] = gen;
  if (sysState.originTrackingDepth > 0) gen.keepOrigin(originOfAwaited(back));
  return gen;
}

/** Where the coroutine was made whose result `back` awaits at once. */
export function originOfAwaited(back: Frame): NotedOrigin {
  back.pc -= CALL_BEFORE_AWAIT;
  const noted = noteOrigin(back);
  back.pc += CALL_BEFORE_AWAIT;
  return noted;
}
