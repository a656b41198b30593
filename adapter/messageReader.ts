/**
 * The Debug Adapter Protocol's framing: messages with a Content-Length header in a stream of bytes.
 *
 * Owns: cutting the stream. Must not know: what messages mean, or streams: whoever has one feeds it.
 */

export interface MessageListener {
  /** The text of one message. */
  message(text: string): void;
  /** Something that can't be read came; the next message can be. */
  malformed(what: string): void;
  /** What comes can't be cut into messages any more. */
  hopeless(what: string): void;
}

const SEPARATOR = '\r\n\r\n';
/** No header block is longer: past it, what comes is no debug client. */
const HEADER_LIMIT = 4096;
const BODY_LIMIT = 64 << 20;

export function frameMessage(text: string): string {
  return `Content-Length: ${Buffer.byteLength(text)}${SEPARATOR}${text}`;
}

export class MessageReader {
  private buffered = Buffer.alloc(0);
  /** Bytes of the message that is coming, or -1 while its header is. */
  private expected = -1;
  private stopped = false;

  constructor(private readonly listener: MessageListener) {}

  feed(data: Buffer): void {
    this.buffered = Buffer.concat([this.buffered, data]);
    while (!this.stopped && (this.expected < 0 ? this.readHeader() : this.readBody()));
  }

  /** Nothing more is wanted, not even what has come already. */
  stop(): void {
    this.stopped = true;
  }

  private readHeader(): boolean {
    const end = this.buffered.indexOf(SEPARATOR);
    if (end < 0) {
      if (this.buffered.length > HEADER_LIMIT) this.giveUp('no Content-Length header');
      return false;
    }
    const header = this.buffered.toString('latin1', 0, end);
    this.buffered = this.buffered.subarray(end + SEPARATOR.length);
    const length = /^content-length: *(\d+) *$/im.exec(header)?.[1];
    if (length === undefined) {
      this.listener.malformed(`no Content-Length in the header '${header.slice(0, 80)}'`);
      return true;
    }
    if (Number(length) > BODY_LIMIT) {
      this.giveUp(`a message of ${length} bytes`);
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
    this.listener.message(text);
    return true;
  }

  private giveUp(what: string): void {
    this.stop();
    this.listener.hopeless(what);
  }
}
