/**
 * The debugger's part inside the worker: listens to the VM, stops the program, and knows why it is stopped.
 *
 * Owns: the stop, from the moment a hook decides for it until the client lets the program go on. What the client can
 * ask is in agentCommands.ts. Must not know: the Debug Adapter Protocol.
 */
import { isError } from '../objects/errors';
import { getAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import type { PyBaseException } from '../objects/exceptionTypes';
import { Exc } from '../objects/exceptionTypes';
import type { PyObject, Value } from '../objects/object';
import { Attention } from '../host/door';
import { asides, host as currentHost } from '../host/currentHost';
import type { Host } from '../host/host';
import { provenance } from '../asyncio/provenance';
import { awaitChain } from '../introspect/awaitChain';
import { CoroutineRegistry } from '../introspect/coroutineRegistry';
import type { TaskSource } from '../introspect/taskSource';
import type { Frame } from '../vm/frame';
import type { PyGenerator } from '../vm/generator';
import { callSites as noted } from '../vm/jit/frameless/callSites';
import { debugHooks } from '../vm/probes';
import { threads } from '../modules/threads';
import { otherThreads } from '../vm/otherThreads';
import { attention, ts } from '../vm/thread';
import type { AgentEvents, DecisionInfo, Granularity, StepKind, StopReason } from './agentProtocol';
import { AgentError } from './agentProtocol';
import { BreakpointJudge, stopReasonOf } from './breakpointJudge';
import type { Breakpoint } from './breakpointTable';
import { BreakpointTable } from './breakpointTable';
import type { CommandRecord } from './commandRecord';
import { changeText, DataBreakpoints, type DataHit } from './dataBreakpoints';
import { Evaluator } from './evaluator';
import { ExceptionStops, isCancellation } from './exceptionStops';
import { callSites } from './callTargets';
import type { Guest } from './guest';
import { Handles } from './handles';
import { InstructionView } from './instructionView';
import { Jumps } from './jumps';
import { Patches } from './patches';
import type { RepeatedRun } from './repeatedRun';
import { SourceTexts } from './sourceTexts';
import type { StackEntry } from './stackView';
import { MAIN_THREAD, StackView } from './stackView';
import { Stepper } from './stepper';
import { TaskLimit } from './taskLimit';
import { failureText, plainText } from './valueText';
import { SuspensionWatches } from './suspensionWatches';
import { Timeline } from './timeline';
import { VariableStore } from './variableStore';
import { WarningLog } from './warningLog';

export interface Stop {
  threadId: number;
  exception: { exception: PyBaseException; breakMode: 'always' | 'unhandled' | 'userUnhandled' } | null;
  /** The stack of the stopped thread where it isn't the live one: an exception's traceback. */
  stack: StackEntry[] | null;
  /** The frame that can go on elsewhere: it stands at an instruction that a breakpoint or mark replaces. */
  jumpable: Frame | null;
  /** The frame that has called `breakpoint()`, where that is the reason. */
  caller: Frame | null;
}

/** The most often that clients are told that tasks have changed, in seconds. */
const TASKS_CHANGED_EVERY = 0.25;

export class DebugAgent {
  readonly texts: SourceTexts;
  readonly breakpoints: BreakpointTable;
  readonly limit: TaskLimit;
  readonly judge: BreakpointJudge;
  readonly evaluator: Evaluator;
  readonly registry = new CoroutineRegistry();
  readonly stacks: StackView;
  readonly variables = new VariableStore();
  readonly exceptions: ExceptionStops;
  /** Frames shown during this stop. */
  readonly frames = new Handles<StackEntry>(1);
  stop: Stop | null = null;
  /** How often the program has been stopped where a repeated run could stop it, too. */
  stops = 0;
  started = false;
  justMyCode = true;
  /** Null where nothing is recorded. */
  record: CommandRecord | null = null;
  /** Null but in a run that repeats another one. */
  repeats: RepeatedRun | null = null;

  readonly instructions: InstructionView;
  readonly warnings: WarningLog;
  readonly timeline: Timeline;
  readonly watches: SuspensionWatches;
  readonly data: DataBreakpoints;

  readonly patches = new Patches();
  readonly jumps = new Jumps(this.patches);
  private readonly stepper: Stepper;
  private pauseWanted = false;
  /** Above zero while code of the debugger's own runs in the program: nothing stops then. */
  private muted = 0;
  private lastTasksChanged = -Infinity;
  private suspensions = 0;
  /** Whether a breakpoint is about the suspension or the resumption of an await. */
  private watchesAwaits = false;
  /** Whether a suspension may be in an await with a breakpoint for what comes after it. */
  private awaitsAfter: ((frame: Frame) => boolean) | null = null;

  constructor(
    readonly host: Host,
    readonly guest: Guest,
    readonly tasks: TaskSource,
  ) {
    this.texts = new SourceTexts(host, (filename) => guest.librarySource(filename));
    this.breakpoints = new BreakpointTable(this.patches, this.texts, (source, filename) =>
      guest.compile(source, filename, 'exec'),
    );
    this.data = new DataBreakpoints(this.patches, () => this.breakpoints.loadedCode());
    this.instructions = new InstructionView(this.texts);
    this.evaluator = new Evaluator(guest, (coroutine) => this.finish(coroutine));
    this.limit = new TaskLimit(tasks);
    this.judge = new BreakpointJudge({
      limit: this.limit,
      evaluator: this.evaluator,
      texts: this.texts,
      quietly: (action) => this.quietly(action),
      log: (entry) => this.send('log', entry),
    });
    this.stacks = new StackView(this.registry, tasks);
    this.exceptions = new ExceptionStops(guest, (condition, exception, frame) =>
      this.quietly(() => isTrue(this.evaluator.expression(condition, frame, { exception }))),
    );
    const places = this.texts.places(guest);
    const idOf = (object: object) => this.registry.idOf(object);
    this.timeline = new Timeline({ places, idOf, newId: () => this.registry.newId(), now: () => host.now() });
    this.warnings = new WarningLog({
      places,
      idOf,
      errorText: (error) => this.quietly(() => failureText(error)),
    });
    this.watches = new SuspensionWatches(guest, this.patches, () => this.tasks.current());
    this.stepper = new Stepper(this.patches, {
      currentTask: () => this.tasks.current(),
      currentThread: () => threads.current,
      isSkipped: (frame) => this.justMyCode && this.guest.isLibrary(frame.code.filename),
      awaiterOf: (task) => this.awaiterOf(task),
      watchEntries: (watch) => this.watchEntries(watch),
    });
  }

  /** Begins to listen to the VM, to `breakpoint()` too if asked for. */
  install(breakpointStops: boolean): void {
    this.registry.install();
    provenance.on = noted.on = true;
    this.warnings.install();
    this.registry.onSuspended = (gen) => this.suspended(gen);
    debugHooks.prepared = (exec) => {
      this.breakpoints.prepared(exec);
      this.data.prepared(exec);
      this.stepper.prepared(exec, this.guest.isLibrary(exec.code.filename));
      this.repeats?.prepared(exec);
    };
    debugHooks.breakpoint = (frame, pc) => this.reached(frame, pc);
    debugHooks.left = (frame) => {
      if (this.muted === 0) this.stepper.left(frame);
    };
    if (breakpointStops) debugHooks.breakpointCall = () => this.breakpointCalled();
    attention.handle = (frame) => this.attend(frame);
    this.updateHooks();
  }

  /** Switches off what nothing needs any more, so that it costs nothing. */
  updateHooks(): void {
    const watching = this.exceptions.watching || this.breakpoints.watchesCancellations;
    debugHooks.exception = watching ? (frame, exception) => this.raised(frame, exception) : null;
    this.awaitsAfter = this.breakpoints.watchesAfterAwaits ? (frame) => this.breakpoints.isAfterAwait(frame) : null;
    this.watchesAwaits = this.breakpoints.watchesAwaits;
    this.registry.listenToResumptions(this.watchesAwaits ? (gen) => this.resumed(gen) : null);
  }

  // --- what the client lets the program do

  begin(stopOnEntry: boolean, justMyCode: boolean): void {
    this.justMyCode = justMyCode;
    if (stopOnEntry) this.stepper.stopOnEntry();
    this.updateHooks();
    this.started = true;
  }

  pause(): void {
    this.pauseWanted = true;
  }

  goOn(): void {
    this.stepper.cancel();
    this.watches.goOn(null);
    this.stop = null;
  }

  step(threadId: number, kind: StepKind, granularity: Granularity, callSite: number | null): void {
    const stack = this.stop?.threadId === threadId && this.stop.stack ? null : this.stacks.stack(threadId);
    const top = stack?.find((entry) => entry.kind === 'frame');
    if (top?.kind === 'frame') {
      const sites = callSite === null ? null : callSites(top.frame, callSite);
      const current = threadId === this.stacks.currentThread() ? threads.current : null;
      this.stepper.begin(kind, granularity, top.frame, sites, this.stacks.pythonThread(threadId) ?? current);
    } else this.stepper.cancel();
    const task = this.tasks.all().find((view) => this.registry.idOf(view.task) === threadId)?.task;
    this.watches.goOn(task && top?.kind === 'frame' ? { task, frame: top.frame } : null);
    this.stop = null;
  }

  /** The frames of a thread that are its own (of a task's, not those of tasks that await it) and aren't skipped by steps. */
  ownFrames(threadId: number): Frame[] {
    const stopped = this.stop?.threadId === threadId ? this.stop.stack : null;
    const frames: Frame[] = [];
    for (const entry of stopped ?? this.stacks.stack(threadId) ?? []) {
      if (entry.kind !== 'frame') break;
      if (!this.justMyCode || !this.guest.isLibrary(entry.frame.code.filename)) frames.push(entry.frame);
    }
    return frames;
  }

  /** Runs something in the program without any of it being noticed. */
  quietly<T>(action: () => T): T {
    this.muted++;
    asides.depth++;
    otherThreads.freeze(1);
    const hook = debugHooks.exception;
    debugHooks.exception = null;
    try {
      return action();
    } finally {
      this.muted--;
      asides.depth--;
      otherThreads.freeze(-1);
      debugHooks.exception = hook;
    }
  }

  /** Runs a coroutine of the user's on the program's loop, which goes on as long as it takes. */
  private finish(coroutine: Value): Value {
    const outcome = this.tasks.runToEnd(coroutine);
    if (outcome !== null && outcome !== 'stuck') return outcome.value;
    call(getAttr(coroutine, 'close'));
    throw new AgentError(
      outcome === null
        ? "no event loop of asyncio's is running here, so nothing can be awaited"
        : 'what is awaited can never finish: the loop has nothing left to do but what is stopped here',
    );
  }

  /** Nothing stops the program: code of the debugger's own runs in it, or it is to end. */
  get isMuted(): boolean {
    return this.muted > 0;
  }

  /** The program is to end: nothing stops it any more. */
  letGo(): void {
    this.muted++;
    this.goOn();
  }

  /** The program is about to end with this exception: a stop, if exceptions that nobody catches are to stop it. */
  uncaught(exception: PyBaseException): void {
    if (this.muted > 0 || !this.exceptions.stopsUncaught(exception)) return;
    this.stopAtException(exception, 'unhandled', this.exceptions.tracebackStack(exception));
  }

  /** The program has ended. */
  ended(): void {
    this.timeline.tellRest((part) => this.send('timeline', part));
  }

  /** The schedule has come to the choice at which the program is to stop, before what was chosen runs. */
  atChoice({ ran, before }: DecisionInfo, task: PyObject | undefined): void {
    if (this.muted > 0) return;
    this.halt('choice', {
      description: 'Paused at a choice',
      text: `${ran} is about to run before ${before}`,
      ...(task === undefined ? {} : { threadId: this.registry.idOf(task) }),
    });
  }

  send<K extends keyof AgentEvents>(event: K, body: AgentEvents[K]): void {
    if (event === 'log' && this.repeats?.silent) return;
    this.host.sendEvent(event, body);
  }

  // --- what the VM tells

  private reached(frame: Frame, pc: number): number {
    if (this.jumps.arrives(frame, pc)) return this.patches.wordAt(frame.x, pc);
    if (this.muted === 0 && !this.repeats?.takes(frame, pc)) {
      const hit = this.judge.stopping(this.breakpoints.breakpointsAt(frame.x, pc), frame);
      if (hit.length > 0) this.repeats?.noteHit();
      const writes = this.dataHits(frame, pc);
      const entry = this.stepper.waitsForEntry;
      const arrived = this.stepper.arrives(frame, pc);
      if (writes.length > 0) {
        const description = this.quietly(() => writes.map(changeText).join(', '));
        const breakpoints = [...hit, ...writes.map(({ breakpoint }) => breakpoint)];
        this.halt('data breakpoint', { breakpoints, jumpable: frame, description, text: description });
      } else if (hit.length > 0) {
        this.halt(stopReasonOf(hit), { breakpoints: hit, jumpable: frame, ...this.completion(hit, frame) });
      } else if (arrived) {
        this.halt(entry ? 'entry' : 'step', { jumpable: frame });
      }
    }
    return this.jumps.instruction(frame, pc);
  }

  /** The program has called `breakpoint()`. */
  private breakpointCalled(): void {
    const details = { caller: ts.frame!, description: 'Paused on breakpoint()' };
    if (this.muted === 0 && !this.repeats?.takesCall(details)) this.halt('breakpoint', details);
  }

  /** At a stop for an await that is complete: that, and the value. */
  private completion(hit: readonly Breakpoint[], frame: Frame): { description?: string; text?: string } {
    if (!hit.some(({ mode }) => mode === 'complete')) return {};
    const value = frame.s[frame.sp - 1];
    const text = value === undefined ? '' : this.quietly(() => plainText(value, { limit: 200, hex: false }));
    return { description: 'Paused on completion', text };
  }

  /** The watched places that the instruction about to run changes, so that it is to stop the program. */
  private dataHits(frame: Frame, pc: number): DataHit[] {
    const writes = this.quietly(() => this.data.hits(frame, pc));
    if (writes.length === 0) return writes;
    const stopping = this.judge.stopping(
      writes.map(({ breakpoint }) => breakpoint),
      frame,
    );
    return writes.filter(({ breakpoint }) => stopping.includes(breakpoint));
  }

  private attend(frame: Frame): void {
    const bits = Atomics.load(this.host.attention, 0);
    if (bits & Attention.COMMAND && !this.record?.defers()) this.host.serveCommands();
    if (bits & Attention.SIGNAL) this.guest.handleSignals(currentHost().takeSignals());
    if (bits & Attention.STEP && this.muted === 0) this.stepper.entered(frame);
    this.settled();
  }

  /** While set, every call and resumption comes by `attend`. */
  private watchEntries(watch: boolean): void {
    if (watch) Atomics.or(this.host.attention, 0, Attention.STEP);
    else Atomics.and(this.host.attention, 0, ~Attention.STEP);
  }

  /** Commands have been answered; the program isn't stopped (yet). */
  settled(): void {
    if (!this.pauseWanted || this.stop || this.muted > 0 || !this.started) return;
    this.pauseWanted = false;
    this.halt('pause', {});
  }

  /** The program is about to wait for something outside. */
  idle(): void {
    if (this.suspensions > 0) this.tasksChanged();
  }

  private suspended(root: PyGenerator): void {
    if ((++this.suspensions & 0xff) === 0) this.tasksChanged();
    if (this.muted === 0) this.watches.suspended(root, this.awaitsAfter);
    if (this.watchesAwaits) this.checkAwait(root, 'suspend');
  }

  private resumed(root: PyGenerator): void {
    this.checkAwait(root, 'resume');
  }

  private checkAwait(root: PyGenerator, mode: 'suspend' | 'resume'): void {
    if (this.muted > 0) return;
    for (const frame of awaitChain(root).frames) {
      const candidates = this.breakpoints.awaitBreakpoints(frame.x, frame.pc - 1, mode);
      if (candidates.length === 0) continue;
      const hit = this.judge.stopping(candidates, frame);
      if (hit.length === 0) continue;
      const threadId = this.stacks.threadOfCoroutine(root);
      this.halt('breakpoint', { breakpoints: hit, threadId, description: `Paused on ${mode}` });
      return;
    }
  }

  /** A cancellation has come to a frame, which may stand at an await that is watched for it. */
  private checkCancelled(frame: Frame): void {
    const hit = this.judge.stopping(this.breakpoints.awaitBreakpoints(frame.x, frame.pc - 1, 'cancel'), frame);
    if (hit.length > 0) this.halt('breakpoint', { breakpoints: hit, description: 'Paused on cancellation' });
  }

  private raised(frame: Frame, exception: PyBaseException): void {
    if (this.muted > 0 || isError(exception, Exc.SystemExit)) return;
    if (this.breakpoints.watchesCancellations && isCancellation(exception)) this.checkCancelled(frame);
    const breakMode = this.exceptions.judge(frame, exception, this.tasks.current() !== undefined);
    if (breakMode) this.stopAtException(exception, breakMode, null);
  }

  // --- stopping

  private stopAtException(
    exception: PyBaseException,
    breakMode: 'always' | 'unhandled' | 'userUnhandled',
    stack: StackEntry[] | null,
  ): void {
    const text = this.quietly(() => failureText(exception));
    this.halt('exception', {
      exception: { exception, breakMode },
      stack,
      text,
      description: breakMode === 'always' ? 'Paused on exception' : 'Paused on uncaught exception',
      ...(stack ? { threadId: MAIN_THREAD } : {}),
    });
  }

  halt(
    reason: StopReason,
    details: {
      breakpoints?: readonly Breakpoint[];
      threadId?: number;
      description?: string;
      text?: string;
      exception?: Stop['exception'];
      stack?: StackEntry[] | null;
      jumpable?: Frame;
      caller?: Frame;
    },
  ): void {
    if (this.repeats?.seeking) return;
    const threadId = details.threadId ?? this.stacks.currentThread();
    this.stepper.cancel();
    this.pauseWanted = false;
    this.stop = {
      threadId,
      exception: details.exception ?? null,
      stack: details.stack ?? null,
      jumpable: details.jumpable ?? null,
      caller: details.caller ?? null,
    };
    if (this.record?.counts(reason) !== false) this.stops++;
    if (!this.repeats?.retraces()) {
      this.send('stopped', {
        reason,
        threadId,
        breakpointIds: (details.breakpoints ?? []).map(({ id }) => id),
        ...(details.description === undefined ? {} : { description: details.description }),
        ...(details.text === undefined ? {} : { text: details.text }),
      });
      this.host.serveCommandsUntil(() => this.stop === null);
    }
    this.frames.clear();
    this.variables.clear();
    this.updateHooks();
  }

  private awaiterOf(task: PyObject | undefined): Frame | null {
    const awaiter = task && this.tasks.awaitedBy(task)[0];
    const view = awaiter && this.tasks.all().find((candidate) => candidate.task === awaiter);
    if (!view) return null;
    const { frames } = awaitChain(view.coroutine);
    return frames.findLast((frame) => !this.guest.isLibrary(frame.code.filename)) ?? null;
  }

  tasksChanged(): void {
    const now = this.host.now();
    if (now - this.lastTasksChanged < TASKS_CHANGED_EVERY) return;
    this.lastTasksChanged = now;
    this.suspensions = 0;
    this.send('tasksChanged', { live: this.tasks.live() });
  }
}
