/**
 * The variables of a frame as one dictionary, and back again: a function's slots or a class body's namespace.
 *
 * Owns: the copy that evaluation works on. Must not know: how variables are shown.
 */
import { PyDict } from '../objects/dict';
import { frameSlots } from '../introspect/frameSlots';
import type { Frame } from '../vm/frame';

/** Whether the frame's locals are a dictionary of their own kind: a module's or a class body's. */
export function namespaceOf(frame: Frame): PyDict | null {
  return frame.locals instanceof PyDict ? frame.locals : null;
}

/** The variables of a frame by name, for evaluation; a copy. */
export function localsCopy(frame: Frame): PyDict {
  const namespace = namespaceOf(frame);
  if (namespace) return namespace.copy();
  const copy = new PyDict();
  for (const { name, value } of [...frameSlots(frame, 'free'), ...frameSlots(frame, 'local')]) {
    if (value !== undefined) copy.setStr(name, value);
  }
  if (frame.extraLocals) copy.update(frame.extraLocals);
  return copy;
}

/** Writes back what evaluation changed in a copy of a frame's variables. */
export function storeLocals(frame: Frame, copy: PyDict): void {
  const names = new Set<string>();
  for (const slot of [...frameSlots(frame, 'free'), ...frameSlots(frame, 'local')]) {
    names.add(slot.name);
    const value = copy.getStr(slot.name);
    if (value !== slot.value) slot.set(value);
  }
  for (const [name, value] of copy.entries()) {
    if (typeof name !== 'string' || names.has(name)) continue;
    frame.extraLocals ??= new PyDict();
    frame.extraLocals.setStr(name, value);
  }
}
