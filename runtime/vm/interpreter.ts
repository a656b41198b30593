/**
 * The VM as objects and modules see it: implements Interp and installs the VM's own types.
 */
import { installObjects } from '../objects/bootstrap';
import { functionDefaults } from '../objects/functionMethods';
import { pyCodeOf } from '../objects/function';
import { interpRef } from '../objects/interp';
import type { Value } from '../objects/object';
import { readyNativeTypes } from '../objects/typeObject';
import { sysState } from '../objects/sysState';
import { PyCell } from '../objects/values';
import { installCodeObjects } from './codeMethods';
import { installFrameLocals } from './frameLocals';
import { installFrames } from './frameMethods';
import { installGenerators } from './generatorMethods';
import { callFunction } from './run';
import { handledException, ts } from './thread';
import { reportUnraisable, warn } from './reports';

/** Sets up the object model and the VM; call once per worker, before any Python code runs. */
export function installInterpreter(): void {
  interpRef.interp = {
    callFunction,
    superArguments,
    currentFrame: () => ts.frame?.show(),
    currentGlobals: () => ts.frame?.globals,
    handledException: () => handledException() ?? undefined,
    warn,
    unraisable: reportUnraisable,
  };
  functionDefaults.builtins = () => sysState.builtins;
  functionDefaults.pyCodeOf = pyCodeOf;
  installGenerators();
  installFrames();
  installFrameLocals();
  installCodeObjects();
  installObjects();
  readyNativeTypes();
}

/** CPython's super_init_without_args. */
function superArguments(): [Value, Value] | string {
  const f = ts.frame;
  if (f === null) return 'no current frame';
  const { code, s, x } = f;
  if (code.argcount === 0) return 'no arguments';
  let obj = s[0];
  if (obj === undefined) {
    const cell = code.cellvars.indexOf(code.varnames[0]);
    if (cell >= 0) obj = (s[x.nlocals + cell] as PyCell).value;
  }
  if (obj === undefined) return 'arg[0] deleted';
  const i = code.freevars.indexOf('__class__');
  if (i < 0) return '__class__ cell not found';
  const cell = s[x.nlocals + x.ncells + i];
  if (!(cell instanceof PyCell) || cell.value === undefined) return 'empty __class__ cell';
  return [cell.value, obj];
}
