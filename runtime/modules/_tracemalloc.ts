/**
 * The module `_tracemalloc`. DIFFERS: memory is JavaScript's, so tracing records nothing.
 */
import { None } from '../objects/builtinTypes';
import { valueError } from '../objects/errors';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { PyList, PyTuple } from '../objects/values';
import { nativeModule } from './registry';

nativeModule('_tracemalloc', (m) => {
  let tracing = false;
  let limit = 1;
  m.def('is_tracing()', () => tracing);
  m.def('clear_traces()', () => None);
  m.def('_get_traces()', () => new PyList([]));
  m.def('_get_object_traceback(obj, /)', () => None);
  m.def('start(nframe=1, /)', (n: Value) => {
    const count = Number(toIndex(n));
    if (count < 1 || count > 65535) throw valueError('the number of frames must be in range [1; 65535]');
    tracing = true;
    limit = count;
    return None;
  });
  m.def('stop()', () => {
    tracing = false;
    return None;
  });
  m.def('get_traceback_limit()', () => limit);
  m.def('get_tracemalloc_memory()', () => 0);
  m.def('get_traced_memory()', () => new PyTuple([0, 0]));
  m.def('reset_peak()', () => None);
});
