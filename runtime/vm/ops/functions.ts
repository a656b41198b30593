/**
 * MAKE_FUNCTION, class bodies' entry and the callables that the loop knows itself.
 */
import { MakeFunction } from '../../bytecode/opcodes';
import { PyFunction, type PyCode } from '../../objects/function';
import type { PyDict } from '../../objects/dict';
import type { Value } from '../../objects/object';
import type { PyCell, PyTuple } from '../../objects/values';
import type { Frame } from '../frame';

/** MAKE_FUNCTION: takes its operands from the top of the stack; returns how many it took, leaving the result there. */
export function makeFunction(f: Frame, s: (Value | undefined)[], spIn: number, flags: number): number {
  let sp = spIn;
  const qualname = s[--sp] as string;
  const { code } = s[--sp] as PyCode;
  const closure = flags & MakeFunction.CLOSURE ? ((s[--sp] as PyTuple).items as PyCell[]) : null;
  const fn = new PyFunction(code, f.globals, f.builtins, qualname, closure);
  if (flags & MakeFunction.ANNOTATE) fn.annotate = s[--sp]!;
  if (flags & MakeFunction.ANNOTATIONS) fn.annotations = s[--sp] as PyDict;
  if (flags & MakeFunction.KWDEFAULTS) fn.kwdefaults = s[--sp] as PyDict;
  if (flags & MakeFunction.DEFAULTS) fn.defaults = [...(s[--sp] as PyTuple).items];
  s[sp++] = fn;
  return sp;
}
