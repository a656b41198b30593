/**
 * The module `_typing`. Its types are in typing/; the VM makes type parameters of `def f[T]` by the hooks set here.
 */
import { unionType } from '../objects/builtinTypes';
import type { Value } from '../objects/object';
import { intrinsicHooks } from '../vm/ops/intrinsics';
import { nativeModule } from './registry';
import { Lazy, noDefault } from './typing/common';
import { genericClass, makeTypeAlias, typeAliasType } from './typing/typeAlias';
import { installTypeVars, PyTypeParam, typeVarTypes } from './typing/typeVars';
import { unionHooks } from '../objects/unionHooks';
import { importAttr } from './importing';

nativeModule('_typing', (m) => {
  installTypeVars();
  for (const t of [
    typeVarTypes.typeVar,
    typeVarTypes.tuple,
    typeVarTypes.paramSpec,
    typeVarTypes.args,
    typeVarTypes.kwargs,
  ])
    m.type(t);
  m.type(typeAliasType());
  m.type(genericClass());
  m.set('Union', unionType);
  m.set('NoDefault', noDefault());
  m.def('_idfunc(x, /)', (x: Value) => x);
});

// A parameter of `def f[T]` is in no module, as in CPython.
intrinsicHooks.typeVar = (name, bound, constraints) => {
  installTypeVars();
  const p = new PyTypeParam(typeVarTypes.typeVar, name, undefined);
  p.inferVariance = true;
  if (bound !== undefined) p.bound = new Lazy(undefined, bound);
  if (constraints !== undefined) p.constraints = new Lazy(undefined, constraints);
  return p;
};
intrinsicHooks.paramSpec = (name) => {
  installTypeVars();
  const p = new PyTypeParam(typeVarTypes.paramSpec, name, undefined);
  p.inferVariance = true;
  return p;
};
intrinsicHooks.typeVarTuple = (name) => {
  installTypeVars();
  return new PyTypeParam(typeVarTypes.tuple, name, undefined);
};
intrinsicHooks.setDefault = (param, evaluator) => {
  (param as PyTypeParam).default = new Lazy(undefined, evaluator);
  return param;
};
intrinsicHooks.typeAlias = makeTypeAlias;
unionHooks.typeCheck ??= () => importAttr('typing', '_type_check');
