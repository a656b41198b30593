/**
 * The names of a module or class body that is compiled from where it stands: where they are in its namespace.
 *
 * Owns: places that hold as long as no name is added or removed, and looking whether they still hold afterwards.
 */
import { dictType } from '../../objects/builtinTypes';
import type { PyDict } from '../../objects/dict';
import type { Value } from '../../objects/object';
import type { Frame } from '../frame';
import { loadNameNoting, storeNameNoting } from '../ops/names';

/** After so many changes of a dictionary it is left to the instructions' caches. */
const MOST_CHANGES = 200;

/** No dictionary's. */
const never = {};

export class Namespace {
  /** The dictionary's layout (dict.ts) under which the places hold; the text compares it. */
  layout: object;
  private readonly places = new Map<string, number>();
  private changes = 0;

  private constructor(private dict: PyDict) {
    this.layout = dict.cacheLayout();
  }

  /** Null where it is no plain dictionary. */
  static of(ns: Value | null): Namespace | null {
    return typeof ns === 'object' && ns?.cls === dictType ? new Namespace(ns as PyDict) : null;
  }

  /** The place of a name in the dictionary's `vals`; -1 for none. */
  place(name: string): number {
    const at = this.dict.findStr(name);
    if (at >= 0) this.places.set(name, at);
    return at;
  }

  /**
   * The layout is another one. Names that are added leave the others where they are; where the code is run again, with
   * another dictionary, they are likely to be in the same places.
   */
  look(ns: Value | null): void {
    if (ns !== this.dict) {
      if (typeof ns !== 'object' || ns?.cls !== dictType) return;
      this.dict = ns as PyDict;
      this.changes = 0;
    } else if (this.layout === never) return;
    const { dict } = this;
    let holds = ++this.changes < MOST_CHANGES;
    for (const [name, at] of this.places) holds &&= dict.findStr(name) === at;
    this.layout = holds ? dict.cacheLayout() : never;
  }
}

/** LOAD_NAME where the layout is another one. */
export function loadKnown(f: Frame, known: Namespace, at: number, name: string): Value {
  known.look(f.locals);
  return loadNameNoting(f, at, name);
}

/** STORE_NAME likewise. */
export function storeKnown(f: Frame, known: Namespace, at: number, name: string, v: Value): void {
  storeNameNoting(f, at, name, v);
  known.look(f.locals);
}
