/**
 * Calls of send() and next() on exact generators, which the loop does itself instead of calling native code.
 */
import { builtinFunctionType, generatorType, methodDescriptorType, None } from '../objects/builtinTypes';
import type { PyMethodDescr, PyNative } from '../objects/native';
import type { Value } from '../objects/object';
import { GenState, isDirect, type PyGenerator } from './generator';

/** Is it `gen.send(v)` on an exact generator or coroutine? */
export function isSend(method: Value, self: Value, n: number): boolean {
  return (
    n === 1 &&
    (method as PyMethodDescr).cls === methodDescriptorType &&
    (method as PyMethodDescr).spec.inLoop === 'send' &&
    isDirect(self)
  );
}

/** Is it `next(gen)` on an exact generator? */
export function isNext(callee: Value, arg: Value): boolean {
  return (
    typeof callee === 'object' &&
    callee.cls === builtinFunctionType &&
    (callee as PyNative).spec.inLoop === 'next' &&
    isDirect(arg) &&
    arg.cls === generatorType
  );
}

/** Can it go on at once with this value? Otherwise native code raises what is to be raised. */
export function canResume(gen: PyGenerator, v: Value): boolean {
  return gen.phase === GenState.Suspended || (gen.phase === GenState.Created && v === None);
}
