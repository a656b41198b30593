/**
 * The builtins module's dictionary, for native code that names a builtin function (`__reduce__` of iterators).
 */
import { systemError } from './errors';
import type { PyDict } from './dict';
import type { Value } from './object';

export const builtinsRef: { dict: PyDict | undefined } = { dict: undefined };

export function lookupBuiltin(name: string): Value {
  const v = builtinsRef.dict?.getStr(name);
  if (v === undefined) throw systemError(`builtins has no ${name}`);
  return v;
}
