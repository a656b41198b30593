/**
 * The module `_sysconfig`.
 */
import { PyDict } from '../objects/dict';
import { nativeModule } from './registry';

nativeModule('_sysconfig', (m) => {
  m.def('config_vars()', () => {
    const d = new PyDict();
    d.setStr('Py_GIL_DISABLED', 0);
    d.setStr('EXT_SUFFIX', '.cpython-314-x86_64-linux-gnu.so');
    d.setStr('SOABI', 'cpython-314-x86_64-linux-gnu');
    return d;
  });
});

/** What CPython's Makefile says, of which `sysconfig` has a module: the answers that the library and tests ask for. */
const BUILD_VARIABLES: Record<string, string | number> = {
  ABIFLAGS: '',
  CC: '',
  CFLAGS: '',
  CONFIG_ARGS: '',
  EXT_SUFFIX: '.cpython-314-x86_64-linux-gnu.so',
  HOST_GNU_TYPE: 'x86_64-pc-linux-gnu',
  LDFLAGS: '',
  LIBDIR: '/coroscope/lib',
  MULTIARCH: 'x86_64-linux-gnu',
  PYTHONFRAMEWORK: '',
  PY_CFLAGS: '',
  PY_CORE_CFLAGS: '',
  Py_DEBUG: 0,
  Py_ENABLE_SHARED: 0,
  Py_GIL_DISABLED: 0,
  SIZEOF_VOID_P: 8,
  SOABI: 'cpython-314-x86_64-linux-gnu',
  VERSION: '3.14',
  WITH_PYMALLOC: 0,
  srcdir: '/coroscope',
};

nativeModule('_sysconfigdata__linux_x86_64-linux-gnu', (m) => {
  const d = new PyDict();
  for (const [k, v] of Object.entries(BUILD_VARIABLES)) d.setStr(k, v);
  m.set('build_time_vars', d);
});
