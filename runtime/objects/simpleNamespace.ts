/**
 * types.SimpleNamespace (CPython's namespaceobject.c).
 */
import { instanceDict } from './attributes';
import { bareType, NotImplemented } from './builtinTypes';
import { richCompare } from './compare';
import { call } from './call';
import { defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { updateDict } from './dictMethods';
import { typeError } from './errors';
import { splitKeywords } from './exceptionMethods';
import { PyObject, typeOf, type Value } from './object';
import { guardedRepr, repr } from './text';
import { allocate, defNew } from './typeObject';
import { PyTuple, strOf } from './values';

export const simpleNamespaceType = bareType('types.SimpleNamespace');

class PyNamespace extends PyObject {}

const dictOf = (v: Value): PyDict => instanceDict(v as PyObject)!;

export function newNamespace(entries: Record<string, Value>): PyObject {
  const ns = new PyNamespace(simpleNamespaceType);
  const d = dictOf(ns);
  for (const [k, v] of Object.entries(entries)) d.setStr(k, v);
  return ns;
}

export function installSimpleNamespace(): void {
  const t = simpleNamespaceType;
  t.doc = 'An object with the attributes that it is given.';
  t.hasDict = true;
  t.alloc = (cls) => new PyNamespace(cls);
  defNew(t, (cls) => allocate(cls));
  t.tp_init = (self, args, kw) => {
    const [positional, keywords] = splitKeywords(args, kw);
    if (positional.length > 1)
      throw typeError(`${typeOf(self).name} expected at most 1 argument, got ${positional.length}`);
    const d = dictOf(self);
    if (positional.length === 1) {
      const from = new PyDict();
      updateDict(from, positional[0]);
      for (const k of from.keyList()) if (strOf(k) === undefined) throw typeError('keywords must be strings');
      d.update(from);
    }
    for (const [k, v] of keywords) d.setStr(k, v);
  };
  t.tp_repr = (self) => {
    const cls = typeOf(self);
    const name = cls === simpleNamespaceType ? 'namespace' : cls.name;
    return guardedRepr(self, `${name}(...)`, () => {
      const parts = dictOf(self)
        .entries()
        .filter(([k]) => strOf(k) !== undefined && strOf(k) !== '')
        .map(([k, v]) => `${strOf(k)!}=${repr(v)}`);
      return `${name}(${parts.join(', ')})`;
    });
  };
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyNamespace && b instanceof PyNamespace)) return NotImplemented;
    return richCompare(dictOf(a), dictOf(b), op);
  };
  defGetSet(t, '__dict__', (self: PyObject) => dictOf(self));
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PyObject) => new PyTuple([self.cls, new PyTuple([]), dictOf(self)]),
    'For pickle.',
  );
  defMethod(
    t,
    '__replace__(self, /, *args, **changes)',
    (self: PyObject, args: Value[], changes: PyDict) => {
      if (args.length > 0) throw typeError('__replace__() takes no positional arguments');
      const copy = call(self.cls);
      if (!(copy instanceof PyNamespace))
        throw typeError(
          `expect ${t.tpName} type, but ${typeOf(self).tpName}() returned '${typeOf(copy).tpName}' object`,
        );
      dictOf(copy).update(dictOf(self));
      dictOf(copy).update(changes);
      return copy;
    },
    'A copy in which the given attributes have other values.',
  );
}
