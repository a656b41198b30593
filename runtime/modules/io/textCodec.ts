/**
 * Encoders and decoders of text streams: native ones for UTF-8, ASCII and Latin-1, Python's codec objects for the rest.
 */
import { callMethod } from '../../objects/attributes';
import { typeError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { PyBytes, PyTuple, intOf, strOf } from '../../objects/values';
import { bufferOf } from '../buffers';
import { basicEncoding, codecAttr, type BasicEncoding } from '../codecRegistry';
import { decodeSimple, decodeUtf8, encodeSimple, encodeUtf8 } from '../../objects/utfCodecs';
import { joinedChunks } from './ioBase';

export type DecoderState = [Uint8Array, number | bigint];

export interface StreamDecoder {
  decode(data: Uint8Array, final: boolean): string;
  getState(): DecoderState;
  setState(state: DecoderState): void;
  reset(): void;
}

export interface StreamEncoder {
  encode(text: string): Uint8Array;
  /** Where the stream begins the encoder may write a byte order mark: 0 at the start, else elsewhere. */
  setStart(atStart: boolean): void;
}

const NOTHING: Uint8Array = new Uint8Array(0);

class BasicDecoder implements StreamDecoder {
  private pending = NOTHING;
  constructor(
    private readonly encoding: BasicEncoding,
    private readonly errors: string,
  ) {}

  decode(data: Uint8Array, final: boolean): string {
    if (this.encoding !== 'utf-8') return decodeSimple(data, this.errors, this.encoding === 'ascii');
    const all = this.pending.length === 0 ? data : joinedChunks([this.pending, data]);
    const { text, consumed } = decodeUtf8(all, this.errors, final);
    this.pending = consumed === all.length ? NOTHING : all.slice(consumed);
    return text;
  }

  getState(): DecoderState {
    return [this.pending, 0];
  }

  setState([pending]: DecoderState): void {
    this.pending = pending;
  }

  reset(): void {
    this.pending = NOTHING;
  }
}

/** A decoder object of Python's. */
export class GuestDecoder implements StreamDecoder {
  constructor(readonly object: Value) {}

  decode(data: Uint8Array, final: boolean): string {
    const r = callMethod(this.object, 'decode', [new PyBytes(data), final]);
    const s = strOf(r);
    if (s === undefined) throw typeError(`decoder should return a string result, not '${typeOf(r).tpName}'`);
    return s;
  }

  getState(): DecoderState {
    const state = callMethod(this.object, 'getstate');
    if (!(state instanceof PyTuple) || state.items.length !== 2) throw typeError('illegal decoder state');
    const buffer = bufferOf(state.items[0]);
    const flags = intOf(state.items[1]);
    if (buffer === undefined)
      throw typeError(
        `illegal decoder state: the first item should be a bytes object, not '${typeOf(state.items[0]).tpName}'`,
      );
    if (flags === undefined) throw typeError('illegal decoder state');
    return [buffer, flags];
  }

  setState([buffer, flags]: DecoderState): void {
    callMethod(this.object, 'setstate', [new PyTuple([new PyBytes(buffer), flags])]);
  }

  reset(): void {
    callMethod(this.object, 'reset');
  }
}

class BasicEncoder implements StreamEncoder {
  constructor(
    private readonly encoding: BasicEncoding,
    private readonly errors: string,
  ) {}

  encode(text: string): Uint8Array {
    return this.encoding === 'utf-8'
      ? encodeUtf8(text, this.errors)
      : encodeSimple(text, this.errors, this.encoding === 'ascii' ? 'ascii' : 'latin1');
  }

  setStart(): void {}
}

class GuestEncoder implements StreamEncoder {
  constructor(private readonly object: Value) {}

  encode(text: string): Uint8Array {
    const r = callMethod(this.object, 'encode', [text]);
    if (!(r instanceof PyBytes)) throw typeError(`encoder should return a bytes object, not '${typeOf(r).tpName}'`);
    return r.data;
  }

  setStart(atStart: boolean): void {
    if (atStart) callMethod(this.object, 'reset');
    else callMethod(this.object, 'setstate', [0]);
  }
}

export function streamDecoder(encoding: string, errors: string): StreamDecoder {
  const basic = basicEncoding(encoding);
  return basic !== undefined
    ? new BasicDecoder(basic, errors)
    : new GuestDecoder(codecAttr(encoding, 'incrementaldecoder', errors));
}

export function streamEncoder(encoding: string, errors: string): StreamEncoder {
  const basic = basicEncoding(encoding);
  return basic !== undefined
    ? new BasicEncoder(basic, errors)
    : new GuestEncoder(codecAttr(encoding, 'incrementalencoder', errors));
}
