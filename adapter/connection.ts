/**
 * The Debug Adapter Protocol's framing over a pair of streams.
 *
 * Owns: Content-Length headers, sequence numbers, backpressure. Must not know: what any message means.
 * (The library's ProtocolServer swallows what it can't read; here the session hears of it.)
 */
import type { Readable, Writable } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { notADebugMessage } from './dapError';

export interface ConnectionListener {
  request(request: DebugProtocol.Request): void;
  /** Something that can't be read came; the connection goes on with the next message. */
  malformed(error: Error): void;
  closed(): void;
}

const SEPARATOR = '\r\n\r\n';
/** No header block is longer: past it, what comes is no debug client. */
const HEADER_LIMIT = 4096;
const BODY_LIMIT = 64 << 20;

export class Connection {
  private buffered = Buffer.alloc(0);
  /** Bytes of the message that is coming, or -1 while its header is. */
  private expected = -1;
  private sequence = 1;
  private open = true;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly listener: ConnectionListener,
  ) {
    input.on('data', (data: Buffer) => this.feed(data));
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
    this.output.write(`Content-Length: ${Buffer.byteLength(json)}${SEPARATOR}${json}`, () => sent?.());
  }

  /** Ends the connection after what has been sent. */
  end(): void {
    this.open = false;
    this.output.end();
    this.input.destroy();
  }

  private close(): void {
    if (!this.open) return;
    this.open = false;
    this.listener.closed();
  }

  private feed(data: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, data]);
    while (this.open && (this.expected < 0 ? this.readHeader() : this.readBody()));
  }

  private readHeader(): boolean {
    const end = this.buffered.indexOf(SEPARATOR);
    if (end < 0) {
      if (this.buffered.length > HEADER_LIMIT) this.reject('no Content-Length header');
      return false;
    }
    const header = this.buffered.toString('latin1', 0, end);
    this.buffered = this.buffered.subarray(end + SEPARATOR.length);
    const length = /^content-length: *(\d+) *$/im.exec(header)?.[1];
    if (length === undefined) {
      this.listener.malformed(notADebugMessage(`no Content-Length in the header '${header.slice(0, 80)}'`));
      return true;
    }
    if (Number(length) > BODY_LIMIT) {
      this.reject(`a message of ${length} bytes`);
      return false;
    }
    this.expected = Number(length);
    return true;
  }

  private readBody(): boolean {
    if (this.buffered.length < this.expected) return false;
    const text = this.buffered.toString('utf8', 0, this.expected);
    this.buffered = this.buffered.subarray(this.expected);
    this.expected = -1;
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch (error) {
      this.listener.malformed(notADebugMessage(`no JSON: ${(error as Error).message}`));
      return true;
    }
    if (isRequest(message)) this.listener.request(message);
    else if (!isResponse(message)) this.listener.malformed(notADebugMessage(text.slice(0, 80)));
    return true;
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
