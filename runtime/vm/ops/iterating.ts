/**
 * GET_ITER: an object whose `__iter__` is a generator function of the program's has its generator made at once, without
 * passing through native code.
 */
import { CodeFlag } from '../../bytecode/code';
import { getIter } from '../../objects/iteration';
import { PyFunction } from '../../objects/function';
import { typeLookup } from '../../objects/lookup';
import type { Value } from '../../objects/object';
import { execOf, type ExecCode } from '../execCode';
import { Frame, newSlots } from '../frame';
import { makeGenerator } from '../generator';
import { O } from '../opcodeNumbers';
import { mayOwn, ownedGenerator } from '../ownedGenerators';

/** An instruction's cache: what `__iter__` is in a class of that version; null: no Python function. */
export class IterCache {
  constructor(
    readonly version: number,
    readonly fn: PyFunction | null,
    /** What is made goes to YIELD_FROM alone. */
    readonly isOwned: boolean,
    /** The function's code, where what it makes can be owned and entered at once (jit/awaiting.ts); else null. */
    readonly direct: ExecCode | null,
  ) {}
}

/** Does what the instruction before gives go to YIELD_FROM alone? */
function isDelegated(x: ExecCode, at: number): boolean {
  const { ops } = x;
  return (ops[at] & 0xff) === O.LOAD_CONST && (ops[at + 1] & 0xff) === O.YIELD_FROM;
}

function newCache(version: number, fn: PyFunction | null, isOwned: boolean): IterCache {
  const x = isOwned && fn !== null && isMaker(fn) ? execOf(fn.code) : null;
  return new IterCache(version, fn, isOwned, x !== null && mayOwn(x) ? x : null);
}

/** Does calling it with the object alone make a generator? */
function isMaker(fn: PyFunction): boolean {
  return fn.simple && fn.code.argcount === 1 && (fn.code.flags & CodeFlag.GENERATOR) !== 0;
}

/** `iter(v)`; `at` is the cache of the instruction. */
export function getIterNoting(x: ExecCode, at: number, v: Value): Value {
  if (typeof v !== 'object' || !v.cls.isHeap) return getIter(v);
  const { version } = v.cls;
  let cache = x.caches[at] as IterCache | undefined;
  if (cache?.version !== version) {
    const found = typeLookup(v.cls, '__iter__');
    cache = newCache(version, found instanceof PyFunction ? found : null, isDelegated(x, at));
    x.caches[at] = cache;
  }
  const { fn } = cache;
  if (fn === null || !isMaker(fn)) return getIter(v);
  const own = execOf(fn.code);
  if (cache.isOwned && mayOwn(own)) return ownedGenerator(own, fn, v);
  const s = newSlots(own);
  s[0] = v;
  const frame = new Frame(own, fn, s);
  if (own.base !== own.nlocals) frame.initCells();
  return makeGenerator(frame, fn);
}
