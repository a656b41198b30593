/**
 * `typing.TypeAliasType` and `typing.Generic`.
 */
import { unionOr } from '../../objects/union';
import { objectType } from '../../objects/builtinTypes';
import type { PyDict } from '../../objects/dict';
import { defGetSet } from '../../objects/descriptors';
import { typeError } from '../../objects/errors';
import { newGenericAlias } from '../../objects/genericAlias';
import { getIter } from '../../objects/iteration';
import { PyObject, typeOf, type PyType, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { repr } from '../../objects/text';
import { defineType } from '../../objects/typeObject';
import { callKw } from '../../objects/call';
import { emptyTuple, PyTuple, strOf } from '../../objects/values';
import { importAttr } from '../importing';
import { callerModule, Lazy, noDefault, notSubclassable, typing } from './common';
import { PyTypeParam, typeVarTypes } from './typeVars';
import { givenType } from '../../objects/typeNames';

export class PyTypeAlias extends PyObject {
  constructor(
    cls: PyType,
    readonly name: Value,
    readonly params: PyTuple,
    readonly value: Lazy,
    readonly module: Value,
  ) {
    super(cls);
  }
}

/** TypeVarTuples stand unpacked among an alias's parameters. */
function parametersOf(a: PyTypeAlias): Value {
  return new PyTuple(
    a.params.items.map((p) => (typeOf(p) === typeVarTypes.tuple ? getItem(importAttr('typing', 'Unpack'), p) : p)),
  );
}

/** A parameter without a default must not follow one with a default. */
function checkParams(params: Value): PyTuple {
  if (!(params instanceof PyTuple)) throw typeError('type_params must be a tuple');
  let seen = false;
  for (const p of params.items) {
    if (!(p instanceof PyTypeParam)) throw typeError(`Expected a type param, got ${repr(p)}`);
    const has = p.default.has(noDefault());
    if (seen && !has) throw typeError(`non-default type parameter '${repr(p)}' follows default type parameter`);
    seen ||= has;
  }
  return params;
}

let aliasType: PyType | undefined;
let genericType: PyType | undefined;

export function typeAliasType(): PyType {
  aliasType ??= defineType({
    name: 'typing.TypeAliasType',
    isBase: false,
    doc: 'A name for a type, made by a type statement.',
    slots: {
      hasWeakref: true,
      tp_repr: (self) => strOf((self as PyTypeAlias).name) ?? '',
      nb_or: unionOr,
      mp_subscript: (self, item) => {
        const a = self as PyTypeAlias;
        if (a.params.items.length === 0) throw typeError('Only generic type aliases are subscriptable');
        return newGenericAlias(a, item);
      },
      tp_iter: (self) => getIter(new PyTuple([getItem(importAttr('typing', 'Unpack'), self)])),
    },
    new: [
      '(cls, name, value, *, type_params=())',
      (cls: PyType, name: Value, value: Value, params: Value) => {
        if (strOf(name) === undefined)
          throw typeError(`typealias() argument 'name' must be str, not ${givenType(name)}`);
        return new PyTypeAlias(cls, name, checkParams(params), new Lazy(value, undefined), callerModule());
      },
    ],
    methods: { '__reduce__(self, /)': (self: PyTypeAlias) => self.name },
    setup: (t) => {
      defGetSet(t, '__name__', (self: PyTypeAlias) => self.name);
      defGetSet(t, '__module__', (self: PyTypeAlias) => self.module);
      defGetSet(t, '__value__', (self: PyTypeAlias) => self.value.get());
      defGetSet(t, 'evaluate_value', (self: PyTypeAlias) => self.value.function());
      defGetSet(t, '__type_params__', (self: PyTypeAlias) => self.params);
      defGetSet(t, '__parameters__', parametersOf);
      notSubclassable(t, 'TypeAliasType');
    },
  });
  return aliasType;
}

export function makeTypeAlias(name: Value, params: Value, evaluator: Value, module: Value): Value {
  return new PyTypeAlias(
    typeAliasType(),
    name,
    params instanceof PyTuple ? params : emptyTuple,
    new Lazy(undefined, evaluator),
    module,
  );
}

export function genericClass(): PyType {
  genericType ??= defineType({
    name: 'typing.Generic',
    doc: 'The base of classes with type parameters.',
    new: undefined,
    setup: (t) => {
      t.tp_new = objectType.tp_new;
      t.isHeap = true; // as in CPython: copyreg looks for the first class that is none
    },
    classMethods: {
      '__class_getitem__(cls, /, *args, **kwargs)!': (cls: PyType, args: Value[]) =>
        typing('_generic_class_getitem', cls, ...args),
      '__init_subclass__(cls, /, *args, **kwargs)!': (cls: PyType, args: Value[], kw: PyDict) => {
        const named: Record<string, Value> = {};
        for (const [k, v] of kw.entries()) named[strOf(k)!] = v;
        return callKw(importAttr('typing', '_generic_init_subclass'), [cls, ...args], named);
      },
    },
  });
  return genericType;
}
