/**
 * Running frames: the driver that alternates between compiled code and the interpreter, and native code's way in.
 *
 * Owns: run(), re-entered only by native code that calls back into Python. Kept small, so that V8 optimises it at once.
 */
import { None } from '../objects/builtinTypes';
import type { PyBaseException } from '../objects/exceptionTypes';
import type { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import { frameFor } from './binding';
import { asGuestException, setContext } from './exceptions';
import { secondTier } from './execCode';
import { How, type Frame } from './frame';
import { genRunner, makeGenerator } from './generator';
import { compileToJs } from './jit/compile';
import { Exit, leaving } from './jit/exits';
import { compileFrameless } from './jit/frameless/compile';
import { interpret } from './loop';
import {
  enterGenerator,
  outcome,
  pushFrame,
  recursionExceeded,
  returnFrom,
  startDelegate,
  yieldFromFrame,
} from './switching';
import { sysState } from '../objects/sysState';
import { frameWatch, ts } from './thread';
import { tracing } from './tracing/instrument';
import { thrown } from './tracing/tracer';
import { escaping, unwind } from './unwinding';

/**
 * Runs from `start` until `entry` returns or yields (`ts.yielded`); throws the exception that leaves it. `entry` is
 * `start` or, for a generator that delegates, the outermost of the chain whose innermost is `start`. `thrown` is raised
 * at once in `start`, as generator.throw() does.
 */
function run(entry: Frame, start: Frame, entryDepth: number, thrown: PyBaseException | undefined): Value {
  const { nested } = ts;
  ts.runs++;
  try {
    return runFrames(entry, start, entryDepth, thrown);
  } finally {
    ts.runs--;
    ts.nested = nested;
  }
}

function runFrames(entry: Frame, start: Frame, entryDepth: number, thrown: PyBaseException | undefined): Value {
  const { nested } = ts;
  let f = start;
  let exc = thrown;
  entry.how = How.Entry;
  for (;;) {
    if (exc !== undefined) {
      const handler = unwind(f, exc, entry, entryDepth);
      if (handler === null) throw escaping.exc!;
      f = handler;
    }
    try {
      drive(f, nested);
      exc = outcome.raised;
      if (exc === undefined) {
        ts.depth = entryDepth;
        return outcome.value;
      }
      outcome.raised = undefined;
      f = ts.frame!;
    } catch (e) {
      // The frame that raised is the current one; its pc is up to date.
      f = ts.frame ?? f;
      exc = asGuestException(e);
      if (exc.traceback === undefined) setContext(exc);
    }
  }
}

/** Runs frame after frame, each by compiled code where there is some, until there is an `outcome`. */
function drive(start: Frame, nested: number): void {
  let f: Frame | null = start;
  while (f !== null) {
    const { jit } = f.x;
    if (jit === null) {
      f = interpret(f);
      continue;
    }
    if (f.resend) {
      f.resend = false;
      f.pc--;
    }
    ts.nested = nested;
    const v = jit(f);
    f = v === undefined ? goOn(ts.frame!) : returnFrom(f, v);
  }
}

/** Compiled code has left from `f`, the current frame: gives the next frame, or null with the `outcome`. */
function goOn(f: Frame): Frame | null {
  switch (leaving.exit) {
    case Exit.Interpret:
      return interpret(f);
    case Exit.Call:
      return pushFrame(leaving.frame!, f);
    case Exit.Switch:
      return f;
    case Exit.Yield:
      return yieldFromFrame(f, leaving.value!);
    case Exit.Start:
      return startDelegate(leaving.gen!, f);
    case Exit.Delegate:
      return enterGenerator(leaving.gen!, leaving.value, How.Delegate, f);
    case Exit.ForIter:
      return enterGenerator(leaving.gen!, None, How.ForIter, f);
    case Exit.Send:
      return enterGenerator(leaving.gen!, leaving.value, How.Send, f);
    default:
      // Exit.Raise
      return null;
  }
}

secondTier.compile = compileToJs;
secondTier.compileFrameless = compileFrameless;

genRunner.resume = (gen, value, exc) => {
  const entryDepth = ts.depth;
  const entry = gen.frame!;
  const start = enterGenerator(gen, exc === undefined ? value : undefined, How.Entry, ts.frame);
  if (exc === undefined) return run(entry, start, entryDepth, undefined);
  // CPython's _PyErr_ChainStackItem: what the generator itself is handling becomes the context of what is thrown in.
  if (ts.exc.excValue !== null) setContext(exc);
  const { thrownInto } = ts;
  ts.thrownInto = start;
  try {
    return run(entry, start, entryDepth, tracing.on ? thrown(start, exc) : exc);
  } finally {
    ts.thrownInto = thrownInto;
  }
};

/** Goes on with a thread that was parked: its outermost frame and the one that runs. */
export function continueRun(entry: Frame, start: Frame): Value {
  return run(entry, start, 0, undefined);
}

/** Runs a new frame to its end. */
export function runFrame(frame: Frame): Value {
  const entryDepth = ts.depth;
  if (++ts.depth > sysState.recursionLimit) {
    ts.depth--;
    throw recursionExceeded();
  }
  frame.back = ts.frame;
  ts.frame = frame;
  if (tracing.on) frameWatch.notice(frame);
  return run(frame, frame, entryDepth, undefined);
}

/** Calls a Python function from native code. */
export function callFunction(fn: PyFunction, args: Value[], kwnames: readonly string[] | null): Value {
  const frame = frameFor(fn, undefined, args, 0, args.length, kwnames);
  if (frame.x.isGenerator) return makeGenerator(frame, fn);
  return runFrame(frame);
}
