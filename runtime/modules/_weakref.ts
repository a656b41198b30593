/**
 * The module `_weakref`. The types are in objects/weakref.ts.
 */
import { None } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { typeError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { PyList } from '../objects/values';
import {
  newWeakref,
  PyWeakRef,
  weakCallableProxyType,
  weakProxyType,
  weakrefsOf,
  weakrefType,
} from '../objects/weakref';
import { nativeModule } from './registry';
import { givenType } from '../objects/typeNames';

nativeModule('_weakref', (m) => {
  m.set('ref', weakrefType);
  m.set('ReferenceType', weakrefType);
  m.set('ProxyType', weakProxyType);
  m.set('CallableProxyType', weakCallableProxyType);
  m.def(
    'getweakrefcount(object, /)',
    (v: Value) => weakrefsOf(v).length,
    'How many weak references and proxies object has.',
  );
  m.def(
    'getweakrefs(object, /)',
    (v: Value) => new PyList([...weakrefsOf(v)]),
    'The weak references and proxies of object, as a list.',
  );
  m.def(
    'proxy(object, callback=None, /)',
    (v: Value, callback: Value) => {
      const cls = typeOf(v).tp_call === null ? weakProxyType : weakCallableProxyType;
      return newWeakref(cls, v, callback === None ? undefined : callback);
    },
    'A stand-in for object that does not keep it alive; callback is called with the proxy once object is gone.',
  );
  m.def(
    '_remove_dead_weakref(dct, key, /)',
    (dict: Value, key: Value) => {
      if (!(dict instanceof PyDict))
        throw typeError(`_remove_dead_weakref() argument 1 must be dict, not ${givenType(dict)}`);
      const ref = dict.get(key);
      if (ref instanceof PyWeakRef && ref.target === undefined) dict.delete(key);
      return None;
    },
    'Deletes a key whose value is a weak reference without a referent.',
  );
});
