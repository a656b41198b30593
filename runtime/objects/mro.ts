/**
 * Base classes: the method resolution order, and which base decides a new class's metaclass and its instances' layout
 * (the parts of CPython's typeobject.c that look at bases).
 */
import { objectType, typeType } from './builtinTypes';
import { callSpecial } from './call';
import { typeError } from './errors';
import { typeLookup } from './lookup';
import { isSubtype, PyType, typeOf, type Value } from './object';

/** CPython's mro_implementation: C3. */
export function c3(type: PyType): PyType[] {
  const twice = type.bases.find((b, i) => type.bases.indexOf(b) < i);
  if (twice !== undefined) throw typeError(`duplicate base class ${twice.name}`);
  const incomplete = type.bases.find((b) => b.mro.length === 0);
  if (incomplete !== undefined) throw typeError(`Cannot extend an incomplete type '${incomplete.tpName}'`);
  const [base] = type.bases;
  if (type.bases.length === 1 && base.mro[0] === base) return [type, ...base.mro];
  const seqs = [...type.bases.map((b) => [...b.mro]), [...type.bases]];
  const out: PyType[] = [type];
  for (;;) {
    const open = seqs.filter((s) => s.length > 0);
    if (open.length === 0) return out;
    const next = open.map((s) => s[0]).find((head) => !open.some((s) => s.indexOf(head) > 0));
    if (next === undefined) {
      const heads = [...new Set(open.map((s) => s[0]))].map((t) => t.name).join(', ');
      throw typeError(`Cannot create a consistent method resolution order (MRO) for bases ${heads}`);
    }
    out.push(next);
    for (const s of open) if (s[0] === next) s.shift();
  }
}

/**
 * Sets the mro by C3 or by the metaclass's `mro()`, and tells which. That method may itself have set the bases: then what
 * it did stands (CPython's mro_internal).
 */
export function computeMro(type: PyType): 'c3' | 'own' | 'superseded' {
  if (type.cls === typeType || typeLookup(type.cls, 'mro') === typeLookup(typeType, 'mro')) {
    type.mro = c3(type);
    return 'c3';
  }
  const old = type.mro;
  const r = callSpecial(type, 'mro')!;
  const items = mroItems.toArray(r);
  const solid = solidBase(type.base ?? objectType);
  for (const t of items) {
    if (!(t instanceof PyType)) throw typeError(`mro() returned a non-class ('${typeOf(t).tpName}')`);
    if (t !== type && !isSubtype(solid, solidBase(t)))
      throw typeError(`mro() returned base with unsuitable layout ('${t.tpName}')`);
  }
  if (type.mro !== old) return 'superseded';
  type.mro = items as PyType[];
  return 'own';
}

/** Lists an iterable; set by iteration.ts, which is above this file. */
export const mroItems = {} as { toArray(v: Value): Value[] };

/** The metaclass for these bases: the most derived one (CPython's _PyType_CalculateMetaclass). */
export function calculateMetaclass(meta: PyType, bases: readonly Value[]): PyType {
  let winner = meta;
  for (const b of bases) {
    const t = typeOf(b);
    if (isSubtype(winner, t)) continue;
    if (isSubtype(t, winner)) winner = t;
    else
      throw typeError(
        'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases',
      );
  }
  return winner;
}

/** The base whose native layout the new class has (CPython's best_base). */
export function bestBase(bases: PyType[]): PyType {
  let winner: PyType | undefined;
  for (const b of bases) {
    if (!b.isBase) throw typeError(`type '${b.tpName}' is not an acceptable base type`);
    const candidate = solidBase(b);
    if (winner === undefined) winner = b;
    else if (isSubtype(solidBase(winner), candidate)) continue;
    else if (isSubtype(candidate, solidBase(winner))) winner = b;
    else throw typeError('multiple bases have instance lay-out conflict');
  }
  return winner ?? objectType;
}

function solidBase(t: PyType): PyType {
  for (let x = t; ; x = x.base) {
    // What a type is made of is no `alloc`'s doing.
    if (x.base === null || x === typeType) return x;
    if (x.alloc !== x.base.alloc || x.slotCount > x.base.slotCount) return x;
  }
}
