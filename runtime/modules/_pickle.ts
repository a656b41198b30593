/**
 * The module `_pickle`: in CPython the fast twin of what the library also has in Python.
 *
 * DIFFERS: its objects are those of the library's own Python code.
 */
import { lookupAttr } from '../objects/attributes';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { strOf } from '../objects/values';
import { importModule } from './importing';
import { pickleBufferType } from './pickleBuffer';
import { type ModuleBuilder, nativeModule } from './registry';

const sources = {
  PickleError: 'PickleError',
  PicklingError: 'PicklingError',
  UnpicklingError: 'UnpicklingError',
  Pickler: '_Pickler',
  Unpickler: '_Unpickler',
  dump: '_dump',
  dumps: '_dumps',
  load: '_load',
  loads: '_loads',
};

/** Takes over what `pickle` has; false while it is being imported and has nothing yet. */
function takeOver(m: ModuleBuilder): boolean {
  const pickle = importModule('pickle');
  const found = Object.entries(sources).map(([name, source]) => [name, lookupAttr(pickle, source)] as const);
  for (const [name, v] of found) if (v !== undefined) m.set(name, v);
  return found.every(([, v]) => v !== undefined);
}

nativeModule('_pickle', (m) => {
  m.type(pickleBufferType);
  if (takeOver(m)) return;
  // `pickle` itself asks for PickleBuffer first, and at its end for all the others.
  m.def('__getattr__(name, /)', (name: Value) => {
    if (strOf(name)! in sources && takeOver(m)) {
      m.module.dict.delete('__getattr__');
      return lookupAttr(m.module, strOf(name)!)!;
    }
    throw newError(Exc.AttributeError, `module '_pickle' has no attribute '${strOf(name)}'`);
  });
});
