/**
 * Builtin functions about the caller's names: globals, locals, vars, dir.
 */
import { callMethod, getAttr, lookupAttr } from '../../objects/attributes';
import { dictType, None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { updateDict } from '../../objects/dictMethods';
import { newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import { toArray } from '../../objects/iteration';
import { typeOf, type Value } from '../../objects/object';
import type { ModuleBuilder } from '../registry';
import { dirOf, sortedList } from './attributes';

/** `locals()` of the calling frame: in a function a new snapshot each time (PEP 667). */
export function currentLocals(): Value {
  const frame = interp().currentFrame();
  if (frame === undefined) throw newError(Exc.SystemError, 'frame does not exist');
  const locals = getAttr(frame, 'f_locals');
  if (typeOf(locals).name !== 'FrameLocalsProxy') return locals;
  const snapshot = new PyDict(dictType);
  updateDict(snapshot, locals);
  return snapshot;
}

export function defScopeFunctions(m: ModuleBuilder): void {
  m.def(
    'globals()',
    () => interp().currentGlobals() ?? None,
    "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.",
  );
  m.def(
    'locals()',
    () => currentLocals(),
    "Return a dictionary containing the current scope's local variables.\n\nNOTE: Whether or not updates to this dictionary will affect name lookups in\nthe local scope and vice-versa is *implementation dependent* and not\ncovered by any backwards compatibility guarantees.",
  );
  m.def(
    'vars(object=<unrepresentable>, /)',
    (v: Value | undefined) => {
      if (v === undefined) return currentLocals();
      const d = lookupAttr(v, '__dict__');
      if (d === undefined) throw typeError('vars() argument must have __dict__ attribute');
      return d;
    },
    'vars([object]) -> dictionary\n\nWithout arguments, equivalent to locals().\nWith an argument, equivalent to object.__dict__.',
  );
  m.def(
    'dir(object=<unrepresentable>, /)',
    (v: Value | undefined) => {
      if (v !== undefined) return dirOf(v);
      return sortedList(toArray(callMethod(currentLocals(), 'keys')));
    },
    "dir([object]) -> list of strings\n\nIf called without an argument, return the names in the current scope.\nElse, return an alphabetized list of names comprising (some of) the attributes\nof the given object, and of attributes reachable from it.\nIf the object supplies a method named __dir__, it will be used; otherwise\nthe default dir() logic is used and returns:\n  for a module object: the module's attributes.\n  for a class object:  its attributes, and recursively the attributes\n    of its bases.\n  for any other object: its attributes, its class's attributes, and\n    recursively the attributes of its class's base classes.",
  );
}
