/**
 * Sending into any awaitable's iterator (CPython's PyIter_Send).
 *
 * Owns: the protocol by which native iterators (a future's, an async generator's asend) take part: the type's `am_send`.
 */
import { None } from '../objects/builtinTypes';
import { callMethod } from '../objects/attributes';
import { callSpecial } from '../objects/call';
import { isError, stopIterationValue, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { typeOf, type Value } from '../objects/object';

/** Where a send that ended leaves its result. */
export const sendResult = { value: None as Value };

/** Sends into an iterator; undefined when it ended, with its result in `sendResult.value`. */
export function sendInto(it: Value, value: Value): Value | undefined {
  const t = typeOf(it);
  if (t.am_send !== null) return t.am_send(it, value);
  try {
    if (value !== None) return callMethod(it, 'send', [value]);
    if (t.tp_iternext === null) throw typeError(`'${t.tpName}' object is not an iterator`);
    if (t.isHeap) {
      // Called by name: the slot would lose the value of StopIteration.
      const r = callSpecial(it, '__next__');
      if (r !== undefined) return r;
    }
    const r = t.tp_iternext(it);
    if (r !== undefined) return r;
    sendResult.value = None;
    return undefined;
  } catch (e) {
    if (!isError(e, Exc.StopIteration)) throw e;
    sendResult.value = stopIterationValue(e);
    return undefined;
  }
}
