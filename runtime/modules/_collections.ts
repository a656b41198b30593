/**
 * The module `_collections`: deque, defaultdict, OrderedDict, and helpers of namedtuple and Counter.
 */
import { dictType, None } from '../objects/builtinTypes';
import { defGetSet, defMethod } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { indexError, newError, typeError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { getAttr } from '../objects/attributes';
import { call } from '../objects/call';
import { keyHash } from '../objects/hashErrors';
import { forEach } from '../objects/iteration';
import { typeLookup } from '../objects/lookup';
import { PyObject, typeOf, type PyType, type Value } from '../objects/object';
import { binaryOp } from '../objects/operators';
import { setItem } from '../objects/subscript';
import { repr } from '../objects/text';
import { toIndex, toSsize } from '../objects/toIndex';
import { defineType, defNewSig } from '../objects/typeObject';
import { PyTuple } from '../objects/values';
import { defaultdictType } from './collections/defaultDict';
import { dequeIteratorType, dequeReverseIteratorType, dequeType } from './collections/deque';
import { orderedDictType } from './collections/orderedDict';
import { nativeModule } from './registry';

/** A field of a named tuple. */
class PyTupleGetter extends PyObject {
  index = 0;
  doc: Value = None;
}

const tupleGetterType = defineType({
  name: 'collections._tuplegetter',
  isBase: false,
  slots: {
    tp_descr_get: (self, obj) => {
      const g = self as PyTupleGetter;
      if (obj === undefined) return g;
      if (!(obj instanceof PyTuple)) {
        if (obj === None) return g;
        throw typeError(
          `descriptor for index '${g.index}' for tuple subclasses doesn't apply to '${typeOf(obj).tpName}' object`,
        );
      }
      if (g.index >= obj.items.length) throw indexError('tuple index out of range');
      return obj.items[g.index];
    },
    tp_descr_set: (_self, _obj, value) => {
      throw attributeReadOnly(value);
    },
    tp_repr: (self) => `${typeOf(self).name}(${(self as PyTupleGetter).index}, ${repr((self as PyTupleGetter).doc)})`,
  },
  setup: (t) => {
    t.alloc = (cls) => new PyTupleGetter(cls);
    defNewSig(t, '(cls, index, doc, /)', (cls: PyType, index: Value, doc: Value) => {
      const g = new PyTupleGetter(cls);
      g.index = toSsize(toIndex(index));
      g.doc = doc;
      return g;
    });
    defGetSet(
      t,
      '__doc__',
      (self: PyTupleGetter) => self.doc,
      (self: PyTupleGetter, v) => {
        self.doc = v ?? None;
      },
    );
    defMethod(
      t,
      '__reduce__(self, /)',
      (self: PyTupleGetter) => new PyTuple([self.cls, new PyTuple([self.index, self.doc])]),
    );
  },
});

function attributeReadOnly(value: Value | undefined) {
  return newError(Exc.AttributeError, value === undefined ? "can't delete attribute" : "can't set attribute");
}

/** Counts elements into a mapping: `mapping[e] += 1`, starting at 0. */
function countElements(mapping: Value, iterable: Value): Value {
  const plain =
    mapping instanceof PyDict &&
    typeLookup(mapping.cls, 'get') === dictType.attrs.getStr('get') &&
    typeLookup(mapping.cls, '__setitem__') === dictType.attrs.getStr('__setitem__');
  if (plain) {
    forEach(iterable, (k) => {
      const h = keyHash(k);
      const at = mapping.findWith(k, h);
      const n = at < 0 ? 0 : mapping.vals[at]!;
      const more = typeof n === 'number' && n < Number.MAX_SAFE_INTEGER ? n + 1 : binaryOp(n, 1, 'nb_add');
      mapping.setWith(k, h, more);
    });
    return None;
  }
  const get = getAttr(mapping, 'get');
  forEach(iterable, (k) => setItem(mapping, k, binaryOp(call(get, [k, 0]), 1, 'nb_add')));
  return None;
}

nativeModule('_collections', (m) => {
  m.set('__doc__', 'Containers: deque, defaultdict, OrderedDict.');
  for (const t of [
    dequeType,
    defaultdictType,
    orderedDictType,
    dequeIteratorType,
    dequeReverseIteratorType,
    tupleGetterType,
  ])
    m.type(t);
  m.def(
    '_count_elements(mapping, iterable, /)',
    countElements,
    'Adds to mapping how often each element of iterable occurs.',
  );
});
