/**
 * What a value is made of, for the Variables view.
 *
 * Owns: which children each kind of value has, how they are reached and set. Must not know: frames, handles, text.
 */
import { getAttr, setAttr } from '../objects/attributes';
import { PyGetSet, PyMember, PyProperty } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { PyBaseException } from '../objects/exceptionTypes';
import { PyFunction } from '../objects/function';
import { ownAttributes } from '../objects/inlineValues';
import type { Value } from '../objects/object';
import { PyType, typeOf } from '../objects/object';
import { setItem } from '../objects/subscript';
import { repr } from '../objects/text';
import { PyBytes, PyComplex, PyFloat, PyIntObject, PyList, PyModule, PySet, PyTuple } from '../objects/values';
import { isNativeFunction } from '../objects/descriptors';
import type { WatchedPlace } from './watchedPlace';
import { elementList } from '../objects/setOrder';

export interface Child {
  name: string;
  /** Given now; or, with `get`, only when the user asks (a property runs the program's code). */
  value?: Value;
  get?: () => Value;
  /** What follows the parent's expression to reach it, such as `[0]` or `.x`; null where nothing does. */
  suffix: string | null;
  kind: 'data' | 'class' | 'property' | 'virtual';
  set: ((value: Value) => void) | null;
  /** What to watch so as to see it change. */
  place?: WatchedPlace;
}

export interface ChildList {
  indexed: number;
  named: number;
  indexedChildren(start: number, count: number): Child[];
  namedChildren(): Child[];
}

const NOTHING: ChildList = { indexed: 0, named: 0, indexedChildren: () => [], namedChildren: () => [] };

/** Fields of an object that each say something; others are methods or noise. */
const EXCEPTION_FIELDS = ['args', '__cause__', '__context__', '__notes__'];

export function childrenOf(value: Value): ChildList {
  if (typeof value !== 'object') return NOTHING;
  const named = (): Child[] => namedChildren(value);
  const count = quickNamedCount(value);
  if (value instanceof PyList || value instanceof PyTuple) {
    const settable = value instanceof PyList;
    return {
      indexed: value.items.length,
      named: count,
      namedChildren: named,
      indexedChildren: (start, many) =>
        value.items.slice(start, start + many).map((item, at) => ({
          name: String(start + at),
          value: item,
          suffix: `[${start + at}]`,
          kind: 'data',
          ...(settable
            ? {
                set: (changed: Value) => setItem(value, start + at, changed),
                place: { kind: 'item', container: value, key: start + at },
              }
            : { set: null }),
        })),
    };
  }
  if (value instanceof PyDict) {
    const entries = value.entries();
    return {
      indexed: entries.length,
      named: count,
      namedChildren: named,
      indexedChildren: (start, many) =>
        entries.slice(start, start + many).map(([key, item]) => ({
          name: keyText(key),
          value: item,
          suffix: isPlainKey(key) ? `[${repr(key)}]` : null,
          kind: 'data',
          set: (changed) => setItem(value, key, changed),
          place: { kind: 'item', container: value, key },
        })),
    };
  }
  if (value instanceof PySet) {
    const keys = elementList(value);
    return {
      indexed: keys.length,
      named: count,
      namedChildren: named,
      indexedChildren: (start, many) =>
        keys.slice(start, start + many).map((item, at) => ({
          name: String(start + at),
          value: item,
          suffix: null,
          kind: 'virtual',
          set: null,
        })),
    };
  }
  return { indexed: 0, named: count, indexedChildren: () => [], namedChildren: named };
}

/** The names in a dictionary of globals, a module's or a class's. */
export function dictChildren(
  dict: PyDict,
  wanted: (name: string) => boolean,
  suffix: (name: string) => string,
): Child[] {
  const children: Child[] = [];
  for (const [key, item] of dict.entries()) {
    if (typeof key !== 'string' || !wanted(key)) continue;
    children.push({
      name: key,
      value: item,
      suffix: suffix(key),
      kind: 'data',
      set: (changed) => setItem(dict, key, changed),
      place: { kind: 'name', namespace: dict, name: key },
    });
  }
  return children;
}

export function isSpecialName(name: string): boolean {
  return name.startsWith('__') && name.endsWith('__');
}

/** Whether there is anything to expand, without making it: 0 or more than 0. */
function quickNamedCount(value: Exclude<Value, number | bigint | boolean | string>): number {
  if (value instanceof PyList || value instanceof PyTuple || value instanceof PyDict || value instanceof PySet) {
    return typeOf(value).isHeap ? namedChildren(value).length : 0;
  }
  return namedChildren(value).length;
}

function namedChildren(value: Exclude<Value, number | bigint | boolean | string>): Child[] {
  if (value instanceof PyModule) return dictChildren(value.dict, (name) => !isSpecialName(name), dotted);
  if (value instanceof PyType) return classChildren(value);
  if (isNativeFunction(value)) return [];
  const children: Child[] = [];
  const seen = new Set<string>();
  const add = (child: Child): void => {
    if (seen.has(child.name)) return;
    seen.add(child.name);
    children.push(child);
  };
  const attribute = (name: string, item: Value): Child => ({
    name,
    value: item,
    suffix: dotted(name),
    kind: 'data',
    set: (changed) => setAttr(value, name, changed),
    place: { kind: 'attribute', object: value, name },
  });
  if (value instanceof PyBaseException) {
    for (const name of EXCEPTION_FIELDS) {
      const item = tryGet(value, name);
      if (item !== undefined) add({ ...attribute(name, item), set: null });
    }
  }
  for (const [key, item] of ownAttributes(value)) if (typeof key === 'string') add(attribute(key, item));
  for (const type of typeOf(value).mro) {
    for (const [name, item] of type.attrs.entries()) {
      if (typeof name !== 'string' || isSpecialName(name)) continue;
      if (item instanceof PyMember) {
        const held = tryGet(value, name);
        if (held !== undefined) add(attribute(name, held));
      } else if (item instanceof PyProperty) {
        add({ name, get: () => getAttr(value, name), suffix: dotted(name), kind: 'property', set: null });
      } else if (item instanceof PyGetSet && !isPlainValue(value)) {
        const held = tryGet(value, name);
        if (held !== undefined) add({ name, value: held, suffix: dotted(name), kind: 'data', set: null });
      } else if (type.isHeap && isData(item)) {
        add({ name, value: item, suffix: dotted(name), kind: 'class', set: null });
      }
    }
  }
  return children;
}

/** Numbers and bytes say all in their text. */
function isPlainValue(value: Value): boolean {
  return (
    value instanceof PyFloat || value instanceof PyComplex || value instanceof PyIntObject || value instanceof PyBytes
  );
}

function classChildren(type: PyType): Child[] {
  const children: Child[] = [];
  for (const [name, item] of type.attrs.entries()) {
    if (typeof name !== 'string' || isSpecialName(name)) continue;
    children.push({
      name,
      value: item,
      suffix: dotted(name),
      kind: 'class',
      set: type.isHeap ? (changed) => setAttr(type, name, changed) : null,
      place: { kind: 'attribute', object: type, name },
    });
  }
  return children;
}

function isData(value: Value): boolean {
  return !(value instanceof PyFunction) && !(typeof value === 'object' && typeOf(value).tp_descr_get !== null);
}

function tryGet(value: Value, name: string): Value | undefined {
  try {
    return getAttr(value, name);
  } catch {
    return undefined;
  }
}

function keyText(key: Value): string {
  try {
    const text = repr(key);
    return text.length <= 80 ? text : `${text.slice(0, 80)}…`;
  } catch {
    return `<${typeOf(key).name}>`;
  }
}

function isPlainKey(key: Value): boolean {
  return typeof key !== 'object';
}

function dotted(name: string): string {
  return `.${name}`;
}
