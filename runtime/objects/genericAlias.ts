/**
 * types.GenericAlias: `list[int]` (CPython's genericaliasobject.c), and the substitution of type parameters that it
 * shares with unions.
 */
import { genericGetAttr, lookupAttr, setAttr } from './attributes';
import {
  classmethodType,
  dictType,
  Ellipsis,
  frozensetType,
  genericAliasType,
  listType,
  memoryviewType,
  None,
  NotImplemented,
  setType,
  staticmethodType,
  tupleType,
} from './builtinTypes';
import { call, callSpecial } from './call';
import { equal, hash, isTrue } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { isError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { lookupBuiltin } from './builtinsHook';
import { hashTuple } from './hashing';
import { toArray } from './iteration';
import { defReduceIterator, nativeIterator } from './nativeIterator';
import { Cmp, PyObject, PyType, typeOf, type Value } from './object';
import { subscriptHooks } from './subscriptHooks';
import { getItem } from './subscript';
import { repr } from './text';
import { defNew } from './typeObject';
import { PyList, PyTuple, strOf } from './values';

export class PyGenericAlias extends PyObject {
  readonly origin: Value;
  readonly args: PyTuple;
  /** `*tuple[int]`. */
  starred = false;
  private params: PyTuple | undefined;
  constructor(origin: Value, args: PyTuple, cls: PyType = genericAliasType) {
    super(cls);
    this.origin = origin;
    this.args = args;
  }

  get parameters(): PyTuple {
    return (this.params ??= new PyTuple(typeParameters(this.args.items)));
  }
}

export function newGenericAlias(origin: Value, item: Value): PyGenericAlias {
  return new PyGenericAlias(origin, item instanceof PyTuple ? item : new PyTuple([item]));
}

/** Gives a native type `__class_getitem__`: `list[int]`. */
export function defClassGetItem(...types: PyType[]): void {
  for (const t of types)
    defClassMethod(
      t,
      '__class_getitem__(cls, object, /)',
      (cls: PyType, item: Value) => newGenericAlias(cls, item),
      'See PEP 585',
    );
}

// ---- type parameters

/** The type variables in arguments, each once (CPython's _Py_make_parameters). */
export function typeParameters(args: readonly Value[]): Value[] {
  const out: Value[] = [];
  const add = (p: Value): void => {
    if (!out.includes(p)) out.push(p);
  };
  for (const a of args) {
    // A class may define __parameters__ for its own use.
    if (a instanceof PyType) continue;
    if (lookupAttr(a, '__typing_subst__') !== undefined) add(a);
    else if (a instanceof PyList || (a instanceof PyTuple && lookupAttr(a, '__parameters__') === undefined))
      typeParameters(a.items).forEach(add);
    else {
      const sub = lookupAttr(a, '__parameters__');
      if (sub instanceof PyTuple) sub.items.forEach(add);
    }
  }
  return out;
}

/** `alias[item]`: new arguments with the parameters replaced (CPython's _Py_subs_parameters). */
export function substitute(self: Value, args: readonly Value[], params: PyTuple, item: Value): Value[] {
  if (params.items.length === 0) throw typeError(`${repr(self)} is not a generic class`);
  let given: Value = new PyTuple(unpackStarred(item));
  for (const p of params.items) {
    const prepare = lookupAttr(p, '__typing_prepare_subst__');
    if (prepare !== undefined && prepare !== None) {
      const r = call(prepare, [self, given]);
      given = r instanceof PyTuple ? r : new PyTuple([r]);
    }
  }
  const values = (given as PyTuple).items;
  if (values.length !== params.items.length)
    throw typeError(
      `Too ${values.length > params.items.length ? 'many' : 'few'} arguments for ${repr(self)}; actual ${values.length}, expected ${params.items.length}`,
    );
  return substituteIn(args, params, values);
}

function substituteIn(args: readonly Value[], params: PyTuple, values: readonly Value[]): Value[] {
  const out: Value[] = [];
  for (const a of args) {
    if (a instanceof PyType) {
      out.push(a);
      continue;
    }
    if (a instanceof PyList || (a instanceof PyTuple && lookupAttr(a, '__typing_subst__') === undefined)) {
      const inner = substituteIn(a.items, params, values);
      out.push(a instanceof PyList ? new PyList(inner) : new PyTuple(inner));
      continue;
    }
    const unpack = isUnpacked(a);
    const subst = lookupAttr(a, '__typing_subst__');
    let value: Value;
    if (subst !== undefined) value = call(subst, [values[params.items.indexOf(a)]]);
    else value = substituteNested(a, params, values);
    if (unpack && value instanceof PyTuple) out.push(...value.items);
    else out.push(value);
  }
  return out;
}

/** `list[T]` inside another alias. */
function substituteNested(a: Value, params: PyTuple, values: readonly Value[]): Value {
  const sub = lookupAttr(a, '__parameters__');
  if (!(sub instanceof PyTuple) || sub.items.length === 0) return a;
  const args: Value[] = [];
  for (const p of sub.items) {
    const at = params.items.indexOf(p);
    const v = at < 0 ? p : values[at];
    const variadic = at >= 0 && v instanceof PyTuple && isTypeVarTuple(p);
    if (variadic) args.push(...v.items);
    else args.push(v);
  }
  return getItem(a, new PyTuple(args));
}

const isTypeVarTuple = (v: Value): boolean => typeOf(v).name === 'TypeVarTuple';

function isUnpacked(v: Value): boolean {
  const f = lookupAttr(v, '__typing_is_unpacked_typevartuple__');
  return f !== undefined && isTrue(f);
}

/** The arguments of a subscript, with `*tuple[int, str]` spread out. */
function unpackStarred(item: Value): Value[] {
  const items = item instanceof PyTuple ? item.items : [item];
  const out: Value[] = [];
  for (const a of items) {
    if (!(a instanceof PyType)) {
      const spread = lookupAttr(a, '__typing_unpacked_tuple_args__');
      if (spread instanceof PyTuple && spread.items[spread.items.length - 1] !== Ellipsis) {
        out.push(...spread.items);
        continue;
      }
    }
    out.push(a);
  }
  return out;
}

// ---- repr

/** How a type is shown inside `list[...]` and `a | b` (CPython's _Py_typing_type_repr). */
export function typeRepr(v: Value): string {
  if (v === Ellipsis) return '...';
  if (lookupAttr(v, '__origin__') !== undefined && lookupAttr(v, '__args__') !== undefined) return repr(v);
  const qualname = lookupAttr(v, '__qualname__');
  if (qualname === undefined) return repr(v);
  const module = lookupAttr(v, '__module__');
  if (module === undefined || module === None) return repr(v);
  const q = strOf(qualname) ?? repr(qualname);
  return module === 'builtins' ? q : `${strOf(module) ?? repr(module)}.${q}`;
}

function aliasRepr(self: Value): string {
  const a = self as PyGenericAlias;
  const shown = a.args.items.map((x) => (x instanceof PyList ? `[${x.items.map(typeRepr).join(', ')}]` : typeRepr(x)));
  return `${a.starred ? '*' : ''}${typeRepr(a.origin)}[${shown.length === 0 ? '()' : shown.join(', ')}]`;
}

// ---- the type

/** Attributes that are the alias's own; all others are its origin's. */
const own = new Set([
  '__class__',
  '__bases__',
  '__origin__',
  '__args__',
  '__unpacked__',
  '__parameters__',
  '__typing_unpacked_tuple_args__',
  '__mro_entries__',
  '__reduce_ex__',
  '__reduce__',
  '__copy__',
  '__deepcopy__',
]);

function cannotCheck(what: string) {
  return () => {
    throw typeError(`${what}() argument 2 cannot be a parameterized generic`);
  };
}

/** Iterating an alias gives it once, starred: `*tuple[int]`. */
class PyStarIter extends PyObject {
  alias: PyGenericAlias | undefined;
  constructor(alias: PyGenericAlias) {
    super(starIterType);
    this.alias = alias;
  }
}

const starIterType = nativeIterator('generic_alias_iterator', (self) => {
  const it = self as PyStarIter;
  const { alias } = it;
  if (alias === undefined) return undefined;
  it.alias = undefined;
  const star = new PyGenericAlias(alias.origin, alias.args);
  star.starred = true;
  return star;
});

export function installGenericAlias(): void {
  defClassGetItem(
    listType,
    tupleType,
    dictType,
    setType,
    frozensetType,
    memoryviewType,
    classmethodType,
    staticmethodType,
  );
  const t = genericAliasType;
  t.doc = 'A class with its type arguments, as in list[int]: __origin__ is the class, __args__ are the arguments.';
  t.alloc = (cls) => new PyGenericAlias(None, new PyTuple([]), cls);
  t.hasWeakref = true;
  defNew(t, (cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('GenericAlias() takes no keyword arguments');
    if (args.length !== 2) throw typeError(`GenericAlias expected 2 arguments, got ${args.length}`);
    const params = args[1] instanceof PyTuple ? args[1] : new PyTuple([args[1]]);
    return new PyGenericAlias(args[0], params, cls);
  });
  t.tp_repr = aliasRepr;
  t.tp_hash = (self) => {
    const a = self as PyGenericAlias;
    return hashTuple([hash(a.origin), hash(a.args)]);
  };
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyGenericAlias && b instanceof PyGenericAlias) || (op !== Cmp.EQ && op !== Cmp.NE))
      return NotImplemented;
    const same = a.starred === b.starred && equal(a.origin, b.origin) && equal(a.args, b.args);
    return same === (op === Cmp.EQ);
  };
  t.tp_getattro = (self, name) => {
    const a = self as PyGenericAlias;
    return own.has(name) ? genericGetAttr(self, name) : typeOf(a.origin).tp_getattro!(a.origin, name);
  };
  t.tp_call = (self, args, kw) => {
    const a = self as PyGenericAlias;
    const obj = call(a.origin, args, kw);
    try {
      setAttr(obj, '__orig_class__', a);
    } catch (e) {
      if (!isError(e, Exc.AttributeError) && !isError(e, Exc.TypeError)) throw e;
    }
    return obj;
  };
  t.tp_iter = (self) => new PyStarIter(self as PyGenericAlias);
  defReduceIterator(starIterType, (it: PyStarIter) => ['iter', [it.alias ?? new PyTuple([])]]);
  t.mp_subscript = (self, item) => {
    const a = self as PyGenericAlias;
    const alias = new PyGenericAlias(a.origin, new PyTuple(substitute(a, a.args.items, a.parameters, item)));
    alias.starred = a.starred;
    return alias;
  };
  defGetSet(t, '__origin__', (self: PyGenericAlias) => self.origin);
  defGetSet(t, '__args__', (self: PyGenericAlias) => self.args);
  defGetSet(t, '__unpacked__', (self: PyGenericAlias) => self.starred);
  defGetSet(
    t,
    '__parameters__',
    (self: PyGenericAlias) => self.parameters,
    undefined,
    'The type parameters among the arguments.',
  );
  defGetSet(t, '__typing_unpacked_tuple_args__', (self: PyGenericAlias) =>
    self.starred && self.origin instanceof PyType && self.origin.name === 'tuple' ? self.args : None,
  );
  defMethod(t, '__mro_entries__(self, object, /)', (self: PyGenericAlias) => new PyTuple([self.origin]));
  defMethod(t, '__instancecheck__(self, object, /)', cannotCheck('isinstance'));
  defMethod(t, '__subclasscheck__(self, object, /)', cannotCheck('issubclass'));
  defMethod(t, '__reduce__(self, /)', (self: PyGenericAlias) => {
    if (!self.starred) return new PyTuple([genericAliasType, new PyTuple([self.origin, self.args])]);
    const plain = new PyGenericAlias(self.origin, self.args);
    return new PyTuple([lookupBuiltin('next'), new PyTuple([t.tp_iter!(plain)])]);
  });
  defMethod(t, '__dir__(self, /)', (self: PyGenericAlias) => {
    const names = toArray(callSpecial(self.origin, '__dir__') ?? new PyList([]));
    return new PyList([...new Set([...names, ...own])]);
  });
}

subscriptHooks.genericAlias = newGenericAlias;
