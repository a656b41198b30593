/**
 * `_thread._local`: attributes that every thread has for itself.
 */
import { genericGetAttr, genericSetAttr, newInstanceDict } from '../objects/attributes';
import { bareType, objectType } from '../objects/builtinTypes';
import { defGetSet } from '../objects/descriptors';
import { type PyDict } from '../objects/dict';
import { attributeError, typeError } from '../objects/errors';
import { PyObject, type KwNames, type PyType, type Value } from '../objects/object';
import { defNew, readyType } from '../objects/typeObject';
import { threads } from './threads';

class PyLocal extends PyObject {
  constructor(
    cls: PyType,
    readonly args: Value[],
    readonly kwnames: KwNames,
  ) {
    super(cls);
  }
}

/** The running thread's dictionary; a thread's first access calls `__init__` again, as in CPython. */
function dictOf(self: PyLocal): PyDict {
  const known = threads.current.locals.get(self);
  if (known !== undefined) return known;
  const dict = newInstanceDict(self.cls);
  threads.current.locals.set(self, dict);
  if (self.cls.tp_init !== null && self.cls.tp_init !== objectType.tp_init) {
    self.dict = dict;
    self.cls.tp_init(self, self.args, self.kwnames);
  }
  return dict;
}

/** Makes the type. */
export function installLocal(): PyType {
  const t = bareType('_thread._local');
  t.hasDict = true;
  t.hasWeakref = true;
  t.doc = 'An object whose attributes each thread has for itself.';
  t.alloc = (cls) => new PyLocal(cls, [], null);
  defNew(t, (cls, args, kwnames) => {
    if ((args.length > 0 || kwnames !== null) && (cls.tp_init === objectType.tp_init || cls.tp_init === null))
      throw typeError('Initialization arguments are not supported');
    const self = new PyLocal(cls, args, kwnames);
    self.dict = newInstanceDict(cls);
    threads.current.locals.set(self, self.dict);
    return self;
  });
  t.tp_getattro = (self, name) => {
    const local = self as PyLocal;
    local.dict = dictOf(local);
    return name === '__dict__' ? local.dict : genericGetAttr(local, name);
  };
  t.tp_setattro = (self, name, value) => {
    const local = self as PyLocal;
    local.dict = dictOf(local);
    if (name === '__dict__')
      throw attributeError(local, name, `'${local.cls.tpName}' object attribute '__dict__' is read-only`);
    genericSetAttr(local, name, value);
  };
  defGetSet(t, '__dict__', (self: PyLocal) => dictOf(self));
  readyType(t);
  return t;
}
