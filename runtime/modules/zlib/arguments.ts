/** Integer arguments (CPython's `n` format). */
import type { Value } from '../../objects/object';
import { toIndex, toSsize } from '../../objects/toIndex';

export const ssize = (v: Value): number => toSsize(toIndex(v));
