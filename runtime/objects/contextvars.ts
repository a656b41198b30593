/**
 * Context, ContextVar and Token (CPython's context.c), without the methods, which are in modules/_contextvars.ts.
 *
 * Owns: the data and the current context. A context's variables are a Map shared between copies until one of them
 * changes it, so that `copy_context()` costs nothing.
 */
import { bareType } from './builtinTypes';
import { runtimeError } from './errors';
import { Exc, PyBaseException } from './exceptionTypes';
import { PyObject, type PyType, type Value } from './object';
import { repr } from './text';

/** The types; filled in by contextvarTypes.ts. */
export const contextTypes = {
  context: bareType('_contextvars.Context'),
  contextVar: bareType('_contextvars.ContextVar'),
  token: bareType('_contextvars.Token'),
};
export const missingType = bareType('Token.MISSING');

class Variables {
  /** More than one context may hold this map: copy before changing. */
  shared = false;
  constructor(readonly map: Map<PyContextVar, Value>) {}
}

/** A context, or what one will be made of when somebody needs it: a callback that waits needs none. */
export type ContextSource = Value | Variables;

/** What `copy_context()` would hold. */
export function snapshotContext(): ContextSource {
  const { vars } = currentContext();
  vars.shared = true;
  return vars;
}

export function contextFrom(source: ContextSource): Value {
  return source instanceof Variables ? new PyContext(source) : source;
}

/** The context that was given back last. */
let spare: PyContext | null = null;

/** A context for running something in that nobody else knows: to be given back. */
export function borrowContext(source: ContextSource): PyContext {
  if (!(source instanceof Variables)) return source as PyContext;
  const context = spare ?? new PyContext(source);
  spare = null;
  context.vars = source;
  return context;
}

/** Nobody has set a variable in it, so that nobody keeps it: a token would. */
export function giveBackContext(context: PyContext, source: ContextSource): void {
  if (context.vars === source) spare = context;
}

export class PyContext extends PyObject {
  vars: Variables;
  /** What was in force before it was entered; null while it is not. */
  previous: PyContext | undefined | null = null;
  constructor(vars = new Variables(new Map()), cls: PyType = contextTypes.context) {
    super(cls);
    this.vars = vars;
  }

  get entered(): boolean {
    return this.previous !== null;
  }
  /** For those who put back themselves what was in force. */
  set entered(on: boolean) {
    this.previous = on ? undefined : null;
  }

  copy(): PyContext {
    this.vars.shared = true;
    return new PyContext(this.vars);
  }

  private own(): Map<PyContextVar, Value> {
    if (this.vars.shared) this.vars = new Variables(new Map(this.vars.map));
    return this.vars.map;
  }

  get(v: PyContextVar): Value | undefined {
    return this.vars.map.get(v);
  }

  set(v: PyContextVar, value: Value): void {
    this.own().set(v, value);
  }

  delete(v: PyContextVar): boolean {
    return this.vars.map.has(v) && this.own().delete(v);
  }
}

export class PyContextVar extends PyObject {
  constructor(
    readonly name: string,
    readonly defaultValue: Value | undefined,
  ) {
    super(contextTypes.contextVar);
  }

  /** The value in the current context, the given default, the variable's own; raises LookupError. */
  get(fallback?: Value): Value {
    const v = contextState.current?.get(this) ?? fallback ?? this.defaultValue;
    if (v === undefined) throw new PyBaseException(Exc.LookupError, [this]);
    return v;
  }
}

export class PyToken extends PyObject {
  used = false;
  constructor(
    readonly context: PyContext,
    readonly variable: PyContextVar,
    readonly oldValue: Value | undefined,
  ) {
    super(contextTypes.token);
  }
}

/** The context of the running thread; whoever switches threads swaps it. */
export const contextState = { current: undefined as PyContext | undefined };

export function currentContext(): PyContext {
  return (contextState.current ??= enteredContext());
}

function enteredContext(): PyContext {
  const c = new PyContext();
  c.entered = true;
  return c;
}

/** CPython's PyContext_CopyCurrent. */
export function copyCurrentContext(): PyContext {
  return currentContext().copy();
}

/** `ctx.run(f)`; raises RuntimeError where the context is entered already. */
export function runInContext<T>(ctx: PyContext, f: () => T): T {
  enterContext(ctx);
  try {
    return f();
  } finally {
    leaveContext(ctx);
  }
}

export function enterContext(ctx: PyContext): void {
  if (ctx.entered) throw runtimeError(`cannot enter context: ${repr(ctx)} is already entered`);
  ctx.previous = contextState.current;
  contextState.current = ctx;
}

export function leaveContext(ctx: PyContext): void {
  contextState.current = ctx.previous ?? undefined;
  ctx.previous = null;
}

/** `var.set(value)`. */
export function setContextVar(v: PyContextVar, value: Value): PyToken {
  const ctx = currentContext();
  const token = new PyToken(ctx, v, ctx.get(v));
  ctx.set(v, value);
  return token;
}
