/** A small client of the Debug Adapter Protocol that starts an adapter process and talks to it over its pipes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { frameMessage, MessageReader } from '../adapter/messageReader';

interface Waiting {
  resolve: (body: unknown) => void;
  reject: (error: Error) => void;
}

/** Emits `event` for each DAP event, and `exit` when the adapter has ended. */
export class DapClient extends EventEmitter<{ event: [DebugProtocol.Event]; exit: [number | null] }> {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private readonly reader = new MessageReader({
    message: (text) => this.dispatch(JSON.parse(text) as DebugProtocol.Event | DebugProtocol.Response),
    malformed: (what) => this.refuse(what),
    hopeless: (what) => this.refuse(what),
  });
  private sent = 0;

  constructor(command: string, args: string[]) {
    super();
    this.child = spawn(command, args, { stdio: 'pipe' });
    this.child.stdout.on('data', (chunk: Buffer) => this.reader.feed(chunk));
    this.child.stderr.pipe(process.stderr);
    this.child.stdin.on('error', () => {
      // The adapter is gone: `exit` says so.
    });
    this.child.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error('the adapter has ended'));
      this.waiting.clear();
      this.emit('exit', code);
    });
  }

  request<T = unknown>(command: string, args: unknown = {}): Promise<T> {
    const seq = ++this.sent;
    const text = JSON.stringify({ seq, type: 'request', command, arguments: args });
    this.child.stdin.write(frameMessage(text));
    return new Promise((resolve, reject) => {
      this.waiting.set(seq, { resolve: resolve as (body: unknown) => void, reject });
    });
  }

  nextEvent(name: string): Promise<DebugProtocol.Event> {
    return new Promise((resolve) => {
      const listener = (event: DebugProtocol.Event) => {
        if (event.event !== name) return;
        this.off('event', listener);
        resolve(event);
      };
      this.on('event', listener);
    });
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Whoever writes such things to its standard output is no adapter. */
  private refuse(what: string): void {
    for (const { reject } of this.waiting.values()) reject(new Error(`the adapter can't be understood: ${what}`));
    this.waiting.clear();
  }

  private dispatch(message: DebugProtocol.Event | DebugProtocol.Response): void {
    if ('event' in message) {
      this.emit('event', message);
      return;
    }
    const waiting = this.waiting.get(message.request_seq);
    this.waiting.delete(message.request_seq);
    if (message.success) waiting?.resolve(message.body);
    else waiting?.reject(new Error(errorText(message)));
  }
}

function errorText(response: DebugProtocol.Response): string {
  const error = (response.body as { error?: DebugProtocol.Message } | undefined)?.error;
  if (!error) return response.message ?? `${response.command} failed`;
  return error.format.replace(/\{(\w+)\}/g, (whole, name: string) => error.variables?.[name] ?? whole);
}
