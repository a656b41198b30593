/** `a[i]` and `a[i:j:k]` of arrays: reading, assigning, deleting. */
import { indexError, typeError, valueError } from '../../objects/errors';
import { typeOf, type Value } from '../../objects/object';
import { sliceRange } from '../../objects/sliceIndices';
import { clipSsize, indexOrUndefined } from '../../objects/toIndex';
import { PySlice } from '../../objects/values';
import { PyArray } from './pyArray';

export function position(a: PyArray, key: Value, message: string): number {
  const n = indexOrUndefined(key);
  if (n === undefined) throw typeError('array indices must be integers');
  const i = n < 0 ? clipSsize(n) + a.length : clipSsize(n);
  if (i < 0 || i >= a.length) throw indexError(message);
  return i;
}

export function subscript(v: Value, key: Value): Value {
  const a = v as PyArray;
  if (!(key instanceof PySlice)) return a.get(position(a, key, 'array index out of range'));
  const { start, step, count } = sliceRange(key, a.length);
  const { size } = a.code;
  if (step === 1) return a.like(a.data.slice(start * size, (start + count) * size));
  const out = new Uint8Array(count * size);
  for (let i = 0; i < count; i++)
    out.set(a.data.subarray((start + i * step) * size, (start + i * step + 1) * size), i * size);
  return a.like(out);
}

export function assign(v: Value, key: Value, value: Value | undefined): void {
  const a = v as PyArray;
  if (!(key instanceof PySlice)) {
    const i = position(a, key, 'array assignment index out of range');
    if (value === undefined) a.splice(i, i + 1, new Uint8Array(0));
    else a.set(i, value);
    return;
  }
  // CPython looks at the indices before the value, and at a copy's once more.
  let range = sliceRange(key, a.length);
  let by: Uint8Array = new Uint8Array(0);
  if (value !== undefined) {
    if (!(value instanceof PyArray))
      throw typeError(`can only assign array (not "${typeOf(value).tpName}") to array slice`);
    if (value.letter !== a.letter) throw typeError('bad argument type for built-in operation');
    by = value.data.slice();
    if (value === a) range = sliceRange(key, a.length);
  }
  const { start, step, count } = range;
  const { size } = a.code;
  if (step === 1) {
    a.splice(start, start + count, by);
    return;
  }
  if (value === undefined || by.length === 0) {
    if (count === 0) return;
    const drop = new Set(Array.from({ length: count }, (_, i) => start + i * step));
    const kept = a.data.filter((_, i) => !drop.has(Math.floor(i / size)));
    a.splice(0, a.length, kept);
    return;
  }
  if (by.length / size !== count)
    throw valueError(`attempt to assign array of size ${by.length / size} to extended slice of size ${count}`);
  for (let i = 0; i < count; i++) a.data.set(by.subarray(i * size, (i + 1) * size), (start + i * step) * size);
}
