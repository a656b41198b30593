/**
 * How an object without a `__reduce__` of its own is pickled and copied: `object.__reduce_ex__` and `__getstate__`
 * (CPython's object___reduce_ex__ and object_getstate).
 */
import { getAttr, instanceDict, lookupAttr } from './attributes';
import { dictType, listType, None, objectType, setType } from './builtinTypes';
import { call, lookupSpecial } from './call';
import { PyDict } from './dict';
import { newError, runtimeError, typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { typeLookup } from './lookup';
import { isInstanceOf, typeOf, type PyType, type Value } from './object';
import { sysState } from './sysState';
import { toIndex } from './toIndex';
import { PyList, PyTuple, strOf } from './values';

export function reduceEx(self: Value, protocolArg: Value): Value {
  const protocol = Number(toIndex(protocolArg));
  const own = lookupAttr(self, '__reduce__');
  if (own !== undefined && typeLookup(typeOf(self), '__reduce__') !== objectType.attrs.getStr('__reduce__'))
    return call(own);
  return reduce(self, protocol);
}

export function reduce(self: Value, protocol: number): Value {
  const copyreg = importCopyreg();
  return protocol < 2 ? call(getAttr(copyreg, '_reduce_ex'), [self, protocol]) : reduceNew(self, copyreg);
}

function importCopyreg(): Value {
  return call(sysState.builtins.getStr('__import__')!, ['copyreg']);
}

/** CPython's reduce_newobj. */
function reduceNew(self: Value, copyreg: Value): Value {
  const cls = typeOf(self);
  if (cls.tp_new === null) throw typeError(`cannot pickle '${cls.tpName}' object`);
  const given = newArguments(self);
  const required = given === undefined && !isInstanceOf(self, listType) && !isInstanceOf(self, dictType);
  const state =
    typeLookup(cls, '__getstate__') === objectType.attrs.getStr('__getstate__')
      ? getState(self, required)
      : call(getAttr(self, '__getstate__'));
  const listItems = isInstanceOf(self, listType) ? call(getAttr(self, '__iter__')) : None;
  const dictItems = isInstanceOf(self, dictType) ? call(getAttr(call(getAttr(self, 'items')), '__iter__')) : None;
  const args = given?.args ?? [];
  const [how, what] =
    given !== undefined && given.kwargs.size > 0
      ? ['__newobj_ex__', [cls, new PyTuple([...args]), given.kwargs]]
      : ['__newobj__', [cls, ...args]];
  return new PyTuple([getAttr(copyreg, how), new PyTuple(what), state, listItems, dictItems]);
}

/** What `__getnewargs_ex__` or `__getnewargs__` gives (_PyObject_GetNewArguments). */
function newArguments(self: Value): { args: readonly Value[]; kwargs: PyDict } | undefined {
  const ex = lookupSpecial(self, '__getnewargs_ex__');
  if (ex !== undefined) {
    const r = call(ex);
    if (!(r instanceof PyTuple)) throw typeError(`__getnewargs_ex__ should return a tuple, not '${typeOf(r).tpName}'`);
    if (r.items.length !== 2)
      throw valueError(`__getnewargs_ex__ should return a tuple of length 2, not ${r.items.length}`);
    const [args, kwargs] = r.items;
    if (!(args instanceof PyTuple))
      throw typeError(
        `first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '${typeOf(args).tpName}'`,
      );
    if (!(kwargs instanceof PyDict))
      throw typeError(
        `second item of the tuple returned by __getnewargs_ex__ must be a dict, not '${typeOf(kwargs).tpName}'`,
      );
    return { args: args.items, kwargs };
  }
  const plain = lookupSpecial(self, '__getnewargs__');
  if (plain === undefined) return undefined;
  const r = call(plain);
  if (!(r instanceof PyTuple)) throw typeError(`__getnewargs__ should return a tuple, not '${typeOf(r).tpName}'`);
  return { args: r.items, kwargs: new PyDict() };
}

/**
 * `__dict__`, and the values of `__slots__` beside it. `required`: nothing else says how to make the object anew, so that
 * a native object, whose contents are elsewhere, can't be pickled (object_getstate_default).
 */
export function getState(self: Value, required: boolean): Value {
  if (typeof self !== 'object') return None;
  const { cls } = self;
  if (required && cls.tpName === 'memoryview') throw typeError('cannot pickle memoryview objects');
  if (required && !cls.isHeap && cls.alloc !== null && !isInstanceOf(self, setType))
    throw typeError(`cannot pickle '${cls.tpName}' object`);
  const dict = cls.hasDict ? instanceDict(self) : undefined;
  const state: Value = dict === undefined || dict.size === 0 ? None : (lookupAttr(self, '__dict__') ?? None);
  const names = slotNames(cls);
  if (names === undefined) return state;
  const slots = new PyDict();
  const count = names.items.length;
  for (let i = 0; i < count; i++) {
    const name = names.items[i];
    const v = lookupAttr(self, strOf(name)!);
    if (v !== undefined) slots.set(name, v);
    if (names.items.length !== count) throw runtimeError('__slotsname__ changed size during iteration');
  }
  return slots.size === 0 ? state : new PyTuple([state, slots]);
}

/** `__slotnames__`, kept in the class by copyreg; undefined where there are none. */
function slotNames(cls: PyType): PyList | undefined {
  if (cls.slotCount === 0 && !cls.attrs.has('__slotnames__')) return undefined;
  const names = cls.attrs.getStr('__slotnames__') ?? call(getAttr(importCopyreg(), '_slotnames'), [cls]);
  if (names === None) return undefined;
  if (!(names instanceof PyList))
    throw newError(Exc.TypeError, `${cls.tpName}.__slotnames__ should be a list or None, not ${typeOf(names).tpName}`);
  return names;
}
