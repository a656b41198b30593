/**
 * typing.Union, also spelt `X | Y` (CPython 3.14's unionobject.c).
 */
import { genericAliasType, None, noneType, NotImplemented, typeType, unionType } from './builtinTypes';
import { equal, hash } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { typeError } from './errors';
import { substitute, typeParameters, typeRepr } from './genericAlias';
import { call } from './call';
import { Cmp, isInstanceOf, PyObject, type PyType, typeOf, type Value } from './object';
import { unionHooks } from './unionHooks';
import { newFrozenset, PyTuple, strOf } from './values';
import { disallowNew } from './typeObject';

export class PyUnion extends PyObject {
  readonly args: PyTuple;
  private params: PyTuple | undefined;
  constructor(args: PyTuple) {
    super(unionType);
    this.args = args;
  }

  get parameters(): PyTuple {
    return (this.params ??= new PyTuple(typeParameters(this.args.items)));
  }
}

/** Members flattened, None as its type, without duplicates. One member alone is itself. */
export function makeUnion(members: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const m of members) {
    for (const v of m instanceof PyUnion ? m.args.items : [m === None ? noneType : m]) {
      if (!flat.some((x) => sameMember(x, v))) flat.push(v);
    }
  }
  return flat.length === 1 ? flat[0] : new PyUnion(new PyTuple(flat));
}

const sameMember = (a: Value, b: Value): boolean => a === b || (typeOf(a) === typeOf(b) && equal(a, b));

function isUnionable(v: Value): boolean {
  if (v === None || v instanceof PyUnion || isInstanceOf(v, typeType) || isInstanceOf(v, genericAliasType)) return true;
  return typeOf(v).name === 'TypeAliasType';
}

/** `a | b` of types; NotImplemented for operands that are none. */
export function unionOr(a: Value, b: Value): Value {
  if (!isUnionable(a) || !isUnionable(b)) return NotImplemented;
  return makeUnion([a, b]);
}

/** `Union[a, b]`: a str stands for a forward reference, anything else is checked by typing. */
function fromSubscript(item: Value): Value {
  const members = item instanceof PyTuple ? item.items : [item];
  if (members.length === 0) throw typeError('Cannot take a Union of no types.');
  return makeUnion(members.map((m) => (isUnionable(m) ? m : checked(m))));
}

/** `union | x` and `x | union`: anything goes, a str stands for a forward reference. */
function withUnion(a: Value, b: Value): Value {
  return makeUnion([a, b].map((m) => (strOf(m) !== undefined || m instanceof PyTuple ? checked(m) : m)));
}

function checked(member: Value): Value {
  if (unionHooks.typeCheck === undefined) return member;
  return call(unionHooks.typeCheck(), [member, 'Union[arg, ...]: each arg must be a type.']);
}

export function installUnion(): void {
  const t = unionType;
  t.doc = 'Alternatives of types, as in int | str';
  t.isBase = false;
  t.hasWeakref = true;
  disallowNew(t);
  t.tp_repr = (self) => (self as PyUnion).args.items.map((a) => (a === noneType ? 'None' : typeRepr(a))).join(' | ');
  t.tp_hash = (self) => hash(newFrozenset((self as PyUnion).args.items));
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyUnion && b instanceof PyUnion) || (op !== Cmp.EQ && op !== Cmp.NE)) return NotImplemented;
    const x = a.args.items;
    const y = b.args.items;
    const same = x.length === y.length && x.every((v) => y.some((w) => sameMember(v, w)));
    return same === (op === Cmp.EQ);
  };
  t.nb_or = withUnion;
  typeType.nb_or = unionOr;
  genericAliasType.nb_or = unionOr;
  t.mp_subscript = (self, item) => {
    const u = self as PyUnion;
    return makeUnion(substitute(u, u.args.items, u.parameters, item));
  };
  defGetSet(t, '__args__', (self: PyUnion) => self.args);
  defGetSet(
    t,
    '__parameters__',
    (self: PyUnion) => self.parameters,
    undefined,
    'The type parameters among the alternatives.',
  );
  defGetSet(t, '__origin__', () => unionType, undefined, 'The class of unions.');
  defGetSet(t, '__name__', () => 'Union', undefined, 'Union.');
  defGetSet(t, '__qualname__', () => 'Union', undefined, 'Union.');
  defClassMethod(t, '__class_getitem__(cls, object, /)', (_cls: PyType, item: Value) => fromSubscript(item));
  defMethod(t, '__mro_entries__(self, object, /)', (self: PyUnion) => {
    throw typeError(`Cannot subclass ${t.tp_repr!(self)}`);
  });
}
