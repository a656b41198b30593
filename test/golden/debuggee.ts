/** A debug session with an example, as short to write as it is to read. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient, example, lineOf } from '../adapter/dapClient';
import { Transcript } from './transcript';

export interface BreakpointOptions {
  condition?: string;
  hitCondition?: string;
  logMessage?: string;
  mode?: string;
  column?: number;
}

export class Debuggee {
  readonly client = new DapClient();
  readonly transcript = new Transcript();
  threadId = 1;
  frameId = 0;

  constructor(readonly file: string) {
    this.client.onMessage = (direction, message) => this.transcript.add(direction, message);
  }

  async launch(args: object = {}): Promise<void> {
    await this.client.launch({ program: example(this.file), clock: 'virtual', ...args });
  }

  /** Sets breakpoints at marks; returns what the adapter says of them. */
  async breakpoints(...marks: (string | [mark: string, options: BreakpointOptions])[]): Promise<DebugProtocol.Breakpoint[]> {
    const breakpoints = marks.map((mark) => {
      const [name, options] = typeof mark === 'string' ? [mark, {}] : mark;
      return { line: lineOf(this.file, name), ...options };
    });
    const body = await this.client.request<{ breakpoints: DebugProtocol.Breakpoint[] }>('setBreakpoints', {
      source: { path: example(this.file) },
      breakpoints,
    });
    return body.breakpoints;
  }

  async begin(): Promise<void> {
    await this.client.request('configurationDone');
  }

  /** Waits for a stop and asks for its stack. */
  async stop(): Promise<{ reason: string; description?: string; text?: string; frames: DebugProtocol.StackFrame[] }> {
    const { reason, threadId, description, text } = await this.client.stopped();
    this.threadId = threadId;
    return { reason, ...(description ? { description } : {}), ...(text ? { text } : {}), frames: await this.stack(threadId) };
  }

  async stack(threadId = this.threadId): Promise<DebugProtocol.StackFrame[]> {
    const { stackFrames } = await this.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', { threadId });
    if (threadId === this.threadId) this.frameId = stackFrames[0]?.id ?? 0;
    return stackFrames;
  }

  async go(command: 'continue' | 'next' | 'stepIn' | 'stepOut' = 'continue'): Promise<void> {
    await this.client.request(command, { threadId: this.threadId });
  }

  /** Goes on and waits for the next stop. */
  async to(command: 'continue' | 'next' | 'stepIn' | 'stepOut' = 'continue'): ReturnType<Debuggee['stop']> {
    await this.go(command);
    return this.stop();
  }

  async threads(): Promise<DebugProtocol.Thread[]> {
    return (await this.client.request<{ threads: DebugProtocol.Thread[] }>('threads')).threads;
  }

  async locals(frameId = this.frameId): Promise<DebugProtocol.Variable[]> {
    const { scopes } = await this.client.request<{ scopes: DebugProtocol.Scope[] }>('scopes', { frameId });
    return this.children(scopes[0].variablesReference);
  }

  async children(variablesReference: number, options: object = {}): Promise<DebugProtocol.Variable[]> {
    const body = await this.client.request<{ variables: DebugProtocol.Variable[] }>('variables', { variablesReference, ...options });
    return body.variables;
  }

  async evaluate(expression: string, context = 'watch'): Promise<string> {
    const body = await this.client.request<{ result: string }>('evaluate', { expression, frameId: this.frameId, context });
    return body.result;
  }

  /** Lets the program run to its end; its exit code. */
  async end(): Promise<number> {
    await this.go();
    return this.ended();
  }

  async ended(): Promise<number> {
    const { body } = await this.client.event('exited');
    await this.client.event('terminated');
    return body?.exitCode as number;
  }

  async close(): Promise<number | null> {
    return this.client.close();
  }
}

/** `name:line` of frames, innermost first. */
export function places(frames: DebugProtocol.StackFrame[]): string[] {
  return frames.map(({ name, line, presentationHint }) => (presentationHint === 'label' ? `-- ${name}` : `${name}:${line}`));
}
