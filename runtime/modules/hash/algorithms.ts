/** The hash algorithms by name: what each makes, and the sizes that Python sees. Must not know: Python. */
import { Blake2 } from './blake2';
import type { HashState } from './blockHash';
import { Md5 } from './md5';
import { Sha1 } from './sha1';
import { Sha256, Sha512 } from './sha2';
import { Sha3 } from './sha3';

export interface Algorithm {
  readonly name: string;
  /** Bytes; 0 where a digest may have any length. */
  readonly digestSize: number;
  readonly blockSize: number;
  readonly make: () => HashState;
}

/** SHA-3's functions take in what their security leaves of 200 bytes. */
const rateOf = (bits: number): number => 200 - bits / 4;

function sha3(bits: number): Algorithm {
  const rate = rateOf(bits);
  return { name: `sha3_${bits}`, digestSize: bits / 8, blockSize: rate, make: () => new Sha3(rate, bits / 8, 6) };
}

function shake(bits: number): Algorithm {
  const rate = rateOf(bits);
  return { name: `shake_${bits}`, digestSize: 0, blockSize: rate, make: () => new Sha3(rate, 0, 31) };
}

export const md5: Algorithm = { name: 'md5', digestSize: 16, blockSize: 64, make: () => new Md5() };
export const sha1: Algorithm = { name: 'sha1', digestSize: 20, blockSize: 64, make: () => new Sha1() };
export const sha2: readonly Algorithm[] = [
  { name: 'sha224', digestSize: 28, blockSize: 64, make: () => new Sha256(true) },
  { name: 'sha256', digestSize: 32, blockSize: 64, make: () => new Sha256() },
  { name: 'sha384', digestSize: 48, blockSize: 128, make: () => new Sha512(true) },
  { name: 'sha512', digestSize: 64, blockSize: 128, make: () => new Sha512() },
];
export const sha3s: readonly Algorithm[] = [224, 256, 384, 512].map(sha3);
export const shakes: readonly Algorithm[] = [128, 256].map(shake);
/** BLAKE2 without any of its parameters. */
export const plainBlake2: readonly Algorithm[] = [
  { name: 'blake2s', digestSize: 32, blockSize: 64, make: () => Blake2.plain(false) },
  { name: 'blake2b', digestSize: 64, blockSize: 128, make: () => Blake2.plain(true) },
];

/** Whose digests have one length. */
export const digests: readonly Algorithm[] = [md5, sha1, ...sha2, ...sha3s];
