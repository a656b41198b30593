/**
 * The module `_pickle`: in CPython the fast twin of what the library also has in Python.
 *
 * DIFFERS: its objects are those of the library's own Python code.
 */
import { lookupAttr } from '../objects/attributes';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { importModule } from './importing';
import { nativeModule } from './registry';

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

nativeModule('_pickle', (m) => {
  const pickle = importModule('pickle');
  for (const [name, source] of Object.entries(sources)) {
    const v = lookupAttr(pickle, source);
    // `pickle` asks for its own twin while it is being imported.
    if (v === undefined) throw newError(Exc.ImportError, `cannot import name '${name}' from '${m.name}'`);
    m.set(name, v);
  }
});
