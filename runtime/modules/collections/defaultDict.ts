/**
 * collections.defaultdict (CPython's _collectionsmodule.c).
 */
import { callMethod } from '../../objects/attributes';
import { dictType, None, NotImplemented } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defClassMethod, defGetSet } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { PyDict } from '../../objects/dict';
import { reprDict, updateDict, updateFromCall } from '../../objects/dictMethods';
import { keyError, typeError } from '../../objects/errors';
import { newGenericAlias } from '../../objects/genericAlias';
import { getIter } from '../../objects/iteration';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { setItem } from '../../objects/subscript';
import { guardedRepr, repr } from '../../objects/text';
import { defineType, defNew } from '../../objects/typeObject';
import { PyTuple } from '../../objects/values';

class PyDefaultDict extends PyDict {
  factory: Value | undefined;
}

function copy(d: PyDefaultDict): Value {
  return call(d.cls, [d.factory ?? None, d]);
}

export const defaultdictType = defineType({
  name: 'collections.defaultdict',
  base: dictType,
  doc: "defaultdict(default_factory=None, /, [...])\n\nA dict whose d[key] stores and gives default_factory() for a missing key; further arguments are dict's.",
  slots: {
    alloc: (cls) => new PyDefaultDict(cls),
    tp_init: (self, args, kw) => {
      const d = self as PyDefaultDict;
      const npos = args.length - (kw?.length ?? 0);
      if (npos > 0 && args[0] !== None && typeOf(args[0]).tp_call === null)
        throw typeError('first argument must be callable or None');
      d.factory = npos === 0 || args[0] === None ? undefined : args[0];
      updateFromCall(d, npos === 0 ? args : args.slice(1), kw, 'dict');
    },
    tp_repr: (self) => {
      const d = self as PyDefaultDict;
      const items = reprDict(d);
      const { factory } = d;
      const made = factory === undefined ? 'None' : guardedRepr(factory, '...', () => repr(factory));
      return `${d.cls.name}(${made}, ${items})`;
    },
    nb_or: (a, b) => {
      if (!(a instanceof PyDict && b instanceof PyDict)) return NotImplemented;
      const self = (a instanceof PyDefaultDict ? a : b) as PyDefaultDict;
      const out = call(self.cls, [self.factory ?? None, a]) as PyDict;
      updateDict(out, b);
      return out;
    },
  },
  methods: {
    '__missing__(self, object, /)': (self: PyDefaultDict, key: Value) => {
      if (self.factory === undefined) throw keyError(key);
      const v = call(self.factory);
      setItem(self, key, v);
      return v;
    },
    'copy(self, /)': copy,
    '__copy__(self, /)': copy,
    '__reduce__(self, /)': (self: PyDefaultDict) =>
      new PyTuple([
        self.cls,
        new PyTuple(self.factory === undefined ? [] : [self.factory]),
        None,
        None,
        getIter(callMethod(self, 'items')),
      ]),
  },
  setup: (t) => {
    defNew(t, (cls) => cls.alloc!(cls));
    defGetSet(
      t,
      'default_factory',
      (self: PyDefaultDict) => self.factory ?? None,
      (self: PyDefaultDict, v) => {
        self.factory = v === None ? undefined : v;
      },
      'What makes the value of a missing key, or None.',
    );
    asMembers(t, 'default_factory');
    defClassMethod(
      t,
      '__class_getitem__(cls, object, /)',
      (cls: PyType, item: Value) => newGenericAlias(cls, item),
      'See PEP 585',
    );
  },
});
