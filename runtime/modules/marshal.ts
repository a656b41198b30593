/**
 * The module `marshal`.
 */
import { newError } from '../objects/errors';
import { nativeModule } from './registry';

nativeModule('marshal', (m) => {
  m.set('version', 5);
  m.def('loads(bytes, /)', () => {
    throw newError('ValueError', 'bad marshal data (unknown type code)');
  });
});
