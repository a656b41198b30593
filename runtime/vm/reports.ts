/**
 * Warnings and unraisable exceptions on their way from the VM to Python's hooks.
 */
import { lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyBaseException } from '../objects/exceptionTypes';
import type { PyType, Value } from '../objects/object';
import { repr, str } from '../objects/text';
import { sysState } from '../objects/sysState';

/** warnings.warn: through the native module `_warnings`, which is there from the start. */
export function warn(category: PyType, message: string, stacklevel: number): void {
  const module = sysState.modules.getStr('warnings') ?? sysState.modules.getStr('_warnings');
  const f = module === undefined ? undefined : lookupAttr(module, 'warn');
  if (f !== undefined) call(f, [message, category, stacklevel]);
}

/** sys.unraisablehook, or a plain text on standard error when that fails. */
export function reportUnraisable(exc: PyBaseException, where: string, obj: Value | undefined): void {
  const hook = sysState.sysDict?.getStr('unraisablehook');
  const make = unraisableArgs.make;
  try {
    if (hook !== undefined && make !== undefined) {
      call(hook, [make(exc, where, obj ?? None)]);
      return;
    }
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
  }
  const text = `Exception ignored in: ${obj === undefined ? where : repr(obj)}\n${exc.cls.name}: ${str(exc)}\n`;
  lastResort.write(text);
}

/** Set by modules/sys.ts: makes sys.UnraisableHookArgs. */
export const unraisableArgs: { make?: (exc: PyBaseException, message: string, obj: Value) => Value } = {};

/** Standard error when Python's own is not to be had; set by modules/sys.ts. */
export const lastResort = { write: (_text: string): void => undefined };
