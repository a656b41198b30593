/**
 * The module `_hashlib`: what CPython takes from OpenSSL, over the hashes of hash/.
 *
 * Owns: the names of algorithms, `new`, HMAC objects, key derivation. The hash objects are hash/hashObject.ts's.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { newError, overflowError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyNative } from '../objects/native';
import { typeOf, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { newFrozenset, PyBytes, strOf } from '../objects/values';
import { readBuffer } from './buffers';
import { newExceptionType } from './exceptionClass';
import { type Algorithm, digests, shakes } from './hash/algorithms';
import { pbkdf2, scrypt } from './hash/hmac';
import { hashType, newHash } from './hash/hashObject';
import { newHmacType, PyHmac, startHmac } from './hash/hmacObject';
import { importAttr } from './importing';
import { attendOutside } from './attending';
import { nativeModule, type ModuleBuilder } from './registry';

const algorithms = new Map([...digests, ...shakes].map((a) => [a.name, a]));

const unsupportedDigestmod = newExceptionType('_hashlib.UnsupportedDigestmodError', Exc.ValueError);

function algorithmNamed(nameArg: Value): Algorithm {
  const name = strOf(nameArg);
  if (name === undefined) throw typeError(`name must be a string, not ${typeOf(nameArg).tpName}`);
  const a = algorithms.get(
    name
      .toLowerCase()
      .replace(/^sha-?(\d)-/, 'sha$1_')
      .replace(/^sha-(\d{3})$/, 'sha$1'),
  );
  if (a === undefined) throw valueError(`unsupported hash type ${name}`);
  return a;
}

/** A digest as hmac takes it: a name, or one of the constructors of this module. */
function digestmod(v: Value): Algorithm {
  const name = v instanceof PyNative ? v.spec.name.replace(/^openssl_/, '') : strOf(v);
  const a = name === undefined ? undefined : algorithms.get(name.toLowerCase());
  if (a === undefined || a.digestSize === 0) throw newError(unsupportedDigestmod, `Unsupported digestmod ${repr(v)}`);
  return a;
}

const hmacType = newHmacType('_hashlib.HMAC');

function defHmac(m: ModuleBuilder): void {
  m.type(hmacType);
  m.set('UnsupportedDigestmodError', unsupportedDigestmod);
  m.def('hmac_new(key, msg=b"", digestmod=None)', (key: Value, message: Value | undefined, digest: Value) => {
    if (digest === None) throw typeError("Missing required parameter 'digestmod'.");
    const a = digestmod(digest);
    return new PyHmac(hmacType, startHmac(a, readBuffer(key), message), a);
  });
  m.def('hmac_digest(key, msg, digest)', (key: Value, message: Value, digest: Value) => {
    const hmac = startHmac(digestmod(digest), readBuffer(key));
    hmac.update(readBuffer(message));
    return new PyBytes(hmac.digest());
  });
}

const positive = (v: Value, message: string): number => {
  const n = toIndex(v);
  if (n > 0x7fffffff) throw overflowError('Python int too large to convert to C int');
  if (n < 1) throw valueError(message);
  return Number(n);
};

const SCRYPT_MEMORY = 32 * 1024 * 1024;

function scryptKey(
  password: Value,
  salt: Value,
  nArg: Value,
  rArg: Value,
  pArg: Value,
  max: Value,
  dklen: Value,
): Value {
  const [n, r, p] = [nArg, rArg, pArg].map((v) => Number(toIndex(v)));
  if (n < 2 || (BigInt(n) & (BigInt(n) - 1n)) !== 0n) throw valueError('n must be a power of 2.');
  const maxmem = Number(toIndex(max));
  if (maxmem < 0 || maxmem > 0x7fffffff) throw valueError('maxmem must be positive and smaller than 2147483647');
  const length = Number(toIndex(dklen));
  if (length < 1 || length > 0x7fffffff) throw valueError('dklen must be greater than 0 and smaller than 2147483647');
  const memory = 128 * r * (n + p + 2);
  if (r < 1 || p < 1 || r * p >= 1 << 30 || memory > (maxmem || SCRYPT_MEMORY))
    throw valueError('Invalid parameter combination for n, r, p, maxmem.');
  return new PyBytes(scrypt(readBuffer(password), readBuffer(salt), n, r, p, length, attendOutside));
}

function defDerivation(m: ModuleBuilder): void {
  m.def(
    'pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None)',
    (name: Value, password: Value, salt: Value, count: Value, dklen: Value) => {
      const a = algorithmNamed(name);
      const hmac = startHmac(a, readBuffer(password));
      const saltBytes = readBuffer(salt);
      const iterations = positive(count, 'iteration value must be greater than 0.');
      const length = dklen === None ? a.digestSize : positive(dklen, 'key length must be greater than 0.');
      return new PyBytes(pbkdf2(hmac, saltBytes, iterations, length, attendOutside));
    },
  );
  m.def('scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64)', scryptKey);
}

nativeModule('_hashlib', (m) => {
  const plain = m.type(hashType('_hashlib.HASH'));
  const xof = m.type(hashType('_hashlib.HASHXOF', true));
  const make = (a: Algorithm, data: Value | undefined, string: Value | undefined): Value =>
    newHash(a.digestSize === 0 ? xof : plain, a, data, string);
  m.def(
    'new(name, data=b"", *, usedforsecurity=True, string=<absent:None>)',
    (name: Value, data: Value | undefined, _secure: Value, string: Value | undefined) =>
      make(algorithmNamed(name), data, string),
  );
  for (const a of algorithms.values())
    m.def(
      `openssl_${a.name}(data=b'', *, usedforsecurity=True, string=<absent:None>)`,
      (data: Value | undefined, _secure: Value, string: Value | undefined) => make(a, data, string),
    );
  defHmac(m);
  defDerivation(m);
  m.def('get_fips_mode()', () => 0);
  m.def('compare_digest(a, b, /)', (a: Value, b: Value) => call(importAttr('_operator', '_compare_digest'), [a, b]));
  m.set('openssl_md_meth_names', newFrozenset([...algorithms.keys()]));
  m.set('_GIL_MINSIZE', 2048);
});
