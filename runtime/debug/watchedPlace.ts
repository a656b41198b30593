/**
 * Places that hold a value and can be watched: which instructions write them.
 *
 * Owns: matching an instruction that is about to store with a place. Must not know: breakpoints, how places are found.
 */
import { Op } from '../bytecode/opcodes';
import { equal } from '../objects/compare';
import { getAttr } from '../objects/attributes';
import type { PyDict } from '../objects/dict';
import type { Value } from '../objects/object';
import { getItem } from '../objects/subscript';
import type { PyCell } from '../objects/values';
import { PyList, PyModule } from '../objects/values';
import type { ExecCode } from '../vm/execCode';
import type { Frame } from '../vm/frame';

export type WatchedPlace =
  | { kind: 'attribute'; object: Value; name: string }
  | { kind: 'item'; container: Value; key: Value }
  /** A name in a module's or class body's namespace. */
  | { kind: 'name'; namespace: PyDict; name: string }
  | { kind: 'local'; frame: Frame; index: number; name: string }
  /** A local that inner functions share. */
  | { kind: 'cell'; cell: PyCell; name: string };

/** The indices of the instructions of some code that may write a place. */
export function writersOf(place: WatchedPlace, exec: ExecCode, wordAt: (pc: number) => number): number[] {
  const found: number[] = [];
  for (let pc = 0; pc < exec.ops.length; pc++) if (mayWrite(place, exec, wordAt(pc))) found.push(pc);
  return found;
}

function mayWrite(place: WatchedPlace, exec: ExecCode, word: number): boolean {
  const arg = word >>> 8;
  const { nlocals, code } = exec;
  switch (word & 0xff) {
    case Op.STORE_ATTR:
    case Op.DELETE_ATTR:
      return (place.kind === 'attribute' || place.kind === 'name') && place.name === exec.names[arg];
    case Op.STORE_GLOBAL:
    case Op.DELETE_GLOBAL:
    case Op.STORE_NAME:
    case Op.DELETE_NAME:
      return place.kind === 'name' && place.name === exec.names[arg];
    case Op.STORE_SUBSCR:
    case Op.DELETE_SUBSCR:
      return place.kind === 'item';
    case Op.STORE_FAST:
    case Op.DELETE_FAST:
      return place.kind === 'local' && arg === place.index && arg < nlocals && exec === place.frame.x;
    case Op.STORE_DEREF:
    case Op.DELETE_DEREF:
      return place.kind === 'cell' && place.name === (code.cellvars[arg] ?? code.freevars[arg - code.cellvars.length]);
    default:
      return false;
  }
}

/** What an instruction about to run will put into a place; `undefined` deletes it. */
export interface Write {
  value: Value | undefined;
}

/** Whether the instruction that the frame is about to run writes this very place, and what. */
export function writeTo(place: WatchedPlace, frame: Frame, word: number): Write | null {
  const { s, sp, x } = frame;
  const arg = word >>> 8;
  switch (word & 0xff) {
    case Op.STORE_ATTR:
      return holdsAttribute(place, s[sp - 1]) ? { value: s[sp - 2] } : null;
    case Op.DELETE_ATTR:
      return holdsAttribute(place, s[sp - 1]) ? { value: undefined } : null;
    case Op.STORE_GLOBAL:
      return place.kind === 'name' && place.namespace === frame.globals ? { value: s[sp - 1] } : null;
    case Op.DELETE_GLOBAL:
      return place.kind === 'name' && place.namespace === frame.globals ? { value: undefined } : null;
    case Op.STORE_NAME:
      return place.kind === 'name' && place.namespace === frame.locals ? { value: s[sp - 1] } : null;
    case Op.DELETE_NAME:
      return place.kind === 'name' && place.namespace === frame.locals ? { value: undefined } : null;
    case Op.STORE_SUBSCR:
      return holdsItem(place, s[sp - 2], s[sp - 1]) ? { value: s[sp - 3] } : null;
    case Op.DELETE_SUBSCR:
      return holdsItem(place, s[sp - 2], s[sp - 1]) ? { value: undefined } : null;
    case Op.STORE_FAST:
      return place.kind === 'local' && place.frame === frame ? { value: s[sp - 1] } : null;
    case Op.DELETE_FAST:
      return place.kind === 'local' && place.frame === frame ? { value: undefined } : null;
    case Op.STORE_DEREF:
      return place.kind === 'cell' && s[x.nlocals + arg] === place.cell ? { value: s[sp - 1] } : null;
    case Op.DELETE_DEREF:
      return place.kind === 'cell' && s[x.nlocals + arg] === place.cell ? { value: undefined } : null;
    default:
      return null;
  }
}

/** What is there now; undefined for nothing. May run the program's code. */
export function valueIn(place: WatchedPlace): Value | undefined {
  try {
    switch (place.kind) {
      case 'attribute':
        return getAttr(place.object, place.name);
      case 'item':
        return getItem(place.container, place.key);
      case 'name':
        return place.namespace.getStr(place.name);
      case 'local':
        return place.frame.s[place.index];
      case 'cell':
        return place.cell.value;
    }
  } catch {
    return undefined;
  }
}

function holdsAttribute(place: WatchedPlace, object: Value | undefined): boolean {
  if (place.kind === 'attribute') return object === place.object;
  return place.kind === 'name' && object instanceof PyModule && object.dict === place.namespace;
}

function holdsItem(place: WatchedPlace, container: Value | undefined, key: Value | undefined): boolean {
  if (place.kind !== 'item' || container !== place.container || key === undefined) return false;
  const { key: wanted } = place;
  if (container instanceof PyList && typeof key === 'number' && key < 0) return container.items.length + key === wanted;
  return key === wanted || equal(key, wanted);
}
