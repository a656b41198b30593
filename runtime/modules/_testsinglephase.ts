/**
 * `_testsinglephase`: an extension module that comes with CPython's own tests, some of which want it at their import.
 *
 * Owns: its functions. DIFFERS: nothing here is initialised in phases, so what tests those is absent.
 */
import type { Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { PyFloat } from '../objects/values';
import { host } from '../host/currentHost';
import { newExceptionType } from './exceptionClass';
import { nativeModule } from './registry';

nativeModule('_testsinglephase', (m) => {
  const started = new PyFloat(host().now());
  m.set('error', newExceptionType('_testsinglephase.error'));
  m.set('int_const', 1969);
  m.set('str_const', 'something different');
  m.set('_module_initialized', started);
  m.def('look_up_self()', () => m.module);
  m.def('sum(i, j, /)', (a: Value, b: Value) => binaryOp(a, b, 'nb_add'));
  m.def('state_initialized()', () => started);
});
