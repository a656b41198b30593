/**
 * Fills in all native types, in one place and order.
 *
 * Each file of this folder that gives a type its methods exports `installX()`; add it here. Afterwards every type is
 * made ready. Call once per worker before any Python code runs.
 */
import { readyNativeTypes } from './typeObject';
import { installSeqIter } from './iteration';
import { installContextVars } from './contextvarTypes';
import { installWeakref } from './weakref';

export function installObjects(): void {
  installSeqIter();
  installWeakref();
  installContextVars();
  readyNativeTypes();
}
