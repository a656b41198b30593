/**
 * functools.partial and Placeholder (CPython 3.14's _functoolsmodule.c).
 */
import { instanceDict } from '../../objects/attributes';
import { dictType, None, tupleType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defClassMethod, defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { PyDict } from '../../objects/dict';
import { copyDict } from '../../objects/dictMethods';
import { typeError } from '../../objects/errors';
import { splitKeywords } from '../../objects/exceptionMethods';
import { PyMethod } from '../../objects/function';
import { newGenericAlias } from '../../objects/genericAlias';
import { tailCalls, type TailCall } from '../../objects/native';
import { isInstanceOf, PyObject, typeOf, type KwNames, type PyType, type Value } from '../../objects/object';
import { guardedRepr, repr, str } from '../../objects/text';
import { defineType, defNew } from '../../objects/typeObject';
import { PyTuple, strOf } from '../../objects/values';

class PyPlaceholder extends PyObject {}

export const placeholderType = defineType({
  name: 'functools._PlaceholderType',
  doc: 'A place in the arguments of partial() that the call fills.',
  isBase: false,
  slots: { tp_repr: () => 'Placeholder' },
  methods: { '__reduce__(self, /)': () => 'Placeholder' },
  setup: (t) => {
    defNew(t, (_cls, args) => {
      if (args.length > 0) throw typeError('_PlaceholderType takes no arguments');
      return placeholder;
    });
  },
});

export const placeholder = new PyPlaceholder(placeholderType);

class PyPartial extends PyObject {
  func: Value = None;
  args: PyTuple = new PyTuple([]);
  kw: PyDict = new PyDict();
  /** Number of Placeholders in `args`. */
  gaps = 0;
}

const countGaps = (items: readonly Value[]): number =>
  items.reduce<number>((n, v) => n + (v === placeholder ? 1 : 0), 0);

/** `items` with its Placeholders replaced by values from `more`, in order; what is left over follows. */
function fillGaps(items: readonly Value[], more: readonly Value[]): Value[] {
  let used = 0;
  const out = items.map((v) => (v === placeholder && used < more.length ? more[used++] : v));
  return out.concat(more.slice(used));
}

function partialNew(cls: PyType, args: Value[], kwnames: KwNames): Value {
  const [positional, keywords] = splitKeywords(args, kwnames);
  if (positional.length === 0) throw typeError("type 'partial' takes at least one argument");
  const [func, ...more] = positional;
  if (typeOf(func).tp_call === null) throw typeError('the first argument must be callable');
  if (more.length > 0 && more[more.length - 1] === placeholder)
    throw typeError('trailing Placeholders are not allowed');
  for (const v of keywords.values())
    if (v === placeholder) throw typeError('Placeholder cannot be passed as a keyword argument');
  const p = cls.alloc!(cls) as PyPartial;
  // A partial of a partial is one: CPython's part.
  const inner =
    func instanceof PyPartial && func.dict === undefined && func.cls.tp_call === partialType.tp_call ? func : undefined;
  p.func = inner === undefined ? func : inner.func;
  p.args = new PyTuple(inner === undefined ? more : fillGaps(inner.args.items, more));
  p.gaps = countGaps(p.args.items);
  p.kw = inner === undefined ? new PyDict() : copyDict(inner.kw);
  for (const [k, v] of keywords) p.kw.setStr(k, v);
  return p;
}

function partialCall(self: Value, args: Value[], kwnames: KwNames): Value {
  const c = partialTail(self, args, kwnames);
  return call(c.callee, c.args, c.kwnames);
}

function partialTail(self: Value, args: Value[], kwnames: KwNames): TailCall {
  const p = self as PyPartial;
  const callee = p.func;
  if (p.gaps === 0 && p.kw.size === 0) return { callee, args: [...p.args.items, ...args], kwnames, context: null };
  const [positional, keywords] = splitKeywords(args, kwnames);
  if (positional.length < p.gaps)
    throw typeError(
      `missing positional arguments in 'partial' call; expected at least ${p.gaps}, got ${positional.length}`,
    );
  const all = fillGaps(p.args.items, positional);
  const merged = new Map<string, Value>();
  for (const [k, v] of p.kw.entries()) {
    const name = strOf(k);
    if (name === undefined) throw typeError('keywords must be strings');
    merged.set(name, v);
  }
  for (const [k, v] of keywords) merged.set(k, v);
  const names = merged.size === 0 ? null : [...merged.keys()];
  return { callee, args: [...all, ...merged.values()], kwnames: names, context: null };
}
tailCalls.set(partialCall, partialTail);

export const partialType = defineType({
  name: 'functools.partial',
  doc: 'A callable that calls func with the given arguments, followed by those of the call.',
  hasDict: true,
  slots: {
    alloc: (cls) => new PyPartial(cls),
    tp_call: partialCall,
    tp_descr_get: (self, obj) => (obj === undefined || obj === None ? self : new PyMethod(self, obj)),
    tp_repr: (self) => {
      const p = self as PyPartial;
      return guardedRepr(p, '...', () => {
        const parts = [
          repr(p.func),
          ...p.args.items.map(repr),
          ...p.kw.entries().map(([k, v]) => `${str(k)}=${repr(v)}`),
        ];
        return `${qualname(p.cls)}(${parts.join(', ')})`;
      });
    },
  },
  setup: (t) => {
    t.hasWeakref = true;
    defNew(t, partialNew);
    defGetSet(t, 'func', (self: PyPartial) => self.func, undefined, 'The function that is called.');
    defGetSet(t, 'args', (self: PyPartial) => self.args, undefined, 'The arguments given beforehand.');
    defGetSet(t, 'keywords', (self: PyPartial) => self.kw, undefined, 'The keyword arguments given beforehand.');
    asMembers(t, 'func', 'args', 'keywords');
    defGetSet(
      t,
      '__dict__',
      (self: PyPartial) => instanceDict(self),
      (self: PyPartial, v) => {
        if (v === undefined) throw typeError("a partial object's dictionary may not be deleted");
        if (!(v instanceof PyDict)) throw typeError("setting partial object's dictionary to a non-dict");
        self.dict = v;
      },
    );
    defMethod(
      t,
      '__reduce__(self, /)',
      (self: PyPartial) =>
        new PyTuple([
          self.cls,
          new PyTuple([self.func]),
          new PyTuple([self.func, self.args, self.kw, self.dict ?? None]),
        ]),
    );
    defMethod(t, '__setstate__(self, object, /)', setState);
    defClassMethod(
      t,
      '__class_getitem__(cls, object, /)',
      (cls: PyType, item: Value) => newGenericAlias(cls, item),
      'See PEP 585',
    );
  },
});

function qualname(t: PyType): string {
  const module = strOf(t.attrs.getStr('__module__') ?? None);
  return module === undefined ? t.name : `${module}.${t.name}`;
}

function setState(self: PyPartial, state: Value): Value {
  if (!(state instanceof PyTuple) || state.items.length !== 4) throw typeError('invalid partial state');
  const [func, args, kw, dict] = state.items;
  if (typeOf(func).tp_call === null || !isInstanceOf(args, tupleType) || (kw !== None && !isInstanceOf(kw, dictType)))
    throw typeError('invalid partial state');
  const items = (args as PyTuple).items;
  if (items.length > 0 && items[items.length - 1] === placeholder)
    throw typeError('trailing Placeholders are not allowed');
  self.func = func;
  self.args = typeOf(args) === tupleType ? (args as PyTuple) : new PyTuple(items);
  self.gaps = countGaps(items);
  self.kw = kw === None ? new PyDict() : typeOf(kw) === dictType ? (kw as PyDict) : copyDict(kw as PyDict);
  self.dict = dict === None ? undefined : (dict as PyDict);
  return None;
}
