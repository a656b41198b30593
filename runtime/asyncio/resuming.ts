/** Resuming what a task drives: a coroutine, or anything that acts as one. Must not know: tasks. */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isError, stopIterationValue } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { typeOf, type Value } from '../objects/object';
import { genSend, genThrow, isDirect, PyGenerator } from '../vm/generator';
import { sendResult } from '../vm/sending';

/** CPython's PyIter_Send(coro, None): undefined when it ended, with its result in `sendResult`. */
export function sendNone(coro: Value): Value | undefined {
  if (isDirect(coro)) return genSend(coro, None);
  const t = typeOf(coro);
  if (t.am_send !== null) return t.am_send(coro, None);
  return ending(() =>
    t.tp_iternext === null || t.isHeap
      ? call(getAttr(coro, t.tp_iternext === null ? 'send' : '__next__'), t.tp_iternext === null ? [None] : [])
      : t.tp_iternext(coro),
  );
}

export function throwInto(coro: Value, exc: PyBaseException): Value | undefined {
  if (coro instanceof PyGenerator && isDirect(coro)) return genThrow(coro, exc);
  return ending(() => call(getAttr(coro, 'throw'), [exc]));
}

/** Turns a StopIteration into the end it stands for. */
function ending(f: () => Value | undefined): Value | undefined {
  try {
    const r = f();
    if (r === undefined) sendResult.value = None;
    return r;
  } catch (e) {
    if (!isError(e, Exc.StopIteration)) throw e;
    sendResult.value = stopIterationValue(e);
    return undefined;
  }
}
