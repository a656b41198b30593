/**
 * CALL_INTRINSIC_1, CALL_INTRINSIC_2 and template strings: what the compiler hands to library classes.
 */
import { Intrinsic1, Intrinsic2 } from '../../bytecode/opcodes';
import { getAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { newError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { type PyFunction } from '../../objects/function';
import type { Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { PyTuple } from '../../objects/values';
import type { Frame } from '../frame';

/**
 * The native classes behind type parameters and templates; modules/_typing.ts and modules/_templatelib.ts set them.
 */
export const intrinsicHooks: {
  typeVar?: (name: string, bound: Value | undefined, constraints: Value | undefined, module: Value) => Value;
  paramSpec?: (name: string, module: Value) => Value;
  typeVarTuple?: (name: string, module: Value) => Value;
  setDefault?: (param: Value, evaluator: Value) => Value;
  typeAlias?: (name: Value, params: Value, evaluator: Value, module: Value) => Value;
  template?: (strings: Value, interpolations: Value) => Value;
  interpolation?: (value: Value, text: Value, conversion: Value, spec: Value) => Value;
} = {};

function need<T>(hook: T | undefined, what: string): T {
  if (hook === undefined) throw newError(Exc.NotImplementedError, `${what} cannot be made: its module is not loaded`);
  return hook;
}

function moduleOf(f: Frame): Value {
  return f.globals.getStr('__name__') ?? None;
}

export function intrinsic1(f: Frame, which: number, v: Value): Value {
  switch (which) {
    case Intrinsic1.TYPEVAR:
      return need(intrinsicHooks.typeVar, 'a TypeVar')(v as string, undefined, undefined, moduleOf(f));
    case Intrinsic1.PARAMSPEC:
      return need(intrinsicHooks.paramSpec, 'a ParamSpec')(v as string, moduleOf(f));
    case Intrinsic1.TYPEVARTUPLE:
      return need(intrinsicHooks.typeVarTuple, 'a TypeVarTuple')(v as string, moduleOf(f));
    case Intrinsic1.SUBSCRIPT_GENERIC: {
      const importer = f.builtins.getStr('__import__')!;
      const typing = call(importer, ['typing']);
      return getItem(getAttr(typing, 'Generic'), unpackVariadic(v, typing));
    }
    case Intrinsic1.TYPEALIAS: {
      const [name, params, evaluator] = (v as PyTuple).items;
      return need(intrinsicHooks.typeAlias, 'a type alias')(name, params, evaluator, moduleOf(f));
    }
  }
  throw newError(Exc.SystemError, `unknown intrinsic ${which}`);
}

/** A TypeVarTuple among the parameters goes into Generic[...] unpacked. */
function unpackVariadic(params: Value, typing: Value): Value {
  const tvt = getAttr(typing, 'TypeVarTuple');
  const items = (params as PyTuple).items.map((p) =>
    typeof p === 'object' && p.cls === tvt ? getItem(getAttr(typing, 'Unpack'), p) : p,
  );
  return new PyTuple(items);
}

export function intrinsic2(f: Frame, which: number, a: Value, b: Value): Value {
  switch (which) {
    case Intrinsic2.TYPEVAR_WITH_BOUND:
      return need(intrinsicHooks.typeVar, 'a TypeVar')(a as string, b, undefined, moduleOf(f));
    case Intrinsic2.TYPEVAR_WITH_CONSTRAINTS:
      return need(intrinsicHooks.typeVar, 'a TypeVar')(a as string, undefined, b, moduleOf(f));
    case Intrinsic2.SET_FUNCTION_TYPE_PARAMS:
      (a as PyFunction).typeParams = b as PyTuple;
      return a;
    case Intrinsic2.SET_TYPEPARAM_DEFAULT:
      return need(intrinsicHooks.setDefault, 'a default')(a, b);
  }
  throw newError(Exc.SystemError, `unknown intrinsic ${which}`);
}

const conversions: Value[] = [None, 's', 'r', 'a'];

export function buildInterpolation(value: Value, text: Value, conversion: number, spec: Value): Value {
  return need(intrinsicHooks.interpolation, 'an Interpolation')(value, text, conversions[conversion], spec);
}

export function buildTemplate(strings: Value, interpolations: Value): Value {
  return need(intrinsicHooks.template, 'a Template')(strings, interpolations);
}
