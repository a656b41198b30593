/** A DAP client for tests: the adapter's real process, requests and events. */
import assert from 'node:assert/strict';
import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { frameMessage, MessageReader } from '../../adapter/messageReader';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const adapterFile = resolve(root, 'dist/adapter.js');

export type Message = DebugProtocol.ProtocolMessage & {
  event?: string;
  command?: string;
  body?: Record<string, unknown>;
  success?: boolean;
  message?: string;
  request_seq?: number;
};

export class DapClient {
  readonly messages: Message[] = [];
  readonly exited: Promise<number | null>;
  stderr = '';
  /** Called with everything that passes, in order. */
  onMessage: (direction: 'out' | 'in', message: Message) => void = () => undefined;
  readonly process: ChildProcessWithoutNullStreams;

  private readonly reader = new MessageReader({
    message: (text) => this.receive(JSON.parse(text) as Message),
    malformed: (what) => assert.fail(what),
    hopeless: (what) => assert.fail(what),
  });
  private seq = 1;
  private taken = 0;
  private readonly waiters = new Set<() => void>();

  constructor(args: string[] = []) {
    this.process = spawn(process.execPath, [adapterFile, ...args], { cwd: root });
    this.process.stdout.on('data', (data: Buffer) => this.reader.feed(data));
    this.process.stderr.on('data', (data: Buffer) => (this.stderr += data.toString()));
    this.process.stdin.on('error', () => undefined);
    this.exited = new Promise((done) => this.process.on('close', (code) => done(code)));
    void this.exited.then(() => this.wake());
  }

  /** The number of the last request sent. */
  get lastSeq(): number {
    return this.seq - 1;
  }

  /** Sends a request; its response, be it a success or not. */
  async ask(command: string, args?: object): Promise<Message> {
    const seq = this.seq++;
    const request = { seq, type: 'request', command, ...(args ? { arguments: args } : {}) };
    this.onMessage('out', request);
    this.write(JSON.stringify(request));
    return this.until(() => this.messages.find((message) => message.request_seq === seq), command);
  }

  /** Sends a request that must succeed; its response's body. */
  async request<B = Record<string, unknown>>(command: string, args?: object): Promise<B> {
    const response = await this.ask(command, args);
    if (!response.success) throw new Error(`${command} failed: ${response.message ?? ''}`);
    return (response.body ?? {}) as B;
  }

  /** Sends any text as one message. */
  write(text: string): void {
    this.process.stdin.write(frameMessage(text));
  }

  /** The next event of a name after those taken before, which may have come already. */
  async event(name: string): Promise<Message> {
    return this.anyEvent([name]);
  }

  /** The same, for whichever of some events comes first. */
  async anyEvent(names: string[]): Promise<Message> {
    return this.until(
      () => {
        for (let at = this.taken; at < this.messages.length; at++) {
          if (!names.includes(this.messages[at].event ?? '')) continue;
          this.taken = at + 1;
          return this.messages[at];
        }
        return undefined;
      },
      `event ${names.join(' or ')}`,
    );
  }

  async stopped(): Promise<{
    reason: string;
    threadId: number;
    description?: string;
    text?: string;
    hitBreakpointIds?: number[];
  }> {
    return (await this.event('stopped')).body as never;
  }

  /** Everything that was written, by category. */
  output(category?: string): string {
    return this.messages
      .filter(({ event, body }) => event === 'output' && (category === undefined || body?.category === category))
      .map(({ body }) => String(body?.output))
      .join('');
  }

  /** initialize and launch, up to where breakpoints are set. */
  async launch(args: object): Promise<void> {
    await this.request('initialize', {
      adapterID: 'coroscope',
      linesStartAt1: true,
      columnsStartAt1: true,
      pathFormat: 'path',
    });
    await this.request('launch', args);
    await this.event('initialized');
  }

  /** Ends the adapter, however it stands. */
  async close(): Promise<number | null> {
    this.process.stdin.end();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), 5000);
    const code = await this.exited;
    clearTimeout(timer);
    return code;
  }

  private receive(message: Message): void {
    this.messages.push(message);
    this.onMessage('in', message);
    this.wake();
  }

  private async until<T>(look: () => T | undefined, what: string): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      if (this.process.exitCode !== null) {
        throw new Error(`the adapter ended (${this.process.exitCode}) before: ${what}\n${this.stderr}`);
      }
      await new Promise<void>((resume, fail) => {
        const timer = setTimeout(() => {
          this.waiters.delete(wake);
          fail(new Error(`no ${what} within a minute; last: ${JSON.stringify(this.messages.at(-1))}\n${this.stderr}`));
        }, 60_000);
        const wake = (): void => {
          clearTimeout(timer);
          this.waiters.delete(wake);
          resume();
        };
        this.waiters.add(wake);
      });
    }
  }

  private wake(): void {
    for (const waiter of [...this.waiters]) waiter();
  }
}

/** The path of an example program. */
export function example(name: string): string {
  return resolve(root, 'examples', name);
}

/** The line (from 1) of an example that has `# @bp NAME`, or else that text. */
export function lineOf(name: string, mark: string): number {
  const lines = readFileSync(example(name), 'utf8').split('\n');
  const marked = lines.findIndex((line) => line.trimEnd().endsWith(`# @bp ${mark}`));
  const found = marked >= 0 ? marked : lines.findIndex((line) => line.includes(mark));
  if (found < 0) throw new Error(`${name} has no '# @bp ${mark}'`);
  return found + 1;
}
