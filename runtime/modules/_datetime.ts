/**
 * The module `_datetime`: the library's own Python implementation under the accelerator's name, so that programs which
 * ask for the accelerator (or forbid `_pydatetime`) find it. Both make classes of their own, as in CPython.
 *
 * DIFFERS: its classes are Python classes; there is no C interface (`datetime_CAPI`).
 */
import { newError } from '../objects/errors';
import { runCode } from '../vm/execution';
import { libraryRef } from './library';
import { nativeModule } from './registry';

nativeModule('_datetime', (m) => {
  const source = libraryRef.library.find('_pydatetime');
  if (source === null) throw newError('ImportError', "the library's archive has no _pydatetime");
  runCode(source.code(), m.module.dict, m.module.dict);
});
