/**
 * `typing.TypeVar`, `TypeVarTuple`, `ParamSpec`, `ParamSpecArgs`, `ParamSpecKwargs` (CPython's typevarobject.c).
 */
import { getAttr, instanceDict } from '../../objects/attributes';
import { None, NotImplemented } from '../../objects/builtinTypes';
import { equal, isTrue } from '../../objects/compare';
import { defGetSet } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { typeError, valueError } from '../../objects/errors';
import { getIter } from '../../objects/iteration';
import { Cmp, PyObject, type PyType, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { str } from '../../objects/text';
import { defineType } from '../../objects/typeObject';
import { PyTuple, strOf } from '../../objects/values';
import { importAttr } from '../importing';
import { callerModule, Lazy, noDefault, notSubclassable, typing, unionSlot } from './common';
import { givenType } from '../../objects/typeNames';

export const typeVarTypes = {} as { typeVar: PyType; tuple: PyType; paramSpec: PyType; args: PyType; kwargs: PyType };

/** A type parameter of any of the three kinds. */
export class PyTypeParam extends PyObject {
  bound = new Lazy(undefined, undefined);
  constraints = new Lazy(undefined, undefined);
  default: Lazy;
  covariant = false;
  contravariant = false;
  inferVariance = false;
  constructor(
    cls: PyType,
    readonly name: string,
    module: Value | undefined,
    defaultValue: Value = noDefault(),
  ) {
    super(cls);
    this.default = new Lazy(defaultValue, undefined);
    if (module !== undefined) instanceDict(this)?.setStr('__module__', module);
  }
}

function nameArg(v: Value, what: string): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${what}() argument 'name' must be str, not ${givenType(v)}`);
  return s;
}

function setVariance(p: PyTypeParam, covariant: Value, contravariant: Value, infer: Value): void {
  p.covariant = isTrue(covariant);
  p.contravariant = isTrue(contravariant);
  p.inferVariance = isTrue(infer);
  if (p.covariant && p.contravariant) throw valueError('Bivariant types are not supported.');
  if (p.inferVariance && (p.covariant || p.contravariant))
    throw valueError('Variance cannot be specified with infer_variance.');
}

/** `__typing_prepare_subst__` of a TypeVar: its default, where the arguments end before it. */
function prepareSubst(self: PyTypeParam, alias: Value, args: Value): Value {
  const params = (getAttr(alias, '__parameters__') as PyTuple).items;
  const given = (args as PyTuple).items;
  const index = params.indexOf(self);
  if (index < given.length) return args;
  const value = index === given.length ? self.default.get()! : noDefault();
  if (value === noDefault())
    throw typeError(
      `Too few arguments for ${str(alias)}; actual ${given.length}, expected at least ${given.length + 1}`,
    );
  return new PyTuple([...given, value]);
}

const shownName = (p: PyTypeParam): string =>
  p.inferVariance ? p.name : `${p.covariant ? '+' : p.contravariant ? '-' : '~'}${p.name}`;

function defCommon(t: PyType, variance: boolean): void {
  defGetSet(t, '__name__', (self: PyTypeParam) => self.name);
  asMembers(t, '__name__');
  defGetSet(t, '__default__', (self: PyTypeParam) => self.default.get());
  defGetSet(t, 'evaluate_default', (self: PyTypeParam) =>
    self.default.has(noDefault()) ? self.default.function() : None,
  );
  if (!variance) return;
  defGetSet(t, '__bound__', (self: PyTypeParam) => self.bound.get() ?? None);
  defGetSet(t, '__covariant__', (self: PyTypeParam) => self.covariant);
  defGetSet(t, '__contravariant__', (self: PyTypeParam) => self.contravariant);
  defGetSet(t, '__infer_variance__', (self: PyTypeParam) => self.inferVariance);
}

const commonMethods = {
  'has_default(self, /)': (self: PyTypeParam) => self.default.has(noDefault()),
  '__reduce__(self, /)': (self: PyTypeParam) => self.name,
};

function makeTypeVar(): PyType {
  return defineType({
    name: 'typing.TypeVar',
    isBase: false,
    hasDict: true,
    doc: 'A type that a generic class or function leaves open.',
    slots: { tp_repr: (self) => shownName(self as PyTypeParam), nb_or: unionSlot, hasWeakref: true },
    new: [
      '(cls, name, *constraints, bound=None, default=<NoDefault>, covariant=False, contravariant=False, infer_variance=False)',
      newTypeVar,
    ],
    methods: {
      ...commonMethods,
      '__typing_subst__(self, arg, /)': (self: PyTypeParam, arg: Value) => typing('_typevar_subst', self, arg),
      '__typing_prepare_subst__(self, alias, args, /)': prepareSubst,
    },
    setup: (t) => {
      defCommon(t, true);
      defGetSet(t, '__constraints__', (self: PyTypeParam) => self.constraints.get() ?? new PyTuple([]));
      defGetSet(t, 'evaluate_bound', (self: PyTypeParam) => self.bound.function());
      defGetSet(t, 'evaluate_constraints', (self: PyTypeParam) => self.constraints.function());
      notSubclassable(t, 'TypeVar');
    },
  });
}

function newTypeVar(
  cls: PyType,
  name: Value,
  constraints: Value[],
  bound: Value,
  fallback: Value | undefined,
  covariant: Value,
  contravariant: Value,
  infer: Value,
): Value {
  const p = new PyTypeParam(cls, nameArg(name, 'typevar'), callerModule(), fallback);
  setVariance(p, covariant, contravariant, infer);
  if (bound !== None) p.bound = new Lazy(typing('_type_check', bound, 'Bound must be a type.'), undefined);
  if (constraints.length === 1) throw typeError('A single constraint is not allowed');
  if (constraints.length > 0) {
    if (bound !== None) throw typeError('Constraints cannot be combined with bound=...');
    p.constraints = new Lazy(new PyTuple(constraints), undefined);
  }
  return p;
}

function makeTuple(): PyType {
  return defineType({
    name: 'typing.TypeVarTuple',
    isBase: false,
    hasDict: true,
    doc: 'Any number of types that something generic leaves open.',
    slots: {
      tp_repr: (self) => (self as PyTypeParam).name,
      tp_iter: (self) => getIter(new PyTuple([getItem(importAttr('typing', 'Unpack'), self)])),
      hasWeakref: true,
    },
    new: [
      '(cls, name, *, default=<NoDefault>)',
      (cls: PyType, name: Value, fallback: Value | undefined) =>
        new PyTypeParam(cls, nameArg(name, 'typevartuple'), callerModule(), fallback),
    ],
    methods: {
      ...commonMethods,
      '__typing_subst__(self, arg, /)': () => {
        throw typeError('Substitution of bare TypeVarTuple is not supported');
      },
      '__typing_prepare_subst__(self, alias, args, /)': (self: Value, alias: Value, args: Value) =>
        typing('_typevartuple_prepare_subst', self, alias, args),
    },
    setup: (t) => {
      defCommon(t, false);
      notSubclassable(t, 'TypeVarTuple');
    },
  });
}

class PyParamPart extends PyObject {
  constructor(
    cls: PyType,
    readonly origin: Value,
  ) {
    super(cls);
  }
}

function makePart(name: string, suffix: string): PyType {
  return defineType({
    name: `typing.${name}`,
    isBase: false,
    doc: `What stands for the ${suffix} where a ParamSpec is used.`,
    slots: {
      tp_repr: (self) => {
        const { origin } = self as PyParamPart;
        return `${origin instanceof PyTypeParam ? origin.name : str(origin)}.${suffix}`;
      },
      tp_richcompare: (a, b, op) => {
        if (
          !(a instanceof PyParamPart) ||
          !(b instanceof PyParamPart) ||
          a.cls !== b.cls ||
          (op !== Cmp.EQ && op !== Cmp.NE)
        )
          return NotImplemented;
        return equal(a.origin, b.origin) === (op === Cmp.EQ);
      },
      hasWeakref: true,
    },
    new: ['(cls, origin)', (cls: PyType, origin: Value) => new PyParamPart(cls, origin)],
    setup: (t) => {
      defGetSet(t, '__origin__', (self: PyParamPart) => self.origin);
      notSubclassable(t, name);
    },
  });
}

function makeParamSpec(): PyType {
  return defineType({
    name: 'typing.ParamSpec',
    isBase: false,
    hasDict: true,
    doc: 'The parameters of a callable, left open by something generic.',
    slots: { tp_repr: (self) => shownName(self as PyTypeParam), nb_or: unionSlot, hasWeakref: true },
    new: [
      '(cls, name, *, bound=None, default=<NoDefault>, covariant=False, contravariant=False, infer_variance=False)',
      (
        cls: PyType,
        name: Value,
        bound: Value,
        fallback: Value | undefined,
        covariant: Value,
        contravariant: Value,
        infer: Value,
      ) => {
        const p = new PyTypeParam(cls, nameArg(name, 'paramspec'), callerModule(), fallback);
        setVariance(p, covariant, contravariant, infer);
        if (bound !== None) p.bound = new Lazy(typing('_type_check', bound, 'Bound must be a type.'), undefined);
        return p;
      },
    ],
    methods: {
      ...commonMethods,
      '__typing_subst__(self, arg, /)': (self: Value, arg: Value) => typing('_paramspec_subst', self, arg),
      '__typing_prepare_subst__(self, alias, args, /)': (self: Value, alias: Value, args: Value) =>
        typing('_paramspec_prepare_subst', self, alias, args),
    },
    setup: (t) => {
      defCommon(t, true);
      defGetSet(t, 'args', (self: PyTypeParam) => new PyParamPart(typeVarTypes.args, self));
      defGetSet(t, 'kwargs', (self: PyTypeParam) => new PyParamPart(typeVarTypes.kwargs, self));
      notSubclassable(t, 'ParamSpec');
    },
  });
}

/** Makes the types, once. */
export function installTypeVars(): void {
  if (typeVarTypes.typeVar !== undefined) return;
  typeVarTypes.typeVar = makeTypeVar();
  typeVarTypes.tuple = makeTuple();
  typeVarTypes.args = makePart('ParamSpecArgs', 'args');
  typeVarTypes.kwargs = makePart('ParamSpecKwargs', 'kwargs');
  typeVarTypes.paramSpec = makeParamSpec();
}
