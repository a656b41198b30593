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
    "The module's own dictionary: what is written to it are its variables.",
  );
  m.def(
    'locals()',
    () => currentLocals(),
    'The local variables by name: in a function a new dictionary, in a module or class body the real one.',
  );
  m.def(
    'vars(object=<unrepresentable>, /)!',
    (v: Value | undefined) => {
      if (v === undefined) return currentLocals();
      const d = lookupAttr(v, '__dict__');
      if (d === undefined) throw typeError('vars() argument must have __dict__ attribute');
      return d;
    },
    'vars([object]) -> dict\n\nobject.__dict__, or locals() without an argument.',
  );
  m.def(
    'dir(object=<unrepresentable>, /)!',
    (v: Value | undefined) => {
      if (v !== undefined) return dirOf(v);
      return sortedList(toArray(callMethod(currentLocals(), 'keys')));
    },
    'dir([object]) -> list of str\n\nThe sorted names that object.__dir__() gives, usually attributes of the object, its class and bases;\nwithout an argument, the names of local variables.',
  );
}
