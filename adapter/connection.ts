/**
 * The Debug Adapter Protocol over a pair of streams.
 *
 * Owns: sequence numbers, backpressure. Must not know: what any message means.
 * (The library's ProtocolServer swallows what it can't read; here the session hears of it.)
 */
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { notADebugMessage } from './dapError';
import { frameMessage, MessageReader } from './messageReader';

export interface ConnectionListener {
  request(request: DebugProtocol.Request): void;
  /** Something that can't be read came; the connection goes on with the next message. */
  malformed(error: Error): void;
  closed(): void;
}

export class Connection {
  private readonly reader = new MessageReader({
    message: (text) => this.receive(text),
    malformed: (what) => this.listener.malformed(notADebugMessage(what)),
    hopeless: (what) => this.reject(what),
  });
  private sequence = 1;
  private open = true;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly listener: ConnectionListener,
  ) {
    input.on('data', (data: Buffer) => this.reader.feed(data));
    input.on('end', () => this.close());
    input.on('close', () => this.close());
    input.on('error', () => this.close());
    output.on('error', () => this.close());
  }

  /** `sent` is called once the other side has taken the message. */
  send(message: { type: 'response' | 'event' } & Record<string, unknown>, sent?: () => void): void {
    if (!this.open) {
      sent?.();
      return;
    }
    const json = JSON.stringify({ seq: this.sequence++, ...message });
    this.output.write(frameMessage(json), () => sent?.());
  }

  /** Ends the connection after what has been sent. */
  end(): void {
    this.open = false;
    this.reader.stop();
    this.output.end();
    this.input.destroy();
  }

  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.reader.stop();
    this.listener.closed();
  }

  private receive(text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch (error) {
      this.listener.malformed(notADebugMessage(`no JSON: ${(error as Error).message}`));
      return;
    }
    if (isRequest(message)) this.listener.request(message);
    else if (!isResponse(message)) this.listener.malformed(notADebugMessage(text.slice(0, 80)));
  }

  /** What came can't be resynchronised: say so and hang up. */
  private reject(what: string): void {
    this.listener.malformed(notADebugMessage(what));
    this.close();
    this.output.end();
  }
}

function isRequest(message: unknown): message is DebugProtocol.Request {
  if (typeof message !== 'object' || message === null) return false;
  const { type, command, seq } = message as Partial<DebugProtocol.Request>;
  return type === 'request' && typeof command === 'string' && typeof seq === 'number';
}

/** Answers to requests of ours, of which there are none yet. */
function isResponse(message: unknown): boolean {
  return typeof message === 'object' && (message as { type?: unknown } | null)?.type === 'response';
}
