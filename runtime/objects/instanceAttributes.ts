/**
 * `__dict__` and `__weakref__` of instances of Python classes: what a class statement adds to a class.
 */
import { instanceDict } from './attributes';
import { None } from './builtinTypes';
import { PyGetSet } from './descriptors';
import { PyDict } from './dict';
import { typeError } from './errors';
import { typeOf, type PyObject, type PyType, type Value } from './object';

/** `__dict__` of an instance. */
export function dictGetSet(owner: PyType): PyGetSet {
  return new PyGetSet(
    '__dict__',
    owner,
    (o) => instanceDict(o as PyObject),
    (o: Value, v: Value | undefined) => {
      if (v !== undefined && !(v instanceof PyDict))
        throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).name}'`);
      (o as PyObject).dict = v;
    },
    'dictionary for instance variables',
  );
}

/** `__weakref__` of an instance: the first weak reference. */
export function weakrefGetSet(owner: PyType): PyGetSet {
  return new PyGetSet(
    '__weakref__',
    owner,
    (o) => (o as PyObject).weakrefs?.[0] ?? None,
    null,
    'list of weak references to the object',
  );
}
