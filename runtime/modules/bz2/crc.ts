/** Bzip2's checksum: CRC-32 from the highest bit on. */

const table = new Uint32Array(256);
for (let i = 0; i < 256; i++) {
  let c = i << 24;
  for (let k = 0; k < 8; k++) c = c & 0x80000000 ? (c << 1) ^ 0x04c11db7 : c << 1;
  table[i] = c;
}

export const CRC_START = 0xffffffff | 0;

/** The checksum goes on by a byte. It begins with CRC_START and is inverted in the end. */
export const crcStep = (crc: number, byte: number): number => (crc << 8) ^ table[(crc >>> 24) ^ byte];

/** The checksum of a stream goes on by a block's. */
export const combineCrc = (all: number, block: number): number => (((all << 1) | (all >>> 31)) ^ block) >>> 0;
