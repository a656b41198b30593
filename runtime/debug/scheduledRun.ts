/**
 * A run of a program with a schedule: installs who chooses, and says at the end what was chosen and what came of it.
 *
 * Owns: the record in words. Must not know: how schedules are found (the adapter runs program after program), the Debug
 * Adapter Protocol.
 */
import { lost } from '../asyncio/provenance';
import { canProgress } from '../asyncio/loopRun';
import { RecordedPicker, SeededPicker } from '../asyncio/pickers';
import { PyLoop } from '../asyncio/nativeLoop';
import { liveTasks, running } from '../asyncio/runningLoop';
import { scheduling } from '../asyncio/scheduling';
import { StepChooser, type Candidate, type Decision } from '../asyncio/stepChooser';
import { PyTask } from '../asyncio/task';
import type { Host } from '../host/host';
import { awaitChain } from '../introspect/awaitChain';
import { awaitPointOf, awaitText } from '../introspect/places';
import type { PyBaseException } from '../objects/exceptionTypes';
import { otherThreads } from '../vm/otherThreads';
import type { DecisionInfo, ScheduleOptions, ScheduleReport } from './agentProtocol';
import { failureText } from './valueText';

/** Decisions that are told in words. */
const MOST_TOLD = 100;

type Place = DecisionInfo['place'];

export class ScheduledRun {
  readonly chooser: StepChooser;
  /** Set by the debugger: the decision that is to stop the program has been made. */
  onStop: (decision: DecisionInfo, task: PyTask | undefined) => void = () => undefined;

  private readonly recorded: RecordedPicker | null;
  private readonly deviations: DecisionInfo[] = [];
  private readonly neverRetrieved: string[] = [];
  private exception: ScheduleReport['exception'] = null;

  constructor(
    private readonly options: ScheduleOptions,
    private readonly host: Host,
    private readonly isLibrary: (filename: string) => boolean,
    /** Ends the worker at once. */
    private readonly endNow: () => void,
  ) {
    this.recorded = options.seed === null ? new RecordedPicker(options.choices) : null;
    const picker = this.recorded ?? new SeededPicker(options.seed!);
    const { mostSteps } = options;
    this.chooser = new StepChooser(picker, {
      counted: (steps) => {
        if (steps === mostSteps) this.stopExploring({ unfinished: true });
      },
      deciding: (decision) => {
        if (decision.number === options.stopAt) this.onStop(this.tell(decision), taken(decision).task);
      },
      decided: (decision) => {
        if (decision.taken > 0 && this.deviations.length < MOST_TOLD) this.deviations.push(this.tell(decision));
      },
    });
  }

  install(): void {
    scheduling.chooser = this.chooser;
    if (this.options.mostSteps === null) return;
    lost.notice = (future, how) => {
      if (how === 'failed') this.neverRetrieved.push(failureText(future.exception));
    };
    this.host.setCommandHandler({
      answer: () => null,
      settled: () => undefined,
      idle: () => this.endIfStuck(),
    });
  }

  /** The program is about to end with this exception. */
  failed(exception: PyBaseException): void {
    this.exception = { type: exception.cls.name, text: failureText(exception) };
  }

  /** Tells the outside what the run was. */
  report(end: Partial<ScheduleReport> = {}): void {
    this.host.sendEvent('scheduleEnded', {
      choices: this.chooser.choices.toArray(),
      decisions: this.chooser.decisions,
      deviations: this.deviations,
      divergence: this.divergence(),
      unfinished: false,
      exception: this.exception,
      neverRetrieved: this.neverRetrieved,
      deadlock: null,
      ...end,
    } satisfies ScheduleReport);
  }

  private divergence(): string | null {
    const { recorded, chooser } = this;
    if (recorded === null) return null;
    const { divergence, last } = recorded;
    if (divergence !== undefined) {
      const { decision, taken, of } = divergence;
      return `decision ${decision} takes number ${taken} of those that are ready, but there were ${of}`;
    }
    if (last <= chooser.decisions) return null;
    return `it goes up to decision ${last}, but the program ended after ${chooser.decisions}`;
  }

  private tell(decision: Decision): DecisionInfo {
    const { number, candidates } = decision;
    const chosen = taken(decision);
    return {
      number,
      ran: nameOf(chosen),
      before: nameOf(candidates[decision.taken > 0 ? 0 : 1]),
      place: chosen.task === undefined ? null : this.placeOf(chosen.task),
    };
  }

  /** The innermost line of the user's own code in which a task stands. */
  private placeOf(task: PyTask): Place {
    const { frames } = awaitChain(task.coro!);
    const frame = frames.findLast(({ code }) => !this.isLibrary(code.filename));
    return frame ? { path: frame.code.filename, line: awaitPointOf(frame)?.lineno ?? frame.lineno } : null;
  }

  private endIfStuck(): void {
    const { loop, task } = running;
    if (!(loop instanceof PyLoop) || task !== undefined || canProgress(loop) || otherThreads.any()) return;
    const tasks = [...liveTasks].filter((t): t is PyTask => t instanceof PyTask && t.loop === loop);
    this.stopExploring({
      deadlock: tasks.map((t) => {
        const frame = awaitChain(t.coro!).frames.findLast(({ code }) => !this.isLibrary(code.filename));
        return { task: titleOf(t), place: this.placeOf(t), awaits: frame ? awaitText(frame) : null };
      }),
    });
  }

  private stopExploring(end: Partial<ScheduleReport>): void {
    this.report(end);
    this.endNow();
  }
}

function taken(decision: Decision): Candidate {
  return decision.candidates[decision.taken];
}

function nameOf({ task }: Candidate): string {
  return task === undefined ? 'another timer' : titleOf(task);
}

function titleOf(task: PyTask): string {
  const { nameOrNumber } = task;
  return typeof nameOrNumber === 'string' ? `task '${nameOrNumber}'` : task.identity.title;
}
