/**
 * What is said of runs that are recorded and repeated: plain data through the door.
 *
 * Owns: how a moment of a run is named so that it can be found again. Must not know: who goes back, and why.
 */
import type { LoggedCalls } from '../host/callLog';
import type { Surroundings } from '../host/host';
import type { BreakpointSpec, FunctionBreakpointSpec } from './agentProtocol';

/** An instruction, by its code object (file, line and name; the count is over all that share them). */
export interface InstructionPlace {
  code: string;
  pc: number;
}

/** The moment when an instruction is about to run for the `count`th time. */
export interface LineMoment extends InstructionPlace {
  count: number;
}

/** What somebody did to a task: made it, completed the future that it waited for, asked for its cancellation. */
export type TaskEvent = 'created' | 'woken' | 'cancelled';

/** The `number`th such event of the task that was created as the `task`th of all. */
export interface TaskMoment {
  event: TaskEvent;
  task: number;
  number: number;
}

/**
 * Where a repeated run is to stop: at that moment, at the `number`th hit of the breakpoints that are set, or where that
 * is being done to a task.
 */
export type Goal =
  { kind: 'line'; moment: LineMoment } | { kind: 'hit'; number: number } | { kind: 'task'; moment: TaskMoment };

/** A command of the debugger's that decided where the program stopped. */
export interface RecordedCommand {
  /** At this stop (0: before the program began); null: while the program ran, in the call of the host numbered `call`. */
  stop: number | null;
  call: number;
  command: string;
  arguments: unknown;
}

/** How a program came where it is stopped now: by a goal, if any, and commands, at its `stops`th stop. */
export interface Course {
  goal: Goal | null;
  commands: RecordedCommand[];
  stops: number;
}

/** Where a program is stopped, for finding out what was before. */
export interface Whereabouts {
  course: Course;
  /** The thread that is meant, as its place in the list of threads; null for the one that stopped. */
  thread: number | null;
  /** The task that is asked about, as its place in the list of tasks, those that have ended last; null for none. */
  task: { place: number; event: TaskEvent } | null;
  /** The code objects of its frames, whose lines are to be counted. */
  codes: string[];
  /** What is about to run, or the call of `breakpoint()`; null where the stop is in the middle of another instruction. */
  place: InstructionPlace | null;
  /** What is known of what was before, where this is itself a repeated run that has counted it. */
  known: { line: LineMoment | null; hits: number | null };
}

/** What was before the stop. */
export interface Retraced {
  /** The line that ran before in the same frame, or else in what called it; null where there is none. */
  line: LineMoment | null;
  /** How often breakpoints were hit before. */
  hits: number;
  /** The last such event of the task that is asked about; null where there was none. */
  task: TaskMoment | null;
  /** The stop itself, by that place. */
  here: LineMoment | null;
}

/** A recording that has been opened: nothing of the program is there but that. */
export interface OpenedRecording {
  surroundings: Surroundings;
  sources: ReadonlyMap<string, Uint8Array>;
  /** This run is what the client sees, with its output, up to where the recording ends; others go back from there. */
  live: boolean;
  /** What the client is told at the end, where the program did not end itself. */
  end: string;
}

/** A run that repeats a recorded one. */
export interface ReplayOptions {
  log: LoggedCalls;
  opened: OpenedRecording | null;
  /** Without one, the program stops where breakpoints stop it. */
  goal: Goal | null;
  /** The end of the record where it is known more exactly than by the log's end. */
  present: LineMoment | null;
  /** Code objects whose lines are counted. */
  codes: string[];
  /** Goes where another run was stopped, by itself, and tells what was before. */
  retrace: {
    whereabouts: Whereabouts;
    breakpoints: { sources: [path: string, specs: BreakpointSpec[]][]; functions: FunctionBreakpointSpec[] };
  } | null;
}
