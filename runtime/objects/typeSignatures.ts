/** `__text_signature__` of builtin types: what CPython gives those whose constructor is regular enough. */
import { objectType } from './builtinTypes';
import type { PyType } from './object';

const signatures: Readonly<Record<string, string>> = {
  object: '()',
  attrgetter: '(attr, /, *attrs)',
  bool: '(object=False, /)',
  classmethod: '(function, /)',
  complex: '(real=0, imag=0)',
  enumerate: '(iterable, start=0)',
  filter: '(function, iterable, /)',
  float: '(x=0, /)',
  frozenset: '(iterable=(), /)',
  itemgetter: '(item, /, *items)',
  list: '(iterable=(), /)',
  map: '(function, iterable, /, *iterables, strict=False)',
  memoryview: '(object)',
  methodcaller: '(name, /, *args, **kwargs)',
  property: '(fget=None, fset=None, fdel=None, doc=None)',
  reversed: '(sequence, /)',
  set: '(iterable=(), /)',
  staticmethod: '(function, /)',
  tuple: '(iterable=(), /)',
  zip: '(*iterables, strict=False)',
};

export function signatureOfType(t: PyType): string | undefined {
  if (t.isHeap || (t.base !== objectType && t.base !== null && t.name !== 'bool')) return undefined;
  return Object.hasOwn(signatures, t.name) ? signatures[t.name] : undefined;
}
