/** Streams in the formats xz, alone (.lzma) and raw, written. Must not know Python. */
import { concatBytes } from '../../objects/bytesOps';
import { crc32 } from '../../base/crc32';
import { checkSize, Checksum, littleEndian } from './checks';
import { applyAll, encodeProperties, FilterId, transform, type Filter, type Transform } from './filters';
import { LzmaEncoder } from './lzmaEncoder';
import { propertiesByte } from './model';
import { Format } from './streamDecoder';

/** So much input makes it worth writing. */
const BATCH = 1 << 20;
const MOST_CHUNK = (1 << 21) - 300;
const MOST_PACKED = 65000;

const withCrc = (bytes: Uint8Array): Uint8Array => concatBytes([bytes, littleEndian(crc32(bytes) >>> 0)]);

function number(n: number): number[] {
  const out: number[] = [];
  for (; n >= 0x80; n = Math.floor(n / 128)) out.push((n & 0x7f) | 0x80);
  out.push(n);
  return out;
}

export class StreamEncoder {
  private readonly encoder: LzmaEncoder;
  private readonly last: Filter;
  private readonly chain: Transform[];
  private readonly checksum: Checksum;
  private out: Uint8Array[] = [];
  /** Bytes given, and bytes of LZMA2 written. */
  private size = 0;
  private packed = 0;
  private headerSize = 0;
  /** Of the one block there is, when there is data. */
  private blockHeader: Uint8Array = new Uint8Array(0);
  private isFirst = true;
  private needsProperties = true;
  private needsReset = false;

  constructor(
    private readonly format: number,
    private readonly check: number,
    filters: Filter[],
  ) {
    this.last = filters[filters.length - 1];
    this.chain = filters.slice(0, -1).map((f) => transform(f, true));
    this.encoder = new LzmaEncoder(this.last, Math.max(this.last.dictSize, 4096));
    this.checksum = new Checksum(check);
    if (format === Format.XZ) this.startXz(filters);
    else if (format === Format.ALONE)
      this.out.push(encodeProperties({ ...this.last, id: FilterId.LZMA1 }), new Uint8Array(8).fill(255));
  }

  private startXz(filters: Filter[]): void {
    const flags = Uint8Array.of(0, this.check);
    this.out.push(Uint8Array.of(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), withCrc(flags));
    const fields = [0, filters.length - 1];
    for (const f of filters) {
      const properties = encodeProperties(f);
      fields.push(...number(f.id), ...number(properties.length), ...properties);
    }
    while (fields.length % 4 !== 0) fields.push(0);
    fields[0] = fields.length / 4;
    this.headerSize = fields.length + 4;
    this.blockHeader = withCrc(Uint8Array.from(fields));
  }

  private take(): Uint8Array {
    const out = concatBytes(this.out);
    this.out = [];
    return out;
  }

  write(data: Uint8Array): Uint8Array {
    this.checksum.update(data);
    if (this.size === 0 && data.length > 0) this.out.push(this.blockHeader);
    this.size += data.length;
    const { encoder } = this;
    encoder.finder.append(applyAll(this.chain, data));
    if (encoder.pending >= BATCH) this.encodeAll();
    return this.take();
  }

  private encodeAll(): void {
    const { encoder } = this;
    if (this.last.id === FilterId.LZMA2) {
      while (encoder.pending > 0) this.chunk();
      return;
    }
    while (encoder.pending > 0) encoder.encode(encoder.finder.size, Infinity);
    this.out.push(encoder.coder.take());
  }

  /** One chunk of LZMA2: as it is where it doesn't get shorter. */
  private chunk(): void {
    const { encoder } = this;
    if (this.needsReset) encoder.resetState();
    const start = encoder.at;
    const { size: before } = encoder.finder;
    const end = encoder.encode(Math.min(start + MOST_CHUNK, before), MOST_PACKED);
    // The data may have been moved.
    const n = end - start + (before - encoder.finder.size);
    const packed = encoder.coder.finish();
    if (packed.length >= n) {
      this.out.push(Uint8Array.of(this.isFirst ? 1 : 2, (n - 1) >> 8, (n - 1) & 255));
      this.out.push(encoder.finder.data.slice(end - n, end));
      this.packed += 3 + n;
      this.needsReset = true;
    } else {
      const reset = this.isFirst ? 0xe0 : this.needsProperties ? 0xc0 : this.needsReset ? 0xa0 : 0x80;
      const [u, p] = [n - 1, packed.length - 1];
      const header = [reset | (u >> 16), (u >> 8) & 255, u & 255, p >> 8, p & 255];
      if (reset >= 0xc0) header.push(propertiesByte(this.last));
      this.out.push(Uint8Array.from(header), packed);
      this.packed += header.length + packed.length;
      this.needsProperties = false;
      this.needsReset = false;
    }
    this.isFirst = false;
  }

  finish(): Uint8Array {
    this.encoder.finder.append(applyAll(this.chain, new Uint8Array(0), true));
    this.encodeAll();
    if (this.last.id !== FilterId.LZMA2) {
      this.encoder.writeEndMark();
      this.out.push(this.encoder.coder.finish());
      return this.take();
    }
    if (this.format !== Format.XZ || this.size > 0) {
      this.out.push(new Uint8Array(1));
      this.packed++;
    }
    if (this.format === Format.XZ) this.finishXz();
    return this.take();
  }

  private finishXz(): void {
    const hasBlock = this.size > 0;
    if (hasBlock) this.out.push(new Uint8Array((4 - (this.packed % 4)) % 4), this.checksum.digest()!);
    const fields = [0, ...number(hasBlock ? 1 : 0)];
    if (hasBlock) fields.push(...number(this.headerSize + this.packed + checkSize(this.check)), ...number(this.size));
    while (fields.length % 4 !== 0) fields.push(0);
    const index = withCrc(Uint8Array.from(fields));
    const end = Uint8Array.of(...littleEndian(index.length / 4 - 1), 0, this.check);
    this.out.push(index, littleEndian(crc32(end) >>> 0), end, Uint8Array.of(0x59, 0x5a));
  }
}
