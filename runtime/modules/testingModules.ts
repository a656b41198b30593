/**
 * `_testinternalcapi` and `_testsinglephase`: extension modules by which CPython's own tests look inside the interpreter.
 *
 * Owns: the few of their functions that make sense here. DIFFERS: there is no C API, so what tests that is absent.
 */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { newExceptionType } from './exceptionClass';
import { PyObject, type Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { PyFloat } from '../objects/values';
import { host } from '../host/currentHost';
import { ts } from '../vm/thread';
import { nativeModule } from './registry';

nativeModule('_testinternalcapi', (m) => {
  m.def('get_config()', () => {
    const config = new PyDict();
    // co_positions() is always there.
    config.setStr('code_debug_ranges', 1);
    return config;
  });
  m.def('get_recursion_depth()', () => ts.depth);
  m.def('get_immortalize_deferred()', () => false);
  m.def('suppress_immortalization(suppress, /)', () => None);
  // Attributes are laid out by shape until they are too many for one.
  m.def(
    'has_inline_values(obj, /)',
    (o: Value) => o instanceof PyObject && o.cls.hasDict && (o.dict === undefined || o.dict.isShaped),
  );
});

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
