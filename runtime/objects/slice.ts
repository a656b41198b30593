/**
 * slice objects (CPython's sliceobject.c).
 */
import { None, NotImplemented, sliceType } from './builtinTypes';
import { hash } from './compare';
import { defGetSet, defMethod } from './descriptors';
import { markTupleLike } from './dict';
import { typeError, valueError } from './errors';
import { hashTuple } from './hashing';
import type { Int, Value } from './object';
import { compareSequences } from './sequence';
import { repr } from './text';
import { indexOrUndefined, toIndex } from './toIndex';
import { defNew } from './typeObject';
import { normInt, PySlice, PyTuple } from './values';

const parts = (s: PySlice): Value[] => [s.start, s.stop, s.step];

function exactBound(v: Value): bigint | undefined {
  if (v === None) return undefined;
  const n = indexOrUndefined(v);
  if (n === undefined) throw typeError('slice indices must be integers or None or have an __index__ method');
  return BigInt(n);
}

/** `slice.indices(length)` with numbers of any size (CPython's _PySlice_GetLongIndices). */
function longIndices(s: PySlice, length: bigint): Int[] {
  const step = exactBound(s.step) ?? 1n;
  if (step === 0n) throw valueError('slice step cannot be zero');
  const down = step < 0n;
  const low = down ? -1n : 0n;
  const high = down ? length - 1n : length;
  const fit = (v: bigint | undefined, missing: bigint): bigint => {
    if (v === undefined) return missing;
    if (v < 0n) return v + length < low ? low : v + length;
    return v > high ? high : v;
  };
  return [fit(exactBound(s.start), down ? high : low), fit(exactBound(s.stop), down ? low : high), step].map(normInt);
}

export function installSlice(): void {
  const t = sliceType;
  t.doc =
    'slice(stop) -> slice\nslice(start, stop, step=None) -> slice\n\nWhat stands between the brackets in a[start:stop:step].';
  defNew(t, (_cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('slice() takes no keyword arguments');
    if (args.length === 0) throw typeError('slice expected at least 1 argument, got 0');
    if (args.length > 3) throw typeError(`slice expected at most 3 arguments, got ${args.length}`);
    return args.length === 1 ? new PySlice(None, args[0], None) : new PySlice(args[0], args[1], args[2] ?? None);
  });
  t.tp_repr = (self) =>
    `slice(${parts(self as PySlice)
      .map(repr)
      .join(', ')})`;
  t.tp_richcompare = (a, b, op) =>
    a instanceof PySlice && b instanceof PySlice
      ? compareSequences({ items: parts(a) }, { items: parts(b) }, op)
      : NotImplemented;
  t.tp_hash = (self) => hashTuple(parts(self as PySlice).map(hash));
  markTupleLike(t);
  defGetSet(t, 'start', (self: PySlice) => self.start);
  defGetSet(t, 'stop', (self: PySlice) => self.stop);
  defGetSet(t, 'step', (self: PySlice) => self.step);
  defMethod(
    t,
    'indices(self, object, /)',
    (self: PySlice, length: Value) => {
      const n = BigInt(toIndex(length));
      if (n < 0n) throw valueError('length should not be negative');
      return new PyTuple(longIndices(self, n));
    },
    'S.indices(length) -> (start, stop, step)\n\nThe three numbers for a sequence of that length, missing ones filled in and those beyond its ends cut off.',
  );
  defMethod(
    t,
    '__reduce__(self, /)',
    (self: PySlice) => new PyTuple([sliceType, new PyTuple(parts(self))]),
    'For pickle.',
  );
}
