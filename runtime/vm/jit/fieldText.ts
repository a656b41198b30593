/**
 * Attributes of instances that have them in their own fields, as text of compiled code with frames or without.
 *
 * Owns: what is written for what an instruction's cache knows when its code is compiled: shapes and versions of classes
 * are constants there. Objects of other shapes and classes are left to what follows the text.
 */
import { INLINE_FIELDS } from '../../objects/object';
import { type AttrCache, type StoreCache, Where } from '../ops/attributes';
import type { InstructionText } from './instructionText';

/** So many entries of a cache are looked at. */
const MOST_ENTRIES = 2;

type Caches = readonly unknown[];

/** The first entries of the cache of the instruction at `at` that are of one kind, each with the expression for it. */
export function entriesOf<E extends AttrCache | StoreCache>(caches: Caches, at: number, kind: Where): [E, string][] {
  const list: [E, string][] = [];
  let entry = caches[at + 1] as E | undefined | null;
  let expression = `caches[${at + 1}]`;
  for (let n = 0; entry && n < MOST_ENTRIES; entry = entry.next as E | null, n++, expression += '.next')
    if (entry.where === kind) list.push([entry, expression]);
  return list;
}

/** `if` the object `o` has the shape and class of an entry. */
function guard(w: InstructionText, o: string, entry: AttrCache | StoreCache, shape: string): string {
  return `if(${o}.inlineShape===${w.baked(shape)}&&${o}.cls.version===${entry.version})`;
}

const field = (o: string, index: number): string =>
  index < INLINE_FIELDS ? `${o}.a${index}` : `${o}.rest[${index - INLINE_FIELDS}]`;

/** The object's own attribute is a field, with whose value something is done. */
export function loadField(
  w: InstructionText,
  caches: Caches,
  at: number,
  o: string,
  action: (value: string) => string,
): string {
  return entriesOf<AttrCache>(caches, at, Where.Field)
    .map(([e, expression]) => `${guard(w, o, e, `${expression}.layout`)}{${action(field(o, e.index))}}else `)
    .join('');
}

/** An instance has no such attribute itself, its class has one, with which something is done. */
export function loadFromClass(
  w: InstructionText,
  caches: Caches,
  at: number,
  o: string,
  action: (value: string) => string,
): string {
  return entriesOf<AttrCache>(caches, at, Where.ClassOfInstance)
    .map(([e, expression]) => {
      const text = action(w.baked(`${expression}.value`));
      return `${guard(w, o, e, `${expression}.absent`)}{${text}}else `;
    })
    .join('');
}

/** STORE_ATTR to a field, which may be the instance's next one. */
export function storeFields(w: InstructionText, caches: Caches, at: number, o: string, value: string): string {
  return entriesOf<StoreCache>(caches, at, Where.Field)
    .map(([e, expression]) => {
      const grown = e.grown === null ? '' : w.baked(`${expression}.grown`);
      let text = `${field(o, e.index)}=${value};`;
      if (grown !== '')
        text = e.index < INLINE_FIELDS ? `${o}.inlineShape=${grown};${text}` : `addField(${o},${grown},${value});`;
      return `${guard(w, o, e, `${expression}.layout`)}{${text}}else `;
    })
    .join('');
}
