/**
 * The module `_functools`: partial, reduce, cmp_to_key and lru_cache's wrapper.
 */
import { call } from '../objects/call';
import { richCompare } from '../objects/compare';
import { defGetSet } from '../objects/descriptors';
import { attributeError, isError, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { getIter, iterNext } from '../objects/iteration';
import { PyObject, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';
import { NativeSpec } from '../objects/native';
import { lruCacheWrapperType } from './functools/lruCache';
import { partialType, placeholder, placeholderType } from './functools/partial';
import { nativeModule } from './registry';

/** Wraps an object so that it compares by a three-way comparison function. */
class PyKey extends PyObject {
  obj: Value | undefined;
  constructor(readonly compare: Value) {
    super(keyType);
  }
}

const keyCall = new NativeSpec('K(self, obj)', (self: PyKey, obj: Value) => {
  const k = new PyKey(self.compare);
  k.obj = obj;
  return k;
});

const keyType = defineType({
  name: 'functools.KeyWrapper',
  isBase: false,
  slots: {
    tp_call: (self, args, kw) => keyCall.call([self, ...args], kw),
    tp_richcompare: (a, b, op) => {
      if (!(b instanceof PyKey)) throw typeError('other argument must be K instance');
      const k = a as PyKey;
      if (k.obj === undefined || b.obj === undefined) throw attributeError(k, 'object', 'object');
      return richCompare(call(k.compare, [k.obj, b.obj]), 0, op);
    },
  },
  setup: (t) => {
    defGetSet(
      t,
      'obj',
      (self: PyKey) => self.obj,
      (self: PyKey, v) => {
        self.obj = v;
      },
      'The value that is compared.',
    );
    defGetSet(t, '__text_signature__', () => '(obj)');
  },
});

nativeModule('_functools', (m) => {
  m.set('__doc__', 'The native part of functools.');
  m.type(partialType);
  m.type(placeholderType);
  m.set('Placeholder', placeholder);
  m.type(lruCacheWrapperType);
  m.def(
    'cmp_to_key(mycmp)',
    (compare: Value) => new PyKey(compare),
    'Makes a key function of a comparison function that gives a negative, zero or positive number.',
  );
  m.def(
    'reduce(function, iterable, /, initial=<unrepresentable>)',
    (func: Value, iterable: Value, initial: Value | undefined) => {
      let it: Value;
      try {
        it = getIter(iterable);
      } catch (e) {
        if (isError(e, Exc.TypeError)) throw typeError('reduce() arg 2 must support iteration');
        throw e;
      }
      let acc = initial ?? iterNext(it);
      if (acc === undefined) throw typeError('reduce() of empty iterable with no initial value');
      for (let v = iterNext(it); v !== undefined; v = iterNext(it)) acc = call(func, [acc, v]);
      return acc;
    },
    'Combines the items of iterable to one value, calling function(so_far, item) for each from the left.\n\nThe start is initial if it is given, else the first item; TypeError if there is neither.',
  );
});
