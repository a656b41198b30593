/**
 * What `sys` says about the interpreter and the platform: versions, limits, float and hash facts.
 */
import { newFrozenset, PyFloat, PyTuple } from '../../objects/values';
import { newNamespace } from '../../objects/simpleNamespace';
import { None } from '../../objects/builtinTypes';
import { nativeModuleNames, type ModuleBuilder } from '../registry';
import { disallowInstances, structSeqType } from '../structSeq';
import { stdlibModuleNames } from './stdlibNames';

const VERSION = [3, 14, 2, 'final', 0] as const;
export const CACHE_TAG = 'coroscope-314';

/** Adds the constants. */
export function defFacts(m: ModuleBuilder, platform: string): void {
  const versionType = structSeqType(
    'sys.version_info',
    ['major', 'minor', 'micro', 'releaselevel', 'serial'],
    'sys.version_info\n\nThe version of Python, part by part.',
  );
  disallowInstances(versionType);
  const version = versionType.make([...VERSION]);
  const hex = 0x030e02f0;
  m.set('version_info', version);
  m.set('version', '3.14.2 (main, Dec  5 2025, 00:00:00) [Coroscope]');
  m.set('hexversion', hex);
  m.set('api_version', 1013);
  m.set('copyright', 'Copyright (c) 2001 Python Software Foundation (the standard library).');
  m.set('platform', platform);
  m.set('byteorder', 'little');
  m.set('maxsize', 9223372036854775807n);
  m.set('maxunicode', 0x10ffff);
  m.set('abiflags', '');
  m.set('platlibdir', 'lib');
  m.set('float_repr_style', 'short');
  m.set('_framework', '');
  m.set('_git', new PyTuple(['Coroscope', '', '']));
  m.set('builtin_module_names', new PyTuple(nativeModuleNames()));
  m.set('stdlib_module_names', newFrozenset(stdlibModuleNames.split(' ')));
  m.set(
    'implementation',
    newNamespace({
      name: 'coroscope',
      cache_tag: CACHE_TAG,
      version,
      hexversion: hex,
      _multiarch: 'x86_64-linux-gnu',
      supports_isolated_interpreters: false,
    }),
  );
  defNumbers(m);
}

function defNumbers(m: ModuleBuilder): void {
  const f = (x: number) => new PyFloat(x);
  m.set(
    'float_info',
    structSeqType(
      'sys.float_info',
      ['max', 'max_exp', 'max_10_exp', 'min', 'min_exp', 'min_10_exp', 'dig', 'mant_dig', 'epsilon', 'radix', 'rounds'],
      'sys.float_info\n\nRange and precision of float.',
    ).make([f(Number.MAX_VALUE), 1024, 308, f(2.2250738585072014e-308), -1021, -307, 15, 53, f(Number.EPSILON), 2, 1]),
  );
  m.set(
    'int_info',
    structSeqType(
      'sys.int_info',
      ['bits_per_digit', 'sizeof_digit', 'default_max_str_digits', 'str_digits_check_threshold'],
      'sys.int_info\n\nHow large integers are stored, and limits on their conversion.',
    ).make([30, 4, 4300, 640]),
  );
  m.set(
    'hash_info',
    structSeqType(
      'sys.hash_info',
      ['width', 'modulus', 'inf', 'nan', 'imag', 'algorithm', 'hash_bits', 'seed_bits', 'cutoff'],
      'hash_info\n\nHow hashes of numbers and strings are computed.',
    ).make([64, 2305843009213693951n, 314159, 0, 1000003, 'siphash13', 64, 128, 0]),
  );
  m.set(
    'thread_info',
    structSeqType(
      'sys.thread_info',
      ['name', 'lock', 'version'],
      'sys.thread_info\n\nHow threads and locks are implemented.',
    ).make(['pthread', 'semaphore', None]),
  );
}
