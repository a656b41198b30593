/**
 * The module `_pickle`: in CPython the fast twin of what the library also has in Python.
 *
 * DIFFERS: its objects are those of the library's own Python code; what reads is in library/_unpickling.py.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { strOf } from '../objects/values';
import { importModule } from './importing';
import { pickleBufferType } from './pickleBuffer';
import { type ModuleBuilder, nativeModule } from './registry';

const sources: Record<string, string> = {
  PickleError: 'PickleError',
  PicklingError: 'PicklingError',
  UnpicklingError: 'UnpicklingError',
  Pickler: '_Pickler',
  dump: '_dump',
  dumps: '_dumps',
};

/** What comes from `_unpickling`, which needs a part of `pickle`. */
const reading = ['Unpickler', 'load', 'loads'];

/** Takes over what `pickle` has; false while it is being imported and has nothing yet. */
function takeOver(m: ModuleBuilder): boolean {
  const pickle = importModule('pickle');
  const found = Object.entries(sources).map(([name, source]) => [name, lookupAttr(pickle, source)] as const);
  for (const [name, v] of found) if (v !== undefined) m.set(name, v);
  if (found.some(([, v]) => v === undefined)) return false;
  const unpickling = importModule('_unpickling');
  for (const name of reading) m.set(name, getAttr(unpickling, name));
  return true;
}

nativeModule('_pickle', (m) => {
  m.type(pickleBufferType);
  if (takeOver(m)) return;
  // `pickle` itself asks for PickleBuffer first, and at its end for all the others.
  m.def('__getattr__(name, /)', (name: Value) => {
    if ((strOf(name)! in sources || reading.includes(strOf(name)!)) && takeOver(m)) {
      m.module.dict.delete('__getattr__');
      return lookupAttr(m.module, strOf(name)!)!;
    }
    throw newError(Exc.AttributeError, `module '_pickle' has no attribute '${strOf(name)}'`);
  });
});
