/**
 * `__dict__` and `__weakref__` of instances of Python classes: what a class statement adds to a class.
 */
import { instanceDict } from './attributes';
import { None } from './builtinTypes';
import { PyGetSet } from './descriptors';
import { PyDict } from './dict';
import { typeError } from './errors';
import { setDict } from './inlineValues';
import { typeOf, type PyObject, type PyType, type Value } from './object';

/** `__dict__` of an instance. */
export function dictGetSet(owner: PyType): PyGetSet {
  const descr: PyGetSet = new PyGetSet(
    '__dict__',
    owner,
    (o) => {
      const own = nativeDict(o);
      return own === undefined ? instanceDict(o as PyObject) : own.get(o);
    },
    (o: Value, v: Value | undefined) => {
      const own = nativeDict(o);
      if (own !== undefined) {
        typeOf(own).tp_descr_set!(own, o, v);
        return;
      }
      if (v !== undefined && !(v instanceof PyDict))
        throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).tpName}'`);
      setDict(o as PyObject, v);
    },
    "the instance's own attributes",
  );
  generic.add(descr);
  return descr;
}

const generic = new WeakSet<PyGetSet>();

/** How a native base says what `__dict__` is (a class, a module), whatever a base in Python would (get_builtin_base_with_dict). */
function nativeDict(o: Value): PyGetSet | undefined {
  for (let t: PyType | null = typeOf(o); t !== null; t = t.base) {
    if (t.isHeap || !t.hasDict) continue;
    const own = t.attrs.getStr('__dict__');
    return own instanceof PyGetSet && !generic.has(own) ? own : undefined;
  }
  return undefined;
}

/** `__weakref__` of an instance: the first weak reference. */
export function weakrefGetSet(owner: PyType): PyGetSet {
  return new PyGetSet(
    '__weakref__',
    owner,
    (o) => (o as PyObject).weakrefs?.[0] ?? None,
    null,
    'the first weak reference to the instance',
  );
}
