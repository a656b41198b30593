/**
 * A stream of deflate or inflate, over pako: state, input that isn't used yet, output in pieces.
 *
 * Owns: driving pako's inner functions (which are zlib's) and copying a stream. Must not know: Python objects.
 */
import ZStream from 'pako/lib/zlib/zstream.js';
import { deflate, deflateInit2, deflateSetDictionary } from 'pako/lib/zlib/deflate.js';
import { inflate, inflateInit2, inflateSetDictionary } from 'pako/lib/zlib/inflate.js';

export const Z = {
  NO_FLUSH: 0,
  PARTIAL_FLUSH: 1,
  SYNC_FLUSH: 2,
  FULL_FLUSH: 3,
  FINISH: 4,
  BLOCK: 5,
  TREES: 6,
  OK: 0,
  STREAM_END: 1,
  NEED_DICT: 2,
  STREAM_ERROR: -2,
  DATA_ERROR: -3,
  BUF_ERROR: -5,
} as const;

const FIRST_OUTPUT = 16_384;
const LARGEST_OUTPUT = 1 << 22;
const nothing = new Uint8Array(0);

/** What a step ended with: zlib's code and the output. */
export interface Step {
  code: number;
  output: Uint8Array;
}

/** A copy of a state of pako's, with all that it refers to but the tables that are the same for all. */
function cloneState<T extends object>(root: T): T {
  const copies = new Map<object, object>();
  const copy = (v: unknown): unknown => {
    if (typeof v !== 'object' || v === null) return v;
    const known = copies.get(v);
    if (known !== undefined) return known;
    if (ArrayBuffer.isView(v)) {
      const typed = (v as Uint8Array).slice();
      copies.set(v, typed);
      return typed;
    }
    const out = Object.create(Object.getPrototypeOf(v) as object | null) as Record<string, unknown>;
    copies.set(v, out);
    for (const [key, value] of Object.entries(v)) out[key] = key === 'stat_desc' ? value : copy(value);
    return out;
  };
  return copy(root) as T;
}

export class ZlibStream {
  private strm = new ZStream();
  /** What went wrong at the start, else Z.OK. */
  readonly startCode: number;
  private ended = false;

  private constructor(
    private readonly work: (strm: ZStream, flush: number) => number,
    start: (strm: ZStream) => number,
    private readonly setDictionaryOf: (strm: ZStream, dictionary: Uint8Array) => number,
  ) {
    this.startCode = start(this.strm);
  }

  static deflate(level: number, method: number, wbits: number, memLevel: number, strategy: number): ZlibStream {
    // Classic hashing gives zlib's output byte by byte.
    return new ZlibStream(
      deflate,
      (s) => deflateInit2(s, level, method, wbits, memLevel, strategy, true),
      deflateSetDictionary,
    );
  }

  static inflate(wbits: number): ZlibStream {
    return new ZlibStream(inflate, (s) => inflateInit2(s, wbits), inflateSetDictionary);
  }

  get message(): string {
    return this.strm.msg;
  }

  get isEnded(): boolean {
    return this.ended;
  }

  /** Bytes of the input that weren't used. */
  get left(): number {
    return this.strm.avail_in;
  }

  setDictionary(dictionary: Uint8Array): number {
    return this.setDictionaryOf(this.strm, dictionary);
  }

  setInput(data: Uint8Array): void {
    this.strm.input = data;
    this.strm.next_in = 0;
    this.strm.avail_in = data.length;
  }

  /** Frees the state: what follows is an error of the stream's. */
  end(): void {
    this.ended = true;
    this.strm.state = null;
  }

  /** Works until the input is used up, the output is full (`limit` bytes) or the stream ends. */
  run(flush: number, limit = Infinity): Step {
    const { strm } = this;
    if (this.ended) return { code: Z.STREAM_ERROR, output: nothing };
    const pieces: Uint8Array[] = [];
    let total = 0;
    let size = FIRST_OUTPUT;
    let code: number;
    for (;;) {
      const room = Math.min(size, limit - total);
      strm.output = new Uint8Array(room);
      strm.next_out = 0;
      strm.avail_out = room;
      code = this.work(strm, flush);
      const made = room - strm.avail_out;
      if (made > 0) pieces.push(strm.output.subarray(0, made));
      total += made;
      if ((code !== Z.OK && code !== Z.BUF_ERROR) || strm.avail_out > 0 || total >= limit) break;
      size = Math.min(size * 2, LARGEST_OUTPUT);
    }
    strm.output = null;
    return { code, output: joined(pieces, total) };
  }

  copy(): ZlibStream {
    const other = Object.create(ZlibStream.prototype) as ZlibStream;
    Object.assign(other, this);
    this.strm.input = null;
    other.strm = cloneState(this.strm);
    return other;
  }
}

function joined(pieces: readonly Uint8Array[], total: number): Uint8Array {
  if (pieces.length === 1) return pieces[0].slice();
  const out = new Uint8Array(total);
  let at = 0;
  for (const p of pieces) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}
