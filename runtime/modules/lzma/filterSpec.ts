/** Filter chains as Python gives them: lists of dictionaries. */
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { isError, newError, overflowError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { toArray } from '../../objects/iteration';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { getItem, length } from '../../objects/subscript';
import { toIndex } from '../../objects/toIndex';
import { strOf } from '../../objects/values';
import { badOptions, LzmaFailure } from './failure';
import { isBranchFilter } from './branchFilters';
import { FilterId, isTransform, type Filter } from './filters';

export const lzmaState = {} as { error: PyType };

export const LZMA1_ID = 4611686018427387905n;
export const PRESET_DEFAULT = 6;
export const PRESET_EXTREME = 0x80000000;

/** Raises LzmaFailure as LZMAError. */
export function guarded<T>(f: () => T): T {
  try {
    return f();
  } catch (e) {
    throw e instanceof LzmaFailure ? newError(lzmaState.error, e.message) : e;
  }
}

export function presetNumber(v: Value): number {
  const n = toIndex(v);
  if (n < 0) throw overflowError("can't convert negative value to unsigned int");
  if (n > 0xffffffff) throw overflowError('Value too large for uint32_t type');
  return Number(n);
}

export function presetFilter(id: number, preset: number): Filter {
  const level = preset % PRESET_EXTREME;
  if (level > 9) throw newError(lzmaState.error, `Invalid compression preset: ${preset}`);
  const bits = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];
  return { id, dictSize: 2 ** bits[level], distance: 1, lc: 3, lp: 0, pb: 2 };
}

function entry(spec: Value, name: string): number | undefined {
  let v: Value;
  try {
    v = getItem(spec, name);
  } catch (e) {
    if (isError(e, Exc.KeyError)) return undefined;
    throw e;
  }
  return v === None ? undefined : Number(toIndex(v));
}

const known: Record<'delta' | 'BCJ' | 'LZMA', string[]> = {
  delta: ['id', 'dist'],
  BCJ: ['id', 'start_offset'],
  LZMA: 'id preset dict_size lc lp pb mode nice_len mf depth'.split(' '),
};

function checkKeys(spec: Value, kind: keyof typeof known): void {
  if (!(spec instanceof PyDict)) return;
  const names = spec.entries().map(([k]) => strOf(k));
  if (names.some((n) => n === undefined || !known[kind].includes(n)))
    throw valueError(`Invalid filter specifier for ${kind} filter`);
}

export function parseFilter(spec: Value): Filter {
  if (typeOf(spec).mp_subscript === null) throw typeError('Filter specifier must be a dict or dict-like object');
  let id: number | bigint;
  try {
    id = toIndex(getItem(spec, 'id'));
  } catch (e) {
    throw isError(e, Exc.KeyError) ? valueError('Filter specifier must have an "id" entry') : e;
  }
  if (id === FilterId.DELTA) {
    checkKeys(spec, 'delta');
    const distance = entry(spec, 'dist') ?? 1;
    if (distance < 1 || distance > 256) throw badOptions();
    return { id, dictSize: 0, distance, lc: 0, lp: 0, pb: 0 };
  }
  if (isBranchFilter(Number(id))) {
    checkKeys(spec, 'BCJ');
    const startOffset = entry(spec, 'start_offset') ?? 0;
    if (startOffset < 0 || startOffset > 0xffffffff) throw valueError('Invalid filter specifier for BCJ filter');
    return { id: Number(id), dictSize: 0, distance: 1, lc: 0, lp: 0, pb: 0, startOffset };
  }
  if (id !== FilterId.LZMA2 && id !== LZMA1_ID) {
    throw valueError(`Invalid filter ID: ${id}`);
  }
  checkKeys(spec, 'LZMA');
  const filter = presetFilter(
    id === LZMA1_ID ? FilterId.LZMA1 : FilterId.LZMA2,
    entry(spec, 'preset') ?? PRESET_DEFAULT,
  );
  filter.dictSize = entry(spec, 'dict_size') ?? filter.dictSize;
  filter.lc = entry(spec, 'lc') ?? filter.lc;
  filter.lp = entry(spec, 'lp') ?? filter.lp;
  filter.pb = entry(spec, 'pb') ?? filter.pb;
  if (filter.lc + filter.lp > 4 || filter.pb > 4 || filter.dictSize > 0xffffffff || filter.dictSize < 0)
    throw badOptions();
  return filter;
}

/** The compressing filter is the last one, and only that. */
export function parseFilters(specs: Value): Filter[] {
  if (length(specs) > 4) throw valueError('Too many filters - liblzma supports a maximum of 4');
  const filters = toArray(specs).map(parseFilter);
  filters.forEach((f, i) => {
    if (isTransform(f.id) === (i === filters.length - 1)) throw badOptions();
  });
  if (filters.length === 0) throw badOptions();
  return filters;
}
