/** Optional arguments `start` and `end` of str's and bytes' searching methods, where None is the default (CPython's _PyEval_SliceIndex). */
import { None } from './builtinTypes';
import { typeError } from './errors';
import type { Value } from './object';
import { clipSsize, indexOrUndefined } from './toIndex';

export function searchIndex(v: Value | undefined, length: number, fallback: number): number {
  if (v === undefined || v === None) return fallback;
  const i = indexOrUndefined(v);
  if (i === undefined) throw typeError('slice indices must be integers or None or have an __index__ method');
  const n = clipSsize(i);
  return n < 0 ? Math.max(n + length, 0) : n;
}
