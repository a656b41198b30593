/**
 * Objects that have something to do when they die: `__del__`, suspended generators, never-awaited coroutines, files.
 *
 * Owns: the registries that gc.collect() looks through, and what its mark phase starts from. Nothing here depends on
 * JavaScript's collector, so a run is repeatable.
 */
import type { PyObject } from './object';

/** A generator, coroutine or async generator: of interest until it has ended. */
interface Resumable extends PyObject {
  frame: unknown;
  /** Nothing could be seen of its being closed. */
  readonly isQuiet: boolean;
}

export const finalizables = {
  /** Generators of all kinds in order of creation; ended and quiet ones are dropped now and then. */
  generators: [] as Resumable[],
  /** All others whose type has tp_finalize. */
  objects: new Set<PyObject>(),
};

/** So few are looked through: they are still in the processor's cache then, and die young. */
const FEW = 256;
let limit = FEW;

/** Notes a new generator. */
export function noteGenerator(g: Resumable): void {
  const { generators } = finalizables;
  if (generators.push(g) >= limit) dropEnded();
}

function dropEnded(): void {
  finalizables.generators = finalizables.generators.filter((g) => g.frame !== null && !g.isQuiet);
  limit = Math.max(FEW, finalizables.generators.length * 2);
}

/** Notes a new object whose type has tp_finalize, unless its class keeps account of its objects itself (a source). */
export function noteFinalizable(o: PyObject): void {
  if ((o as { isCountedElsewhere?: boolean }).isCountedElsewhere !== true) finalizables.objects.add(o);
}

interface FinalizableSource extends Iterable<PyObject> {
  delete(o: PyObject): unknown;
}

/** Further objects that may have to be finalised, kept by others: pending tasks, unretrieved exceptions. */
export const finalizableSources: FinalizableSource[] = [];

/** What is alive although no Python object refers to it: JavaScript objects to look through. */
export const gcRoots: (() => unknown)[] = [];

export function addGcRoot(root: () => unknown): void {
  gcRoots.push(root);
}
