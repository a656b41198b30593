/**
 * Compiled code that resumes compiled code on the JavaScript stack (see direct.ts): `for` over a generator or an async
 * generator, `send()`, `next()`.
 *
 * Owns: running a generator up to its next yield.
 */
import { None } from '../../objects/builtinTypes';
import { stopIteration } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { canGoOn, nextEnded } from '../asyncGenerator';
import { setContext } from '../exceptions';
import { type Frame, How } from '../frame';
import { checkResumable, GenState, isDirect, Mark, type PyGenerator } from '../generator';
import { reuse } from '../ownedGenerators';
import { probes } from '../probes';
import { endGenerator, enterGenerator, nextYields, outcome, returnFrom, suspend } from '../switching';
import { attention, ts } from '../thread';
import { tracing } from '../tracing/instrument';
import { yielding } from '../tracing/tracer';
import { DEEPEST, Exit, leaving } from './exits';
import { leave, patched } from './entering';

/** Can an async generator's frame be entered for its next item, without an asend() object? */
export function canGetNext(gen: PyGenerator): boolean {
  return (
    canGoOn(gen) &&
    gen.frame!.x.jit !== null &&
    ts.nested < DEEPEST &&
    ts.depth < sysState.recursionLimit &&
    !tracing.on
  );
}

/** The next item of an async generator; its place on the frame's stack is the topmost. */
export function getNext(f: Frame, gen: PyGenerator): Value | undefined {
  gen.asyncState!.running = true;
  const g = enterGenerator(gen, None, How.AsyncNext, f);
  const { jit } = g.x;
  if (jit === null) return leave(Exit.Switch);
  const nested = ++ts.nested;
  const r = jit(g);
  if (r === undefined) {
    if (leaving.exit !== Exit.Yield) return undefined;
    const inner = ts.frame!;
    const v = leaving.value!;
    if (tracing.on) yielding(inner, v);
    suspend(inner).back = null;
    ts.frame = f;
    ts.nested = nested - 1;
    if (nextYields(inner, g, f, v)) {
      if (f.x.jit !== null) return v;
      f.sp--;
      return patched(f, v);
    }
    leaving.value = v;
    return leave(Exit.Yield);
  }
  ts.nested = nested - 1;
  ts.depth--;
  ts.frame = f;
  endGenerator(g);
  outcome.raised = nextEnded(gen);
  setContext(outcome.raised);
  return leave(Exit.Raise);
}

/** The next item of an iterator, for FOR_ITER; undefined with Exit.Exhausted at the end. */
export function nextItem(f: Frame, it: Value): Value | undefined {
  let v: Value | undefined;
  if (isDirect(it)) {
    if (it.phase >= GenState.Running && checkResumable(it, None)) return leave(Exit.Exhausted);
    v = resume(f, it, None, How.ForIter);
    if (v === undefined) return undefined;
    if (resumed.ended) return leave(Exit.Exhausted);
  } else {
    v = typeOf(it).tp_iternext!(it);
    if (v === undefined) return leave(Exit.Exhausted);
  }
  return f.x.jit === null ? patched(f, v) : v;
}

/** `gen.send(v)` or `next(gen)`, which can go on. */
export function send(f: Frame, gen: PyGenerator, value: Value): Value | undefined {
  const v = resume(f, gen, value, How.Send);
  if (v === undefined) return undefined;
  if (resumed.ended) {
    outcome.raised = stopIteration(v);
    setContext(outcome.raised);
    return leave(Exit.Raise);
  }
  return f.x.jit === null ? patched(f, v) : v;
}

/** What the last resume() gave is the generator's result, not an item. */
const resumed = { ended: false };

/** Runs a generator up to its next yield or to its end. */
function resume(f: Frame, gen: PyGenerator, value: Value, how: How.ForIter | How.Send): Value | undefined {
  if (ts.nested >= DEEPEST || tracing.on) {
    leaving.gen = gen;
    leaving.value = value;
    return leave(how === How.Send ? Exit.Send : Exit.ForIter);
  }
  let { chain } = gen;
  let g: Frame;
  if (chain !== null && ts.depth + chain.length <= sysState.recursionLimit && isQuiet()) {
    // As enterGenerator() does, but in place: until V8 has compiled it, each call costs.
    const outer = gen.frame!;
    outer.how = how;
    outer.back = f;
    gen.excPrev = ts.exc;
    gen.phase = GenState.Running;
    chain.base = ts.depth;
    ts.depth += chain.length;
    g = chain.inner!;
    g.s[g.sp++] = value;
    ts.exc = g.gen!;
    ts.frame = g;
  } else g = enterGenerator(gen, value, how, f);
  const nested = ++ts.nested;
  for (;;) {
    const { jit } = g.x;
    if (jit === null) return leave(Exit.Switch);
    if (g.resend) {
      g.resend = false;
      g.pc--;
    }
    const v = jit(g);
    if (v === undefined) {
      if (leaving.exit !== Exit.Yield) return undefined;
      if (tracing.on) yielding(ts.frame!, leaving.value!);
      const inner = ts.frame!;
      chain = gen.chain;
      if (chain !== null && inner.gen !== null && inner.gen.chain === chain && !inner.resend && isPlain(gen)) {
        // As suspend() does.
        chain.inner = inner;
        chain.length = ts.depth - chain.base;
        ts.depth = chain.base;
        gen.phase = GenState.Suspended;
        ts.exc = gen.excPrev!;
        gen.excPrev = null;
        gen.frame!.back = null;
      } else suspend(inner).back = null;
      ts.frame = f;
      ts.nested = nested - 1;
      resumed.ended = false;
      return leaving.value;
    }
    ts.nested = nested;
    const done = g.gen;
    if (done === gen) {
      ts.nested = nested - 1;
      ts.depth--;
      ts.frame = f;
      endGenerator(g);
      resumed.ended = true;
      return v;
    }
    // What the generator delegated to has ended: on in the one that waited for it.
    if (done !== null && done.marks === Mark.OWNED && !tracing.on) {
      // As returnFrom() does.
      const back = g.back!;
      ts.depth--;
      ts.frame = back;
      endGenerator(g);
      back.delegate = null;
      back.s[back.sp - 1] = v;
      reuse(done, g);
      g = back;
    } else g = returnFrom(g, v)!;
  }
}

/** Nobody is to be told that a generator is entered. */
function isQuiet(): boolean {
  return attention.word[0] === 0 && probes.resumed === null;
}

/** Nobody is to be told that it is suspended, nor to remember it. */
function isPlain(gen: PyGenerator): boolean {
  return probes.suspended === null && (gen.noted || gen.frame!.x.handlers.length === 0);
}
