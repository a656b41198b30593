/**
 * `asyncio.gather()` natively, where what it gathers are coroutines and pending futures of our own loop: of each child only
 * its task and its callback are made.
 *
 * Owns: doing what the Python functions do, in the same order and with the same objects. Whatever is unusual (other loops,
 * a task factory, debug mode, failed children, patched modules) is left to them. Must not know: what is shown of it.
 */
import { lookupAttr, setAttr } from '../objects/attributes';
import { coroutineType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { type ContextSource, snapshotContext } from '../objects/contextvars';
import { PyFunction } from '../objects/function';
import { ownAttr } from '../objects/inlineValues';
import { typeLookup } from '../objects/lookup';
import { PyType, type Value } from '../objects/object';
import { type PyCell, PyList, PyModule, PyTuple } from '../objects/values';
import type { Code } from '../bytecode/code';
import { afterCall, slotOf } from '../vm/codePlaces';
import { execOf, type ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import { PyGenerator } from '../vm/generator';
import type { Compiled } from '../vm/jit/exits';
import { shortcut, standIn } from '../vm/shortcut';
import { attention } from '../vm/thread';
import { callSite, isForgotten, standAt } from '../vm/jit/frameless/callSites';
import { tracing } from '../vm/tracing/instrument';
import { awaitedByAdd, awaitedByDiscard, DoneCallback, futureType, PyFuture } from './future';
import { loopType, PyLoop } from './nativeLoop';
import { taskType } from './plainFutures';
import { running } from './runningLoop';
import { newTaskOf } from './taskType';

/** What the functions look up in their module as they run. */
const USED = ['ensure_future', 'current_task', 'events', 'futures', 'coroutines', '_GatheringFuture'];

/** More are not compared with each other one by one. */
const FEW = 8;

/** For `asyncio.tasks`. */
export function shortenGather(tasks: Value): void {
  const gather = lookupAttr(tasks, 'gather');
  const cls = lookupAttr(tasks, '_GatheringFuture');
  if (!(tasks instanceof PyModule) || !(gather instanceof PyFunction) || !(cls instanceof PyType)) return;
  const callback = gather.code.consts.find((c) => c.type === 'code' && c.code.name === '_done_callback');
  if (callback?.type !== 'code') return;
  const gathering = new Gathering(tasks, gather.code, callback.code, cls);
  standIn(execOf(gather.code), (_args, f) => gathering.gather(f));
  gathering.standing = standIn(execOf(callback.code), (_args, f) => gathering.childDone(f));
  shortcut(lookupAttr(cls, '__init__'), (args) => gathering.initOuter(args));
}

type Slots = Readonly<Record<'children' | 'nfuts' | 'nfinished' | 'outer', number>>;

class Gathering {
  private readonly used: readonly (Value | undefined)[];
  private readonly version: number;
  /** Slots in a frame of gather(). */
  private readonly given: number;
  private readonly cells: Slots;
  /** For each free variable of the callback, its cell's slot in a frame of gather(). */
  private readonly closure: readonly number[];
  /** Slots in a frame of the callback. */
  private readonly free: Slots;
  /** Places among the cells of the callback. */
  private readonly captured: Slots;
  private readonly x: ExecCode;
  standing: Compiled | null = null;
  private readonly making: number;
  private readonly setting: number;
  /** Where the callback sets the result, once somebody wanted to know. */
  private place: number | undefined = undefined;
  private usualLoop: PyType | undefined;
  private usualVersion = -1;

  constructor(
    private readonly tasks: PyModule,
    code: Code,
    private readonly callback: Code,
    private readonly cls: PyType,
  ) {
    this.used = USED.map((name) => tasks.dict.getStr(name));
    this.version = cls.version;
    const slots = (place: (name: string) => number): Slots => ({
      children: place('children'),
      nfuts: place('nfuts'),
      nfinished: place('nfinished'),
      outer: place('outer'),
    });
    this.x = execOf(callback);
    this.given = slotOf(code, 'coros_or_futures');
    this.cells = slots((name) => slotOf(code, name));
    this.free = slots((name) => slotOf(callback, name));
    this.captured = slots((name) => callback.freevars.indexOf(name));
    this.closure = callback.freevars.map((name) => slotOf(code, name));
    this.making = afterCall(code, 'ensure_future');
    this.setting = afterCall(callback, 'set_result');
  }

  gather(f: Frame): Value | undefined {
    const { loop, task = None } = running;
    const { s } = f;
    const given = s[this.given];
    if (
      !(given instanceof PyTuple) ||
      given.items.length === 0 ||
      !(loop instanceof PyLoop) ||
      !this.isUsual(loop) ||
      !this.isUntouched(f) ||
      !(task === None || task instanceof PyFuture) ||
      !areGatherable(given.items, loop)
    )
      return undefined;
    const { items } = given;
    f.pc = this.making;
    const { cells } = this;
    const children: Value[] = [];
    (s[cells.children] as PyCell).value = new PyList(children);
    (s[cells.nfuts] as PyCell).value = items.length;
    (s[cells.nfinished] as PyCell).value = 0;
    const callback = this.newCallback(f, task);
    const context = snapshotContext();
    for (let i = 0; i < items.length; i++) {
      const child = childOf(items[i], loop);
      awaitedByAdd(child, task);
      child.addDone(new ChildCallback(callback, context, this));
      children.push(child);
    }
    const outer = call(this.cls, [(s[cells.children] as PyCell).value!, loop], ['loop']);
    (s[cells.outer] as PyCell).value = outer;
    return outer;
  }

  private newCallback(f: Frame, task: Value): PyFunction {
    const { callback, closure } = this;
    const cells: PyCell[] = [];
    for (let i = 0; i < closure.length; i++) cells.push(f.s[closure[i]] as PyCell);
    const fn = new PyFunction(callback, f.globals, f.builtins, callback.qualname, cells);
    fn.defaults = [task];
    return fn;
  }

  /** `_done_callback`. */
  childDone(f: Frame): Value | undefined {
    const { s } = f;
    const { outer, nfinished, nfuts, children } = this.free;
    const place = s[outer] as PyCell;
    const isLast = this.isLast(s[0], place, s[nfinished] as PyCell, s[nfuts] as PyCell);
    if (isLast === undefined) return undefined;
    const results = isLast ? resultsOf((s[children] as PyCell).value) : null;
    if (results === undefined) return undefined;
    if (results !== null) f.pc = this.setting;
    count(s[0] as PyFuture, s[1]!, s[nfinished] as PyCell);
    if (results !== null) (place.value as PyFuture).setResult(new PyList(results));
    return None;
  }

  /** The same without a frame, where nobody could see it; says whether it could. */
  childDoneUnseen(fn: PyFunction, child: PyFuture): boolean {
    const { defaults, closure: cells } = fn;
    if (fn.code !== this.callback || this.x.jit !== this.standing || tracing.on || attention.word[0] !== 0)
      return false;
    if (cells === null || defaults?.length !== 1) return false;
    const { outer, nfinished, nfuts, children } = this.captured;
    const isLast = this.isLast(child, cells[outer], cells[nfinished], cells[nfuts]);
    if (isLast === undefined) return false;
    let results: Value[] | undefined;
    if (isLast) {
      results = resultsOf(cells[children].value);
      if (results === undefined) return false;
      if (this.place === undefined || isForgotten(this.place)) this.place = callSite(this.callback, this.setting - 1);
      standAt(this.place);
    }
    try {
      if (results !== undefined && !(cells[outer].value as PyFuture).canSetQuietly()) return false;
      count(child, defaults[0], cells[nfinished]);
      if (results !== undefined) (cells[outer].value as PyFuture).setResult(new PyList(results));
      return true;
    } finally {
      if (results !== undefined) standAt(null);
    }
  }

  /** Whether the child that is done is the last that a future waits for, which can have its result; undefined: it is unusual. */
  private isLast(child: Value | undefined, place: PyCell, nfinished: PyCell, nfuts: PyCell): boolean | undefined {
    const outer = place.value;
    if (
      !isSuccess(child) ||
      !(outer instanceof PyFuture) ||
      outer.cls !== this.cls ||
      this.version !== this.cls.version
    )
      return undefined;
    if (!outer.pending || (nfinished.value as number) + 1 !== nfuts.value) return false;
    return ownAttr(outer, '_cancel_requested') === false ? true : undefined;
  }

  /** `_GatheringFuture.__init__`. */
  initOuter([outer, children, loop]: readonly (Value | undefined)[]): Value | undefined {
    if (!(outer instanceof PyFuture) || outer.cls !== this.cls || this.version !== this.cls.version) return undefined;
    if (!(loop instanceof PyLoop) || loop.debug) return undefined;
    outer.reset();
    outer.init(loop);
    setAttr(outer, '_children', children!);
    setAttr(outer, '_cancel_requested', false);
    return None;
  }

  /** Tasks are made by it as by any loop of ours, and nobody looks closely. */
  private isUsual(loop: PyLoop): boolean {
    const { cls, dict } = loop;
    if (this.usualLoop !== cls || this.usualVersion !== cls.version) {
      if (typeLookup(cls, 'create_task') !== typeLookup(loopType, 'create_task')) return false;
      this.usualLoop = cls;
      this.usualVersion = cls.version;
    }
    return (
      !loop.debug &&
      !loop.closed &&
      loop.takesItems() &&
      dict !== undefined &&
      (dict.getStr('_task_factory') ?? None) === None &&
      !dict.has('create_task')
    );
  }

  private isUntouched(f: Frame): boolean {
    const { dict } = this.tasks;
    if (f.globals !== dict || this.version !== this.cls.version) return false;
    for (let i = 0; i < USED.length; i++) if (dict.getStr(USED[i]) !== this.used[i]) return false;
    return true;
  }
}

/** Stands for `_done_callback` among what waits for a child. */
class ChildCallback extends DoneCallback {
  constructor(
    fn: PyFunction,
    context: ContextSource,
    private readonly of: Gathering,
  ) {
    super(fn, context);
  }

  override invoke(): boolean {
    return !this.of.childDoneUnseen(this.fn as PyFunction, this.future!) && super.invoke();
  }
}

function count(child: PyFuture, task: Value, nfinished: PyCell): void {
  nfinished.value = (nfinished.value as number) + 1;
  awaitedByDiscard(child, task);
}

/** Coroutines, and futures of the loop that are not done, each once. */
function areGatherable(items: readonly Value[], loop: PyLoop): boolean {
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    if (item instanceof PyGenerator ? item.cls !== coroutineType : !isPendingOf(item, loop)) return false;
    if (items.length <= FEW) for (let k = 0; k < i; k++) if (items[k] === item) return false;
  }
  return items.length <= FEW || new Set(items).size === items.length;
}

/** Neither its class nor itself has ways of its own. */
const isPlain = (v: Value | undefined): v is PyFuture =>
  v instanceof PyFuture && (v.cls === taskType || v.cls === futureType) && v.dict === undefined;

const isPendingOf = (v: Value, loop: PyLoop): boolean => isPlain(v) && v.pending && v.loop === loop;

/** It has a result. */
const isSuccess = (v: Value | undefined): v is PyFuture =>
  isPlain(v) && v.state === 'FINISHED' && v.exception === undefined;

/** `ensure_future()`. */
function childOf(item: Value, loop: PyLoop): PyFuture {
  if (item instanceof PyFuture) return item;
  const task = newTaskOf(item, loop);
  // Nobody else knows it.
  task.logDestroyPending = false;
  return task;
}

/** Undefined where not all have one. */
function resultsOf(children: Value | undefined): Value[] | undefined {
  if (!(children instanceof PyList)) return undefined;
  const results: Value[] = [];
  for (const child of children.items) {
    if (!isSuccess(child)) return undefined;
    results.push(child.result!);
  }
  return results;
}
