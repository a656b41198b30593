/**
 * `_testinternalcapi`: an extension module by which CPython's own tests look inside the interpreter.
 *
 * Owns: the few of its functions that make sense here. DIFFERS: there is no C API, so what tests that is absent.
 */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { PyInstance, type Value } from '../objects/object';
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
    (o: Value) => o instanceof PyInstance && (o.inlineShape !== null || o.dict === undefined || o.dict.isShaped),
  );
});
