/**
 * The modules _md5, _sha1, _sha2, _sha3 and _blake2, on which hashlib rests where there is no OpenSSL.
 */
import { None } from '../objects/builtinTypes';
import { isTrue } from '../objects/compare';
import { overflowError, typeError, valueError } from '../objects/errors';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { defGetSet } from '../objects/descriptors';
import { defineType } from '../objects/typeObject';
import { toIndex } from '../objects/toIndex';
import { hexOf } from '../objects/bytesOps';
import { plainBytes } from '../objects/buffer';
import { PyBytes } from '../objects/values';
import { md5, sha1, sha2, sha3s, shakes } from './hash/algorithms';
import { Blake2 } from './hash/blake2';
import { defHash, hashInput, hashType } from './hash/hashObject';
import { nativeModule, type ModuleBuilder } from './registry';

/** More bytes than these CPython hashes without its lock. */
const GIL_MINSIZE = 2048;

nativeModule('_md5', (m) => {
  m.set('_GIL_MINSIZE', GIL_MINSIZE);
  const t = hashType('_md5.md5');
  m.set('MD5Type', t);
  defHash(m, t, md5);
});

nativeModule('_sha1', (m) => {
  m.set('_GIL_MINSIZE', GIL_MINSIZE);
  const t = hashType('_sha1.sha1');
  m.set('SHA1Type', t);
  defHash(m, t, sha1);
});

nativeModule('_sha2', (m) => {
  m.set('_GIL_MINSIZE', GIL_MINSIZE);
  for (const a of sha2) defHash(m, m.type(hashType(`_sha2.${a.name.toUpperCase()}Type`)), a);
});

nativeModule('_sha3', (m) => {
  m.set('_GIL_MINSIZE', GIL_MINSIZE);
  m.set('implementation', 'generic');
  for (const a of sha3s) m.type(hashType(`_sha3.${a.name}`, false, a));
  for (const a of shakes) m.type(hashType(`_sha3.${a.name}`, true, a));
});

class PyBlake2 extends PyObject {
  constructor(
    cls: PyType,
    readonly state: Blake2,
  ) {
    super(cls);
  }
}

interface Limits {
  name: string;
  wide: boolean;
  out: number;
  salt: number;
}

function newBlake2(
  limits: Limits,
  cls: PyType,
  data: Value | undefined,
  o: Record<string, Value | undefined>,
): PyBlake2 {
  const number = (key: string, fallback: number, min: number, max: number, message: string): number => {
    const v = o[key];
    if (v === undefined) return fallback;
    const n = toIndex(v);
    if (n < min || n > max) throw (key === 'leaf_size' || key === 'node_offset' ? overflowError : valueError)(message);
    return Number(n);
  };
  const bytes = (key: string, max: number): Uint8Array => {
    const v = o[key];
    if (v === undefined) return new Uint8Array(0);
    const b = plainBytes(v);
    if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
    if (b.length > max) throw valueError(`maximum ${key} length is ${max} bytes`);
    return b.slice();
  };
  const digestSize = number(
    'digest_size',
    limits.out,
    1,
    limits.out,
    `digest_size for ${limits.name} must be between 1 and ${limits.out} bytes, here it is ${String(o.digest_size)}`,
  );
  const state = new Blake2(limits.wide, {
    digestSize,
    salt: bytes('salt', limits.salt),
    person: bytes('person', limits.salt),
    fanout: number('fanout', 1, 0, 255, 'fanout must be between 0 and 255'),
    depth: number('depth', 1, 1, 255, 'depth must be between 1 and 255'),
    leafSize: number('leaf_size', 0, 0, 0xffffffff, 'leaf_size is too large'),
    nodeOffset: BigInt(number('node_offset', 0, 0, Number.MAX_SAFE_INTEGER, 'node_offset is too large')),
    nodeDepth: number('node_depth', 0, 0, 255, 'node_depth must be between 0 and 255'),
    innerSize: number('inner_size', 0, 0, limits.out, `inner_size must be between 0 and is ${limits.out}`),
    lastNode: o.last_node !== undefined && isTrue(o.last_node),
    key: bytes('key', limits.out),
  });
  if (data !== undefined) state.update(hashInput(data));
  return new PyBlake2(cls, state);
}

/** The keywords, with the defaults that the signature shows. */
const defaults = {
  digest_size: '64',
  key: "b''",
  salt: "b''",
  person: "b''",
  fanout: '1',
  depth: '1',
  leaf_size: '0',
  node_offset: '0',
  node_depth: '0',
  inner_size: '0',
  last_node: 'False',
};
const keywords = Object.keys(defaults);

function blake2Type(m: ModuleBuilder, limits: Limits): void {
  const constants = {
    SALT_SIZE: limits.salt,
    PERSON_SIZE: limits.salt,
    MAX_KEY_SIZE: limits.out,
    MAX_DIGEST_SIZE: limits.out,
  };
  const shown = { ...defaults, digest_size: String(limits.out) };
  const t = defineType({
    name: `_blake2.${limits.name}`,
    isBase: false,
    doc: 'Return a new BLAKE2 hash object.',
    new: [
      `(cls, data=b'', /, *, ${Object.entries(shown)
        .map(([k, v]) => `${k}=<absent:${v}>`)
        .join(', ')}, usedforsecurity=True, string=<absent:None>)`,
      (cls: PyType, data: Value | undefined, ...rest: (Value | undefined)[]) =>
        newBlake2(
          limits,
          cls,
          data ?? rest[keywords.length + 1],
          Object.fromEntries(keywords.map((k, i) => [k, rest[i]])),
        ),
    ],
    methods: {
      'update(self, data, /)': (h: PyBlake2, data: Value) => {
        h.state.update(hashInput(data));
        return None;
      },
      'copy(self, /)': (h: PyBlake2) => new PyBlake2(h.cls, h.state.copy()),
      'digest(self, /)': (h: PyBlake2) => new PyBytes(h.state.digest()),
      'hexdigest(self, /)': (h: PyBlake2) => hexOf(h.state.digest(), '', 0),
    },
    setup: (type) => {
      defGetSet(type, 'name', () => limits.name);
      defGetSet(type, 'digest_size', (h: PyBlake2) => h.state.options.digestSize);
      defGetSet(type, 'block_size', () => (limits.wide ? 128 : 64));
      for (const [name, value] of Object.entries(constants)) type.attrs.setStr(name, value);
    },
  });
  m.type(t);
  for (const [name, value] of Object.entries(constants)) m.set(`${limits.name.toUpperCase()}_${name}`, value);
}

nativeModule('_blake2', (m) => {
  m.set('_GIL_MINSIZE', GIL_MINSIZE);
  blake2Type(m, { name: 'blake2b', wide: true, out: 64, salt: 16 });
  blake2Type(m, { name: 'blake2s', wide: false, out: 32, salt: 8 });
});
