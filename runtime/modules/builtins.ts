/**
 * The module `builtins`: its types, exceptions, constants and functions.
 *
 * Owns: what is in it. The functions are in builtins/*.ts, by subject.
 */
import * as types from '../objects/builtinTypes';
import { Ellipsis, None, NotImplemented } from '../objects/builtinTypes';
import { builtinsRef } from '../objects/builtinsHook';
import { exceptionGroupType } from '../objects/exceptionGroup';
import { Exc } from '../objects/exceptionTypes';
import { sysState } from '../objects/sysState';
import { defAttributeFunctions } from './builtins/attributes';
import { defCodeFunctions } from './builtins/code';
import { defIoFunctions } from './builtins/io';
import { defIterationFunctions } from './builtins/iteration';
import { defNumberFunctions } from './builtins/numbers';
import { defScopeFunctions } from './builtins/scope';
import type { PyNative } from '../objects/native';
import { quietBuiltins } from '../vm/jit/frameless/quietCalls';
import { nativeModule } from './registry';

const builtinTypes = [
  types.boolType,
  types.memoryviewType,
  types.bytearrayType,
  types.bytesType,
  types.classmethodType,
  types.complexType,
  types.dictType,
  types.enumerateType,
  types.filterType,
  types.floatType,
  types.frozensetType,
  types.propertyType,
  types.intType,
  types.listType,
  types.mapType,
  types.objectType,
  types.rangeType,
  types.reversedType,
  types.setType,
  types.sliceType,
  types.staticmethodType,
  types.strType,
  types.superType,
  types.tupleType,
  types.typeType,
  types.zipType,
];

nativeModule('builtins', (m) => {
  m.set('__doc__', 'The names that every module sees without an import.');
  defAttributeFunctions(m);
  defNumberFunctions(m);
  defIterationFunctions(m);
  defIoFunctions(m);
  defScopeFunctions(m);
  defCodeFunctions(m);
  m.set('None', None);
  m.set('Ellipsis', Ellipsis);
  m.set('NotImplemented', NotImplemented);
  m.set('False', false);
  m.set('True', true);
  m.set('__debug__', true);
  for (const t of builtinTypes) m.type(t);
  for (const t of Object.values(Exc)) m.type(t);
  m.type(exceptionGroupType);
  m.set('EnvironmentError', Exc.OSError);
  m.set('IOError', Exc.OSError);
  for (const [name, quiet] of Object.entries(quietBuiltins))
    (m.module.dict.getStr(name) as PyNative).spec.quiet = quiet;
  // The VM looks names up in this very dictionary.
  sysState.builtins = builtinsRef.dict = m.module.dict;
});
