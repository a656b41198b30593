/**
 * HMAC objects as Python sees them, of `_hashlib` and of `_hmac`.
 */
import { hexOf } from '../../objects/bytesOps';
import { None } from '../../objects/builtinTypes';
import { identity } from '../../objects/compare';
import { defGetSet } from '../../objects/descriptors';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { PyBytes } from '../../objects/values';
import type { Algorithm } from './algorithms';
import { hashInput } from './hashObject';
import { Hmac } from './hmac';

export class PyHmac extends PyObject {
  constructor(
    cls: PyType,
    readonly state: Hmac,
    readonly algorithm: Algorithm,
  ) {
    super(cls);
  }
}

/** A keyed hash that has begun with a message; undefined and None are none. */
export function startHmac(a: Algorithm, key: Uint8Array, message?: Value): Hmac {
  const state = Hmac.create(a.make, a.blockSize, key);
  if (message !== undefined && message !== None) state.update(hashInput(message));
  return state;
}

export function newHmacType(name: string): PyType {
  return defineType({
    name,
    isBase: false,
    doc: 'A keyed hash being calculated.',
    slots: {
      tp_repr: (self) => {
        const h = self as PyHmac;
        return `<${h.algorithm.name} HMAC object @ 0x${identity(h).toString(16)}>`;
      },
    },
    methods: {
      'update(self, /, msg)': (h: PyHmac, message: Value) => {
        h.state.update(hashInput(message));
        return None;
      },
      'copy(self, /)': (h: PyHmac) => new PyHmac(h.cls, h.state.copy(), h.algorithm),
      'digest(self, /)': (h: PyHmac) => new PyBytes(h.state.digest()),
      'hexdigest(self, /)': (h: PyHmac) => hexOf(h.state.digest(), '', 0),
    },
    setup: (t) => {
      defGetSet(t, 'name', (h: PyHmac) => `hmac-${h.algorithm.name}`);
      defGetSet(t, 'digest_size', (h: PyHmac) => h.algorithm.digestSize);
      defGetSet(t, 'block_size', (h: PyHmac) => h.algorithm.blockSize);
    },
  });
}
