/**
 * Exceptions that have nowhere to go (CPython's PyErr_FormatUnraisable).
 */
import { PyBaseException } from './exceptionTypes';
import { interp } from './interp';
import type { Value } from './object';
import { repr } from './text';

/** Tells of an exception "ignored while doing" something to `about`; what is no exception of the program goes on. */
export function ignored(e: unknown, doing: string, about: Value): void {
  if (!(e instanceof PyBaseException)) throw e;
  interp().unraisable(e, `Exception ignored ${doing}${described(about)}`, undefined);
}

function described(about: Value): string {
  try {
    return ` ${repr(about)}`;
  } catch (e) {
    if (e instanceof PyBaseException) return '';
    throw e;
  }
}
