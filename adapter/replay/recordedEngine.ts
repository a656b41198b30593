/**
 * An engine that can be taken back: beside the program that is recorded, which stays where it is stopped, another one
 * repeats the record up to an earlier place and takes its place before the client.
 *
 * Owns: which of the two the client sees, and going back. Must not know: the Debug Adapter Protocol, how a run is
 * repeated (the runtime's debug/repeatedRun.ts).
 */
import type {
  AgentCommands,
  AgentEvents,
  BreakpointSpec,
  Goal,
  LineMoment,
  LoggedCalls,
  ProgramOptions,
  RecordedCalls,
  ReplayOptions,
  TaskEvent,
  Whereabouts,
} from '../../runtime/index';
import { cancelled, cantGoBack, cantRecord } from '../dapError';
import type { Engine, EngineListener, EngineOptions } from '../engine';
import { GrowingRecording, recordingFailed } from './growingRecording';
import { Repetition, type RepetitionEnd } from './repetition';

/** To the line before, to the breakpoint hit before, or to where something was done to a task. */
export type Backwards =
  { kind: 'stepBack' | 'reverseContinue'; threadId: number } | { kind: 'taskEvent'; taskId: number; event: TaskEvent };
type Stopped = AgentEvents['stopped'];

/** Going back takes as long as the program took to get there. */
export interface GoingBack {
  signal: AbortSignal;
  progress(done: number, of: number): void;
}

/** What the client has set; a repeated run begins with it. */
interface Settings {
  sources: Map<string, BreakpointSpec[]>;
  functions: AgentCommands['setFunctionBreakpoints']['arguments'];
  exceptions: AgentCommands['setExceptionBreakpoints']['arguments'];
  run: AgentCommands['run']['arguments'] | null;
}

/** Why there is nowhere to go. */
const NOTHING_DONE: Record<TaskEvent, string> = {
  created: 'This task was created before the recording began.',
  woken: 'Nothing that this task waited for has been completed yet.',
  cancelled: 'Nobody has asked for this task to be cancelled.',
};

export class RecordedEngine implements Engine {
  private readonly live: Engine;
  /** What the client sees instead of the program itself, which is stopped meanwhile. */
  private past: Repetition | null = null;
  private options: EngineOptions | null = null;
  private listener: EngineListener | null = null;
  private readonly settings: Settings = {
    sources: new Map(),
    functions: { breakpoints: [] },
    exceptions: { filters: [] },
    run: null,
  };
  /** The last stop of the program itself, and what is known of it. */
  private present: { stopped: Stopped; log: LoggedCalls | null; moment: LineMoment | null } | null = null;
  /** Where the recording goes, if into a file. */
  private recording: GrowingRecording | null = null;
  /** Why the recording that has been opened is over. */
  private note: string | null = null;
  /** Ends going back. */
  private underway: AbortController | null = null;

  constructor(private readonly createEngine: () => Engine) {
    this.live = createEngine();
  }

  start(options: EngineOptions, listener: EngineListener): Promise<void> {
    this.options = options;
    this.listener = listener;
    if (options.recordTo !== undefined) this.writeTo(options.recordTo, options.program);
    return this.live.start(options, {
      ...listener,
      event: (event, body) => this.liveEvent(event, body),
      ended: (exitCode, note) => {
        this.dropPast();
        this.recording?.close();
        this.recording = null;
        listener.ended(exitCode, this.note ?? note);
      },
    });
  }

  private liveEvent<K extends keyof AgentEvents>(event: K, body: AgentEvents[K]): void {
    switch (event) {
      case 'stopped':
        this.present = { stopped: body as Stopped, log: null, moment: null };
        break;
      case 'recorded':
        this.recording?.append(body as RecordedCalls);
        return;
      case 'recordEnded':
        this.endRecording('The recording ends here.');
        return;
      case 'diverged':
        this.endRecording(
          `The recording can't be gone through: run again, the program does something else (${(body as AgentEvents['diverged']).how}).`,
        );
        return;
    }
    if (this.past === null) this.listener!.event(event, body);
  }

  /** Nothing follows in the recording that has been opened. */
  private endRecording(note: string): void {
    this.note = note;
    void this.live.kill();
  }

  private writeTo(path: string, program: ProgramOptions): void {
    const append = (part: RecordedCalls): void => this.recording?.append(part);
    const ask = (): void => void this.live.ask('recordedPart', {}).then(append, () => undefined);
    const failed = (why: string): void => this.listener!.output(2, `${recordingFailed(why)}\n`, () => undefined);
    try {
      this.recording = new GrowingRecording(path, program, ask, failed);
    } catch (error) {
      throw cantRecord(path, (error as Error).message);
    }
  }

  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']> {
    const isSetting = this.keep(command, args);
    const { past } = this;
    // What it is taken back from is no more.
    if (command === 'continue' || command === 'step' || command === 'letGo') this.underway?.abort();
    if (command === 'letGo') this.dropPast();
    else if (past !== null) {
      if (isSetting) this.live.ask(command, args).catch(() => undefined);
      return past.ask(command, args);
    }
    return this.live.ask(command, args);
  }

  sendInput(text: string): void {
    this.live.sendInput(text);
  }

  endInput(): void {
    this.live.endInput();
  }

  signal(signal: number): void {
    // What is run again gets the signals that there were.
    if (this.options?.replay) void this.kill();
    else this.live.signal(signal);
  }

  async kill(): Promise<void> {
    this.underway?.abort();
    this.dropPast();
    await this.live.kill();
  }

  /** Resolves with the stop that the client is to be told of; until then it sees what it saw before. */
  async goBack(where: Backwards, asked: GoingBack): Promise<Stopped> {
    if (this.underway) throw cantGoBack('The program is being taken back already');
    this.underway = new AbortController();
    const going = { ...asked, signal: AbortSignal.any([asked.signal, this.underway.signal]) };
    try {
      const { whereabouts, goal, codes } = await this.find(where, going);
      const stopOnEntry = goal === null;
      const next = await this.repeat(
        { goal, codes, retrace: null, present: this.present!.moment },
        going,
        async (run) => {
          for (const [path, breakpoints] of this.settings.sources)
            await run.ask('setBreakpoints', { path, breakpoints });
          await run.ask('setFunctionBreakpoints', this.settings.functions);
          await run.ask('setExceptionBreakpoints', this.settings.exceptions);
          await run.ask('run', { ...this.settings.run!, stopOnEntry });
        },
      );
      const { end, run } = next;
      if (end.kind !== 'stopped') throw this.notTheSame(end, whereabouts);
      this.dropPast();
      this.past = run;
      run.listen({
        ...this.listener!,
        event: (event, body) => this.pastEvent(run, event, body),
        ended: () => this.toPresent(run),
      });
      return end.body;
    } finally {
      this.underway = null;
    }
  }

  /** Where to go: what was before the stop that the client sees. */
  private async find(
    where: Backwards,
    going: GoingBack,
  ): Promise<{ whereabouts: Whereabouts; goal: Goal | null; codes: string[] }> {
    const { kind } = where;
    const threadId = kind === 'taskEvent' ? null : where.threadId;
    const task = kind === 'taskEvent' ? { taskId: where.taskId, event: where.event } : null;
    const whereabouts = await (this.past ?? this.live).ask('whereabouts', { threadId, task });
    const present = this.present!;
    present.log ??= (await this.live.ask('recordedCalls', {})).calls;
    const { codes, known } = whereabouts;
    const toHit = (hits: number): Goal | null => (hits === 0 ? null : { kind: 'hit', number: hits });
    if (kind === 'stepBack' && known.line) return { whereabouts, codes, goal: { kind: 'line', moment: known.line } };
    if (kind === 'reverseContinue' && known.hits !== null) return { whereabouts, codes, goal: toHit(known.hits) };
    const breakpoints = { sources: [...this.settings.sources], functions: this.settings.functions.breakpoints };
    const retrace = { whereabouts, breakpoints };
    const { run, end } = await this.repeat({ goal: null, codes, retrace, present: null }, going, async () => undefined);
    await run.kill();
    if (end.kind !== 'retraced') throw this.notTheSame(end, whereabouts);
    const { line, hits, task: moment, here } = end.body;
    if (this.past === null) present.moment = here;
    if (kind === 'taskEvent') {
      if (moment === null) throw cantGoBack(NOTHING_DONE[where.event]);
      return { whereabouts, codes, goal: { kind: 'task', moment } };
    }
    if (kind === 'reverseContinue') return { whereabouts, codes, goal: toHit(hits) };
    if (line === null) throw cantGoBack('Nothing of this function, nor of what called it, ran before this line.');
    return { whereabouts, codes, goal: { kind: 'line', moment: line } };
  }

  /** Starts a run that repeats this one and waits until it is where it is to be. */
  private async repeat(
    what: Omit<ReplayOptions, 'log' | 'opened'>,
    going: GoingBack,
    begin: (run: Repetition) => Promise<void>,
  ): Promise<{ run: Repetition; end: RepetitionEnd }> {
    if (going.signal.aborted) throw cancelled();
    const run = new Repetition(this.createEngine());
    const abort = (): void => void run.kill();
    going.signal.addEventListener('abort', abort);
    try {
      const options = this.options!;
      const opened = options.replay?.opened ?? null;
      const replay = { ...what, log: this.present!.log!, opened: opened && { ...opened, live: false } };
      await run.start({ ...options, replay }, (done, of) => going.progress(done, of));
      begin(run).catch(() => undefined);
      const end = await run.end;
      if (end.kind !== 'stopped') await run.kill();
      if (going.signal.aborted) throw cancelled();
      return { run, end };
    } finally {
      going.signal.removeEventListener('abort', abort);
    }
  }

  private notTheSame(end: RepetitionEnd, { course }: Whereabouts): Error {
    const how = end.kind === 'failed' ? end.how : `it came to stop ${course.stops} too early`;
    return cantGoBack(`The program can't be taken back: when it was run again, it did not do the same (${how}).`);
  }

  private pastEvent<K extends keyof AgentEvents>(run: Repetition, event: K, body: AgentEvents[K]): void {
    if (this.past !== run) return;
    if (event === 'recordEnded' || event === 'diverged') this.toPresent(run);
    else if (event !== 'repeating') this.listener!.event(event, body);
  }

  /** The past is over: the program itself goes on from where it is. */
  private toPresent(run: Repetition): void {
    if (this.past !== run) return;
    this.dropPast();
    if (this.present) this.listener!.event('stopped', this.present.stopped);
  }

  private dropPast(): void {
    const { past } = this;
    this.past = null;
    void past?.kill();
  }

  private keep<K extends keyof AgentCommands>(command: K, args: AgentCommands[K]['arguments']): boolean {
    const { settings } = this;
    switch (command) {
      case 'setBreakpoints': {
        const { path, breakpoints } = args as AgentCommands['setBreakpoints']['arguments'];
        settings.sources.set(path, breakpoints);
        return true;
      }
      case 'setFunctionBreakpoints':
        settings.functions = args as Settings['functions'];
        return true;
      case 'setExceptionBreakpoints':
        settings.exceptions = args as Settings['exceptions'];
        return true;
      case 'run':
        settings.run = args as Settings['run'];
        return false;
      default:
        return false;
    }
  }
}
