/**
 * The module `errno`.
 */
import { PyDict } from '../objects/dict';
import { errnoTable } from './errnoTable';
import { nativeModule } from './registry';

nativeModule('errno', (m) => {
  const errorcode = new PyDict();
  for (const [name, number] of errnoTable) {
    m.set(name, number);
    if (!errorcode.has(number)) errorcode.set(number, name);
  }
  m.set('errorcode', errorcode);
});
