/** The parts of a device's number: major, minor, makedev (glibc's gnu_dev_major and its relatives). */
import { overflowError, typeError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { indexOrUndefined } from '../../objects/toIndex';
import { normInt } from '../../objects/values';
import type { ModuleBuilder } from '../registry';

/** No device, also as a part of one. */
const NODEV = 0xffffffffffffffffn;
const NO_PART = 0xffffffffn;

function unsigned(v: Value, bits: number, tooLarge: string): bigint {
  const given = indexOrUndefined(v);
  if (given === undefined) throw typeError('an integer is required');
  const n = BigInt(given);
  if (n === -1n) return BigInt.asUintN(bits, n);
  if (n < 0n) throw overflowError("can't convert negative int to unsigned");
  if (n >> BigInt(bits) !== 0n) throw overflowError(tooLarge);
  return n;
}

const device = (v: Value): bigint => unsigned(v, 64, 'int too big to convert');
const part = (v: Value): bigint => unsigned(v, 32, 'Python int too large to convert to C unsigned int');

/** As a signed number where it is -1. */
const shown = (n: bigint, none: bigint): Value => (n === none ? -1 : normInt(n));

export function defDeviceNumbers(m: ModuleBuilder): void {
  m.def('major(device, /)', (v: Value) => {
    const d = device(v);
    return d === NODEV ? -1 : shown(((d >> 8n) & 0xfffn) | ((d >> 32n) & 0xfffff000n), NO_PART);
  });
  m.def('minor(device, /)', (v: Value) => {
    const d = device(v);
    return d === NODEV ? -1 : shown((d & 0xffn) | ((d >> 12n) & 0xffffff00n), NO_PART);
  });
  m.def('makedev(major, minor, /)', (major: Value, minor: Value) => {
    const [a, b] = [part(major), part(minor)];
    const high = ((a & 0xfffff000n) << 32n) | ((b & 0xffffff00n) << 12n);
    return shown(high | ((a & 0xfffn) << 8n) | (b & 0xffn), NODEV);
  });
}
