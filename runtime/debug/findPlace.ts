/**
 * From what the user calls a value (`total`, `self.count`, `items[0]`) to the place that holds it.
 *
 * Owns: looking names up in a frame, taking an expression apart. Must not know: what the place is wanted for.
 */
import type { Value } from '../objects/object';
import type { Slot } from '../introspect/frameSlots';
import { frameSlots } from '../introspect/frameSlots';
import type { Frame } from '../vm/frame';
import { namespaceOf } from './frameScope';
import type { WatchedPlace } from './watchedPlace';

/** The place of one of a frame's slots. */
export function slotPlace(frame: Frame, { name, home }: Slot): WatchedPlace {
  return typeof home === 'number' ? { kind: 'local', frame, index: home, name } : { kind: 'cell', cell: home, name };
}

/** Null for what is no place. `evaluate` may throw the guest's exceptions. */
export function findPlace(text: string, frame: Frame, evaluate: (expression: string) => Value): WatchedPlace | null {
  const expression = text.trim();
  if (/^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(expression)) return namedPlace(expression, frame);
  const attribute = /^(.+)\.([\p{ID_Start}_][\p{ID_Continue}]*)$/su.exec(expression);
  if (attribute) return { kind: 'attribute', object: evaluate(attribute[1]), name: attribute[2] };
  const item = /^(.+)\[(.+)\]$/su.exec(expression);
  return item ? { kind: 'item', container: evaluate(item[1]), key: evaluate(item[2]) } : null;
}

function namedPlace(name: string, frame: Frame): WatchedPlace | null {
  const slot = [...frameSlots(frame, 'local'), ...frameSlots(frame, 'free')].find((found) => found.name === name);
  if (slot) return slotPlace(frame, slot);
  const own = namespaceOf(frame);
  if (own?.getStr(name) !== undefined) return { kind: 'name', namespace: own, name };
  return frame.globals.getStr(name) === undefined ? null : { kind: 'name', namespace: frame.globals, name };
}
