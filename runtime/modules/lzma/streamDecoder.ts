/** Streams in the formats xz, alone (.lzma) and raw, read in pieces of any size. Must not know Python. */
import { crc32 } from '../../base/crc32';
import { Check, checkSize, Checksum } from './checks';
import { badOptions, corrupt, LzmaFailure } from './failure';
import { applyAll, decodeProperties, FilterId, isTransform, transform, type Filter, type Transform } from './filters';
import { LzmaDecoder } from './lzmaDecoder';
import { propertiesOf } from './model';
import { Window } from './window';

export const Format = { AUTO: 0, XZ: 1, ALONE: 2, RAW: 3 } as const;

const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
/** What a decoder needs besides its dictionary. */
const OVERHEAD = 65536;
/** A decoder takes its dictionary's memory as it is needed, but not without end. */
const MOST_DICT = 0x5fffffff;

type Work<T> = Generator<undefined, T>;

const uint32 = (b: Uint8Array, at = 0): number =>
  (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0;

const joined = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  if (a.length === 0) return b;
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
};

export class StreamDecoder {
  check: number = Check.UNKNOWN;
  finished = false;
  private input: Uint8Array = new Uint8Array(0);
  private at = 0;
  /** Bytes of input before `input`. */
  private before = 0;
  private output: Uint8Array[] = [];
  private readonly work: Work<void>;

  constructor(
    format: number,
    filters: Filter[],
    private readonly memoryLimit = Infinity,
  ) {
    this.work = format === Format.RAW ? this.raw(filters) : this.container(format);
  }

  /** Reads as much as there is. Gives what came out. */
  feed(data: Uint8Array): Uint8Array[] {
    this.before += this.at;
    this.input = joined(this.input.subarray(this.at), data);
    this.at = 0;
    if (this.work.next().done) this.finished = true;
    return this.output.splice(0);
  }

  /** What stands behind the stream's end. */
  get rest(): Uint8Array {
    return this.input.slice(this.at);
  }

  private get position(): number {
    return this.before + this.at;
  }

  private *bytes(n: number): Work<Uint8Array> {
    while (this.input.length - this.at < n) yield;
    this.at += n;
    return this.input.subarray(this.at - n, this.at);
  }

  private *byte(): Work<number> {
    return (yield* this.bytes(1))[0];
  }

  private window(dictSize: number): Window {
    if (dictSize + OVERHEAD > this.memoryLimit) throw new LzmaFailure('Memory usage limit exceeded');
    return new Window(Math.min(Math.max(dictSize, 4096), MOST_DICT));
  }

  private *container(format: number): Work<void> {
    while (this.input.length === 0) yield;
    const isXz = format === Format.XZ || (format === Format.AUTO && this.input[0] === MAGIC[0]);
    if (isXz) yield* this.xz();
    else yield* this.alone();
  }

  private *raw(filters: Filter[]): Work<void> {
    this.check = Check.NONE;
    const last = filters[filters.length - 1];
    const chain = undoing(filters);
    const emit = (piece: Uint8Array) => this.output.push(applyAll(chain, piece));
    if (last.id === FilterId.LZMA2) yield* this.lzma2(last.dictSize, emit);
    else yield* this.lzma1(last, Infinity, emit);
    this.output.push(applyAll(chain, new Uint8Array(0), true));
  }

  private *alone(): Work<void> {
    const header = (yield* this.bytes(13)).slice();
    this.check = Check.NONE;
    const properties = propertiesOf(header[0]);
    const dictSize = uint32(header, 1);
    const high = uint32(header, 9);
    const size = high === 0xffffffff && uint32(header, 5) === high ? Infinity : high * 2 ** 32 + uint32(header, 5);
    if (properties === undefined || properties.lc + properties.lp > 4 || (size !== Infinity && size >= 2 ** 38))
      throw new LzmaFailure('Input format not supported by decoder');
    yield* this.lzma1({ ...properties, dictSize }, size, (piece) => this.output.push(piece));
  }

  private *lzma1(
    filter: Pick<Filter, 'lc' | 'lp' | 'pb' | 'dictSize'>,
    size: number,
    emit: (piece: Uint8Array) => void,
  ): Work<void> {
    const window = this.window(filter.dictSize);
    const decoder = new LzmaDecoder(filter, window);
    decoder.start(yield* this.bytes(5));
    let left = size;
    while (left > 0) {
      decoder.input = this.input;
      decoder.at = this.at;
      left -= decoder.decode(left);
      this.at = decoder.at;
      window.take().forEach(emit);
      if (decoder.ended) {
        if (size !== Infinity && left > 0) throw corrupt();
        return;
      }
      if (left > 0) yield;
    }
    // Encoders that know the size may write the mark of the end all the same.
  }

  private *lzma2(dictSize: number, emit: (piece: Uint8Array) => void): Work<void> {
    const window = this.window(dictSize);
    let decoder: LzmaDecoder | undefined;
    let needsReset = true;
    for (;;) {
      const control = yield* this.byte();
      if (control === 0) return;
      if (control === 1 || control >= 0xe0) {
        window.reset();
        decoder?.resetPosition();
        needsReset = false;
      } else if (needsReset) throw corrupt();
      if (control < 0x80) {
        if (control > 2) throw corrupt();
        const size = yield* this.bytes(2);
        const n = size[0] * 256 + size[1] + 1;
        window.append(yield* this.bytes(n));
        decoder?.skip(n);
      } else {
        const sizes = (yield* this.bytes(4)).slice();
        const size = (control & 0x1f) * 65536 + sizes[0] * 256 + sizes[1] + 1;
        const packed = sizes[2] * 256 + sizes[3] + 1;
        if (control >= 0xc0) {
          const properties = propertiesOf(yield* this.byte());
          if (properties === undefined || properties.lc + properties.lp > 4) throw corrupt();
          if (decoder === undefined) decoder = new LzmaDecoder(properties, window);
          else decoder.resetState(properties);
        } else if (decoder === undefined) throw corrupt();
        else if (control >= 0xa0) decoder.resetState();
        if (packed < 5) throw corrupt();
        decoder.start(yield* this.bytes(5));
        yield* this.chunk(decoder, window, size, packed - 5, emit);
      }
      window.take().forEach(emit);
    }
  }

  /** The symbols of a chunk, told as they come. */
  private *chunk(
    decoder: LzmaDecoder,
    window: Window,
    size: number,
    packed: number,
    emit: (piece: Uint8Array) => void,
  ): Work<void> {
    const last = this.position + packed;
    for (let left = size; ;) {
      decoder.input = this.input;
      decoder.at = this.at;
      const end = last - this.before;
      left -= decoder.decode(left, Math.min(end, this.input.length));
      this.at = decoder.at;
      window.take().forEach(emit);
      if (decoder.ended) throw corrupt();
      const isWhole = this.input.length >= end;
      if (left === 0 && isWhole) break;
      if (isWhole) throw corrupt();
      yield;
    }
    if (this.position < last) decoder.normalize();
    this.at = decoder.at;
    if (this.position !== last || !decoder.isClean) throw corrupt();
  }

  private *number(): Work<number> {
    let out = 0;
    for (let i = 0; i < 9; i++) {
      const b = yield* this.byte();
      out += (b & 0x7f) * 2 ** (7 * i);
      if (b < 0x80) return out;
    }
    throw corrupt();
  }

  private *xz(): Work<void> {
    const header = (yield* this.bytes(12)).slice();
    if (MAGIC.some((b, i) => header[i] !== b)) throw new LzmaFailure('Input format not supported by decoder');
    if (crc32(header.subarray(6, 8)) >>> 0 !== uint32(header, 8)) throw corrupt();
    if (header[6] !== 0 || header[7] > 15) throw badOptions();
    this.check = header[7];
    const blocks: [packed: number, size: number][] = [];
    for (;;) {
      const first = yield* this.byte();
      if (first === 0) break;
      this.at--;
      blocks.push(yield* this.block((first + 1) * 4));
    }
    const indexSize = yield* this.index(blocks);
    const footer = (yield* this.bytes(12)).slice();
    if (footer[10] !== 0x59 || footer[11] !== 0x5a) throw corrupt();
    if (crc32(footer.subarray(4, 10)) >>> 0 !== uint32(footer)) throw corrupt();
    if ((uint32(footer, 4) + 1) * 4 !== indexSize || footer[8] !== 0 || footer[9] !== this.check) throw corrupt();
  }

  private *block(headerSize: number): Work<[packed: number, size: number]> {
    const header = (yield* this.bytes(headerSize)).slice();
    if (crc32(header.subarray(0, -4)) >>> 0 !== uint32(header, headerSize - 4)) throw corrupt();
    const fields = new StreamDecoder(Format.RAW, [
      { id: FilterId.LZMA1, dictSize: 0, distance: 0, lc: 0, lp: 0, pb: 0 },
    ]);
    fields.input = header.subarray(2, -4);
    const read = (): number => {
      const step = fields.number().next();
      if (!step.done) throw corrupt();
      return step.value;
    };
    if (header[1] & 0x3c) throw badOptions();
    const packed = header[1] & 0x40 ? read() : undefined;
    const size = header[1] & 0x80 ? read() : undefined;
    const filters: Filter[] = [];
    for (let i = 0; i <= (header[1] & 3); i++) {
      const id = read();
      const length = read();
      filters.push(decodeProperties(id, fields.input.subarray(fields.at, (fields.at += length))));
    }
    const last = filters[filters.length - 1];
    if (last.id !== FilterId.LZMA2 || filters.slice(0, -1).some((f) => !isTransform(f.id))) throw badOptions();
    const chain = undoing(filters);
    const checksum = new Checksum(this.check);
    const start = this.position;
    let made = 0;
    const emit = (piece: Uint8Array) => {
      checksum.update(piece);
      made += piece.length;
      this.output.push(piece);
    };
    yield* this.lzma2(last.dictSize, (piece) => emit(applyAll(chain, piece)));
    emit(applyAll(chain, new Uint8Array(0), true));
    const consumed = this.position - start;
    if ((packed ?? consumed) !== consumed || (size ?? made) !== made) throw corrupt();
    const padding = yield* this.bytes((4 - (consumed % 4)) % 4);
    if (padding.some((b) => b !== 0)) throw corrupt();
    const expected = yield* this.bytes(checkSize(this.check));
    const found = checksum.digest();
    if (found?.some((b, i) => b !== expected[i])) throw corrupt();
    return [headerSize + consumed + checkSize(this.check), made];
  }

  /** From behind the first byte; gives the size of all of it. */
  private *index(blocks: [packed: number, size: number][]): Work<number> {
    const start = this.position - 1;
    const taken: number[] = [];
    const count = yield* this.number();
    if (count !== blocks.length) throw corrupt();
    for (let i = 0; i < count; i++) {
      taken.push(yield* this.number(), yield* this.number());
      if (taken[2 * i] !== blocks[i][0] || taken[2 * i + 1] !== blocks[i][1]) throw corrupt();
    }
    while ((this.position - start) % 4 !== 0) if ((yield* this.byte()) !== 0) throw corrupt();
    yield* this.bytes(4);
    return this.position - start;
  }
}

/** What undoes the filters before the one that compresses. */
function undoing(filters: Filter[]): Transform[] {
  return filters
    .slice(0, -1)
    .reverse()
    .map((f) => transform(f, false));
}
