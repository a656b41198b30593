/** A small client of the Debug Adapter Protocol that starts an adapter process and talks to it over its pipes. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import type { DebugProtocol } from '@vscode/debugprotocol';

interface Waiting {
  resolve: (body: unknown) => void;
  reject: (error: Error) => void;
}

/** Emits `event` for each DAP event, and `exit` when the adapter has ended. */
export class DapClient extends EventEmitter<{ event: [DebugProtocol.Event]; exit: [number | null] }> {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly waiting = new Map<number, Waiting>();
  private received = Buffer.alloc(0);
  private sent = 0;

  constructor(command: string, args: string[]) {
    super();
    this.child = spawn(command, args, { stdio: 'pipe' });
    this.child.stdout.on('data', (chunk: Buffer) => this.receive(chunk));
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
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
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

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    for (;;) {
      const headerEnd = this.received.indexOf('\r\n\r\n');
      if (headerEnd < 0) return;
      const length = Number(/Content-Length: *(\d+)/i.exec(this.received.toString('latin1', 0, headerEnd))?.[1]);
      if (this.received.length < headerEnd + 4 + length) return;
      const text = this.received.toString('utf8', headerEnd + 4, headerEnd + 4 + length);
      this.received = this.received.subarray(headerEnd + 4 + length);
      this.dispatch(JSON.parse(text) as DebugProtocol.Event | DebugProtocol.Response);
    }
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
