/**
 * Running code objects with given namespaces: modules, exec, eval, class bodies.
 */
import type { Code } from '../bytecode/code';
import type { PyDict } from '../objects/dict';
import { builtinsIn } from '../objects/foreignBuiltins';
import type { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import type { PyCell } from '../objects/values';
import { execOf } from './execCode';
import { Frame } from './frame';
import { makeGenerator } from './generator';
import { runFrame } from './run';

/** The builtins that code with these globals sees; sets `__builtins__` where it is missing (as exec does). */
export function builtinsFor(globals: PyDict): PyDict {
  const b = globals.getStr('__builtins__');
  if (b === undefined) {
    const module = sysState.modules.getStr('builtins');
    if (module !== undefined) globals.setStr('__builtins__', module);
    return sysState.builtins;
  }
  return builtinsIn(b);
}

/** Runs a code object that is no function's: `locals` is any mapping. */
export function runCode(code: Code, globals: PyDict, locals: Value, closure: PyCell[] | null = null): Value {
  const frame = new Frame(execOf(code), { globals, builtins: builtinsFor(globals) });
  frame.locals = locals;
  if (frame.x.base !== frame.x.nlocals) {
    frame.initCells();
    closure?.forEach((c, i) => (frame.s[frame.x.nlocals + frame.x.ncells + i] = c));
  }
  if (frame.x.isGenerator) return makeGenerator(frame, null);
  return runFrame(frame);
}

/** Runs a class body in its namespace; gives its `__class__` cell or None. */
export function runClassBody(fn: PyFunction, ns: Value): Value {
  const frame = new Frame(execOf(fn.code), fn);
  frame.locals = ns;
  if (frame.x.base !== frame.x.nlocals) frame.initCells();
  return runFrame(frame);
}
