/**
 * What the VM needs of the `sys` module: its namespace and sys.modules. Set by modules/sys.ts.
 */
import { PyDict } from '../objects/dict';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';

export const sysState = {
  /** sys.modules. */
  modules: new PyDict(),
  /** The namespace of sys. */
  dict: new PyDict(),
  /** The namespace of builtins. */
  builtins: new PyDict(),
};

/** A function of sys that programs may replace; raises RuntimeError where it is lost. */
export function sysHook(name: string): Value {
  const f = sysState.dict.getStr(name);
  if (f === undefined) throw newError(Exc.RuntimeError, `lost sys.${name}`);
  return f;
}
