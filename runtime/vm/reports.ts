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
import { addTraceback } from './exceptions';
import { ts } from './thread';

/** warnings.warn: through the native module `_warnings`, which is there from the start. */
export function warn(category: PyType, message: string, stacklevel: number): void {
  const module = sysState.modules.getStr('warnings') ?? sysState.modules.getStr('_warnings');
  const f = module === undefined ? undefined : lookupAttr(module, 'warn');
  if (f !== undefined) call(f, [message, category, stacklevel]);
}

/**
 * sys.unraisablehook; when that fails the default one tells of its error; when that fails too, a plain text on standard
 * error. An exception that comes from no Python code gets the frame in which it came up.
 */
export function reportUnraisable(exc: PyBaseException, where: string, obj: Value | undefined): void {
  if (exc.traceback === undefined && ts.frame !== null) addTraceback(exc, ts.frame);
  const hook = sysState.sysDict?.getStr('unraisablehook');
  let told = { exc, where, obj };
  if (hook !== undefined && hook !== None) {
    const failure = failureOf(hook, told);
    if (failure === undefined) return;
    told = { exc: failure, where: 'Exception ignored in sys.unraisablehook', obj: hook };
  }
  const standard = sysState.sysDict?.getStr('__unraisablehook__');
  if (standard !== undefined && failureOf(standard, told) === undefined) return;
  const text = `${told.where}${told.obj === undefined ? '' : `: ${repr(told.obj)}`}\n${told.exc.cls.name}: ${str(told.exc)}\n`;
  lastResort.write(text);
}

interface Unraisable {
  exc: PyBaseException;
  where: string;
  obj: Value | undefined;
}

/** What a hook raised when it was told; undefined when it did its work. */
function failureOf(hook: Value, { exc, where, obj }: Unraisable): PyBaseException | undefined {
  try {
    call(hook, [unraisableArgs.make!(exc, where, obj ?? None)]);
  } catch (e) {
    if (e instanceof PyBaseException) return e;
    throw e;
  }
  return undefined;
}

/** Set by modules/sys.ts: makes sys.UnraisableHookArgs. */
export const unraisableArgs: { make?: (exc: PyBaseException, message: string, obj: Value) => Value } = {};

/** Standard error when Python's own is not to be had; set by modules/sys.ts. */
export const lastResort = { write: (_text: string): void => undefined };
