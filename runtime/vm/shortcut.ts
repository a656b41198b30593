/**
 * Native code that stands for a Python function of the library, as long as nobody looks into it.
 *
 * It takes the place of the second tier's compiled code: a breakpoint in the function, a step into it or a trace puts
 * the Python code back.
 */
import { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import { execOf } from './execCode';
import { Exit, leaving } from './jit/exits';

/** `run` gets the arguments, bound; undefined: it has done nothing, and the Python code is to do it. */
export function shortcut(
  fn: Value | undefined,
  run: (args: readonly (Value | undefined)[]) => Value | undefined,
): void {
  if (!(fn instanceof PyFunction)) return;
  execOf(fn.code).standIn((f) => {
    const result = f.pc === 0 ? run(f.s) : undefined;
    if (result === undefined) leaving.exit = Exit.Interpret;
    return result;
  });
}
