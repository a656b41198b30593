/**
 * What a suspended function can reach, as it is now, and what of it is different later: its variables, the globals that it
 * names, attributes and items of the program's own objects and of containers, so far down.
 *
 * Owns: which places are compared, and how; the bounds. Runs no guest code. Must not know: tasks, who changes anything.
 */
import { ownAttributes } from '../objects/inlineValues';
import { PyFunction } from '../objects/function';
import { PyType, typeOf, type PyObject, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { PyFloat, PyList, PyModule, PySet, PyTuple } from '../objects/values';
import { PyDict } from '../objects/dict';
import { frameSlots } from '../introspect/frameSlots';
import { PyDeque } from '../modules/collections/deque';
import type { Frame } from '../vm/frame';
import type { WatchedPlace } from './watchedPlace';
import { elementList } from '../objects/setOrder';

export interface Change {
  /** As in the source: `self.count`, `rows[0]`; of a set `3 in seen`. */
  name: string;
  /** Undefined: it wasn't there. */
  before: Value | undefined;
  after: Value | undefined;
  /** Where it is kept, if single instructions write there. */
  place: WatchedPlace | null;
}

/** Attributes, items or variables that belong together. */
interface Holder {
  /** What the source calls the object; nothing for the function's variables. */
  name: string;
  read(): Map<unknown, Value>;
  /** As it was when looked at last. */
  last: Map<unknown, Value>;
  partName(key: unknown): string;
  placeOf(key: unknown): WatchedPlace | null;
  /** A list and the like: when its length changes, the whole of it has changed. */
  sequence: boolean;
}

/** Places in all, items of one container, and steps from a variable. */
const MOST_PLACES = 3000;
const MOST_ITEMS = 500;
const DEEPEST = 4;

export class Reachable {
  private holders: Holder[] = [];
  /** How many places there are. */
  size = 0;

  /** `isOwn`: whether a class is of the program's own code, so that its instances are looked into. */
  constructor(
    private readonly frame: Frame,
    private readonly isOwn: (cls: PyType) => boolean,
  ) {
    this.collect();
  }

  /** What has changed since the last look; from now on, that is how it is. */
  changes(): Change[] {
    const found = this.holders.flatMap(differences);
    // A new value may have attributes and items of its own.
    if (found.length > 0) this.collect();
    return found;
  }

  private collect(): void {
    this.holders = [];
    this.size = 0;
    const seen = new Set<object>();
    let level: [name: string, value: Value][] = this.add(variables(this.frame));
    for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
      const next: [string, Value][] = [];
      for (const [name, value] of level) {
        if (this.size >= MOST_PLACES) return;
        if (typeof value !== 'object' || seen.has(value)) continue;
        seen.add(value);
        const holder = holderOf(name, value, this.isOwn);
        if (holder !== null) next.push(...this.add(holder));
      }
      level = next;
    }
  }

  private add(holder: Omit<Holder, 'last'>): [string, Value][] {
    const last = holder.read();
    this.holders.push({ ...holder, last });
    this.size += last.size + 1;
    return [...last].map(([key, value]) => [holder.partName(key), value]);
  }
}

function differences(holder: Holder): Change[] {
  const { last: before } = holder;
  const after = holder.read();
  holder.last = after;
  if (holder.sequence && before.size !== after.size) {
    const list = (items: Map<unknown, Value>) => new PyList([...items.values()]);
    return [{ name: holder.name, before: list(before), after: list(after), place: null }];
  }
  const found: Change[] = [];
  const add = (key: unknown) =>
    found.push({
      name: holder.partName(key),
      before: before.get(key),
      after: after.get(key),
      place: holder.placeOf(key),
    });
  for (const [key, value] of after) if (!before.has(key) || !same(before.get(key)!, value)) add(key);
  for (const key of before.keys()) if (!after.has(key)) add(key);
  return found;
}

/** The same object; numbers and texts by value. */
function same(first: Value, second: Value): boolean {
  if (first instanceof PyFloat && second instanceof PyFloat) return Object.is(first.value, second.value);
  return first === second;
}

/** A function's variables, and the globals that it names. */
function variables(frame: Frame): Omit<Holder, 'last'> {
  const { code, globals } = frame;
  const slots = () => [...frameSlots(frame, 'local'), ...frameSlots(frame, 'free')];
  const named = code.names.filter((name) => isData(globals.getStr(name)));
  return {
    name: '',
    sequence: false,
    read() {
      const found = new Map<unknown, Value>();
      for (const { name, value } of slots()) if (value !== undefined && !name.startsWith('.')) found.set(name, value);
      for (const name of named) {
        const value = globals.getStr(name);
        if (value !== undefined && !found.has(name)) found.set(name, value);
      }
      return found;
    },
    partName: String,
    placeOf(key) {
      const slot = slots().find(({ name }) => name === key);
      if (slot === undefined) return { kind: 'name', namespace: globals, name: String(key) };
      return typeof slot.home === 'number' ? null : { kind: 'cell', cell: slot.home, name: slot.name };
    },
  };
}

/** Not the functions, classes and modules that a function uses. */
function isData(value: Value | undefined): boolean {
  return !(
    value === undefined ||
    value instanceof PyFunction ||
    value instanceof PyType ||
    value instanceof PyModule ||
    (typeof value === 'object' && typeOf(value).tp_descr_get !== null)
  );
}

/** Null for what has no parts that are worth a look. */
function holderOf(name: string, value: PyObject, isOwn: (cls: PyType) => boolean): Omit<Holder, 'last'> | null {
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyDeque) {
    const item = (index: number) => (value instanceof PyDeque ? value.get(index) : value.items[index]);
    const length = () => (value instanceof PyDeque ? value.length : value.items.length);
    return {
      name,
      sequence: true,
      read: () => new Map(Array.from({ length: Math.min(length(), MOST_ITEMS) }, (_, i) => [i, item(i)])),
      partName: (key) => `${name}[${String(key)}]`,
      placeOf: (key) => ({ kind: 'item', container: value, key: key as number }),
    };
  }
  if (value instanceof PyDict) {
    return {
      name,
      sequence: false,
      read: () => new Map(value.entries().slice(0, MOST_ITEMS)),
      partName: (key) => `${name}[${keyText(key as Value)}]`,
      placeOf: (key) => ({ kind: 'item', container: value, key: key as Value }),
    };
  }
  if (value instanceof PySet) {
    return {
      name,
      sequence: false,
      read: () =>
        new Map(
          elementList(value)
            .slice(0, MOST_ITEMS)
            .map((item) => [item, true]),
        ),
      partName: (key) => `${keyText(key as Value)} in ${name}`,
      placeOf: () => null,
    };
  }
  if (value instanceof PyType || value instanceof PyModule || !isOwn(value.cls)) return null;
  return {
    name,
    sequence: false,
    read: () => new Map(ownAttributes(value)),
    partName: (key) => `${name}.${String(key)}`,
    placeOf: (key) => ({ kind: 'attribute', object: value, name: String(key) }),
  };
}

/** Without asking the program's own `__repr__`. */
function keyText(key: Value): string {
  return typeof key === 'object' ? `<${typeOf(key).name}>` : repr(key);
}
