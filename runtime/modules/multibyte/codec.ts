/**
 * Encodings with several bytes a character, and running them (CPython's multibytecodec.c).
 *
 * Owns: what a codec must give, its state, errors and their handlers. Must not know: any encoding, and the Python objects
 * that keep a state.
 */
import { ByteBuilder } from '../../objects/byteBuilder';
import { call } from '../../objects/call';
import { builtinHandler, registeredHandlers, unicodeError } from '../../objects/codecErrors';
import { newError, typeError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import type { Value } from '../../objects/object';
import { intOf, PyBytes, PyTuple, strOf } from '../../objects/values';
import { TextBuilder } from './textBuilder';

/** More input is needed to tell. Negative results are illegal sequences of that length, positive ones what was read. */
export const TOO_FEW = 0;
export const ILLEGAL = -1;

/** Its bytes are what Python shows of it (`getstate`). */
export type CodecState = Uint8Array;

export const newState = (): CodecState => new Uint8Array(8);

export interface MultibyteCodec {
  readonly name: string;
  /** Bytes below 0x80 are ASCII wherever a character may begin: `encode` and `decode` aren't asked. */
  readonly isAscii: boolean;
  /** Encodes the character at `at` (or a pair). `flush`: none comes after the last one. */
  encode(chars: readonly number[], at: number, out: ByteBuilder, state: CodecState, flush: boolean): number;
  decode(bytes: Uint8Array, at: number, out: TextBuilder, state: CodecState): number;
  /** The state at the beginning; all zero where there is none. */
  start?(state: CodecState, decoding: boolean): unknown;
  /** Ends what is written: back to ASCII. */
  resetEncoder?(state: CodecState, out: ByteBuilder): void;
  resetDecoder?(state: CodecState): void;
}

function codePointsOf(s: string): number[] {
  const chars: number[] = [];
  for (let i = 0; i < s.length; i++) {
    const c = s.codePointAt(i)!;
    if (c > 0xffff) i++;
    chars.push(c);
  }
  return chars;
}

/** `rest`: what waits for more. */
export interface Encoded {
  bytes: Uint8Array;
  rest: string;
}

/** `reset`: the text ends here. */
export function encodeText(
  codec: MultibyteCodec,
  state: CodecState,
  text: Value,
  errors: string,
  flush: boolean,
  reset: boolean,
): Encoded {
  const chars = codePointsOf(strOf(text)!);
  const out = new ByteBuilder(chars.length * 2 + 16);
  const failures = new EncodeFailures(codec, state, text, chars, out, errors);
  let at = 0;
  while (at < chars.length) {
    if (codec.isAscii && chars[at] < 0x80) {
      out.push(chars[at++]);
      continue;
    }
    const n = codec.encode(chars, at, out, state, flush);
    if (n === TOO_FEW) break;
    at = n > 0 ? at + n : failures.handle(at, -n);
  }
  if (reset) codec.resetEncoder?.(state, out);
  return { bytes: out.finish(), rest: String.fromCodePoint(...chars.slice(at)) };
}

/** Characters that an encoding doesn't have: CPython's multibytecodec_encerror. */
class EncodeFailures {
  /** One exception for all of a text, as in CPython. */
  private exception: PyBaseException | undefined;

  constructor(
    private readonly codec: MultibyteCodec,
    private readonly state: CodecState,
    private readonly text: Value,
    private readonly chars: readonly number[],
    private readonly out: ByteBuilder,
    private readonly errors: string,
  ) {}

  /** Gives where to go on. */
  handle(start: number, size: number): number {
    const { codec, state, out, errors } = this;
    if (errors === 'replace') {
      // A codec with states may have to leave one before.
      if (codec.isAscii || codec.encode([0x3f], 0, out, state, false) <= 0) out.push(0x3f);
    }
    if (errors === 'replace' || errors === 'ignore') return start + size;
    const e = (this.exception = located(this.exception, 'encode', codec, this.text, start, start + size, WRONG));
    const [replacement, next] = handled(errors, e, 'encoding');
    if (typeof replacement !== 'string') out.append(replacement);
    else out.append(encodeText(codec, state, replacement, 'strict', true, false).bytes);
    return position(next, this.chars.length);
  }
}

const WRONG = 'illegal multibyte sequence';
const CUT = 'incomplete multibyte sequence';

/** Bytes being decoded: CPython's MultibyteDecodeBuffer. */
export class Decoding {
  at = 0;
  private exception: PyBaseException | undefined;

  constructor(
    private readonly codec: MultibyteCodec,
    private readonly state: CodecState,
    private readonly bytes: Uint8Array,
    private readonly errors: string,
    private readonly out: TextBuilder,
  ) {}

  /** Decodes as far as there are whole characters. */
  feed(): void {
    const { codec, state, bytes, out } = this;
    while (this.at < bytes.length) {
      const { at } = this;
      if (codec.isAscii && bytes[at] < 0x80) {
        out.push(bytes[at]);
        this.at++;
        continue;
      }
      const n = codec.decode(bytes, at, out, state);
      if (n === TOO_FEW) break;
      if (n > 0) this.at += n;
      else this.fail(-n, WRONG);
    }
  }

  /** What is left when nothing comes any more is an error; a handler may go back. */
  cut(): void {
    if (this.at < this.bytes.length) this.fail(this.bytes.length - this.at, CUT);
  }

  get rest(): Uint8Array {
    return this.bytes.slice(this.at);
  }

  private fail(size: number, reason: string): void {
    const { errors, out, at } = this;
    if (errors === 'replace') out.push(0xfffd);
    if (errors === 'replace' || errors === 'ignore') {
      this.at = at + size;
      return;
    }
    const object = this.exception === undefined ? new PyBytes(this.bytes.slice()) : undefined;
    const e = located(this.exception, 'decode', this.codec, object!, at, at + size, reason);
    this.exception = e;
    const [replacement, next] = handled(errors, e, 'decoding');
    out.append(replacement as string);
    this.at = position(next, this.bytes.length);
  }
}

/** Decodes all of it. */
export function decodeBytes(codec: MultibyteCodec, bytes: Uint8Array, errors: string): string {
  const state = newState();
  codec.start?.(state, true);
  const out = new TextBuilder();
  const decoding = new Decoding(codec, state, bytes, errors, out);
  while (decoding.at < bytes.length) {
    decoding.feed();
    decoding.cut();
  }
  return out.finish();
}

function located(
  known: PyBaseException | undefined,
  kind: 'encode' | 'decode',
  codec: MultibyteCodec,
  object: Value,
  start: number,
  end: number,
  reason: string,
): PyBaseException {
  if (known === undefined) return unicodeError(kind, codec.name, object, start, end, reason);
  known.fields!.set('start', start);
  known.fields!.set('end', end);
  known.fields!.set('reason', reason);
  return known;
}

/** Asks the handler: a replacement and where to go on. */
function handled(errors: string, e: PyBaseException, what: 'encoding' | 'decoding'): [string | Uint8Array, number] {
  if (errors === 'strict') throw e;
  const python = registeredHandlers.get(errors);
  if (python === undefined) {
    const { text, next } = builtinHandler(errors)(e);
    return [text, next];
  }
  const r = call(python, [e]);
  const items = r instanceof PyTuple && r.items.length === 2 ? r.items : [];
  const text = items.length === 2 ? (strOf(items[0]) ?? encodedBytes(items[0], what)) : undefined;
  const next = items.length === 2 ? intOf(items[1]) : undefined;
  if (text === undefined || next === undefined) throw typeError(`${what} error handler must return (str, int) tuple`);
  return [text, Number(next)];
}

const encodedBytes = (v: Value, what: string): Uint8Array | undefined =>
  what === 'encoding' && v instanceof PyBytes ? v.data : undefined;

function position(next: number, size: number): number {
  const at = next < 0 ? next + size : next;
  if (at < 0 || at > size) throw newError(Exc.IndexError, `position ${at} from error handler out of bounds`);
  return at;
}
