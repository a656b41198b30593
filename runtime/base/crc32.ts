/** The checksum of gzip, Zip, PNG and Ethernet (CRC-32, ISO 3309), eight bytes at a time ("slicing by eight"). */

const SLICES = 8;
const POLYNOMIAL = 0xedb88320;

let tables: Int32Array | undefined;

/** For each byte and its distance from the end of a slice what it makes of the checksum. */
function makeTables(): Int32Array {
  const made = new Int32Array(SLICES * 256);
  for (let n = 0; n < 256; n++) {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? POLYNOMIAL ^ (c >>> 1) : c >>> 1;
    made[n] = c;
  }
  for (let i = 256; i < made.length; i++) made[i] = made[made[i - 256] & 255] ^ (made[i - 256] >>> 8);
  return made;
}

/** The checksum of `data`, as an unsigned number; `start`: that of what came before. */
export function crc32(data: Uint8Array, start = 0): number {
  const t = (tables ??= makeTables());
  const { length } = data;
  const whole = length - (length % SLICES);
  let crc = ~start;
  let i = 0;
  for (; i < whole; i += SLICES) {
    crc ^= data[i] | (data[i + 1] << 8) | (data[i + 2] << 16) | (data[i + 3] << 24);
    crc =
      t[1792 + (crc & 255)] ^
      t[1536 + ((crc >>> 8) & 255)] ^
      t[1280 + ((crc >>> 16) & 255)] ^
      t[1024 + (crc >>> 24)] ^
      t[768 + data[i + 4]] ^
      t[512 + data[i + 5]] ^
      t[256 + data[i + 6]] ^
      t[data[i + 7]];
  }
  for (; i < length; i++) crc = t[(crc ^ data[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}
