/** Integer arguments (CPython's `i` and `n` formats). */
import { overflowError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { toIndex, toSsize } from '../../objects/toIndex';

export function cInt(v: Value): number {
  const n = toIndex(v);
  if (n > 0x7fffffff) throw overflowError('signed integer is greater than maximum');
  if (n < -0x80000000) throw overflowError('signed integer is less than minimum');
  return Number(n);
}

export const ssize = (v: Value): number => toSsize(toIndex(v));
