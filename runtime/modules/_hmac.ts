/**
 * The module `_hmac`: keyed hashes without OpenSSL (CPython's hmacmodule.c), by the names of the algorithms.
 */
import { newError, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { repr } from '../objects/text';
import { PyBytes, strOf } from '../objects/values';
import { newExceptionType } from './exceptionClass';
import { type Algorithm, digests, plainBlake2 } from './hash/algorithms';
import { hashInput } from './hash/hashObject';
import type { Hmac } from './hash/hmac';
import { newHmacType, PyHmac, startHmac } from './hash/hmacObject';
import { nativeModule } from './registry';

const algorithms = [...digests, ...plainBlake2];

const unknownHash = newExceptionType('_hmac.UnknownHashError', Exc.ValueError);

function algorithmOf(digestmod: Value): Algorithm {
  const name = strOf(digestmod)
    ?.toLowerCase()
    .replace(/^(blake2s)_32$|^(blake2b)_64$/, '$1$2');
  const found = algorithms.find((a) => a.name === name);
  if (found === undefined) throw newError(unknownHash, `unsupported hash type: ${repr(digestmod)}`);
  return found;
}

const hmacType = newHmacType('_hmac.HMAC');

const start = (a: Algorithm, key: Value, message: Value): Hmac => startHmac(a, hashInput(key), message);

nativeModule('_hmac', (m) => {
  m.type(hmacType);
  m.set('UnknownHashError', unknownHash);
  m.set('_GIL_MINSIZE', 2048);
  m.def('new(key, msg=None, digestmod=<absent:None>)', (key: Value, message: Value, digestmod: Value | undefined) => {
    if (digestmod === undefined) throw typeError("new() missing 1 required argument 'digestmod'");
    const a = algorithmOf(digestmod);
    return new PyHmac(hmacType, start(a, key, message), a);
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
