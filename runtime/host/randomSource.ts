/**
 * Repeatable randomness for seeded runs. Owns: the generator (xorshift128+ reduced to 32-bit words).
 * Must not know: who asks. Nothing secret may come from here.
 */
export class RandomSource {
  private readonly state: Uint32Array;

  constructor(seed: number) {
    this.state = new Uint32Array(4);
    let word = seed >>> 0;
    for (let index = 0; index < 4; index++) {
      // splitmix32 spreads neighbouring seeds far apart.
      word = (word + 0x9e3779b9) >>> 0;
      let mixed = word ^ (word >>> 16);
      mixed = Math.imul(mixed, 0x21f0aaad);
      mixed ^= mixed >>> 15;
      mixed = Math.imul(mixed, 0x735a2d97);
      this.state[index] = (mixed ^ (mixed >>> 15)) >>> 0;
    }
  }

  word(): number {
    const state = this.state;
    let first = state[3];
    const second = state[0];
    state[3] = state[2];
    state[2] = state[1];
    state[1] = second;
    first ^= first << 11;
    first ^= first >>> 8;
    state[0] = first ^ second ^ (second >>> 19);
    return state[0];
  }

  /** From 0, up to but not including 1. */
  fraction(): number {
    return this.word() / 2 ** 32;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let index = 0; index < count; index++) bytes[index] = this.word() & 0xff;
    return bytes;
  }
}
