/**
 * The filters for machine code (BCJ): in calls and jumps they turn the distance into the place, and back, so that calls of
 * one function look alike.
 *
 * Owns: the instructions of each processor. Must not know: where filters stand in a file.
 */
import { badOptions } from './failure';
import type { Transform } from './filters';

/** Converts what it can of the data, which begins at `position`; gives the number of bytes it has done with. */
type Converter = (data: Uint8Array, position: number, encodes: boolean) => number;

/** A processor: what its instructions are aligned to, and a converter for one stream. */
interface Processor {
  readonly alignment: number;
  readonly converter: () => Converter;
}

/** A converter of instructions that stand at multiples of `step` and fill `size` bytes. Gives how far to go on. */
function stepwise(
  step: number,
  size: number,
  convert: (data: Uint8Array, at: number, turned: (place: number, ahead: number) => number) => boolean,
): Converter {
  return (data, position, encodes) => {
    let at = 0;
    while (at + size <= data.length) {
      const turned = (place: number, ahead: number) => {
        const here = position + at + ahead;
        return (encodes ? place + here : place - here) >>> 0;
      };
      at += convert(data, at, turned) ? size : step;
    }
    return at;
  };
}

const arm = stepwise(4, 4, (d, i, turned) => {
  if (d[i + 3] !== 0xeb) return true;
  const to = turned((d[i] | (d[i + 1] << 8) | (d[i + 2] << 16)) << 2, 8) >>> 2;
  [d[i], d[i + 1], d[i + 2]] = [to, to >> 8, to >> 16];
  return true;
});

const armThumb = stepwise(2, 4, (d, i, turned) => {
  if ((d[i + 1] & 0xf8) !== 0xf0 || (d[i + 3] & 0xf8) !== 0xf8) return false;
  const from = ((d[i + 1] & 7) << 19) | (d[i] << 11) | ((d[i + 3] & 7) << 8) | d[i + 2];
  const to = turned(from << 1, 4) >>> 1;
  [d[i], d[i + 1], d[i + 2], d[i + 3]] = [to >> 11, 0xf0 | ((to >> 19) & 7), to, 0xf8 | ((to >> 8) & 7)];
  return true;
});

const powerPc = stepwise(4, 4, (d, i, turned) => {
  if (d[i] >> 2 !== 0x12 || (d[i + 3] & 3) !== 1) return true;
  const to = turned(((d[i] & 3) << 24) | (d[i + 1] << 16) | (d[i + 2] << 8) | (d[i + 3] & 0xfc), 0);
  [d[i], d[i + 1], d[i + 2], d[i + 3]] = [0x48 | ((to >> 24) & 3), to >> 16, to >> 8, 1 | (to & 0xfc)];
  return true;
});

const sparc = stepwise(4, 4, (d, i, turned) => {
  if (!(d[i] === 0x40 && d[i + 1] >> 6 === 0) && !(d[i] === 0x7f && d[i + 1] >> 6 === 3)) return true;
  const from = (d[i] << 24) | (d[i + 1] << 16) | (d[i + 2] << 8) | d[i + 3];
  const place = turned(from << 2, 0) >>> 2;
  const sign = (place >> 22) & 1 ? 0x3fc00000 : 0;
  const to = sign | (place & 0x3fffff) | 0x40000000;
  [d[i], d[i + 1], d[i + 2], d[i + 3]] = [to >> 24, to >> 16, to >> 8, to];
  return true;
});

/** Which of the three instructions of a bundle may be branches, by the bundle's template. */
const BUNDLES = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0];

const ia64 = stepwise(16, 16, (d, i, turned) => {
  const branches = BUNDLES[d[i] & 31];
  for (let slot = 0; slot < 3; slot++) {
    if (((branches >> slot) & 1) === 0) continue;
    const bit = 5 + 41 * slot;
    const first = i + (bit >> 3);
    const shift = BigInt(bit & 7);
    let word = 0n;
    for (let k = 5; k >= 0; k--) word = (word << 8n) | BigInt(d[first + k]);
    let instruction = word >> shift;
    if (((instruction >> 37n) & 15n) !== 5n || ((instruction >> 9n) & 7n) !== 0n) continue;
    const from = Number(((instruction >> 13n) & 0xfffffn) | (((instruction >> 36n) & 1n) << 20n));
    const to = BigInt(turned(from << 4, 0) >>> 4);
    instruction &= ~(0x8fffffn << 13n);
    instruction |= ((to & 0xfffffn) << 13n) | ((to & 0x100000n) << 16n);
    word = (word & ((1n << shift) - 1n)) | (instruction << shift);
    for (let k = 0; k < 6; k++) d[first + k] = Number((word >> BigInt(8 * k)) & 0xffn);
  }
  return true;
});

const isSign = (byte: number): boolean => byte === 0 || byte === 255;

/** x86's instructions have any length, so what only looks like a call must be told from one by what came before it. */
function x86(): Converter {
  let seen = 0;
  let last = -5;
  return (data, position, encodes) => {
    if (data.length < 5) return 0;
    if (position - last > 5) last = position - 5;
    let at = 0;
    while (at <= data.length - 5) {
      if ((data[at] & 0xfe) !== 0xe8) {
        at++;
        continue;
      }
      const distance = position + at - last;
      last = position + at;
      if (distance > 5) seen = 0;
      else for (let k = 0; k < distance; k++) seen = (seen & 0x77) << 1;
      const high = data[at + 4];
      const allowed = (0b10111 >> ((seen >> 1) & 7)) & 1;
      if (!isSign(high) || allowed === 0 || seen >> 1 >= 16) {
        at++;
        seen |= isSign(high) ? 0x11 : 1;
        continue;
      }
      let from = data[at + 1] | (data[at + 2] << 8) | (data[at + 3] << 16) | (high << 24);
      let to: number;
      for (;;) {
        const next = position + at + 5;
        to = (encodes ? from + next : from - next) | 0;
        if (seen === 0) break;
        const byte = [0, 1, 2, 2, 3, 3, 3, 3][seen >> 1];
        if (!isSign((to >>> (24 - byte * 8)) & 255)) break;
        from = to ^ (2 ** (32 - byte * 8) - 1);
      }
      [data[at + 1], data[at + 2], data[at + 3]] = [to, to >> 8, to >> 16];
      data[at + 4] = (to >>> 24) & 1 ? 255 : 0;
      at += 5;
      seen = 0;
    }
    return at;
  };
}

/** By the number of the filter in xz files. */
const processors = new Map<number, Processor>([
  [4, { alignment: 1, converter: x86 }],
  [5, { alignment: 4, converter: () => powerPc }],
  [6, { alignment: 16, converter: () => ia64 }],
  [7, { alignment: 4, converter: () => arm }],
  [8, { alignment: 2, converter: () => armThumb }],
  [9, { alignment: 4, converter: () => sparc }],
]);

export const isBranchFilter = (id: number): boolean => processors.has(id);

/** Such a filter at work: an instruction that is cut off waits for its rest. */
export class BranchFilter implements Transform {
  private readonly convert: Converter;
  private waiting = new Uint8Array(0);

  constructor(
    id: number,
    private position: number,
    private readonly encodes: boolean,
  ) {
    const { alignment, converter } = processors.get(id)!;
    if (position % alignment !== 0) throw badOptions();
    this.convert = converter();
  }

  apply(data: Uint8Array): Uint8Array {
    const all = new Uint8Array(this.waiting.length + data.length);
    all.set(this.waiting);
    all.set(data, this.waiting.length);
    const done = this.convert(all, this.position, this.encodes);
    this.position = (this.position + done) % 2 ** 32;
    this.waiting = all.slice(done);
    return all.subarray(0, done);
  }

  finish(): Uint8Array {
    const rest = this.waiting;
    this.waiting = new Uint8Array(0);
    return rest;
  }
}
