/**
 * The variables of a frame, running or suspended: fast locals, cells, free variables.
 *
 * Owns: reading and writing them in place (CPython's FrameLocalsProxy). Must not know: how they are shown.
 */
import type { Value } from '../objects/object';
import { PyCell } from '../objects/values';
import type { Frame } from '../vm/frame';

export interface Slot {
  name: string;
  value: Value | undefined;
  /** Where it is kept: a cell, which inner functions share, or an index in the frame's own slots. */
  home: PyCell | number;
  set(value: Value | undefined): void;
}

/** Parameters and locals first, then cells; free variables apart. Slots without a value are included. */
export function frameSlots(frame: Frame, which: 'local' | 'free'): Slot[] {
  const { code, s, x } = frame;
  const slots: Slot[] = [];
  if (which === 'free') {
    code.freevars.forEach((name, index) => pushCell(slots, name, s[x.nlocals + x.ncells + index]));
    return slots;
  }
  const cells = new Set(code.cellvars);
  code.varnames.forEach((name, index) => {
    if (cells.has(name)) return;
    slots.push({
      name,
      value: s[index],
      home: index,
      set: (value) => {
        s[index] = value;
      },
    });
  });
  code.cellvars.forEach((name, index) => pushCell(slots, name, s[x.nlocals + index]));
  return slots;
}

function pushCell(slots: Slot[], name: string, cell: Value | undefined): void {
  if (!(cell instanceof PyCell)) return;
  slots.push({
    name,
    value: cell.value,
    home: cell,
    set: (value) => {
      cell.value = value;
    },
  });
}
