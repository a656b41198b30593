/**
 * The module `_operator` (CPython's _operator.c).
 */
import { call, callKw, lookupSpecial } from '../objects/call';
import { equal, is, isTrue, richCompare } from '../objects/compare';
import { defMethod } from '../objects/descriptors';
import { getAttr } from '../objects/attributes';
import { newError, typeError } from '../objects/errors';
import { splitKeywords } from '../objects/exceptionMethods';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { forEach, getIter, isSequence, iterNext } from '../objects/iteration';
import { Cmp, PyObject, typeOf, type KwNames, type Value } from '../objects/object';
import { binaryOp, inplaceOp, inplacePower, power, unaryOp, type BinarySlotName } from '../objects/operators';
import { contains, delItem, getItem, length, setItem } from '../objects/subscript';
import { guardedRepr, repr } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { defineType, defNew } from '../objects/typeObject';
import { bytesOf } from '../objects/buffer';
import { builtinsRef } from '../objects/builtinsHook';
import { None, NotImplemented } from '../objects/builtinTypes';
import { intOf, PyTuple, strOf } from '../objects/values';
import { nativeModule, type ModuleBuilder } from './registry';

class ItemGetter extends PyObject {
  keys: Value[] = [];
}

const itemgetterType = defineType({
  name: 'operator.itemgetter',
  isBase: false,
  doc: 'itemgetter(item, /, *items)\n\nA callable that gives obj[item] of its argument, or a tuple of such values for several items.',
  slots: {
    alloc: (cls) => new ItemGetter(cls),
    tp_repr: (self) =>
      guardedRepr(
        self,
        `${typeOf(self).name}(...)`,
        () => `${qualified(self)}(${(self as ItemGetter).keys.map(repr).join(', ')})`,
      ),
    tp_call: (self, args, kw) => {
      const obj = oneArgument('itemgetter', args, kw);
      const { keys } = self as ItemGetter;
      return keys.length === 1 ? getItem(obj, keys[0]) : new PyTuple(keys.map((k) => getItem(obj, k)));
    },
  },
  setup: (t) => {
    defNew(t, (cls, args, kw) => {
      noKeywords('itemgetter', kw);
      if (args.length === 0) throw typeError('itemgetter expected 1 argument, got 0');
      const g = cls.alloc!(cls) as ItemGetter;
      g.keys = args.slice();
      return g;
    });
    defMethod(t, '__reduce__(self, /)', (self: ItemGetter) => new PyTuple([self.cls, new PyTuple(self.keys)]));
  },
});

function qualified(v: Value): string {
  return `operator.${typeOf(v).name}`;
}

function noKeywords(name: string, kw: KwNames): void {
  if (kw !== null && kw.length > 0) throw typeError(`${name}() takes no keyword arguments`);
}

function oneArgument(name: string, args: Value[], kw: KwNames): Value {
  noKeywords(name, kw);
  if (args.length !== 1) throw typeError(`${name} expected 1 argument, got ${args.length}`);
  return args[0];
}

class AttrGetter extends PyObject {
  names: string[] = [];
}

function dotted(v: Value, name: string): Value {
  for (const part of name.split('.')) v = getAttr(v, part);
  return v;
}

const attrgetterType = defineType({
  name: 'operator.attrgetter',
  isBase: false,
  doc: 'attrgetter(attr, /, *attrs)\n\nA callable that gives an attribute of its argument, or a tuple of several; a dotted name goes through attributes of attributes.',
  slots: {
    alloc: (cls) => new AttrGetter(cls),
    tp_repr: (self) => `${qualified(self)}(${(self as AttrGetter).names.map(repr).join(', ')})`,
    tp_call: (self, args, kw) => {
      const obj = oneArgument('attrgetter', args, kw);
      const { names } = self as AttrGetter;
      return names.length === 1 ? dotted(obj, names[0]) : new PyTuple(names.map((n) => dotted(obj, n)));
    },
  },
  setup: (t) => {
    defNew(t, (cls, args, kw) => {
      noKeywords('attrgetter', kw);
      if (args.length === 0) throw typeError('attrgetter expected 1 argument, got 0');
      const g = cls.alloc!(cls) as AttrGetter;
      g.names = args.map((a) => {
        const s = strOf(a);
        if (s === undefined) throw typeError('attribute name must be a string');
        return s;
      });
      return g;
    });
    defMethod(t, '__reduce__(self, /)', (self: AttrGetter) => new PyTuple([self.cls, new PyTuple(self.names)]));
  },
});

class MethodCaller extends PyObject {
  name = '';
  args: Value[] = [];
  kwargs = new Map<string, Value>();
}

const methodcallerType = defineType({
  name: 'operator.methodcaller',
  isBase: false,
  doc: 'methodcaller(name, /, *args, **kwargs)\n\nA callable that calls the method of that name on its argument, with the given further arguments.',
  slots: {
    alloc: (cls) => new MethodCaller(cls),
    tp_repr: (self) => {
      const c = self as MethodCaller;
      return guardedRepr(self, `${typeOf(self).name}(...)`, () => {
        const parts = [repr(c.name), ...c.args.map(repr), ...[...c.kwargs].map(([k, v]) => `${k}=${repr(v)}`)];
        return `${qualified(self)}(${parts.join(', ')})`;
      });
    },
    tp_call: (self, args, kw) => {
      const obj = oneArgument('methodcaller', args, kw);
      const c = self as MethodCaller;
      return callKw(getAttr(obj, c.name), c.args, Object.fromEntries(c.kwargs));
    },
  },
  setup: (t) => {
    defNew(t, (cls, args, kw) => {
      const [positional, keywords] = splitKeywords(args, kw);
      if (positional.length === 0) throw typeError('methodcaller needs at least one argument, the method name');
      const name = strOf(positional[0]);
      if (name === undefined) throw typeError('method name must be a string');
      const c = cls.alloc!(cls) as MethodCaller;
      c.name = name;
      c.args = positional.slice(1);
      c.kwargs = keywords;
      return c;
    });
    defMethod(t, '__reduce__(self, /)', (self: MethodCaller) => {
      if (self.kwargs.size === 0) return new PyTuple([self.cls, new PyTuple([self.name, ...self.args])]);
      const partial = getAttr(callImport('functools'), 'partial');
      const bound = callKw(partial, [self.cls, self.name], Object.fromEntries(self.kwargs));
      return new PyTuple([bound, new PyTuple(self.args)]);
    });
  },
});

function callImport(name: string): Value {
  const importer = builtinsImport();
  return call(importer, [name]);
}

function builtinsImport(): Value {
  const f = builtinsRef.dict?.getStr('__import__');
  if (f === undefined) throw newError(Exc.ImportError, '__import__ not found');
  return f;
}

for (const t of [itemgetterType, attrgetterType, methodcallerType]) t.attrs.setStr('__module__', 'operator');

/** Equal in time that does not depend on the contents. */
function compareDigest(a: Value, b: Value): boolean {
  const sa = strOf(a);
  const sb = strOf(b);
  if (sa !== undefined && sb !== undefined) {
    if (/[^\x00-\x7f]/.test(sa + sb)) throw typeError('comparing strings with non-ASCII characters is not supported');
    return constantTime(
      [...sa].map((c) => c.charCodeAt(0)),
      [...sb].map((c) => c.charCodeAt(0)),
    );
  }
  const ba = bytesOf(a);
  const bb = bytesOf(b);
  if (ba === undefined && bb === undefined)
    throw typeError(
      `unsupported operand types(s) or combination of types: '${typeOf(a).tpName}' and '${typeOf(b).tpName}'`,
    );
  if (ba === undefined || bb === undefined)
    throw typeError(`a bytes-like object is required, not '${typeOf(ba === undefined ? a : b).tpName}'`);
  return constantTime([...ba], [...bb]);
}

function constantTime(a: number[], b: number[]): boolean {
  let diff = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) diff |= (a[i] ?? 0) ^ b[i];
  return diff === 0;
}

/** Binary functions: name, slot, sign in the doc. */
const binaries: [name: string, slot: BinarySlotName, sign: string][] = [
  ['add', 'nb_add', '+'],
  ['sub', 'nb_subtract', '-'],
  ['mul', 'nb_multiply', '*'],
  ['floordiv', 'nb_floor_divide', '//'],
  ['truediv', 'nb_true_divide', '/'],
  ['mod', 'nb_remainder', '%'],
  ['lshift', 'nb_lshift', '<<'],
  ['rshift', 'nb_rshift', '>>'],
  ['and_', 'nb_and', '&'],
  ['xor', 'nb_xor', '^'],
  ['or_', 'nb_or', '|'],
  ['matmul', 'nb_matrix_multiply', '@'],
];

function defOperators(m: ModuleBuilder): void {
  for (const [name, slot, sign] of binaries) {
    m.def(`${name}(a, b, /)`, (a: Value, b: Value) => binaryOp(a, b, slot), `Computes a ${sign} b.`);
    m.def(
      `i${name.replace('_', '')}(a, b, /)`,
      (a: Value, b: Value) => inplaceOp(a, b, slot),
      `Computes a ${sign}= b.`,
    );
  }
  m.def('pow(a, b, /)', (a: Value, b: Value) => power(a, b), 'Computes a ** b.');
  m.def('ipow(a, b, /)', (a: Value, b: Value) => inplacePower(a, b), 'Computes a **= b.');
  for (const [name, op, sign] of [
    ['lt', Cmp.LT, '<'],
    ['le', Cmp.LE, '<='],
    ['eq', Cmp.EQ, '=='],
    ['ne', Cmp.NE, '!='],
    ['gt', Cmp.GT, '>'],
    ['ge', Cmp.GE, '>='],
  ] as const)
    m.def(`${name}(a, b, /)`, (a: Value, b: Value) => richCompare(a, b, op), `Computes a ${sign} b.`);
  for (const [name, slot, sign] of [
    ['neg', 'nb_negative', '-'],
    ['pos', 'nb_positive', '+'],
    ['inv', 'nb_invert', '~'],
    ['invert', 'nb_invert', '~'],
  ] as const)
    m.def(`${name}(a, /)`, (a: Value) => unaryOp(a, slot), `Computes ${sign}a.`);
  m.def('abs(a, /)', (a: Value) => unaryOp(a, 'nb_absolute'), 'Computes abs(a).');
}

/** What `countOf` and `indexOf` go through (_PySequence_IterSearch). */
function searched(a: Value): Value {
  if (typeOf(a).tp_iter === null && !isSequence(a))
    throw typeError(`argument of type '${typeOf(a).tpName}' is not iterable`);
  return getIter(a);
}

nativeModule('_operator', (m) => {
  m.set('__doc__', "Python's operators as functions.");
  defOperators(m);
  m.def('truth(a, /)', (a: Value) => isTrue(a), 'Computes bool(a).');
  m.def('not_(a, /)', (a: Value) => !isTrue(a), 'Computes not a.');
  m.def('is_(a, b, /)', (a: Value, b: Value) => is(a, b), 'Tests whether a and b are one object.');
  m.def('is_not(a, b, /)', (a: Value, b: Value) => !is(a, b), 'Tests whether a and b are two objects.');
  m.def('is_none(a, /)', (a: Value) => a === None, 'Tests whether a is None.');
  m.def('is_not_none(a, /)', (a: Value) => a !== None, 'Tests whether a is anything but None.');
  m.def('index(a, /)', (a: Value) => toIndex(a), 'Gives a.__index__(), an int.');
  m.def('concat(a, b, /)', (a: Value, b: Value) => concat(a, b, false), 'Computes a + b of two sequences.');
  m.def('iconcat(a, b, /)', (a: Value, b: Value) => concat(a, b, true), 'Computes a += b of two sequences.');
  m.def('contains(a, b, /)', (a: Value, b: Value) => contains(a, b), 'Tests whether b in a.');
  m.def(
    'countOf(a, b, /)',
    (a: Value, b: Value) => {
      let n = 0;
      forEach(searched(a), (v) => {
        if (equal(v, b)) n++;
      });
      return n;
    },
    'How many items of a are b or equal it.',
  );
  m.def(
    'indexOf(a, b, /)',
    (a: Value, b: Value) => {
      const it = searched(a);
      let i = 0;
      for (let v = iterNext(it); v !== undefined; v = iterNext(it), i++) if (equal(v, b)) return i;
      throw newError(Exc.ValueError, 'sequence.index(x): x not in sequence');
    },
    'The position of the first item of a that equals b; ValueError if there is none.',
  );
  m.def('getitem(a, b, /)', (a: Value, b: Value) => getItem(a, b), 'Gives a[b].');
  m.def(
    'setitem(a, b, c, /)',
    (a: Value, b: Value, c: Value) => {
      setItem(a, b, c);
      return None;
    },
    'Sets a[b] to c.',
  );
  m.def(
    'delitem(a, b, /)',
    (a: Value, b: Value) => {
      delItem(a, b);
      return None;
    },
    'Deletes a[b].',
  );
  m.def(
    'length_hint(obj, default=0, /)',
    (v: Value, fallback: Value) => {
      return hint(v, toIndex(fallback));
    },
    'len(obj), or what obj says of its probable length, or default.',
  );
  m.def(
    '_compare_digest(a, b, /)',
    compareDigest,
    'Compares two str (ASCII only) or bytes-like objects in a time that tells nothing of where they differ.',
  );
  m.raw(
    'call(obj, /, *args, **kwargs)',
    (args, kw) => {
      if (args.length - (kw?.length ?? 0) < 1) throw typeError('call expected at least 1 argument, got 0');
      return call(args[0], args.slice(1), kw);
    },
    'Calls obj with the further arguments.',
  );
  for (const t of [itemgetterType, attrgetterType, methodcallerType]) m.type(t);
});

function concat(a: Value, b: Value, inPlace: boolean): Value {
  if (!isSequence(a)) throw typeError(`'${typeOf(a).tpName}' object can't be concatenated`);
  return inPlace ? inplaceOp(a, b, 'nb_add') : binaryOp(a, b, 'nb_add');
}

/** CPython's PyObject_LengthHint. */
export function hint(v: Value, fallback: Value): Value {
  if (typeOf(v).sq_length !== null) return length(v);
  const f = lookupSpecial(v, '__length_hint__');
  if (f === undefined) return fallback;
  let r: Value;
  try {
    r = call(f);
  } catch (e) {
    if (e instanceof PyBaseException && e.cls === Exc.TypeError) return fallback;
    throw e;
  }
  if (r === NotImplemented) return fallback;
  const n = intOf(r);
  if (n === undefined) throw typeError(`__length_hint__ must be an integer, not ${typeOf(r).tpName}`);
  if (n < 0) throw newError(Exc.ValueError, '__length_hint__() should return >= 0');
  return n;
}
