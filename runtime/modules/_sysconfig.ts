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
