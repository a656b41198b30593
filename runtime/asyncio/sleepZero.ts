/**
 * `await asyncio.sleep(0)` without its two frames: where a hundred thousand tasks let each other run, these are a hundred
 * thousand suspended pairs of them.
 *
 * Owns: what stands for a suspended `sleep(0)`. Must not know: tasks.
 */
import { lookupAttr } from '../objects/attributes';
import { bareType, coroutineType, floatType, generatorType, None } from '../objects/builtinTypes';
import { PyFunction } from '../objects/function';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyFloat } from '../objects/values';
import { originOfAwaited } from '../vm/awaited';
import { SuspendedShortcut, type AwaitShortcut } from '../vm/awaitShortcut';
import { execOf, type ExecCode } from '../vm/execCode';
import { Frame, How } from '../vm/frame';
import { genSend, GenState, noteSuspended, PyGenerator, unlink } from '../vm/generator';
import type { NotedOrigin } from '../vm/origins';
import { O } from '../vm/opcodeNumbers';
import { sendResult } from '../vm/sending';
import { tracing } from '../vm/tracing/instrument';

const sleepingType = bareType('coroutine');

/** For `asyncio.tasks`. */
export function shortenSleep(tasks: Value): void {
  const sleep = lookupAttr(tasks, 'sleep');
  const inner = lookupAttr(tasks, '__sleep0');
  if (sleep instanceof PyFunction && inner instanceof PyFunction) new SleepZero(sleep, inner);
}

class SleepZero implements AwaitShortcut {
  private readonly suspended = new Sleeping(this, 0, null);

  readonly x: ExecCode;
  readonly innerX: ExecCode;

  constructor(
    readonly sleep: PyFunction,
    readonly inner: PyFunction,
  ) {
    this.x = execOf(sleep.code);
    this.innerX = execOf(inner.code);
    this.x.shortenAwait(this);
    this.innerX.shortenAwait(this);
  }

  /** Nobody looks into the functions. */
  get isUntouched(): boolean {
    return this.x.awaitShortcut === this && this.innerX.awaitShortcut === this && !tracing.on;
  }

  suspend(fn: PyFunction, delay: Value, f: Frame): Sleeping | null {
    const { defaults } = fn;
    if (
      !isNoTime(delay) ||
      fn !== this.sleep ||
      defaults?.length !== 1 ||
      defaults[0] !== None ||
      fn.globals.getStr('__sleep0') !== this.inner ||
      this.inner.code.exec !== this.innerX ||
      !this.isUntouched
    )
      return null;
    if (sysState.originTrackingDepth > 0) return new Sleeping(this, delay, originOfAwaited(f));
    return delay === 0 ? this.suspended : new Sleeping(this, delay, null);
  }
}

function isNoTime(delay: Value): boolean {
  return typeof delay === 'number'
    ? delay <= 0
    : delay instanceof PyFloat && delay.cls === floatType && delay.value <= 0;
}

/** Its first step is done: it has yielded. */
class Sleeping extends SuspendedShortcut {
  constructor(
    private readonly of: SleepZero,
    private readonly delay: Value,
    private readonly origin: NotedOrigin | null,
  ) {
    super(sleepingType);
  }

  expand(f: Frame): PyGenerator {
    unlink(f.gen!);
    const gen = this.coroutine();
    f.s[f.sp - 1] = gen;
    f.resend = false;
    suspendIn(f, gen);
    return gen;
  }

  /** Its second step. */
  end(value: Value): Value | undefined {
    if (!this.of.isUntouched) return genSend(this.coroutine(), value);
    sendResult.value = None;
    return undefined;
  }

  /** As its first step would have left it. */
  private coroutine(): PyGenerator {
    const { sleep, inner, x, innerX } = this.of;
    const outer = new Frame(x, sleep);
    outer.s[0] = this.delay;
    outer.s[1] = None;
    const gen = suspendedAt(O.YIELD_FROM, outer, new PyGenerator(coroutineType, outer, sleep));
    if (this.origin !== null) gen.keepOrigin(this.origin);
    noteSuspended(gen);
    const yielding = new Frame(innerX, inner);
    const delegate = suspendedAt(O.YIELD_VALUE, yielding, new PyGenerator(generatorType, yielding, inner));
    outer.s[outer.sp++] = delegate;
    suspendIn(outer, delegate);
    return gen;
  }
}

/** Puts a generator's new frame where it stands after the first such instruction. */
function suspendedAt(op: number, frame: Frame, gen: PyGenerator): PyGenerator {
  const { code } = frame.code;
  while (code[2 * frame.pc] !== op) frame.pc++;
  frame.pc++;
  gen.phase = GenState.Suspended;
  return gen;
}

/** `f`, which is suspended, awaits `gen`, which is suspended. */
function suspendIn(f: Frame, gen: PyGenerator): void {
  f.delegate = gen;
  gen.frame!.how = How.Delegate;
  gen.frame!.back = f;
  gen.excPrev = f.gen;
}

sleepingType.am_send = (self, value) => (self as Sleeping).end(value);
