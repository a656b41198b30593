/**
 * gc.collect(): what is unreachable loses its weak references and is finalised (CPython's gc.c, from
 * handle_weakrefs to finalize_garbage).
 */
import { None, objectType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { PyFunction } from '../../objects/function';
import { finalizables, finalizableSources } from '../../objects/finalizable';
import type { PyObject, PyType } from '../../objects/object';
import { type PyWeakRef, liveWeakrefTargets } from '../../objects/weakref';
import { markAll, Marker } from './mark';
import { ignored } from '../../objects/unraisable';

let collecting = false;

export const isCollecting = (): boolean => collecting;

/** What has been finalised, which happens once: it may live on. */
export const finalized = new WeakSet<PyObject>();

/**
 * Returns the number of objects found dead.
 * DIFFERS: only objects with something to finalise or with weak references to them are found, so the number is smaller than
 * CPython's, and `gc.DEBUG_SAVEALL` saves nothing.
 */
export function collect(): number {
  if (collecting) return 0;
  collecting = true;
  try {
    const { reached } = markAll();
    noteClasses(objectType, reached);
    const targets = [...liveWeakrefTargets].filter((o) => !reached.has(o));
    clearDeadWeakrefs(targets, reached);
    const generators = finalizables.generators.filter((g) => g.frame !== null && !reached.has(g));
    const objects = takeObjects(reached);
    for (const o of [...objects, ...generators]) finalize(o);
    finalizables.generators = finalizables.generators.filter((g) => g.frame !== null);
    return new Set<PyObject>([...targets, ...generators, ...objects]).size;
  } finally {
    collecting = false;
  }
}

/**
 * Classes know their subclasses weakly, so that one may be dead. It is told anew at each collection: what only native
 * code has isn't seen, and keeps being told of changes in its bases.
 */
function noteClasses(type: PyType, reached: Set<object>): void {
  for (const sub of type.subclasses) {
    sub.isUnreachable = sub.isHeap && !reached.has(sub);
    noteClasses(sub, reached);
  }
}

/** Removes those that aren't reached from the registries. */
function takeObjects(reached: Set<object>): PyObject[] {
  const dead = new Set<PyObject>();
  for (const source of [finalizables.objects, ...finalizableSources]) {
    for (const o of source) {
      if (reached.has(o)) continue;
      dead.add(o);
      source.delete(o);
    }
  }
  // Stable: within a rank in order of creation.
  return [...dead].sort((a, b) => rankOf(a) - rankOf(b));
}

/** Files die after what may use them, the wrapping ones before those that they wrap. */
function rankOf(o: PyObject): number {
  return (o as { finalizationRank?: number }).finalizationRank ?? 0;
}

/**
 * All references are cleared before any callback runs; a dead reference's callback isn't called. Of an object the latest
 * reference is told first.
 */
function clearDeadWeakrefs(targets: PyObject[], reached: Set<object>): void {
  const callbacks: PyWeakRef[] = [];
  for (const target of targets) {
    const refs = (target.weakrefs ?? []) as PyWeakRef[];
    target.weakrefs = undefined;
    liveWeakrefTargets.delete(target);
    for (const r of refs.reverse()) {
      r.target = undefined;
      if (r.callback !== undefined && reached.has(r)) callbacks.push(r);
    }
  }
  for (const r of callbacks) {
    const { callback } = r;
    r.callback = undefined;
    if (callback === undefined || callback === None) continue;
    try {
      call(callback, [r]);
    } catch (e) {
      ignored(e, 'while calling weakref callback', callback);
    }
  }
}

function finalize(o: PyObject): void {
  const { tp_finalize } = o.cls;
  if (tp_finalize === null) return;
  finalized.add(o);
  try {
    tp_finalize(o);
  } catch (e) {
    ignored(e, 'in', o);
  }
}

/**
 * Whether finalising could do anything that shows: looking for what is dead takes longer than the rest of a short
 * program. The library's callbacks of weak references only keep its tables tidy.
 */
function hasLastActs(isLibrary: (filename: string) => boolean): boolean {
  if (finalizables.objects.size > 0 || finalizables.generators.some((g) => g.frame !== null && !g.isQuiet)) return true;
  for (const source of finalizableSources) for (const _ of source) return true;
  for (const target of liveWeakrefTargets)
    for (const { callback } of (target.weakrefs ?? []) as PyWeakRef[])
      if (callback !== undefined && callback !== None)
        if (!(callback instanceof PyFunction) || !isLibrary(callback.code.filename)) return true;
  return false;
}

/** At the end of the program all is finalised but what the streams of `sys` need. */
export function finalizeRest(kept: readonly unknown[], isLibrary: (filename: string) => boolean): void {
  if (!hasLastActs(isLibrary)) return;
  collect();
  const m = new Marker();
  for (const v of kept) m.push(v);
  m.run();
  const generators = finalizables.generators.filter((g) => g.frame !== null && !m.reached.has(g));
  const objects = takeObjects(m.reached);
  finalizables.generators = [];
  for (const o of [...objects, ...generators]) finalize(o);
}
