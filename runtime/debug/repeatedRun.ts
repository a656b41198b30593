/**
 * A run that repeats a recorded one: to a goal, without stopping before it, or the way of another run, to find out what
 * was before its last stop.
 *
 * Owns: when the goal is reached, what is counted on the way, giving the recorded commands at their moments. Must not
 * know: how stops look (DebugAgent), what the host answers.
 */
import { provenance } from '../asyncio/provenance';
import { asides } from '../host/currentHost';
import type { ReplayingHost, ReplayListener } from '../host/replayingHost';
import type { PyObject } from '../objects/object';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';
import { callSites } from '../vm/jit/frameless/callSites';
import { ts } from '../vm/thread';
import { answerCommand } from './agentCommands';
import { BreakpointTable } from './breakpointTable';
import { tasksInOrder } from './commandRecord';
import type { DebugAgent } from './debugAgent';
import { codeName, isSameMoment, LineCounts } from './lineCounts';
import type { Patches } from './patches';
import type { Goal, LineMoment, RecordedCommand, ReplayOptions, TaskMoment, Whereabouts } from './replayProtocol';
import { TaskHistory } from './taskHistory';

export class RepeatedRun implements ReplayListener {
  private readonly lines: LineCounts;
  private goal: Goal | null;
  /** Hits so far: of the breakpoints that are set, or of those that are observed. */
  private hits = 0;
  /** Hits of those that are set, on the way to the goal. */
  private goalHits = 0;
  /** The breakpoints have been the same since the beginning. */
  private hitsKnown = true;
  /** The instruction that is about to run has a breakpoint that is hit. */
  private hitHere = false;
  /** When the way of another run is gone: the breakpoints that are set now, which it may not have had. */
  private observed: BreakpointTable | null = null;
  private nextCommand = 0;
  /** What becomes of tasks, where somebody asks for it. */
  private readonly tasks: TaskHistory | null = null;

  constructor(
    private readonly options: ReplayOptions,
    private readonly host: ReplayingHost,
    private readonly agent: DebugAgent,
    patches: Patches,
  ) {
    const { goal, present, codes, retrace } = options;
    this.goal = retrace ? retrace.whereabouts.course.goal : goal;
    const places = [goal?.kind === 'line' ? goal.moment : null, present, retrace?.whereabouts.place ?? null];
    if (this.goal?.kind === 'line') places.push(this.goal.moment);
    this.lines = new LineCounts(
      patches,
      new Set(codes),
      places.filter((place) => place !== null),
    );
    if (retrace) {
      const { guest, texts } = agent;
      this.observed = new BreakpointTable(patches, texts, (source, name) => guest.compile(source, name, 'exec'));
      for (const [path, specs] of retrace.breakpoints.sources) this.observed.setSource(path, specs);
      this.observed.setFunctions(retrace.breakpoints.functions);
    }
    if (this.goal?.kind === 'task' || retrace?.whereabouts.task)
      this.tasks = new TaskHistory((moment, task) => this.takesTask(moment, task));
    host.listener = this;
    this.expectMoment();
  }

  /** On the way to the goal: nothing else stops the program. */
  get seeking(): boolean {
    return this.goal !== null;
  }

  /** Nobody is to see what logpoints write. */
  get silent(): boolean {
    return this.seeking || this.options.retrace !== null;
  }

  /** The agent listens. Gives the commands that came before the program began, where it goes the way of another run. */
  begin(): void {
    // Whoever wakes a task is to have its frames when it is found.
    if (this.tasks !== null) callSites.on = false;
    if (this.options.retrace) while (!this.agent.started) this.giveCommand();
  }

  prepared(exec: ExecCode): void {
    this.lines.prepared(exec);
    this.observed?.prepared(exec);
  }

  /** A patched instruction is about to run; true: that is all that is to be done about it. */
  takes(frame: Frame, pc: number): boolean {
    const moment = this.lines.passed(frame, pc);
    if (moment !== null && isSameMoment(moment, this.options.present)) this.ended();
    const { agent, goal, observed } = this;
    this.hitHere = false;
    if (observed !== null && agent.judge.stopping(observed.breakpointsAt(frame.x, pc), frame).length > 0)
      this.countHit();
    if (goal === null) return false;
    const hit = agent.judge.stopping(agent.breakpoints.breakpointsAt(frame.x, pc), frame);
    if (hit.length > 0) {
      if (observed === null) this.countHit();
      this.goalHits++;
    }
    if (goal.kind === 'line') {
      if (moment === null || !isSameMoment(moment, goal.moment)) return true;
      this.goal = null;
      agent.halt('step', { jumpable: frame });
    } else if (goal.kind === 'hit' && hit.length > 0 && this.goalHits === goal.number) {
      this.goal = null;
      agent.halt('breakpoint', { breakpoints: hit, jumpable: frame });
    }
    return true;
  }

  /** `breakpoint()` is called, a hit whatever breakpoints are set; true: that is all that is to be done about it. */
  takesCall(details: { caller: Frame; description: string }): boolean {
    const { agent, goal } = this;
    this.countHit();
    if (goal === null) return false;
    this.goalHits++;
    if (goal.kind === 'hit' && this.goalHits === goal.number) {
      this.goal = null;
      agent.halt('breakpoint', details);
    }
    return true;
  }

  /** Something is being done to a task. */
  private takesTask({ event, task, number }: TaskMoment, of: PyObject): void {
    const { agent, goal } = this;
    if (goal?.kind !== 'task') return;
    const { moment } = goal;
    if (moment.event !== event || moment.task !== task || moment.number !== number) return;
    this.goal = null;
    this.hitHere = false;
    const title = provenance.identify(of)?.title ?? 'the task';
    agent.halt('goto', {
      ...(ts.frame === null ? {} : { caller: ts.frame }),
      description: `Paused where ${title} is ${event}`,
    });
  }

  /** Past the goal, a breakpoint was hit. */
  noteHit(): void {
    if (this.observed === null) this.countHit();
  }

  /** Other breakpoints are set: those before are not known. */
  forgetHits(): void {
    this.hitsKnown = false;
  }

  /** What was before this stop, as far as this run has counted it. */
  known(threadId: number): Whereabouts['known'] {
    const counted = new Set(this.options.codes);
    const frames = this.agent.ownFrames(threadId);
    const first = frames.findIndex(({ code }) => !counted.has(codeName(code)));
    const line = this.lineBefore(first < 0 ? frames : frames.slice(0, first));
    return { line, hits: this.hitsKnown ? this.hitsBefore() : null };
  }

  private countHit(): void {
    this.hits++;
    this.hitHere = true;
  }

  /** Without that of the stop itself. */
  private hitsBefore(): number {
    const { jumpable, caller } = this.agent.stop!;
    return this.hits - (this.hitHere && (caller !== null || jumpable !== null) ? 1 : 0);
  }

  /** The program has stopped where nobody sees it; false where the client is to. */
  retraces(): boolean {
    const { agent } = this;
    const { retrace } = this.options;
    if (retrace === null) return false;
    if (agent.stops === retrace.whereabouts.course.stops) this.report();
    while (agent.stop !== null) {
      if (this.upcoming?.stop !== agent.stops) this.diverged(`its stop number ${agent.stops} was not the same`);
      this.giveCommand();
    }
    return true;
  }

  // --- what the host tells

  moment(): void {
    while (this.upcoming?.stop === null && this.upcoming.call === this.host.position) this.giveCommand();
    this.agent.settled();
  }

  ended(): never {
    if (this.options.retrace) this.diverged('it was stopped less often');
    if (this.goal !== null) this.diverged('it did not come by there again');
    const { opened } = this.options;
    // A program that has been told to end has nothing more to show.
    if (opened?.live && !this.agent.isMuted)
      this.agent.halt('pause', { description: 'End of the recording', text: opened.end });
    this.agent.send('recordEnded', {});
    return this.standStill();
  }

  diverged(how: string): never {
    this.agent.send('diverged', { how });
    return this.standStill();
  }

  progress(done: number, of: number): void {
    this.agent.send('repeating', { done, of });
  }

  // ---

  private get upcoming(): RecordedCommand | undefined {
    return this.options.retrace?.whereabouts.course.commands[this.nextCommand];
  }

  private giveCommand(): void {
    const { agent, upcoming } = this;
    if (upcoming === undefined) return this.diverged('it waits for more commands');
    this.nextCommand++;
    this.expectMoment();
    const { command } = upcoming;
    let args = upcoming.arguments;
    if (command === 'step') {
      const { threadId: number } = args as { threadId: number | null };
      args = { ...(args as object), threadId: this.threadId(number) };
    }
    asides.depth++;
    try {
      answerCommand(agent, command, args);
    } finally {
      asides.depth--;
    }
  }

  private expectMoment(): void {
    this.host.nextMoment = this.upcoming?.stop === null ? this.upcoming.call : Infinity;
  }

  private threadId(number: number | null): number {
    const { agent } = this;
    return number === null ? agent.stop!.threadId : (agent.stacks.threads()[number]?.id ?? -1);
  }

  private report(): never {
    const { agent } = this;
    const { thread, task, place } = this.options.retrace!.whereabouts;
    agent.send('retraced', {
      task: task && this.tasks!.last(tasksInOrder(agent)[task.place].task, task.event),
      line: this.lineBefore(agent.ownFrames(this.threadId(thread))),
      hits: this.hitsBefore(),
      here: place && this.lines.lastOf(place),
    });
    return this.standStill();
  }

  /** The line that ran before in the innermost frame that has one: in callers, that is the line of the call. */
  private lineBefore(frames: readonly Frame[]): LineMoment | null {
    const { jumpable, caller } = this.agent.stop!;
    for (const frame of frames) {
      const trail = this.lines.trail(frame);
      if (trail === undefined) continue;
      const { last, previous } = trail;
      const isHere = frame === caller || (frame === jumpable && frame.pc - 1 === last.pc);
      const before = isHere ? previous : last;
      if (before !== null) return { code: before.code, pc: before.pc, count: before.count };
    }
    return null;
  }

  /** Until the worker is ended. */
  private standStill(): never {
    for (;;) this.agent.host.serveCommandsUntil(() => false);
  }
}
