/** Filter chains: which filters, with which properties, as xz files have them. */
import { BranchFilter, isBranchFilter } from './branchFilters';
import { badOptions } from './failure';
import { propertiesByte, propertiesOf, type Properties } from './model';

/** LZMA1 has a number that JavaScript has no number for; it is in no xz file. */
export const FilterId = { LZMA1: 1, DELTA: 3, LZMA2: 0x21 } as const;

export interface Filter extends Properties {
  id: number;
  dictSize: number;
  /** Of the delta filter. */
  distance: number;
  /** Of the filters for machine code: where it begins. */
  startOffset?: number;
}

/** A filter before the compressing one, at work. */
export interface Transform {
  apply(data: Uint8Array): Uint8Array;
  /** What waits for more data, at the end. */
  finish(): Uint8Array;
}

/** Sizes of the dictionary for LZMA2 are powers of two and those in between. */
function dictSizeOf(byte: number): number {
  if (byte > 40) throw badOptions();
  return byte === 40 ? 0xffffffff : (2 | (byte & 1)) * 2 ** ((byte >> 1) + 11);
}

function dictSizeByte(size: number): number {
  for (let byte = 0; byte < 40; byte++) if (dictSizeOf(byte) >= size) return byte;
  return 40;
}

export function decodeProperties(id: number, bytes: Uint8Array): Filter {
  const filter: Filter = { id, dictSize: 0, distance: 0, lc: 3, lp: 0, pb: 2 };
  if (id === FilterId.DELTA && bytes.length === 1) filter.distance = bytes[0] + 1;
  else if (id === FilterId.LZMA2 && bytes.length === 1) filter.dictSize = dictSizeOf(bytes[0]);
  else if (isBranchFilter(id) && (bytes.length === 0 || bytes.length === 4)) {
    filter.startOffset = bytes.length === 0 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  } else if (id === FilterId.LZMA1 && bytes.length === 5) {
    const properties = propertiesOf(bytes[0]);
    if (properties === undefined) throw badOptions();
    Object.assign(filter, properties);
    filter.dictSize = bytes[1] + bytes[2] * 256 + bytes[3] * 65536 + bytes[4] * 16777216;
  } else throw badOptions();
  return filter;
}

export function encodeProperties(filter: Filter): Uint8Array {
  const { id, dictSize, distance, startOffset = 0 } = filter;
  if (isBranchFilter(id)) return startOffset === 0 ? new Uint8Array(0) : bytes4(startOffset);
  if (id === FilterId.DELTA) return Uint8Array.of(distance - 1);
  if (id === FilterId.LZMA2) return Uint8Array.of(dictSizeByte(dictSize));
  return Uint8Array.of(propertiesByte(filter), ...bytes4(dictSize));
}

const bytes4 = (n: number): Uint8Array => Uint8Array.from([0, 8, 16, 24], (shift) => (n / 2 ** shift) & 255);

/** Does it come before the one that compresses? */
export const isTransform = (id: number): boolean => id === FilterId.DELTA || isBranchFilter(id);

export function transform({ id, distance, startOffset = 0 }: Filter, encodes: boolean): Transform {
  return id === FilterId.DELTA ? new Delta(distance, encodes) : new BranchFilter(id, startOffset, encodes);
}

/** Data through a chain; `atEnd` brings what the filters still have, too. */
export function applyAll(chain: readonly Transform[], data: Uint8Array, atEnd = false): Uint8Array {
  for (const t of chain) {
    const made = t.apply(data);
    const rest = atEnd ? t.finish() : undefined;
    data = rest === undefined || rest.length === 0 ? made : Uint8Array.of(...made, ...rest);
  }
  return data;
}

/** The delta filter, in either direction: each byte is told as its difference from an earlier one. */
class Delta implements Transform {
  private readonly history: Uint8Array;
  private at = 0;

  constructor(
    distance: number,
    private readonly encodes: boolean,
  ) {
    this.history = new Uint8Array(distance);
  }

  apply(data: Uint8Array): Uint8Array {
    const { history } = this;
    return data.map((byte) => {
      const before = history[this.at];
      const out = (this.encodes ? byte - before : byte + before) & 255;
      history[this.at] = this.encodes ? byte : out;
      this.at = (this.at + 1) % history.length;
      return out;
    });
  }

  finish(): Uint8Array {
    return new Uint8Array(0);
  }
}
