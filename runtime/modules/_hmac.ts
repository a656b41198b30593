/**
 * The module `_hmac`: keyed hashes without OpenSSL (CPython's hmacmodule.c), by the names of the algorithms.
 */
import { hexOf } from '../objects/bytesOps';
import { None } from '../objects/builtinTypes';
import { defGetSet } from '../objects/descriptors';
import { identity } from '../objects/compare';
import { newError, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyObject, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { defineType } from '../objects/typeObject';
import { PyBytes, strOf } from '../objects/values';
import { newExceptionType } from './exceptionClass';
import type { HashState } from './hash/blockHash';
import { Blake2 } from './hash/blake2';
import { hashInput } from './hash/hashObject';
import { Hmac } from './hash/hmac';
import { Md5 } from './hash/md5';
import { Sha1 } from './hash/sha1';
import { Sha256, Sha512 } from './hash/sha2';
import { Sha3 } from './hash/sha3';
import { nativeModule } from './registry';

interface Algorithm {
  readonly name: string;
  readonly digestSize: number;
  readonly blockSize: number;
  readonly make: () => HashState;
}

const sha3 = (bits: number): Algorithm => {
  const rate = 200 - bits / 4;
  return { name: `sha3_${bits}`, digestSize: bits / 8, blockSize: rate, make: () => new Sha3(rate, bits / 8, 6) };
};

const algorithms: readonly Algorithm[] = [
  { name: 'md5', digestSize: 16, blockSize: 64, make: () => new Md5() },
  { name: 'sha1', digestSize: 20, blockSize: 64, make: () => new Sha1() },
  { name: 'sha224', digestSize: 28, blockSize: 64, make: () => new Sha256(true) },
  { name: 'sha256', digestSize: 32, blockSize: 64, make: () => new Sha256() },
  { name: 'sha384', digestSize: 48, blockSize: 128, make: () => new Sha512(true) },
  { name: 'sha512', digestSize: 64, blockSize: 128, make: () => new Sha512() },
  ...[224, 256, 384, 512].map(sha3),
  { name: 'blake2s', digestSize: 32, blockSize: 64, make: () => Blake2.plain(false) },
  { name: 'blake2b', digestSize: 64, blockSize: 128, make: () => Blake2.plain(true) },
];

const unknownHash = newExceptionType('_hmac.UnknownHashError', Exc.ValueError);

function algorithmOf(digestmod: Value): Algorithm {
  const name = strOf(digestmod)
    ?.toLowerCase()
    .replace(/^(blake2s)_32$|^(blake2b)_64$/, '$1$2');
  const found = algorithms.find((a) => a.name === name);
  if (found === undefined) throw newError(unknownHash, `unsupported hash type: ${repr(digestmod)}`);
  return found;
}

class PyHmac extends PyObject {
  constructor(
    readonly state: Hmac,
    readonly algorithm: Algorithm,
  ) {
    super(hmacType);
  }
}

const hmacType = defineType({
  name: '_hmac.HMAC',
  isBase: false,
  slots: {
    tp_repr: (self) => `<${(self as PyHmac).algorithm.name} HMAC object @ 0x${identity(self as PyHmac).toString(16)}>`,
  },
  methods: {
    'update(self, /, msg)': (h: PyHmac, message: Value) => {
      h.state.update(hashInput(message));
      return None;
    },
    'copy(self, /)': (h: PyHmac) => new PyHmac(h.state.copy(), h.algorithm),
    'digest(self, /)': (h: PyHmac) => new PyBytes(h.state.digest()),
    'hexdigest(self, /)': (h: PyHmac) => hexOf(h.state.digest(), '', 0),
  },
  setup: (t) => {
    defGetSet(t, 'name', (h: PyHmac) => `hmac-${h.algorithm.name}`);
    defGetSet(t, 'digest_size', (h: PyHmac) => h.algorithm.digestSize);
    defGetSet(t, 'block_size', (h: PyHmac) => h.algorithm.blockSize);
  },
});

function start(a: Algorithm, key: Value, message: Value | undefined): Hmac {
  const state = Hmac.create(a.make, a.blockSize, hashInput(key));
  if (message !== undefined && message !== None) state.update(hashInput(message));
  return state;
}

nativeModule('_hmac', (m) => {
  m.type(hmacType);
  m.set('UnknownHashError', unknownHash);
  m.set('_GIL_MINSIZE', 2048);
  m.def('new(key, msg=None, digestmod=<absent:None>)', (key: Value, message: Value, digestmod: Value | undefined) => {
    if (digestmod === undefined) throw typeError("new() missing 1 required argument 'digestmod'");
    const a = algorithmOf(digestmod);
    return new PyHmac(start(a, key, message), a);
  });
  m.def(
    'compute_digest(key, msg, digest)',
    (key: Value, message: Value, digest: Value) => new PyBytes(start(algorithmOf(digest), key, message).digest()),
  );
  for (const a of algorithms) {
    const name = a.name.startsWith('blake2') ? `${a.name}_32` : a.name;
    m.def(`compute_${name}(key, msg, /)`, (key: Value, message: Value) => new PyBytes(start(a, key, message).digest()));
  }
});
