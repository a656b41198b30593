/**
 * Evaluates what the user types, in a frame or in the main module.
 *
 * Owns: expressions and statements, and writing back what they change. Must not know: how results are shown.
 */
import { CodeFlag } from '../bytecode/code';
import { None } from '../objects/builtinTypes';
import { type PyDict } from '../objects/dict';
import { isError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import type { Frame } from '../vm/frame';
import { localsCopy, namespaceOf, storeLocals } from './frameScope';
import type { Guest } from './guest';

const NAME = '<debug console>';

export class Evaluator {
  constructor(
    private readonly guest: Guest,
    /** Runs a coroutine on the program's own event loop and gives its result. */
    private readonly finish: (coroutine: Value) => Value,
  ) {}

  /** The value of an expression. Guest exceptions, SyntaxError included, are thrown as they are. */
  expression(text: string, frame: Frame | null, extra: Record<string, Value> = {}): Value {
    return this.run(text.trim(), 'eval', frame, extra);
  }

  /** An expression's value, or None after statements. Either may await. */
  anything(text: string, frame: Frame | null): Value {
    try {
      return this.run(text.trim(), 'eval', frame, {}, true);
    } catch (error) {
      if (!isError(error, Exc.SyntaxError)) throw error;
    }
    this.run(text, 'exec', frame, {}, true);
    return None;
  }

  /** Assigns to whatever `target` names: `x`, `x.y`, `x[0]`. */
  assign(target: string, value: string, frame: Frame | null): Value {
    // Compiled apart first, so that a mistake in one isn't reported as one in the assignment.
    const result = this.expression(value, frame);
    this.run(`${target} = __value__`, 'exec', frame, { __value__: result });
    return result;
  }

  private run(
    text: string,
    mode: 'exec' | 'eval',
    frame: Frame | null,
    extra: Record<string, Value>,
    mayAwait = false,
  ): Value {
    const code = this.guest.compile(text, NAME, mode, mayAwait);
    const execute = (globals: PyDict, locals: PyDict): Value => {
      const result = this.guest.run(code, globals, locals);
      return code.flags & CodeFlag.COROUTINE ? this.finish(result) : result;
    };
    const globals = frame ? frame.globals : this.guest.mainGlobals();
    const names = Object.keys(extra);
    const namespace = frame ? namespaceOf(frame) : globals;
    if (namespace === globals && names.length === 0) return execute(globals, globals);
    // Nested scopes (comprehensions, lambdas) look names up in globals only, so the locals go there, too: in a copy.
    const locals = frame ? localsCopy(frame) : globals.copy();
    const merged = globals.copy();
    merged.update(locals);
    for (const name of names) {
      locals.setStr(name, extra[name]);
      merged.setStr(name, extra[name]);
    }
    const before = merged.copy();
    const result = execute(merged, locals);
    for (const name of names) locals.delete(name);
    storeGlobals(globals, before, merged);
    if (mode === 'exec' || /:=/.test(text)) {
      if (namespace) storeNamespace(namespace, locals);
      else if (frame) storeLocals(frame, locals);
    }
    return result;
  }
}

/** Carries over what a `global` statement assigned. */
function storeGlobals(globals: PyDict, before: PyDict, after: PyDict): void {
  for (const [name, value] of after.entries()) {
    if (typeof name === 'string' && before.getStr(name) !== value && name !== '__builtins__')
      globals.setStr(name, value);
  }
}

function storeNamespace(namespace: PyDict, changed: PyDict): void {
  for (const [name, value] of changed.entries()) {
    if (typeof name === 'string' && namespace.getStr(name) !== value) namespace.setStr(name, value);
  }
  for (const name of namespace.keyList()) {
    if (typeof name === 'string' && !changed.has(name)) namespace.delete(name);
  }
}
