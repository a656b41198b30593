/**
 * The module _random: the Mersenne Twister (CPython's _randommodule.c).
 */
import { host } from '../host/currentHost';
import { None } from '../objects/builtinTypes';
import { hash } from '../objects/compare';
import { overflowError, typeError, valueError } from '../objects/errors';
import { bytesToInt } from '../objects/intBytes';
import { PyObject, typeOf, type Int, type PyType, type Value } from '../objects/object';
import { indexOrUndefined, toIndex } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { intOf, PyFloat, PyTuple, normInt } from '../objects/values';
import { nativeModule } from './registry';

const N = 624;
const M = 397;

/** MT19937. */
class Twister {
  readonly state = new Uint32Array(N);
  index = N + 1;

  private init(seed: number): void {
    const mt = this.state;
    mt[0] = seed;
    for (let i = 1; i < N; i++) mt[i] = Math.imul(1812433253, mt[i - 1] ^ (mt[i - 1] >>> 30)) + i;
    this.index = N;
  }

  initByArray(key: readonly number[]): void {
    this.init(19650218);
    const mt = this.state;
    let i = 1;
    let j = 0;
    for (let k = Math.max(N, key.length); k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1664525)) + key[j] + j;
      if (++i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
      if (++j >= key.length) j = 0;
    }
    for (let k = N - 1; k > 0; k--) {
      mt[i] = (mt[i] ^ Math.imul(mt[i - 1] ^ (mt[i - 1] >>> 30), 1566083941)) - i;
      if (++i >= N) {
        mt[0] = mt[N - 1];
        i = 1;
      }
    }
    mt[0] = 0x80000000;
  }

  private refill(): void {
    const mt = this.state;
    const next = (i: number, a: number, b: number): void => {
      const y = (mt[i] & 0x80000000) | (mt[a] & 0x7fffffff);
      mt[i] = mt[b] ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    };
    for (let i = 0; i < N - M; i++) next(i, i + 1, i + M);
    for (let i = N - M; i < N - 1; i++) next(i, i + 1, i + M - N);
    next(N - 1, 0, M - 1);
    this.index = 0;
  }

  next(): number {
    if (this.index >= N) this.refill();
    let y = this.state[this.index++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  /** A double in [0, 1) with 53 bits. */
  random(): number {
    const a = this.next() >>> 5;
    const b = this.next() >>> 6;
    return (a * 67108864 + b) / 9007199254740992;
  }
}

class PyRandom extends PyObject {
  readonly twister = new Twister();
}

/** The absolute value in 32-bit digits, lowest first. */
function digits(n: Int): number[] {
  let x = n < 0 ? -BigInt(n) : BigInt(n);
  const out: number[] = [];
  do {
    out.push(Number(x & 0xffffffffn));
    x >>= 32n;
  } while (x > 0n);
  return out;
}

function seed(r: PyRandom, v: Value | undefined): void {
  if (v === undefined || v === None) {
    const bytes = host().random(4 * N);
    r.twister.initByArray(
      Array.from({ length: N }, (_, i) => Number(bytesToInt(bytes.subarray(4 * i, 4 * i + 4), true, false))),
    );
    return;
  }
  const n = intOf(v);
  if (n !== undefined) r.twister.initByArray(digits(n));
  else r.twister.initByArray(digits(normInt(BigInt.asUintN(64, BigInt(hash(v))))));
}

function getRandBits(r: PyRandom, v: Value): Int {
  const n = toIndex(v);
  if (n < 0) throw valueError('Cannot convert negative int');
  if (n > 2 ** 40) throw overflowError('Python int too large to convert to C int');
  const k = Number(n);
  if (k === 0) return 0;
  if (k <= 32) return r.twister.next() >>> (32 - k);
  if (k <= 53) {
    const low = r.twister.next();
    return (r.twister.next() >>> (64 - k)) * 0x100000000 + low;
  }
  const bytes = new Uint8Array(4 * Math.ceil(k / 32));
  const words = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 4) {
    const left = k - 8 * at;
    words.setUint32(at, left < 32 ? r.twister.next() >>> (32 - left) : r.twister.next(), true);
  }
  return bytesToInt(bytes, true, false);
}

function setState(r: PyRandom, v: Value): Value {
  if (!(v instanceof PyTuple)) throw typeError('state vector must be a tuple');
  if (v.items.length !== N + 1) throw valueError('state vector is the wrong size');
  const words = v.items.map((x) => {
    const n = indexOrUndefined(x);
    if (n === undefined) throw typeError(`'${typeOf(x).tpName}' object cannot be interpreted as an integer`);
    return Number(n);
  });
  const index = words[N];
  if (index < 0 || index > N) throw valueError('invalid state');
  r.twister.state.set(words.slice(0, N));
  r.twister.index = index;
  return None;
}

nativeModule('_random', (m) => {
  m.set('__doc__', 'The Mersenne Twister, a generator of pseudo-random numbers.');
  const random = defineType({
    name: '_random.Random',
    doc: 'Random(seed=None)\n\nA generator of pseudo-random numbers with a state of its own.',
    slots: {
      alloc: (cls) => new PyRandom(cls),
      tp_init: (self, args) => {
        if (args.length > 1) throw typeError(`Random() requires 0 or 1 argument`);
        seed(self as PyRandom, args[0]);
      },
    },
    new: ['(cls, /, *args, **kwargs)', (cls: PyType) => new PyRandom(cls)],
    methods: {
      'random(self, /)': (r: PyRandom) => new PyFloat(r.twister.random()),
      'seed(self, n=None, /)': (r: PyRandom, v: Value) => {
        seed(r, v);
        return None;
      },
      'getrandbits(self, k, /)': getRandBits,
      'getstate(self, /)': (r: PyRandom) => new PyTuple([...r.twister.state, r.twister.index]),
      'setstate(self, state, /)': setState,
    },
  });
  m.type(random);
});
