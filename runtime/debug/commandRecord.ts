/**
 * The debugger's part in a recorded run: which of its commands decided where the program stopped, and when they came. With
 * them and what the host answered, every stop can be reached again.
 *
 * Owns: that list, and why the run can't be repeated any more. Must not know: how it is repeated.
 */
import type { RecordedCalls } from '../host/callLog';
import type { TaskView } from '../introspect/taskSource';
import { AgentError } from './agentProtocol';
import type { DebugAgent, Stop } from './debugAgent';
import { codeName } from './lineCounts';
import type { Goal, RecordedCommand, TaskEvent, Whereabouts } from './replayProtocol';

/** The run, as far as the host's part goes. */
export interface HostRecord {
  /** How many calls of the host have been answered. */
  position(): number;
  recorded(): RecordedCalls;
  takeRecorded(): RecordedCalls;
  /** The program is in such a call, so that it is known exactly how far it is. */
  inCall(): boolean;
  /** Why the host's record is no good any more. */
  gap(): string | null;
}

const SETTING = new Set(['setBreakpoints', 'setFunctionBreakpoints']);
const DECIDING = new Set([...SETTING, 'setExceptionBreakpoints', 'run', 'pause', 'continue', 'step']);

/** Commands that change the program, in words. */
const CHANGING: Record<string, string> = {
  setVariable: 'a variable was changed',
  setExpression: 'a variable was changed',
  goto: 'the program was sent to another line',
  restartFrame: 'a function was begun again',
  terminateThreads: 'a task was cancelled',
  cancelTask: 'a task was cancelled',
  runTaskNext: 'another task was chosen',
  freezeTasks: 'tasks were frozen',
  limitBreakpoints: 'breakpoints were limited to a task',
  setDataBreakpoints: 'a data breakpoint was set',
  setInstructionBreakpoints: 'an instruction breakpoint was set',
};

/** Polls after which a command isn't kept waiting any longer for the program's next call of the host. */
const PATIENCE = 200_000;

export class CommandRecord {
  private readonly commands: RecordedCommand[] = [];
  private broken: string | null = null;
  /** The program was paused while it computed: that stop can't be found again, but it decides nothing either. */
  private pausedSomewhere = false;
  private floating = false;
  private patience = PATIENCE;

  constructor(
    private readonly agent: DebugAgent,
    private readonly hostRecord: HostRecord,
    /** This is a repeated run, which got where it is by that goal first; undefined for the one that is recorded. */
    private readonly repeats: Goal | null | undefined,
    /** The client has opened a recording: there is no present to go on to. */
    private readonly opened = false,
  ) {}

  /** A command is about to be answered. */
  note(command: string, args: Record<string, unknown>): void {
    this.patience = PATIENCE;
    const change = this.changeBy(command, args);
    if (change !== null) {
      if (this.repeats !== undefined)
        throw new AgentError(
          this.opened
            ? 'this is a recording, which can be looked at but not changed'
            : 'this is the past, which can be looked at but not changed; continue to its end to do that',
        );
      this.broken ??= change;
    }
    if (SETTING.has(command) && this.agent.started) this.agent.repeats?.forgetHits();
    if (!DECIDING.has(command) || this.floatingTakes(command)) return;
    const { agent } = this;
    const stopped = agent.stop !== null || !agent.started;
    if (!stopped && !this.hostRecord.inCall()) {
      if (command === 'pause') this.pausedSomewhere = true;
      else if (command !== 'continue') this.broken ??= 'breakpoints were changed while the program computed';
      return;
    }
    this.commands.push({
      stop: stopped ? agent.stops : null,
      call: this.hostRecord.position(),
      command,
      arguments: command === 'step' ? { ...args, threadId: this.threadNumber(args.threadId as number) } : args,
    });
  }

  /** The program stops: false for a stop that can't be found again. */
  counts(reason: string): boolean {
    this.floating = reason === 'pause' && this.pausedSomewhere;
    this.pausedSomewhere = false;
    return !this.floating;
  }

  /** At a poll between two calls: a command is better answered at the next call, which is a moment that can be named. */
  defers(): boolean {
    if (this.hostRecord.inCall() || this.agent.stop !== null) return false;
    return --this.patience > 0;
  }

  /** For finding out what was before this stop. */
  whereabouts(stop: Stop, threadId = stop.threadId, of: { taskId: number; event: TaskEvent } | null): Whereabouts {
    const { agent } = this;
    if (this.floating) throw impossible('it was paused while it computed, at a place that is not recorded');
    const broken = this.broken ?? this.hostRecord.gap();
    if (broken !== null) throw impossible(broken);
    const frame = stop.jumpable ?? stop.caller;
    const codes = new Set(agent.ownFrames(threadId).map(({ code }) => codeName(code)));
    return {
      course: { goal: this.repeats ?? null, commands: this.commands, stops: agent.stops },
      thread: this.threadNumber(threadId),
      task: of && { place: this.placeOf(of.taskId), event: of.event },
      codes: [...codes],
      place: frame && { code: codeName(frame.code), pc: frame.pc - 1 },
      known: agent.repeats?.known(threadId) ?? { line: null, hits: null },
    };
  }

  recorded(): RecordedCalls {
    return this.hostRecord.recorded();
  }

  takeRecorded(): RecordedCalls {
    return this.hostRecord.takeRecorded();
  }

  private changeBy(command: string, args: Record<string, unknown>): string | null {
    if (command === 'evaluate') {
      if (args.context !== 'repl' || this.isExpression(args.expression as string)) return null;
      return 'a statement was run in the console';
    }
    if (Array.isArray(args.breakpoints) && args.breakpoints.length === 0) return null;
    return CHANGING[command] ?? null;
  }

  private isExpression(text: string): boolean {
    try {
      this.agent.guest.compile(text.trim(), '<console>', 'eval');
      return true;
    } catch {
      return false;
    }
  }

  /** At a stop that can't be found again: what goes on from there as if nothing had been decides nothing. */
  private floatingTakes(command: string): boolean {
    if (!this.floating || this.agent.stop === null) return false;
    if (command !== 'continue')
      this.broken ??= 'the debugger stepped or set breakpoints where the program was paused while it computed';
    return true;
  }

  /** Numbers of threads may be others when the run is repeated, but their order is the same. */
  private threadNumber(threadId: number): number | null {
    if (threadId === this.agent.stop?.threadId) return null;
    return this.agent.stacks.threads().findIndex(({ id }) => id === threadId);
  }

  /** The same holds for tasks. */
  private placeOf(taskId: number): number {
    const place = tasksInOrder(this.agent).findIndex(({ task }) => this.agent.registry.idOf(task) === taskId);
    if (place < 0) throw new AgentError('this task is not known any more');
    return place;
  }
}

/** Those that live, then those that ended last. */
export function tasksInOrder({ tasks }: DebugAgent): TaskView[] {
  return [...tasks.all(), ...tasks.ended()];
}

function impossible(why: string): AgentError {
  return new AgentError(`The program can't be taken back from here: ${why}.`);
}
