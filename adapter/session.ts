/**
 * One debug session: a client's connection, an engine, and where the two stand.
 *
 * Owns: the phase, dispatch, answers and events. Must not know: what any single request does (requests/), how the
 * program is run (Engine).
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { AgentCommands, AgentEvents } from '../runtime/index';
import { InternalError, unpackTimeline } from '../runtime/index';
import { Breakpoints } from './breakpoints';
import { ClientView } from './clientView';
import type { Connection } from './connection';
import { cancelled, DapError, notRecorded, outOfOrder, programEnded, unknownRequest } from './dapError';
import type { Engine, EngineListener } from './engine';
import { canGoBack, type LaunchPlan } from './launchPlan';
import { log } from './log';
import { inputWantedEvent, tasksChangedEvent, timelineEvent } from './protocol';
import { type Backwards, type GoingBack, RecordedEngine } from './replay/recordedEngine';
import type { Phase } from './request';
import { capabilities, requestTable } from './requestTable';
import { scheduleText } from './schedule';

export type OutputCategory = 'console' | 'important' | 'stdout' | 'stderr' | 'telemetry';

export class Session {
  phase: Phase = 'fresh';
  /** What the client is and how it counts. */
  client = new ClientView({ adapterID: 'coroscope' });
  readonly breakpoints = new Breakpoints();
  plan: LaunchPlan | null = null;
  /** The program waits for standard input: what is typed in the console goes there. */
  inputWanted = false;
  /** The program has been asked to end. */
  terminating = false;
  /** A stop that the client is to be told of once it has its answer. */
  heldStop: AgentEvents['stopped'] | null = null;

  private engine: Engine | null = null;
  private readonly cancelledRequests = new Set<number>();
  private readonly pending = new Set<number>();
  /** What can be ended while it is at work, by its request. */
  private readonly aborts = new Map<number, AbortController>();

  constructor(
    private readonly connection: Pick<Connection, 'send' | 'end'>,
    private readonly createEngine: () => Engine,
  ) {}

  async receive(request: DebugProtocol.Request): Promise<void> {
    log('dap', () => `-> ${JSON.stringify(request)}`);
    this.pending.add(request.seq);
    try {
      const definition = requestTable.get(request.command);
      if (!definition) throw unknownRequest(request.command);
      if (!definition.during.includes(this.phase)) {
        throw this.phase === 'ended' ? programEnded() : outOfOrder(request.command, this.phaseText());
      }
      const body = await definition.handle(this, (request.arguments ?? {}) as never, request);
      if (this.cancelledRequests.delete(request.seq)) throw cancelled();
      this.respond(request, { success: true, body });
      definition.afterwards?.(this);
    } catch (error) {
      this.respond(request, { success: false, ...describeError(error) });
    } finally {
      this.pending.delete(request.seq);
    }
  }

  malformed(error: Error): void {
    log('errors', () => error.message);
    this.output(`${error.message}\n`, 'important');
  }

  capabilities(): DebugProtocol.Capabilities {
    return capabilities();
  }

  /** Closes the connection after what has been sent. */
  hangUp(): void {
    this.connection.end();
  }

  /** The client is gone: nothing of the program may stay. */
  async dispose(): Promise<void> {
    this.phase = 'ended';
    await this.engine?.kill();
    this.engine = null;
  }

  /** Marks a request so that its answer will be 'cancelled'; false if it is no longer pending. */
  cancel(requestSeq: number): boolean {
    if (!this.pending.has(requestSeq)) return false;
    this.cancelledRequests.add(requestSeq);
    this.aborts.get(requestSeq)?.abort();
    return true;
  }

  /** For a request whose work ends when it is cancelled; `done` when it has ended. */
  abortable(requestSeq: number): { signal: AbortSignal; done: () => void } {
    const abort = new AbortController();
    this.aborts.set(requestSeq, abort);
    return { signal: abort.signal, done: () => void this.aborts.delete(requestSeq) };
  }

  // --- the engine

  /** Starts an engine for the plan; the program itself begins with `run`. */
  async startEngine(plan: LaunchPlan): Promise<void> {
    this.plan = plan;
    this.terminating = false;
    const { createEngine } = this;
    const engine = canGoBack(plan) ? new RecordedEngine(createEngine) : createEngine();
    this.engine = engine;
    await engine.start(plan.engine, this.listenTo(engine));
  }

  /** Ends this engine without the client hearing of it, for a restart. */
  async dropEngine(): Promise<void> {
    const engine = this.engine;
    this.engine = null;
    await engine?.kill();
  }

  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']> {
    if (!this.engine) return Promise.reject(programEnded());
    return this.engine.ask(command, args);
  }

  goBack(where: Backwards, going: GoingBack): Promise<AgentEvents['stopped']> {
    if (!(this.engine instanceof RecordedEngine)) return Promise.reject(notRecorded());
    return this.engine.goBack(where, going);
  }

  sendInput(text: string): void {
    this.inputWanted = false;
    this.engine?.sendInput(text);
  }

  signal(signal: number): void {
    this.engine?.signal(signal);
  }

  async kill(): Promise<void> {
    await this.engine?.kill();
  }

  // --- events

  output(text: string, category: OutputCategory, place?: { path: string; line: number }, sent?: () => void): void {
    const source = place ? { source: this.client.source(place.path, 0), line: this.client.line(place.line) } : {};
    this.event('output', { category, output: text, ...source }, sent);
  }

  event(event: string, body?: object, sent?: () => void): void {
    log('dap', () => `<- ${event} ${JSON.stringify(body)}`);
    this.connection.send({ type: 'event', event, ...(body ? { body } : {}) }, sent);
  }

  private respond(
    request: DebugProtocol.Request,
    answer: { success: boolean; body?: unknown; message?: string },
  ): void {
    log('dap', () => `<- ${request.command} ${JSON.stringify(answer)}`);
    this.connection.send({ type: 'response', request_seq: request.seq, command: request.command, ...answer });
  }

  private listenTo(engine: Engine): EngineListener {
    const current = (): boolean => this.engine === engine;
    return {
      output: (fd, text, taken) => {
        if (!current()) taken();
        else this.output(text, fd === 2 ? 'stderr' : 'stdout', undefined, taken);
      },
      inputWanted: () => {
        this.inputWanted = current();
        if (current()) this.event(inputWantedEvent, {});
      },
      event: (event, body) => {
        if (current()) this.engineEvent(event, body);
      },
      ended: (exitCode, note) => {
        if (!current()) return;
        this.engine = null;
        this.phase = 'ended';
        if (note) this.output(`${note}\n`, 'important');
        this.event('exited', { exitCode });
        this.event('terminated');
      },
    };
  }

  engineEvent<K extends keyof AgentEvents>(event: K, body: AgentEvents[K]): void {
    const handle = engineEvents[event];
    handle(this, body);
  }

  private phaseText(): string {
    switch (this.phase) {
      case 'fresh':
        return "the session hasn't been initialized";
      case 'initialized':
        return 'nothing has been launched';
      case 'starting':
        return 'the program is still being started';
      case 'configuring':
        return "the program hasn't begun";
      case 'running':
        return 'the program is running';
      case 'stopped':
        return 'the program is stopped';
      case 'ended':
        return 'the program has ended';
    }
  }
}

/** What becomes of the engine's events. */
const engineEvents: { [K in keyof AgentEvents]: (session: Session, body: AgentEvents[K]) => void } = {
  stopped: (session, { reason, threadId, description, text, breakpointIds }) => {
    session.phase = 'stopped';
    session.event('stopped', {
      reason,
      threadId,
      allThreadsStopped: true,
      ...(description === undefined ? {} : { description }),
      ...(text === undefined ? {} : { text }),
      ...(breakpointIds.length > 0 ? { hitBreakpointIds: breakpointIds } : {}),
    });
  },
  log: (session, { text, path, line }) => session.output(`${text}\n`, 'console', { path, line }),
  tasksChanged: (session, body) => session.event(tasksChangedEvent, body),
  timeline: (session, body) => session.event(timelineEvent, unpackTimeline(body)),
  scheduleEnded: (session, report) => {
    const given = session.plan?.engine.program.schedule;
    const text = given && scheduleText(given, report);
    if (text) session.output(`${text}\n`, report.divergence === null ? 'console' : 'important');
  },
  // The engine's own business.
  recorded: () => undefined,
  recordEnded: () => undefined,
  diverged: () => undefined,
  repeating: () => undefined,
  retraced: () => undefined,
};

function describeError(error: unknown): { message: string; body: { error: DebugProtocol.Message } } {
  if (error instanceof DapError) {
    return {
      message: error.message,
      body: { error: { id: error.id, format: escape(error.message), showUser: error.showUser } },
    };
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log('errors', () => `internal error: ${stack}`);
  const message = `Internal error of Coroscope: ${error instanceof InternalError || error instanceof Error ? error.message : String(error)}`;
  return { message, body: { error: { id: 9000, format: escape(message), showUser: true } } };
}

/** `format` treats {name} as a variable. */
function escape(text: string): string {
  return text.replace(/[{}]/g, (brace) => (brace === '{' ? '(' : ')'));
}
