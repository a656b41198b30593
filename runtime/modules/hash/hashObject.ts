/**
 * Hash objects as Python sees them, and the modules that make them.
 */
import { hexOf } from '../../objects/bytesOps';
import { plainBytes } from '../../objects/buffer';
import { None } from '../../objects/builtinTypes';
import { defGetSet } from '../../objects/descriptors';
import { typeError, valueError } from '../../objects/errors';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { toIndex, toSsize } from '../../objects/toIndex';
import { PyBytes, strOf } from '../../objects/values';
import type { ModuleBuilder } from '../registry';
import type { Algorithm } from './algorithms';
import type { HashState } from './blockHash';
import { type Sha3 } from './sha3';

export class PyHash extends PyObject {
  constructor(
    cls: PyType,
    readonly state: HashState,
    readonly algorithm: Algorithm,
  ) {
    super(cls);
  }
}

/** The bytes given to a hash. */
export function hashInput(v: Value): Uint8Array {
  if (strOf(v) !== undefined) throw typeError('Strings must be encoded before hashing');
  const b = plainBytes(v);
  if (b === undefined) throw typeError(`object supporting the buffer API required`);
  return b;
}

/** Of what makes a hash object. */
const PARAMETERS = "data=b'', *, usedforsecurity=True, string=<absent:None>";

function shakeLength(v: Value): number {
  const n = toSsize(toIndex(v));
  if (n < 0) throw valueError('value must be positive');
  if (n >= 1 << 29) throw valueError('length is too large');
  return n;
}

/** A type of hash objects. `shake` ones have digests of any length; calling the type makes one by the algorithm `made`. */
export function hashType(name: string, shake = false, made?: Algorithm): PyType {
  const digest = (h: PyHash, length?: Value): Uint8Array =>
    length === undefined ? h.state.digest() : (h.state as Sha3).digest(shakeLength(length));
  const parameter = shake ? ', length, /' : ', /';
  return defineType({
    name,
    isBase: false,
    new: made && [
      `(cls, ${PARAMETERS})`,
      (cls: PyType, data: Value | undefined, _secure: Value, string?: Value) => newHash(cls, made, data, string),
    ],
    methods: {
      'update(self, data, /)': (h: PyHash, data: Value) => {
        h.state.update(hashInput(data));
        return None;
      },
      'copy(self, /)': (h: PyHash) => new PyHash(h.cls, h.state.copy(), h.algorithm),
      [`digest(self${parameter})`]: (h: PyHash, length?: Value) => new PyBytes(digest(h, length)),
      [`hexdigest(self${parameter})`]: (h: PyHash, length?: Value) => hexOf(digest(h, length), '', 0),
    },
    setup: (t) => {
      defGetSet(t, 'name', (h: PyHash) => h.algorithm.name);
      defGetSet(t, 'digest_size', (h: PyHash) => h.algorithm.digestSize);
      defGetSet(t, 'block_size', (h: PyHash) => h.algorithm.blockSize);
    },
  });
}

/** A hash object of bytes that are given by position or as `string`. */
export function newHash(t: PyType, a: Algorithm, data: Value | undefined, string: Value | undefined): PyHash {
  if (data !== undefined && string !== undefined)
    throw typeError(
      "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.",
    );
  const h = new PyHash(t, a.make(), a);
  const input = data ?? string;
  if (input !== undefined) h.state.update(hashInput(input));
  return h;
}

/** Adds a constructor `md5(data=b'', *, usedforsecurity=True, string=None)`. */
export function defHash(m: ModuleBuilder, t: PyType, a: Algorithm): void {
  m.def(`${a.name}(${PARAMETERS})`, (data: Value | undefined, _secure: Value, string?: Value) =>
    newHash(t, a, data, string),
  );
}
