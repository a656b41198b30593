/**
 * What the client can ask the debug agent, one function a command; the compiler names a missing one.
 *
 * Owns: answers. Must not know: how a program is stopped (DebugAgent), the Debug Adapter Protocol.
 */
import { getAttr } from '../objects/attributes';
import type { PyBaseException } from '../objects/exceptionTypes';
import { PyModule } from '../objects/values';
import { unretrieved } from '../asyncio/future';
import { startLookingForSlow, stopLookingForSlow, stopRecording } from '../asyncio/recording';
import { cancellationChain } from '../introspect/causes';
import type { Places } from '../introspect/places';
import { recordTasks, takeLoopSnapshot } from '../introspect/takeLoopSnapshot';
import type { AwaitGraph } from '../introspect/awaitGraph';
import { takeAwaitGraph } from '../introspect/takeAwaitGraph';
import { takeSnapshot } from '../introspect/takeSnapshot';
import type { Frame } from '../vm/frame';
import type { AgentCommands, ExceptionDetails, StackFrameInfo } from './agentProtocol';
import { AgentError } from './agentProtocol';
import { callTargets } from './callTargets';
import { changeRows } from './changeRows';
import { complete } from './completions';
import type { DebugAgent } from './debugAgent';
import { isCancellation } from './exceptionStops';
import { findPlace } from './findPlace';
import { gotoTargets } from './lineTables';
import type { StackEntry } from './stackView';
import { stuckTasks } from './stuckTasks';
import { cancellationText, tracebackText } from './tracebackText';
import { failureText, plainText, valueText } from './valueText';
import { isError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';

type Answers = {
  [K in keyof AgentCommands]: (agent: DebugAgent, args: AgentCommands[K]['arguments']) => AgentCommands[K]['result'];
};

/** While the program runs, proofs would cost it too much. */
const NONE: ReadonlySet<never> = new Set();

const REPL_LIMIT = 100_000;

const answers: Answers = {
  setBreakpoints(agent, { path, breakpoints }) {
    agent.texts.forget(path);
    const statuses = agent.breakpoints.setSource(path, breakpoints);
    agent.updateHooks();
    return statuses;
  },

  setFunctionBreakpoints: (agent, { breakpoints }) => agent.breakpoints.setFunctions(breakpoints),

  breakpointLocations(agent, { path, line, endLine }) {
    const lines = agent.breakpoints.codeLines(path, line, endLine).map((found) => ({ line: found }));
    const points = agent.breakpoints.awaitPoints(path, line, endLine).map((point) => ({
      line: point.lineno,
      column: agent.texts.column(path, point.lineno, point.col_offset),
      endLine: point.end_lineno,
      endColumn: agent.texts.column(path, point.end_lineno, point.end_col_offset),
    }));
    const places = new Map([...lines, ...points].map((place) => [JSON.stringify(place), place]));
    return [...places.values()].sort((first, second) => first.line - second.line);
  },

  setExceptionBreakpoints(agent, { filters }) {
    agent.exceptions.set(filters);
    agent.updateHooks();
    return null;
  },

  run(agent, { stopOnEntry, justMyCode, timeline }) {
    if (timeline !== null) agent.timeline.begin(timeline);
    agent.begin(stopOnEntry, justMyCode);
    return null;
  },

  pause(agent) {
    agent.pause();
    return null;
  },

  continue(agent) {
    agent.goOn();
    return null;
  },

  letGo(agent) {
    agent.letGo();
    return null;
  },

  step(agent, { threadId, kind, granularity, targetId }) {
    agent.step(threadId, kind, granularity, targetId ?? null);
    return null;
  },

  stepInTargets: (agent, { frameId }) => callTargets(frameOf(agent, frameId), agent.texts),

  gotoTargets(agent, { path, line }) {
    const frame = stopOf(agent).jumpable;
    const { texts } = agent;
    if (!frame || texts.canonicalName(frame.code.filename) !== texts.canonicalName(path)) return [];
    return gotoTargets(frame, line).map((pc) => ({ id: pc, label: `line ${line}`, line }));
  },

  goto(agent, { threadId, targetId }) {
    agent.jumps.jumpTo(agent.stop?.jumpable, targetId);
    agent.send('stopped', { reason: 'goto', threadId, breakpointIds: [] });
    return null;
  },

  restartFrame(agent, { frameId }) {
    const { threadId } = stopOf(agent);
    agent.jumps.restart(frameOf(agent, frameId), agent.stop?.jumpable);
    agent.send('stopped', { reason: 'restart', threadId, breakpointIds: [] });
    return { threadId };
  },

  dataBreakpointInfo: (agent, { reference, name, frameId }) =>
    guarded(agent, () => {
      const found = reference === null ? namedPlace(agent, name, frameId) : agent.variables.placeOf(reference, name);
      if (!found) return { dataId: null, description: `'${name}' can't be watched` };
      return { dataId: agent.data.idOf(found.place, found.what), description: found.what };
    }),

  setDataBreakpoints: (agent, { breakpoints }) => agent.data.set(breakpoints),

  setInstructionBreakpoints: (agent, { breakpoints }) =>
    agent.breakpoints.setInstructions(breakpoints, (address) => agent.instructions.at(address)),

  disassemble: (agent, { address, skip, count }) => agent.instructions.list(address, skip, count),

  terminateThreads(agent, { threadIds }) {
    const views = agent.tasks.all().filter(({ task }) => threadIds.includes(agent.registry.idOf(task)));
    if (views.length < threadIds.length) throw new AgentError('only tasks can be cancelled');
    for (const { task } of views) agent.quietly(() => agent.tasks.cancel(task));
    agent.host.nudge();
    return null;
  },

  threads: (agent) => agent.stacks.threads(),

  stackTrace(agent, { threadId, start, levels }) {
    const stop = stopOf(agent);
    const stack = stop.threadId === threadId && stop.stack ? stop.stack : agent.stacks.stack(threadId);
    if (!stack) throw new AgentError(`there is no thread ${threadId} any more`);
    const page = stack.slice(start, levels > 0 ? start + levels : undefined);
    return { frames: page.map((entry) => frameInfo(agent, entry)), total: stack.length };
  },

  scopes(agent, { frameId }) {
    stopOf(agent);
    const entry = entryOf(agent, frameId);
    if (entry.kind !== 'frame') return [];
    const { frame } = entry;
    return agent.quietly(() => {
      const watch = agent.watches.of(frame);
      return agent.variables.scopes(frame, watch ? changeRows(watch) : []);
    });
  },

  variables: (agent, { reference, filter, start, count, hex }) =>
    agent.quietly(() => agent.variables.variables(reference, filter, start, count, hex)),

  setVariable: (agent, { reference, name, value, hex }) =>
    guarded(agent, () => {
      const frame = topFrame(agent);
      return agent.variables.setVariable(reference, name, agent.evaluator.expression(value, frame), hex);
    }),

  evaluate: (agent, { expression, frameId, context, hex }) =>
    guarded(agent, () => {
      const frame = frameId === null ? topFrame(agent) : frameOf(agent, frameId);
      if (context === 'repl') {
        const value = agent.evaluator.anything(expression, frame);
        return agent.variables.value(value, hex, null, REPL_LIMIT);
      }
      const value = agent.evaluator.expression(expression, frame);
      if (context !== 'clipboard') return agent.variables.value(value, hex, expression);
      const text = valueText(value, { limit: Infinity, hex });
      return { ...agent.variables.value(value, hex, expression), value: text };
    }),

  setExpression: (agent, { expression, value, frameId, hex }) =>
    guarded(agent, () => {
      const frame = frameId === null ? topFrame(agent) : frameOf(agent, frameId);
      return agent.variables.value(agent.evaluator.assign(expression, value, frame), hex, expression);
    }),

  completions: (agent, { text, column, frameId }) =>
    agent.quietly(() => complete(agent, text, column, frameId === null ? topFrame(agent) : frameOf(agent, frameId))),

  exceptionInfo(agent) {
    const { exception } = stopOf(agent);
    if (!exception) throw new AgentError("the program isn't stopped at an exception");
    return agent.quietly(() => ({
      ...exceptionDetails(agent, exception.exception, exception.breakMode),
      ...cancellationDetails(agent, exception.exception),
    }));
  },

  source(agent, { path, sourceReference }) {
    if (sourceReference > 0) return agent.texts.textByReference(sourceReference);
    const text = path === null ? undefined : agent.texts.text(path);
    if (text === undefined) throw new AgentError(`there is no source for ${path ?? 'that'}`);
    return text;
  },

  loadedSources: (agent) => agent.breakpoints.loadedNames().map((name) => agent.texts.summary(name)),

  modules(agent) {
    return agent.guest
      .modules()
      .entries()
      .flatMap(([name, module]) => {
        if (typeof name !== 'string' || !(module instanceof PyModule)) return [];
        const file = module.dict.getStr('__file__');
        const path = typeof file === 'string' ? file : null;
        return [{ id: name, name, path, library: path === null || agent.guest.isLibrary(path) }];
      });
  },

  loop(agent) {
    recordTasks(agent.host.now());
    return agent.quietly(() =>
      takeLoopSnapshot({
        ids: agent.registry,
        text: (value) => valueText(value, { limit: 200, hex: false }),
        now: () => agent.host.now(),
        processes: () => agent.guest.childProcesses(),
        descriptor: (fd) => agent.guest.descriptorText(fd),
      }),
    );
  },

  snapshot: (agent, wanted) =>
    agent.quietly(() =>
      takeSnapshot(
        {
          registry: agent.registry,
          tasks: agent.tasks,
          places: placesOf(agent),
          text: (value) => valueText(value, { limit: 200, hex: false }),
          errorText: failureText,
          now: () => agent.host.now(),
          stuck: agent.stop ? stuckTasks(agent.tasks) : NONE,
          threadIds: () => agent.stacks.coroutineThreadIds(),
          breaksOnlyIn: agent.limit.alive(),
        },
        wanted,
      ),
    ),

  awaitGraph: (agent) => graphOf(agent),

  warnings(agent) {
    startLookingForSlow(agent.host.now());
    return agent.warnings.list(unretrieved, agent.stop ? stuckTasks(agent.tasks) : NONE, graphOf(agent).cycles);
  },

  unwatch(_agent, { view }) {
    if (view === 'loop') stopRecording();
    else stopLookingForSlow();
    return null;
  },

  timeline: (agent, wanted) => agent.timeline.part(wanted),

  endTimeline(agent) {
    agent.timeline.end();
    return null;
  },

  cancelTask(agent, { taskId }) {
    const [{ task }] = tasksById(agent, [taskId]);
    agent.quietly(() => agent.tasks.cancel(task));
    agent.host.nudge();
    return null;
  },

  runTaskNext(agent, { taskId }) {
    const [{ task, name, frozen, running }] = tasksById(agent, [taskId]);
    if (frozen) throw new AgentError(`${name} is frozen: thaw it first`);
    if (running) throw new AgentError(`${name} is the task that runs`);
    if (!agent.tasks.runNext(task)) throw new AgentError(`${name} is not ready: it waits for something`);
    return null;
  },

  freezeTasks(agent, { taskIds, frozen }) {
    const views = taskIds === null ? agent.tasks.all() : tasksById(agent, taskIds);
    for (const { task } of views) agent.tasks.setFrozen(task, frozen);
    agent.host.nudge();
    return null;
  },

  limitBreakpoints(agent, { taskIds }) {
    agent.limit.set(tasksById(agent, taskIds).map(({ task }) => task));
    return null;
  },

  whereabouts: (agent, { threadId, task }) => recordOf(agent).whereabouts(stopOf(agent), threadId ?? undefined, task),

  recordedCalls: (agent) => recordOf(agent).recorded(),
  recordedPart: (agent) => recordOf(agent).takeRecorded(),
};

function recordOf(agent: DebugAgent): NonNullable<DebugAgent['record']> {
  if (!agent.record) throw new AgentError('this run is not recorded');
  return agent.record;
}

function graphOf(agent: DebugAgent): AwaitGraph {
  return takeAwaitGraph({ registry: agent.registry, tasks: agent.tasks, places: placesOf(agent) });
}

function placesOf({ texts, guest }: DebugAgent): Places {
  return texts.places(guest);
}

function tasksById(agent: DebugAgent, ids: readonly number[]) {
  const views = agent.tasks.all();
  return ids.map((id) => {
    const view = views.find(({ task }) => agent.registry.idOf(task) === id);
    if (!view) throw new AgentError(`there is no task ${id} any more`);
    return view;
  });
}

/** Answers one command that came through the door. */
export function answerCommand(agent: DebugAgent, command: string, args: unknown): unknown {
  const answer = (answers as Record<string, ((agent: DebugAgent, args: never) => unknown) | undefined>)[command];
  if (!answer) throw new AgentError(`the engine doesn't know the command '${command}'`);
  return answer(agent, args as never);
}

/** Guest exceptions become what the user reads. */
function guarded<T>(agent: DebugAgent, action: () => T): T {
  return agent.quietly(() => {
    try {
      return action();
    } catch (error) {
      if (isError(error, Exc.BaseException)) throw new AgentError(failureText(error));
      throw error;
    }
  });
}

function stopOf(agent: DebugAgent): NonNullable<DebugAgent['stop']> {
  if (!agent.stop) throw new AgentError('the program is running');
  return agent.stop;
}

function entryOf(agent: DebugAgent, frameId: number): StackEntry {
  const entry = agent.frames.get(frameId);
  if (!entry) throw new AgentError('the program has gone on since; there is no such frame any more');
  return entry;
}

function frameOf(agent: DebugAgent, frameId: number): Frame {
  const entry = entryOf(agent, frameId);
  if (entry.kind !== 'frame') throw new AgentError('that frame has ended: it is shown for what it did');
  return entry.frame;
}

function namedPlace(agent: DebugAgent, name: string, frameId: number | null) {
  const frame = frameId === null ? topFrame(agent) : frameOf(agent, frameId);
  const place = frame && findPlace(name, frame, (expression) => agent.evaluator.expression(expression, frame));
  return place && { place, what: name };
}

/** The frame that is meant where none is named: the innermost one of the stopped thread. */
function topFrame(agent: DebugAgent): Frame | null {
  const { stop } = agent;
  if (!stop) return null;
  const stack = stop.stack ?? agent.stacks.stack(stop.threadId) ?? [];
  const top = stack.find((entry) => entry.kind === 'frame');
  return top?.kind === 'frame' ? top.frame : null;
}

function frameInfo(agent: DebugAgent, entry: StackEntry): StackFrameInfo {
  const id = agent.frames.add(entry);
  if (entry.kind === 'label') {
    return {
      id,
      name: entry.text,
      presentation: 'label',
      path: null,
      sourceReference: 0,
      line: 0,
      column: 0,
      live: false,
    };
  }
  const { texts, guest } = agent;
  if (entry.kind === 'creation') {
    const { filename, line, name } = entry.origin;
    const presentation = guest.isLibrary(filename) ? 'subtle' : 'normal';
    return { id, name, presentation, ...texts.summary(filename), line, column: 1, live: false };
  }
  const { code } = entry.frame;
  if (entry.kind === 'past') {
    const presentation = guest.isLibrary(code.filename) ? 'subtle' : 'normal';
    const line = code.lineAt(entry.frame.offset);
    return { id, name: code.qualname, presentation, ...texts.summary(code.filename), line, column: 1, live: false };
  }
  const at = code.lineAt(entry.offset) > 0 ? entry.offset : Math.max(0, entry.frame.shownOffset);
  const [, endLine, column, endColumn] = code.positions.subarray((at >> 1) * 4, (at >> 1) * 4 + 4);
  const whole = column >= 0 && endColumn >= 0 && code.lineAt(at) === entry.line;
  return {
    id,
    name: code.qualname,
    presentation: guest.isLibrary(code.filename) ? 'subtle' : 'normal',
    ...texts.summary(code.filename),
    line: entry.line,
    column: whole ? texts.column(code.filename, entry.line, column) : 1,
    ...(whole && endLine >= entry.line ? { endLine, endColumn: texts.column(code.filename, endLine, endColumn) } : {}),
    address: agent.instructions.addressOf(entry.frame.x, entry.offset),
    canRestart: agent.stop?.jumpable === entry.frame,
    live: true,
  };
}

/** Who cancelled the running task, if it is stopped for that. */
function cancellationDetails(agent: DebugAgent, exception: PyBaseException): Partial<ExceptionDetails> {
  const current = isCancellation(exception) ? agent.tasks.current() : undefined;
  const view = current && agent.tasks.all().find(({ task }) => task === current);
  if (!view?.cancellation) return {};
  const places = placesOf(agent);
  const chain = cancellationChain(view.cancellation, { places, idOf: (object) => agent.registry.idOf(object) });
  return { cancellation: chain, cancellationText: cancellationText(chain, agent.texts) };
}

function exceptionDetails(
  agent: DebugAgent,
  exception: PyBaseException,
  breakMode: ExceptionDetails['breakMode'],
): ExceptionDetails {
  const type = exception.cls.name;
  const module = getAttr(exception.cls, '__module__');
  const inner = exception.cause ?? (exception.suppressContext ? undefined : exception.context);
  const options = { limit: 2000, hex: false };
  return {
    type,
    qualifiedType: module === 'builtins' || typeof module !== 'string' ? type : `${module}.${type}`,
    message: exception.args.map((arg) => plainText(arg, options)).join(', '),
    breakMode,
    traceback: tracebackText(exception, agent.texts),
    inner: inner && inner !== exception ? [exceptionDetails(agent, inner, breakMode)] : [],
  };
}
