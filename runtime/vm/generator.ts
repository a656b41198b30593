/**
 * Generators, coroutines and async generators: the object and how native code resumes it (CPython's genobject.c).
 *
 * Owns: state, creation, send, throw and close from native code. In Python code the loop resumes them itself.
 */
import { CodeFlag, type Code } from '../bytecode/code';
import { asyncGeneratorType, coroutineType, generatorType, None } from '../objects/builtinTypes';
import { lookupAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { noteGenerator } from '../objects/finalizable';
import { isError, newError, runtimeError, stopIterationValue, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import type { PyFunction } from '../objects/function';
import { PyObject, type PyType, typeOf, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { type PyTuple } from '../objects/values';
import { SuspendedShortcut } from './awaitShortcut';
import { How, type Frame } from './frame';
import { noteOrigin, originOf, type NotedOrigin } from './origins';
import { probes } from './probes';
import { sendResult } from './sending';
import { setContext } from './exceptions';
import { ts, type ExcItem } from './thread';
import { Thrown } from './thrown';
import { ignored } from '../objects/unraisable';

export const enum GenState {
  Created,
  Suspended,
  Running,
  Closed,
}

/** Further state of an async generator. */
export class AsyncGenState {
  /** The hooks of sys.set_asyncgen_hooks were called. */
  hooksInited = false;
  /** aclose() or athrow() has ended it, or it has ended by itself. */
  closed = false;
  /** An asend(), athrow() or aclose() is under way. */
  running = false;
  finalizer: Value | undefined = undefined;
}

/** What few generators and coroutines have. */
class GenExtras {
  asyncState: AsyncGenState | null = null;
  origin: PyTuple | NotedOrigin | null = null;
  /** Its names, where they are not its code's. */
  name: string | undefined = undefined;
  qualname: string | undefined = undefined;
}

export const enum Mark {
  REGISTERED = 1,
  NOTED = 2,
  /** See ownedGenerators.ts. */
  OWNED = 4,
}

/**
 * Generators that delegate to each other, from the outermost, which is resumed, to the innermost, which runs: resuming and
 * suspending them all is done to the outermost alone. So of the others `phase` says nothing: they do what it does.
 */
export class Chain {
  /** Where it goes on; valid while it is suspended, and so is `length`. */
  inner: Frame | null = null;
  length = 0;
  /** How deep its resumer stands; valid while it runs. */
  base = 0;
  constructor(readonly outermost: PyGenerator) {}
}

export class PyGenerator extends PyObject {
  /** Null once it is finished. */
  frame: Frame | null;
  readonly code: Code;
  /** Its state where it is in no chain, or the outermost of one. */
  phase = GenState.Created;
  /** The chain it is in; null where it is in none, or in one that nobody keeps account of. */
  chain: Chain | null = null;
  /** The exception handled inside it: a generator is an ExcItem of its own. */
  excValue: PyBaseException | null = null;
  excPrev: ExcItem | null = null;
  private extras: GenExtras | null = null;
  /** Bits of `Mark`. */
  marks = 0;

  constructor(cls: PyType, frame: Frame, fn: PyFunction | null) {
    super(cls);
    this.frame = frame;
    this.code = frame.code;
    if (fn !== null && (fn.name !== this.code.name || fn.qualname !== this.code.qualname)) {
      this.name = fn.name;
      this.qualname = fn.qualname;
    }
    if (cls === asyncGeneratorType) this.further().asyncState = new AsyncGenState();
    frame.gen = this;
  }

  private further(): GenExtras {
    this.disown();
    return (this.extras ??= new GenExtras());
  }

  get name(): string {
    return this.extras?.name ?? this.code.name;
  }
  set name(v: string) {
    this.further().name = v;
  }

  get qualname(): string {
    return this.extras?.qualname ?? this.code.qualname;
  }
  set qualname(v: string) {
    this.further().qualname = v;
  }

  /** cr_origin: (filename, line, function name) tuples, innermost first; null where tracking is off. */
  get origin(): PyTuple | null {
    const { extras } = this;
    if (extras === null) return null;
    if (Array.isArray(extras.origin)) extras.origin = originOf(extras.origin);
    return extras.origin;
  }

  /** Notes where it is made: by `from` and the frames below, as many as are tracked (CPython's compute_cr_origin). */
  noteOrigin(from: Frame | null): void {
    this.keepOrigin(noteOrigin(from));
  }

  keepOrigin(noted: NotedOrigin): void {
    this.further().origin = noted;
  }

  /** What only async generators have; null in others. */
  get asyncState(): AsyncGenState | null {
    return this.extras === null ? null : this.extras.asyncState;
  }

  /** It is in the registry of suspended coroutines (introspection's). */
  get registered(): boolean {
    return (this.marks & Mark.REGISTERED) !== 0;
  }
  set registered(on: boolean) {
    this.marks = on ? this.marks | Mark.REGISTERED : this.marks & ~Mark.REGISTERED;
  }

  /** It is among the finalizables. */
  get noted(): boolean {
    return (this.marks & Mark.NOTED) !== 0;
  }
  set noted(on: boolean) {
    this.marks = on ? this.marks | Mark.NOTED : this.marks & ~Mark.NOTED;
  }

  /** Nobody but the frame that delegates to it has it, nor its frame (ownedGenerators.ts). */
  own(): void {
    if (this.extras === null) this.marks = Mark.OWNED;
  }
  disown(): void {
    this.marks &= ~Mark.OWNED;
  }
  get isOwned(): boolean {
    return this.marks === Mark.OWNED;
  }

  get state(): GenState {
    const { chain } = this;
    return chain === null ? this.phase : chain.outermost.phase;
  }

  /**
   * Suspended, with no `try` or `with` in its code: nobody notices whether it is closed when it is dropped. What it
   * awaits is accounted for by itself, unless it is an iterator of the program's own.
   */
  get isQuiet(): boolean {
    const { frame, chain } = this;
    return (
      this.state === GenState.Suspended &&
      this.asyncState === null &&
      frame!.x.handlers.length === 0 &&
      !closesForeign(chain?.inner ?? frame!)
    );
  }
}

/** Closing the frame's generator may call a `close` that the program has defined. */
export function closesForeign(f: Frame): boolean {
  return f.resend && typeOf(f.s[f.sp - 1]!).isHeap;
}

/** CPython's make_gen: the object that calling a generator or coroutine function gives. */
export function makeGenerator(frame: Frame, fn: PyFunction | null): PyGenerator {
  const { flags } = frame.code;
  const cls =
    flags & CodeFlag.COROUTINE ? coroutineType : flags & CodeFlag.ASYNC_GENERATOR ? asyncGeneratorType : generatorType;
  const gen = new PyGenerator(cls, frame, fn);
  if (cls === coroutineType) {
    if (sysState.originTrackingDepth > 0) gen.noteOrigin(ts.frame);
    noteSuspended(gen);
  }
  if (probes.created !== null) probes.created(gen);
  return gen;
}

/** It may have to be closed or reported when it is lost: of those that never ran, only a coroutine. */
export function noteSuspended(gen: PyGenerator): void {
  if (gen.noted) return;
  gen.noted = true;
  noteGenerator(gen);
}

export function kindOf(gen: PyGenerator): 'generator' | 'coroutine' | 'async generator' {
  return gen.cls === coroutineType ? 'coroutine' : gen.cls === generatorType ? 'generator' : 'async generator';
}

/** Set by loop.ts, which is above this file: runs a generator's frame until it yields or ends. */
export const genRunner = {} as {
  /** Resumes with a value (undefined: first start) or an exception. `ts.yielded` tells how it came back. */
  resume(gen: PyGenerator, value: Value | undefined, exc: PyBaseException | undefined): Value;
  /** A coroutine that never ran is lost: set by generatorMethods.ts. */
  discarded(gen: PyGenerator): void;
};

/** Each generator of its suspended chain is on its own again. */
export function unlink(gen: PyGenerator): void {
  const { chain } = gen;
  if (chain === null) return;
  for (let g: PyGenerator | null = chain.outermost; g !== null && g.chain === chain; g = g.frame?.delegate ?? null) {
    g.chain = null;
    g.phase = GenState.Suspended;
  }
}

/** Raises what CPython raises when a generator that cannot run is resumed; returns true when it is simply finished. */
export function checkResumable(gen: PyGenerator, value: Value | undefined): boolean {
  switch (gen.phase) {
    case GenState.Running:
      if (gen.state === GenState.Suspended) {
        // It is awaited by another, which is suspended: it goes on by itself.
        unlink(gen);
        return false;
      }
      throw valueError(`${kindOf(gen)} already executing`);
    case GenState.Closed:
      if (gen.cls === coroutineType) throw runtimeError('cannot reuse already awaited coroutine');
      return true;
    case GenState.Created:
      if (value !== undefined && value !== None)
        throw typeError(`can't send non-None value to a just-started ${kindOf(gen)}`);
  }
  return false;
}

/**
 * Sends a value. Returns what is yielded; undefined when it returned, with the result in `sendResult.value`.
 * This is the way for native code (tasks) to drive a coroutine: no StopIteration is made.
 */
export function genSend(gen: PyGenerator, value: Value): Value | undefined {
  if (checkResumable(gen, value)) {
    sendResult.value = None;
    return undefined;
  }
  const r = genRunner.resume(gen, value, undefined);
  if (ts.yielded) return r;
  sendResult.value = r;
  return undefined;
}

/** Throws an exception into it; returns as genSend. */
export function genThrow(gen: PyGenerator, exc: PyBaseException): Value | undefined {
  return throwInto(gen, new Thrown([exc]), true);
}

/** CPython's _gen_throw. An async generator's own athrow() and aclose() don't close what it awaits. */
export function throwInto(gen: PyGenerator, thrown: Thrown, closeOnExit: boolean): Value | undefined {
  if (gen.state === GenState.Running || gen.state === GenState.Closed) {
    const exc = thrown.exception();
    if (gen.state === GenState.Running) throw valueError(`${kindOf(gen)} already executing`);
    if (gen.cls === coroutineType) throw runtimeError('cannot reuse already awaited coroutine');
    throw exc;
  }
  unlink(gen);
  const delegate = delegateOf(gen);
  if (delegate !== undefined) {
    if (closeOnExit && thrown.matches(Exc.GeneratorExit)) {
      const inner = whileRunning(gen, () => closeError(delegate));
      forgetDelegate(gen);
      return finish(gen, undefined, inner ?? thrown.exception());
    }
    if (!(delegate instanceof PyGenerator) || gen.frame!.resend) {
      const thrower = whileRunning(gen, () => lookupAttr(delegate, 'throw'));
      if (thrower !== undefined) {
        let r: Value;
        try {
          r = whileRunning(gen, () => call(thrower, [...thrown.args]));
        } catch (e) {
          forgetDelegate(gen);
          if (isError(e, Exc.StopIteration)) return resumeAfterDelegate(gen, stopIterationValue(e));
          if (e instanceof PyBaseException) return finish(gen, undefined, e);
          throw e;
        }
        return r;
      }
      const exc = thrown.exception();
      forgetDelegate(gen);
      // CPython's CLEANUP_THROW: to the `yield from`, StopIteration says that the iterator has ended.
      if (isError(exc, Exc.StopIteration)) return resumeAfterDelegate(gen, stopIterationValue(exc));
    } else if (awaitsForeign(delegate) || !isRaisable(thrown))
      return throwIntoDelegate(gen, delegate, thrown, closeOnExit);
  }
  return finish(gen, undefined, thrown.exception());
}

/** Do the arguments make an exception? If not, the innermost of a chain does not get it, but whoever awaits it does. */
function isRaisable(thrown: Thrown): boolean {
  try {
    thrown.exception();
    return true;
  } catch (e) {
    if (e instanceof PyBaseException) return false;
    throw e;
  }
}

/**
 * Does the innermost of a chain of coroutines await something that is no coroutine, with a `throw` of its own? Or is one
 * of them at its end or running, since somebody else has resumed it?
 */
function awaitsForeign(gen: PyGenerator): boolean {
  let g: PyGenerator | null = gen;
  let resends = false;
  while (g !== null) {
    const f: Frame | null = g.frame;
    if (f === null || g.state === GenState.Running) return true;
    resends = f.resend;
    g = f.delegate;
  }
  return resends;
}

/** Throws into what `gen` awaits directly, from outside to inside as CPython does. */
function throwIntoDelegate(
  gen: PyGenerator,
  delegate: PyGenerator,
  thrown: Thrown,
  closeOnExit: boolean,
): Value | undefined {
  let r: Value | undefined;
  try {
    r = whileRunning(gen, () => throwInto(delegate, thrown, closeOnExit));
  } catch (e) {
    forgetDelegate(gen);
    if (e instanceof PyBaseException) return finish(gen, undefined, e);
    throw e;
  }
  if (r === undefined) {
    forgetDelegate(gen);
    return resumeAfterDelegate(gen, sendResult.value);
  }
  // It was resumed by itself; now it is awaited again.
  delegate.frame!.how = How.Delegate;
  delegate.frame!.back = gen.frame;
  delegate.excPrev = gen;
  return r;
}

function finish(gen: PyGenerator, value: Value | undefined, exc: PyBaseException | undefined): Value | undefined {
  const r = genRunner.resume(gen, value, exc);
  if (ts.yielded) return r;
  sendResult.value = r;
  return undefined;
}

/** What it awaits ended while we threw into it: YIELD_FROM's receiver is replaced by the result. */
function resumeAfterDelegate(gen: PyGenerator, result: Value): Value | undefined {
  gen.frame!.sp--;
  return finish(gen, result, undefined);
}

function forgetDelegate(gen: PyGenerator): void {
  gen.frame!.delegate = null;
  gen.frame!.resend = false;
}

function whileRunning<T>(gen: PyGenerator, f: () => T): T {
  gen.phase = GenState.Running;
  const frame = gen.frame!;
  frame.back = ts.frame;
  ts.frame = frame;
  try {
    return f();
  } finally {
    gen.phase = GenState.Suspended;
    ts.frame = frame.back;
    frame.back = null;
  }
}

/** What a suspended generator delegates to (gi_yieldfrom, cr_await), or undefined; the program may get to see it. */
export function delegateOf(gen: PyGenerator): Value | undefined {
  const f = gen.frame;
  if (f === null || gen.state !== GenState.Suspended) return undefined;
  if (f.delegate === null && !f.resend) return undefined;
  const receiver = f.s[f.sp - 1];
  if (receiver instanceof SuspendedShortcut) return receiver.expand(f);
  if (receiver instanceof PyGenerator) receiver.disown();
  return receiver;
}

/** Closes what a generator delegates to; returns the error that raised, if any. */
function closeError(delegate: Value): PyBaseException | undefined {
  try {
    if (delegate instanceof PyGenerator) genClose(delegate);
    else {
      const close = closeMethod(delegate);
      if (close !== undefined) call(close);
    }
    return undefined;
  } catch (e) {
    if (e instanceof PyBaseException) return e;
    throw e;
  }
}

/** An error of looking it up goes nowhere: there is nobody to close. */
function closeMethod(delegate: Value): Value | undefined {
  try {
    return lookupAttr(delegate, 'close');
  } catch (e) {
    ignored(e, 'while closing generator', delegate);
    return undefined;
  }
}

/** CPython's gen_close. Returns the value it returned, if it did. */
export function genClose(gen: PyGenerator): Value {
  if (gen.state === GenState.Created) {
    finishUnstarted(gen);
    return None;
  }
  if (gen.state === GenState.Closed) return None;
  let r: Value | undefined;
  const exit = newError(Exc.GeneratorExit);
  setContext(exit);
  try {
    r = genThrow(gen, exit);
  } catch (e) {
    if (isError(e, Exc.GeneratorExit)) return None;
    if (isError(e, Exc.StopIteration)) return stopIterationValue(e);
    throw e;
  }
  if (r !== undefined) throw runtimeError(`${kindOf(gen)} ignored GeneratorExit`);
  return sendResult.value;
}

/** Ends a generator that never ran. */
export function finishUnstarted(gen: PyGenerator): void {
  gen.phase = GenState.Closed;
  gen.frame!.gen = null;
  gen.frame = null;
}

/** `gen` as the target of `await`, `yield from`: exact generators and coroutines that the loop itself can resume. */
export function isDirect(v: Value): v is PyGenerator {
  return typeof v === 'object' && (v.cls === coroutineType || v.cls === generatorType);
}
