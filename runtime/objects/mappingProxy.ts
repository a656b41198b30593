/**
 * types.MappingProxyType: a read-only view of a mapping (CPython's descrobject.c, mappingproxy).
 */
import { callMethod } from './attributes';
import { mappingProxyType } from './builtinTypes';
import { hash, richCompare } from './compare';
import { defClassMethod, defMethod } from './descriptors';
import { typeError } from './errors';
import { newGenericAlias } from './genericAlias';
import { getIter } from './iteration';
import { typeOf, type PyType, type Value } from './object';
import { binaryOp } from './operators';
import { contains, getItem, length } from './subscript';
import { repr, toStr } from './text';
import { defNewSig } from './typeObject';
import { PyList, PyMappingProxy, PyTuple } from './values';

const of = (v: Value): Value => (v as PyMappingProxy).mapping;
const unwrap = (v: Value): Value => (v instanceof PyMappingProxy ? v.mapping : v);

export function installMappingProxy(): void {
  const t = mappingProxyType;
  t.doc = 'mappingproxy(mapping)\n\nShows a mapping without letting it be changed.';
  defNewSig(t, '(cls, mapping)', (_cls: PyType, mapping: Value) => {
    if (mapping instanceof PyList || mapping instanceof PyTuple || typeOf(mapping).mp_subscript === null)
      throw typeError(`mappingproxy() argument must be a mapping, not ${typeOf(mapping).tpName}`);
    return new PyMappingProxy(mapping);
  });
  t.tp_repr = (self) => `mappingproxy(${repr(of(self))})`;
  t.tp_str = (self) => toStr(of(self));
  t.tp_hash = (self) => hash(of(self));
  t.tp_richcompare = (a, b, op) => richCompare(unwrap(a), b, op);
  t.tp_iter = (self) => getIter(of(self));
  t.sq_length = (self) => length(of(self));
  t.sq_contains = (self, v) => contains(of(self), v);
  t.mp_subscript = (self, key) => getItem(of(self), key);
  t.nb_or = (a, b) => binaryOp(unwrap(a), unwrap(b), 'nb_or');
  t.nb_inplace_or = (a) => {
    throw typeError(`'|=' is not supported by ${typeOf(a).tpName}; use '|' instead`);
  };
  for (const [decl, doc] of [
    ['keys(self, /)', "A view of the mapping's keys."],
    ['values(self, /)', "A view of the mapping's values."],
    ['items(self, /)', "A view of the mapping's (key, value) pairs."],
    ['copy(self, /)', 'A copy of the mapping.'],
    ['__reversed__(self, /)', 'An iterator over the keys, the last first.'],
  ]) {
    const name = decl.slice(0, decl.indexOf('('));
    defMethod(t, decl, (self: PyMappingProxy) => callMethod(self.mapping, name), doc);
  }
  defMethod(t, 'get(self, key, default=None, /)', (self: PyMappingProxy, key: Value, fallback: Value) =>
    callMethod(self.mapping, 'get', [key, fallback]),
  );
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => newGenericAlias(cls, item),
    'See PEP 585',
  );
}
