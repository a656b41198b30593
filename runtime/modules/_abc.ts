/**
 * The module `_abc`: the machinery of abstract base classes (CPython's _abc.c).
 *
 * Owns: each class's registry and caches. They refer weakly: gc.collect() doesn't follow them.
 */
import { getAttr, lookupAttr, setAttr, callMethod } from '../objects/attributes';
import { bytearrayType, bytesType, None, strType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { newError, runtimeError, typeError } from '../objects/errors';
import { toArray } from '../objects/iteration';
import { isSubtype, PyObject, PyType, typeOf, type Value } from '../objects/object';
import { defineType, typeSetAttr } from '../objects/typeObject';
import { newFrozenset, PySet, PyTuple, intOf, strOf } from '../objects/values';
import { newWeakref, weakrefType } from '../objects/weakref';
import { isSubclassOf } from '../objects/isSubclass';
import { treatAsWeak } from './gc/mark';
import { nativeModule } from './registry';

let abcDataType: PyType;
let invalidationCounter = 0;

/** What an abstract base class remembers: CPython's _abc_data. */
class AbcData extends PyObject {
  registry = new Set<PyObject>();
  cache = new Set<PyObject>();
  negativeCache = new Set<PyObject>();
  negativeVersion = invalidationCounter;
  constructor() {
    super(abcDataType);
    treatAsWeak(this);
  }
}

function dataOf(cls: Value): AbcData {
  const data = getAttr(cls, '_abc_impl');
  if (!(data instanceof AbcData)) throw typeError('_abc_impl is set to a wrong type');
  return data;
}

function isAbstract(v: Value): boolean {
  const flag = lookupAttr(v, '__isabstractmethod__');
  return flag !== undefined && isTrue(flag);
}

function computeAbstractMethods(cls: PyType): void {
  const names: Value[] = [];
  for (const [key, value] of cls.attrs.entries()) if (isAbstract(value)) names.push(key);
  for (const base of cls.bases) {
    const inherited = lookupAttr(base, '__abstractmethods__');
    if (inherited === undefined) continue;
    for (const key of toArray(inherited)) {
      const value = lookupAttr(cls, strOf(key) ?? '');
      if (value !== undefined && isAbstract(value)) names.push(key);
    }
  }
  setAttr(cls, '__abstractmethods__', newFrozenset(names));
}

const COLLECTION_FLAGS = 32 | 64;

function abcInit(self: Value): Value {
  if (!(self instanceof PyType))
    throw newError('AttributeError', `'${typeOf(self).tpName}' object has no attribute '__dict__'`);
  const cls = self;
  computeAbstractMethods(cls);
  setAttr(cls, '_abc_impl', new AbcData());
  const flags = cls.attrs.getStr('__abc_tpflags__');
  if (flags !== undefined) {
    const n = Number(intOf(flags) ?? 0) & COLLECTION_FLAGS;
    if (n === COLLECTION_FLAGS)
      throw typeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING');
    if (n !== 0) cls.patternFlags = n;
    typeSetAttr(cls, '__abc_tpflags__', undefined);
  }
  return None;
}

/** Registered as sequences, but never matched by a sequence pattern. */
const TEXTS = new Set<PyType>([strType, bytesType, bytearrayType]);

function setPatternFlags(cls: PyType, flags: number): void {
  if (cls.patternFlags === flags || TEXTS.has(cls)) return;
  cls.patternFlags = flags;
  for (const sub of cls.subclasses) setPatternFlags(sub, flags);
}

function register(self: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError('Can only register classes');
  if (isSubclassOf(subclass, self)) return subclass;
  if (isSubclassOf(self, subclass)) throw runtimeError('Refusing to create an inheritance cycle');
  dataOf(self).registry.add(subclass);
  invalidationCounter++;
  if (self instanceof PyType && (self.patternFlags & COLLECTION_FLAGS) !== 0)
    setPatternFlags(subclass, self.patternFlags);
  return subclass;
}

function instanceCheck(self: Value, instance: Value): Value {
  const data = dataOf(self);
  const subclass = getAttr(instance, '__class__');
  if (data.cache.has(subclass as PyObject)) return true;
  const subtype = typeOf(instance);
  if (subtype === subclass) {
    if (data.negativeVersion === invalidationCounter && data.negativeCache.has(subtype)) return false;
    return callMethod(self, '__subclasscheck__', [subclass]);
  }
  const r = callMethod(self, '__subclasscheck__', [subclass]);
  return isTrue(r) ? r : callMethod(self, '__subclasscheck__', [subtype]);
}

function subclassCheck(self: Value, subclass: Value): Value {
  if (!(subclass instanceof PyType)) throw typeError('issubclass() arg 1 must be a class');
  const data = dataOf(self);
  if (data.cache.has(subclass)) return true;
  if (data.negativeVersion < invalidationCounter) {
    data.negativeCache.clear();
    data.negativeVersion = invalidationCounter;
  } else if (data.negativeCache.has(subclass)) return false;
  const remember = (yes: boolean): boolean => {
    (yes ? data.cache : data.negativeCache).add(subclass);
    return yes;
  };
  const hook = callMethod(self, '__subclasshook__', [subclass]);
  if (hook === true || hook === false) return remember(hook);
  if (typeOf(hook).name !== 'NotImplementedType') throw typeError('assertion failed: ok is NotImplemented');
  if (isSubtype(subclass, self as PyType)) return remember(true);
  for (const registered of [...data.registry]) if (isSubclassOf(subclass, registered)) return remember(true);
  const subclasses = call(getAttr(self, '__subclasses__'));
  for (const sub of toArray(subclasses)) if (isSubclassOf(subclass, sub)) return remember(true);
  return remember(false);
}

function weakSet(classes: Set<PyObject>): Value {
  const s = new PySet();
  for (const c of classes) s.data.set(newWeakref(weakrefType, c, undefined), true);
  return s;
}

nativeModule('_abc', (m) => {
  abcDataType = defineType({
    name: '_abc._abc_data',
    isBase: false,
    doc: 'What the abc module keeps of an abstract class.',
  });
  m.def(
    'get_cache_token()',
    () => invalidationCounter,
    'A number that grows with each registration of a virtual subclass.',
  );
  m.def('_abc_init(self, /)', abcInit, 'Makes a new class abstract: finds its abstract methods.');
  m.def('_abc_register(self, subclass, /)', register, 'Makes subclass a virtual subclass of self.');
  m.def('_abc_instancecheck(self, instance, /)', instanceCheck, 'Tests isinstance(instance, self) with the registry.');
  m.def('_abc_subclasscheck(self, subclass, /)', subclassCheck, 'Tests issubclass(subclass, self) with the registry.');
  m.def(
    '_reset_registry(self, /)',
    (self: Value) => (dataOf(self).registry.clear(), None),
    'Forgets which classes were registered with self.',
  );
  m.def(
    '_reset_caches(self, /)',
    (self: Value) => {
      const data = dataOf(self);
      data.cache.clear();
      data.negativeCache.clear();
      return None;
    },
    'Forgets what earlier tests of subclasses found.',
  );
  m.def(
    '_get_dump(self, /)',
    (self: Value) => {
      const data = dataOf(self);
      return new PyTuple([
        weakSet(data.registry),
        weakSet(data.cache),
        weakSet(data.negativeCache),
        data.negativeVersion,
      ]);
    },
    'The registry, both caches and the cache version of self.',
  );
});
