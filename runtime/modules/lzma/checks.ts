/** The checksums of xz files. */
import { crc32 } from '../../base/crc32';
import { Sha256 } from '../hash/sha2';

export const Check = { NONE: 0, CRC32: 1, CRC64: 4, SHA256: 10, ID_MAX: 15, UNKNOWN: 16 } as const;

/** How long the checksum of each number is. */
const sizes = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];

export const checkSize = (check: number): number => sizes[check];

const POLYNOMIAL_HIGH = 0xc96c5795;
const POLYNOMIAL_LOW = 0xd7870f42;
const tableHigh = new Uint32Array(256);
const tableLow = new Uint32Array(256);

function makeTable(): void {
  for (let i = 0; i < 256; i++) {
    let high = 0;
    let low = i;
    for (let k = 0; k < 8; k++) {
      const isOdd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (isOdd) {
        high ^= POLYNOMIAL_HIGH;
        low ^= POLYNOMIAL_LOW;
      }
    }
    tableHigh[i] = high;
    tableLow[i] = low;
  }
}

export const littleEndian = (n: number, size = 4): Uint8Array =>
  Uint8Array.from({ length: size }, (_, i) => Math.floor(n / 2 ** (8 * i)) & 255);

/** A checksum in the making. */
export class Checksum {
  private crc = 0;
  private high = 0xffffffff;
  private low = 0xffffffff;
  private readonly sha = new Sha256();

  constructor(private readonly check: number) {
    if (check === Check.CRC64 && tableHigh[1] === 0) makeTable();
  }

  update(data: Uint8Array): void {
    if (this.check === Check.CRC32) this.crc = crc32(data, this.crc);
    else if (this.check === Check.SHA256) this.sha.update(data);
    else if (this.check === Check.CRC64) {
      let { high, low } = this;
      for (const byte of data) {
        const i = (low ^ byte) & 255;
        low = ((low >>> 8) | (high << 24)) ^ tableLow[i];
        high = (high >>> 8) ^ tableHigh[i];
      }
      this.high = high;
      this.low = low;
    }
  }

  /** Undefined for a checksum that isn't known: it isn't looked at. */
  digest(): Uint8Array | undefined {
    switch (this.check) {
      case Check.NONE:
        return new Uint8Array(0);
      case Check.CRC32:
        return littleEndian(this.crc >>> 0);
      case Check.CRC64:
        return Uint8Array.of(...littleEndian(~this.low >>> 0), ...littleEndian(~this.high >>> 0));
      case Check.SHA256:
        return this.sha.digest();
    }
    return undefined;
  }
}
