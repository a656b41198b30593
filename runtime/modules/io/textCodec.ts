/**
 * Encoders and decoders of text streams: native ones for UTF-8, ASCII and Latin-1, Python's codec objects for the rest.
 */
import { callMethod } from '../../objects/attributes';
import { typeError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { PyBytes, PyTuple, intOf, strOf } from '../../objects/values';
import { bufferOf } from '../buffers';
import { basicEncoding, codecAttr, type BasicEncoding } from '../codecRegistry';
import { decodeWith, encodeWith } from '../textCodecs';
import { concatBytes } from './ioBase';

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

/** Length of an unfinished UTF-8 sequence at the end. */
export function incompleteTail(data: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= data.length; back++) {
    const b = data[data.length - back];
    if ((b & 0xc0) === 0x80) continue;
    const need = b >= 0xf0 && b <= 0xf4 ? 4 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xc2 && b < 0xe0 ? 2 : 1;
    if (need <= back) return 0;
    if (back > 1 && !plausible(b, data[data.length - back + 1])) return 0;
    return back;
  }
  return 0;
}

/** The second byte is one that may follow the first. */
function plausible(first: number, second: number): boolean {
  if (first === 0xe0) return second >= 0xa0;
  if (first === 0xed) return second < 0xa0;
  if (first === 0xf0) return second >= 0x90;
  if (first === 0xf4) return second < 0x90;
  return true;
}

class BasicDecoder implements StreamDecoder {
  private pending: Uint8Array = new Uint8Array(0);
  constructor(
    private readonly encoding: BasicEncoding,
    private readonly errors: string,
  ) {}

  decode(data: Uint8Array, final: boolean): string {
    const all = this.pending.length === 0 ? data : concatBytes([this.pending, data]);
    const keep = final || this.encoding !== 'utf-8' ? 0 : incompleteTail(all);
    const text = decodeWith(this.encoding, keep === 0 ? all : all.subarray(0, all.length - keep), this.errors);
    this.pending = keep === 0 ? new Uint8Array(0) : all.slice(all.length - keep);
    return text;
  }

  getState(): DecoderState {
    return [this.pending, 0];
  }

  setState([pending]: DecoderState): void {
    this.pending = pending;
  }

  reset(): void {
    this.pending = new Uint8Array(0);
  }
}

/** A decoder object of Python's. */
export class GuestDecoder implements StreamDecoder {
  constructor(readonly object: Value) {}

  decode(data: Uint8Array, final: boolean): string {
    const r = callMethod(this.object, 'decode', [new PyBytes(data), final]);
    const s = strOf(r);
    if (s === undefined) throw typeError(`decoder should return a string result, not '${typeOf(r).name}'`);
    return s;
  }

  getState(): DecoderState {
    const state = callMethod(this.object, 'getstate');
    if (!(state instanceof PyTuple) || state.items.length !== 2) throw typeError('illegal decoder state');
    const buffer = bufferOf(state.items[0]);
    const flags = intOf(state.items[1]);
    if (buffer === undefined) throw typeError(`illegal decoder state: the first item should be a bytes object, not '${typeOf(state.items[0]).name}'`);
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
    return encodeWith(this.encoding, text, this.errors);
  }

  setStart(): void {}
}

class GuestEncoder implements StreamEncoder {
  constructor(private readonly object: Value) {}

  encode(text: string): Uint8Array {
    const r = callMethod(this.object, 'encode', [text]);
    if (!(r instanceof PyBytes)) throw typeError(`encoder should return a bytes object, not '${typeOf(r).name}'`);
    return r.data;
  }

  setStart(atStart: boolean): void {
    if (atStart) callMethod(this.object, 'reset');
    else callMethod(this.object, 'setstate', [0]);
  }
}

export function streamDecoder(encoding: string, errors: string): StreamDecoder {
  const basic = basicEncoding(encoding);
  return basic !== undefined ? new BasicDecoder(basic, errors) : new GuestDecoder(codecAttr(encoding, 'incrementaldecoder', errors));
}

export function streamEncoder(encoding: string, errors: string): StreamEncoder {
  const basic = basicEncoding(encoding);
  return basic !== undefined ? new BasicEncoder(basic, errors) : new GuestEncoder(codecAttr(encoding, 'incrementalencoder', errors));
}
