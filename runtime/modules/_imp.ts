/**
 * The module `_imp`: what importlib needs from the interpreter (CPython's import.c).
 *
 * Owns: built-in and frozen modules. Frozen are only importlib's own two files; the rest of the library has a loader of
 * its own (libraryLoader.ts).
 */
import { getAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { newError, runtimeError, typeError } from '../objects/errors';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { PyCode, pyCodeOf } from '../objects/function';
import { type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { repr } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { PyBytes, PyList, PyTuple, strOf } from '../objects/values';
import { readBuffer } from './buffers';
import { libraryRef, pycMagicNumber } from './library';
import { createNativeModule, isNativeModule, nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

const frozen = new Map([
  ['_frozen_importlib', 'importlib._bootstrap'],
  ['_frozen_importlib_external', 'importlib._bootstrap_external'],
]);

/** The code object of one of importlib's own modules. */
export function frozenCode(name: string): PyCode {
  const original = frozen.get(name);
  const module = original === undefined ? null : libraryRef.library.find(original);
  if (module === null) throw importError(`No such frozen object named ${name}`, name);
  return pyCodeOf(module.code());
}

function importError(message: string, name: string, path?: string): PyBaseException {
  const e = newError(Exc.ImportError, message);
  e.fields = new Map<string, Value>([
    ['msg', message],
    ['name', name],
    ['path', path ?? None],
  ]);
  return e;
}

function nameArg(v: Value, f: string): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${f}() argument must be str, not ${givenType(v)}`);
  return s;
}

let lockDepth = 0;

nativeModule('_imp', (m) => {
  m.set('check_hash_based_pycs', 'default');
  m.set('pyc_magic_number_token', pycMagicNumber());
  m.def('lock_held()', () => lockDepth > 0);
  m.def('acquire_lock()', () => {
    lockDepth++;
    return None;
  });
  m.def('release_lock()', () => {
    if (lockDepth === 0) throw runtimeError('not holding the import lock');
    lockDepth--;
    return None;
  });
  // So that a C extension is found and refused with a clear message.
  m.def('extension_suffixes()', () => new PyList(['.cpython-314-x86_64-linux-gnu.so', '.abi3.so', '.so']));
  m.def('is_builtin(name, /)', (name: Value) => {
    const text = nameArg(name, 'is_builtin');
    if (text === 'sys' || text === 'builtins') return -1;
    return isNativeModule(text) ? 1 : 0;
  });
  m.def('is_frozen(name, /)', (name: Value) => frozen.has(nameArg(name, 'is_frozen')));
  m.def('is_frozen_package(name, /)', (name: Value) => {
    if (!frozen.has(nameArg(name, 'is_frozen_package')))
      throw importError(`No such frozen object named ${strOf(name)}`, strOf(name)!);
    return false;
  });
  m.def('find_frozen(name, /, *, withdata=False)', (name: Value) => {
    const original = frozen.get(nameArg(name, 'find_frozen'));
    return original === undefined ? None : new PyTuple([None, false, original]);
  });
  m.def('get_frozen_object(name, data=None, /)', (name: Value) => frozenCode(nameArg(name, 'get_frozen_object')));
  m.def('init_frozen(name, /)', () => None);
  m.def('_frozen_module_names()', () => new PyList([...frozen.keys()]));
  m.def('_override_frozen_modules_for_tests(override, /)', () => None);
  m.def('_override_multi_interp_extensions_check(override, /)', () => 0);
  m.def('create_builtin(spec, /)', (spec: Value) => {
    const name = strOf(getAttr(spec, 'name'))!;
    const known = name === 'sys' || name === 'builtins' ? sysState.modules.getStr(name) : undefined;
    if (known !== undefined) return known;
    return createNativeModule(name) ?? None;
  });
  m.def('exec_builtin(mod, /)', () => 0);
  m.def('create_dynamic(spec, file=<absent>, /)', (spec: Value) => {
    const name = strOf(getAttr(spec, 'name')) ?? '?';
    const path = strOf(getAttr(spec, 'origin'));
    throw importError(
      `${path ?? name} is a C extension, which can't run in Coroscope's own runtime; CPython can run it`,
      name,
      path,
    );
  });
  m.def('exec_dynamic(mod, /)', () => 0);
  m.def('_fix_co_filename(code, path, /)', (code: Value, path: Value) => {
    if (!(code instanceof PyCode)) throw typeError(`_fix_co_filename() argument 1 must be code, not ${repr(code)}`);
    code.code.filename = strOf(path) ?? code.code.filename;
    return None;
  });
  m.def(
    'source_hash(key, source)',
    (key: Value, source: Value) => new PyBytes(siphash(BigInt(toIndex(key)), readBuffer(source))),
  );
});

const MASK = 0xffffffffffffffffn;
const rotl = (x: bigint, n: bigint): bigint => ((x << n) | (x >> (64n - n))) & MASK;

/** SipHash-1-3 with the key twice, as CPython hashes sources. */
function siphash(key: bigint, data: Uint8Array): Uint8Array {
  let v0 = 0x736f6d6570736575n ^ key;
  let v1 = 0x646f72616e646f6dn ^ key;
  let v2 = 0x6c7967656e657261n ^ key;
  let v3 = 0x7465646279746573n ^ key;
  const round = () => {
    v0 = (v0 + v1) & MASK;
    v1 = rotl(v1, 13n) ^ v0;
    v0 = rotl(v0, 32n);
    v2 = (v2 + v3) & MASK;
    v3 = rotl(v3, 16n) ^ v2;
    v0 = (v0 + v3) & MASK;
    v3 = rotl(v3, 21n) ^ v0;
    v2 = (v2 + v1) & MASK;
    v1 = rotl(v1, 17n) ^ v2;
    v2 = rotl(v2, 32n);
  };
  const word = (at: number, n: number): bigint => {
    let w = 0n;
    for (let i = n - 1; i >= 0; i--) w = (w << 8n) | BigInt(data[at + i]);
    return w;
  };
  const whole = data.length - (data.length % 8);
  for (let i = 0; i < whole; i += 8) {
    const w = word(i, 8);
    v3 ^= w;
    round();
    v0 ^= w;
  }
  const last = (BigInt(data.length & 255) << 56n) | word(whole, data.length - whole);
  v3 ^= last;
  round();
  v0 ^= last;
  v2 ^= 0xffn;
  round();
  round();
  round();
  let h = v0 ^ v1 ^ v2 ^ v3;
  const out = new Uint8Array(8);
  for (let i = 0; i < 8; i++, h >>= 8n) out[i] = Number(h & 255n);
  return out;
}
