/**
 * Calling Python callables from native code (CPython's PyObject_Call and _PyObject_LookupSpecial).
 */
import { builtinFunctionType, functionType, methodType } from './builtinTypes';
import { typeError } from './errors';
import { PyFunction, type PyMethod } from './function';
import { interp } from './interp';
import { typeLookup } from './lookup';
import { PyMethodDescr, type PyNative } from './native';
import { typeOf, type KwNames, type Value } from './object';

/** Calls `f` with positional values, the last of which belong to `kwnames`. */
export function call(f: Value, args: Value[] = [], kwnames: KwNames = null): Value {
  if (typeof f === 'object') {
    switch (f.cls) {
      case functionType:
        return interp().callFunction(f as PyFunction, args, kwnames);
      case methodType:
        return call((f as PyMethod).func, [(f as PyMethod).self, ...args], kwnames);
      case builtinFunctionType:
        return (f as PyNative).invoke(args, kwnames);
    }
  }
  const slot = typeOf(f).tp_call;
  if (slot === null) throw typeError(`'${typeOf(f).tpName}' object is not callable`);
  return slot(f, args, kwnames);
}

/** Calls with a record of keyword arguments. */
export function callKw(f: Value, args: Value[], kwargs: Record<string, Value>): Value {
  const names = Object.keys(kwargs);
  return call(f, [...args, ...names.map((k) => kwargs[k])], names.length === 0 ? null : names);
}

/** A special method looked up on the type and bound; undefined where there is none. */
export function lookupSpecial(v: Value, name: string): Value | undefined {
  const type = typeOf(v);
  const found = typeLookup(type, name);
  if (found === undefined) return undefined;
  const get = typeOf(found).tp_descr_get;
  return get === null ? found : get(found, v, type);
}

/** Calls a special method found on the type, without making a bound method where it is a function. */
export function callSpecial(v: Value, name: string, args: Value[] = []): Value | undefined {
  const type = typeOf(v);
  const found = typeLookup(type, name);
  if (found === undefined) return undefined;
  if (found instanceof PyFunction) return interp().callFunction(found, [v, ...args], null);
  if (found instanceof PyMethodDescr && !found.isClassMethod) return found.spec.call([v, ...args], null);
  const get = typeOf(found).tp_descr_get;
  return call(get === null ? found : get(found, v, type), args);
}
