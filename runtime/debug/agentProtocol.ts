/**
 * What the debug agent in the worker is asked and what it reports: plain JSON data through the door.
 *
 * Owns: commands, results and events. Lines and columns count from 1, columns in UTF-16 units, as editors have them.
 * Must not know: the Debug Adapter Protocol's framing and sessions; who is at the other end.
 */
import type { AwaitGraph } from '../introspect/awaitGraph';
import type { LoopSnapshot } from '../introspect/loopSnapshot';
import type { TimelineArguments } from '../introspect/timeline';
import type { TimelinePack } from '../introspect/timelineColumns';
import type { WarningList } from '../introspect/warnings';
import type { CauseInfo, CoroutineSnapshot, SnapshotArguments } from '../introspect/snapshot';
import type { RecordedCalls } from '../host/callLog';
import type { Retraced, TaskEvent, Whereabouts } from './replayProtocol';

/** What the program is and how it is run; given to the worker when it starts. */
export interface ProgramOptions {
  /** For standard input, `value` is what sys.argv begins with: '-' or nothing. */
  target: { kind: 'file' | 'module' | 'code' | 'stdin'; value: string };
  /** sys.argv from index 1 on. */
  args: string[];
  flags: InterpreterFlags;
  /** Folders put before sys.path. */
  pythonPath: string[];
  /** How many frames of its creation every coroutine remembers from the start; 0 as in CPython. */
  originTrackingDepth: number;
  /** `breakpoint()` stops the program in the debugger; absent, it starts pdb, as without one. */
  breakpointStops?: boolean;
  /** Absent: the order of asyncio, and nothing is recorded. */
  schedule?: ScheduleOptions;
  /**
   * What comes from outside is recorded, so that the run can be repeated: kept, for going back, or told to somebody
   * outside as well, who asks for it part by part.
   */
  record?: 'kept' | 'told';
}

/** Which of the ready tasks goes on next. */
export interface ScheduleOptions {
  /** Chooses where no choices are given. */
  seed: number | null;
  /** A record of choices, as ChoiceList has it; after it, and with an empty one, asyncio's order. */
  choices: number[];
  /** The decision (from 1 on) that is to stop the program before the chosen task goes on. */
  stopAt: number | null;
  /** Set where schedules are explored: the run ends after so many callbacks, or when nothing can happen any more. */
  mostSteps: number | null;
}

/** A decision for one that wasn't the first in line. */
export interface DecisionInfo {
  /** From 1 on. */
  number: number;
  /** `task 'writer'`: went on, before `before`, which was the first in line. */
  ran: string;
  before: string;
  /** Where the task stands that ran; null for what is no task, or stands in the library alone. */
  place: { path: string; line: number } | null;
}

/** What a run with a schedule was. */
export interface ScheduleReport {
  /** With these it can be repeated. */
  choices: number[];
  decisions: number;
  /** The first of them, up to a hundred. */
  deviations: DecisionInfo[];
  /** How the program has not done what was recorded. */
  divergence: string | null;
  /** It was ended because it had run so many callbacks. */
  unfinished: boolean;
  /** The exception that ended it: its type, and that with its message. */
  exception: { type: string; text: string } | null;
  /** Exceptions that nobody looked at. */
  neverRetrieved: string[];
  /** Where its tasks stood when nothing could happen any more. */
  deadlock: { task: string; place: { path: string; line: number } | null; awaits: string | null }[] | null;
}

/** Python's own command line flags. */
export interface InterpreterFlags {
  optimize: number;
  warnings: string[];
  xoptions: string[];
  ignoreEnvironment: boolean;
  unbuffered: boolean;
  /** `-d`: nothing but `sys.flags.debug`. */
  debug: number;
  inspect: boolean;
  isolated: boolean;
  noSite: boolean;
  noUserSite: boolean;
  quiet: boolean;
  verbose: number;
  /** `-b`: bytes compared with str, and their str(), are warned of; 2: are errors. */
  bytesWarning: number;
  dontWriteBytecode: boolean;
  safePath: boolean;
  skipFirstLine: boolean;
}

/**
 * When a breakpoint stops: before its line; when an await of it really suspends, goes on, is cancelled or has its value.
 */
export type BreakpointMode = 'line' | 'suspend' | 'resume' | 'cancel' | 'complete';

export interface BreakpointSpec {
  /** The client's; unique in the session. */
  id: number;
  line: number;
  column?: number;
  mode: BreakpointMode;
  condition?: string;
  hitCondition?: string;
  logMessage?: string;
}

export interface BreakpointStatus {
  id: number;
  verified: boolean;
  line: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
  message?: string;
}

export interface FunctionBreakpointSpec {
  id: number;
  /** A function's name or qualified name. */
  name: string;
  condition?: string;
  hitCondition?: string;
}

export interface DataBreakpointSpec {
  id: number;
  /** As `dataBreakpointInfo` gave it. */
  dataId: string;
  condition?: string;
  hitCondition?: string;
}

export interface InstructionBreakpointSpec {
  id: number;
  address: number;
  condition?: string;
  hitCondition?: string;
}

/** A row of a disassembly. */
export interface InstructionInfo {
  address: number;
  bytes: string;
  text: string;
  /** False: there is no instruction here. */
  valid: boolean;
  /** The function that begins here. */
  symbol?: string;
  /** Where a new line begins: its source. */
  path?: string;
  sourceReference?: number;
  line?: number;
  column?: number;
  endColumn?: number;
}

export interface BreakpointPlace {
  line: number;
  column?: number;
  endLine?: number;
  endColumn?: number;
}

export type ExceptionFilter = 'raised' | 'uncaught' | 'userUnhandled';

export interface ExceptionFilterSpec {
  filter: ExceptionFilter;
  /** An expression over the exception (named `exception`), or names of exception types. */
  condition?: string;
}

export interface ThreadSummary {
  id: number;
  name: string;
}

export interface StackFrameInfo {
  id: number;
  name: string;
  /** `label`: a separator such as `await — Task-3 'fetch'`, with no place of its own. */
  presentation: 'normal' | 'label' | 'subtle';
  path: string | null;
  /** Set where `path` is no file that the client can open. */
  sourceReference: number;
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
  moduleId?: string;
  /** Of the instruction at which it is; see `disassemble`. */
  address?: number;
  /** It can begin again. */
  canRestart?: boolean;
  /** False for the frames of a creation trace, which are no longer there. */
  live: boolean;
}

export interface ScopeInfo {
  name: string;
  kind: 'locals' | 'globals' | 'other';
  reference: number;
  named: number;
  expensive: boolean;
}

export interface VariableInfo {
  name: string;
  value: string;
  type: string;
  reference: number;
  named: number;
  indexed: number;
  /** The expression that gives this value in its frame. */
  evaluateName?: string;
  kind?: 'data' | 'method' | 'class' | 'property' | 'virtual';
  readOnly?: boolean;
  lazy?: boolean;
}

export type ValueInfo = Omit<VariableInfo, 'name' | 'evaluateName'>;

export interface ExceptionDetails {
  type: string;
  qualifiedType: string;
  message: string;
  breakMode: 'always' | 'unhandled' | 'userUnhandled';
  traceback: string;
  inner: ExceptionDetails[];
  /** Of a cancellation: what it came from, then what that was passed on from. */
  cancellation?: CauseInfo[];
  /** The same as text. */
  cancellationText?: string;
}

export interface SourceSummary {
  path: string;
  sourceReference: number;
}

export interface CompletionInfo {
  label: string;
  kind: 'variable' | 'function' | 'class' | 'module' | 'property' | 'keyword';
  /** Where the text to be replaced begins, and its length, in the text that was asked about. */
  start: number;
  length: number;
}

export interface StepInTargetInfo {
  id: number;
  label: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

export interface GotoTargetInfo {
  id: number;
  label: string;
  line: number;
}

/** Those for which something is noted while the program runs. */
export type WatchingView = 'loop' | 'warnings';

export type StepKind = 'next' | 'stepIn' | 'stepOut';
export type Granularity = 'statement' | 'line' | 'instruction';

interface Ask<A, R> {
  arguments: A;
  result: R;
}

/** Every command of the agent's. `in frame`: `frameId` null means the main module's globals. */
export interface AgentCommands {
  setBreakpoints: Ask<{ path: string; breakpoints: BreakpointSpec[] }, BreakpointStatus[]>;
  setFunctionBreakpoints: Ask<{ breakpoints: FunctionBreakpointSpec[] }, BreakpointStatus[]>;
  breakpointLocations: Ask<{ path: string; line: number; endLine: number }, BreakpointPlace[]>;
  setExceptionBreakpoints: Ask<{ filters: ExceptionFilterSpec[] }, null>;
  /** The configuration is done: the program may begin. `timeline`: how many events of tasks are kept from the start. */
  run: Ask<{ stopOnEntry: boolean; justMyCode: boolean; timeline: number | null }, null>;
  pause: Ask<{ threadId: number }, null>;
  continue: Ask<{ threadId: number }, null>;
  /** Nothing is to stop the program any more; it goes on. */
  letGo: Ask<Record<string, never>, null>;
  step: Ask<{ threadId: number; kind: StepKind; granularity: Granularity; targetId?: number }, null>;
  /** The calls on the current line of a frame, for stepping into one of them. */
  stepInTargets: Ask<{ frameId: number }, StepInTargetInfo[]>;
  /** The places on a line to which the stopped frame can jump. */
  gotoTargets: Ask<{ path: string; line: number }, GotoTargetInfo[]>;
  goto: Ask<{ threadId: number; targetId: number }, null>;
  /** Has the stopped frame begin again, with its parameters as they are now. */
  restartFrame: Ask<{ frameId: number }, { threadId: number }>;
  /** What could be watched under this name: a child of `reference`, or an expression in a frame. */
  dataBreakpointInfo: Ask<
    { reference: number | null; name: string; frameId: number | null },
    { dataId: string | null; description: string }
  >;
  setDataBreakpoints: Ask<{ breakpoints: DataBreakpointSpec[] }, BreakpointStatus[]>;
  setInstructionBreakpoints: Ask<{ breakpoints: InstructionBreakpointSpec[] }, BreakpointStatus[]>;
  /** `count` instructions from `skip` instructions after the one at `address`; places that have none included. */
  disassemble: Ask<{ address: number; skip: number; count: number }, InstructionInfo[]>;
  /** Cancels tasks, by their threads. */
  terminateThreads: Ask<{ threadIds: number[] }, null>;
  threads: Ask<Record<string, never>, ThreadSummary[]>;
  stackTrace: Ask<{ threadId: number; start: number; levels: number }, { frames: StackFrameInfo[]; total: number }>;
  scopes: Ask<{ frameId: number }, ScopeInfo[]>;
  variables: Ask<
    { reference: number; filter: 'named' | 'indexed' | null; start: number; count: number; hex: boolean },
    VariableInfo[]
  >;
  setVariable: Ask<{ reference: number; name: string; value: string; hex: boolean }, ValueInfo>;
  evaluate: Ask<
    {
      expression: string;
      frameId: number | null;
      context: 'repl' | 'watch' | 'hover' | 'variables' | 'clipboard';
      hex: boolean;
    },
    ValueInfo
  >;
  setExpression: Ask<{ expression: string; value: string; frameId: number | null; hex: boolean }, ValueInfo>;
  completions: Ask<{ text: string; column: number; frameId: number | null }, CompletionInfo[]>;
  exceptionInfo: Ask<{ threadId: number }, ExceptionDetails>;
  source: Ask<{ path: string | null; sourceReference: number }, string>;
  loadedSources: Ask<Record<string, never>, SourceSummary[]>;
  modules: Ask<Record<string, never>, { id: string; name: string; path: string | null; library: boolean }[]>;
  snapshot: Ask<SnapshotArguments, CoroutineSnapshot>;
  /** The running event loop; null where none runs. */
  loop: Ask<Record<string, never>, LoopSnapshot | null>;
  /** Who waits for what. */
  awaitGraph: Ask<Record<string, never>, AwaitGraph>;
  /** What went wrong unseen; from the first time on, slow steps are noticed. */
  warnings: Ask<Record<string, never>, WarningList>;
  /** Nobody looks any more: what is noted only for that view is noted no longer. */
  unwatch: Ask<{ view: WatchingView }, null>;
  /** What became of tasks, and when; from the first time on, it is recorded. */
  timeline: Ask<TimelineArguments, TimelinePack>;
  endTimeline: Ask<Record<string, never>, null>;
  /** The result of a task as if it had been cancelled: asks its loop to. */
  cancelTask: Ask<{ taskId: number }, null>;
  /** Of the tasks that are ready, this one goes on next. */
  runTaskNext: Ask<{ taskId: number }, null>;
  /** Holds tasks at their next step, or lets them go on. `taskIds` null: all that there are now. */
  freezeTasks: Ask<{ taskIds: number[] | null; frozen: boolean }, null>;
  /** Breakpoints stop only in these tasks, until all of them have ended; none: no limit. */
  limitBreakpoints: Ask<{ taskIds: number[] }, null>;
  /**
   * Where a recorded run is stopped; fails where it can't be repeated up to there. `threadId` null: the thread that
   * stopped.
   */
  whereabouts: Ask<{ threadId: number | null; task: { taskId: number; event: TaskEvent } | null }, Whereabouts>;
  /** What a recorded run has been told so far. */
  recordedCalls: Ask<Record<string, never>, RecordedCalls>;
  /** What it has been told since the last such command. */
  recordedPart: Ask<Record<string, never>, RecordedCalls>;
}

export type StopReason =
  | 'entry'
  | 'breakpoint'
  | 'function breakpoint'
  | 'data breakpoint'
  | 'instruction breakpoint'
  | 'step'
  | 'choice'
  | 'pause'
  | 'exception'
  | 'restart'
  | 'goto';

export interface AgentEvents {
  stopped: {
    reason: StopReason;
    threadId: number;
    description?: string;
    text?: string;
    breakpointIds: number[];
  };
  /** The text of a logpoint. */
  log: { text: string; path: string; line: number };
  tasksChanged: { live: number };
  /** The program has ended, and this part of the timeline has not been asked for. */
  timeline: TimelinePack;
  /** The program is about to end; only where it has a schedule. */
  scheduleEnded: ScheduleReport;
  /** A repeated run has come to where the recorded one is. */
  recordEnded: Record<string, never>;
  /** A run that is recorded for somebody outside is about to end: what it was told since the last `recordedPart`. */
  recorded: RecordedCalls;
  /** A repeated run was not the same. */
  diverged: { how: string };
  /** How far a repeated run is, in calls of the host. */
  repeating: { done: number; of: number };
  /** A repeated run has come to where another one is stopped. */
  retraced: Retraced;
}

/** An error that the person at the debugger may read, as opposed to a bug of ours. */
export class AgentError extends Error {
  /** Read by the door, which knows no types of ours. */
  readonly showUser = true;
}
