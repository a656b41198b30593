/** What CPython's build would have recorded: the variables of `sysconfig`, as far as anybody asks for them. */
import { PyDict } from '../objects/dict';
import { PREFIX } from './library';
import { nativeModule } from './registry';

const variables: Record<string, string | number> = {
  prefix: PREFIX,
  exec_prefix: PREFIX,
  VERSION: '3.14',
  SOABI: 'coroscope-314',
  EXT_SUFFIX: '.coroscope-314.so',
  Py_DEBUG: 0,
  Py_GIL_DISABLED: 0,
  WITH_DOC_STRINGS: 1,
  SIZEOF_VOID_P: 8,
  CONFIG_ARGS: '',
  // os.urandom takes no descriptor.
  HAVE_GETRANDOM: 1,
  CFLAGS: '',
  PY_CFLAGS: '',
  PY_CORE_LDFLAGS: '',
  MULTIARCH: 'x86_64-linux-gnu',
  TZPATH: '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
};

nativeModule('_sysconfigdata__linux_x86_64-linux-gnu', (m) => {
  const d = new PyDict();
  for (const [name, value] of Object.entries(variables)) d.setStr(name, value);
  m.set('build_time_vars', d);
});
