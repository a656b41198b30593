/**
 * SETUP_WITH, BEFORE_ASYNC_WITH, WITH_EXCEPT_START.
 */
import { call, lookupSpecial } from '../../objects/call';
import { typeError } from '../../objects/errors';
import { typeLookup } from '../../objects/lookup';
import { typeOf, type Value } from '../../objects/object';
import { fullyQualifiedName } from '../../objects/typeNames';
import { prepareCall } from '../calls';
import type { Frame } from '../frame';

type Stack = (Value | undefined)[];

/** mgr -> exit, and `__enter__` is called: its frame, or null with the result in callResult; it belongs above `exit`. */
export function setupWith(s: Stack, sp: number): Frame | null {
  const mgr = s[sp - 1]!;
  const exit = lookupSpecial(mgr, '__exit__');
  if (exit === undefined) throw notManager(mgr, 'context manager', '__exit__');
  const enter = lookupSpecial(mgr, '__enter__');
  if (enter === undefined) throw notManager(mgr, 'context manager', '__enter__');
  // A lock's __enter__ may park the thread: then this is run again, and the manager must still be there.
  const next = prepareCall(enter, [], 0, 0, null);
  s[sp - 1] = exit;
  return next;
}

/** mgr -> aexit, aenter(). */
export function setupAsyncWith(s: Stack, sp: number): void {
  const mgr = s[sp - 1]!;
  const exit = lookupSpecial(mgr, '__aexit__');
  if (exit === undefined) throw notManager(mgr, 'asynchronous context manager', '__aexit__');
  const enter = lookupSpecial(mgr, '__aenter__');
  if (enter === undefined) throw notManager(mgr, 'asynchronous context manager', '__aenter__');
  s[sp - 1] = exit;
  s[sp] = call(enter);
}

function notManager(mgr: Value, kind: string, missing: string) {
  const t = typeOf(mgr);
  const isAsync = kind.startsWith('async');
  let hint = '';
  if (
    typeLookup(t, isAsync ? '__enter__' : '__aenter__') !== undefined &&
    typeLookup(t, isAsync ? '__exit__' : '__aexit__') !== undefined
  )
    hint = isAsync
      ? " but it supports the context manager protocol. Did you mean to use 'with'?"
      : " but it supports the asynchronous context manager protocol. Did you mean to use 'async with'?";
  return typeError(
    `'${fullyQualifiedName(t)}' object does not support the ${kind} protocol (missed ${missing} method)${hint}`,
  );
}

/** Calls `__exit__` with the exception: its frame, or null with the result in callResult. */
export function withExceptStart(s: Stack, sp: number): Frame | null {
  return prepareCall(s[sp - 7]!, [s[sp - 1], s[sp - 2], s[sp - 3]], 0, 3, null);
}
