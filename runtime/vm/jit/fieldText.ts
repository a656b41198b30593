/**
 * Attributes of instances that have them in their own fields, as text of compiled code with frames or without.
 *
 * Owns: what is written for the entries that an instruction's cache has when its code is compiled: the field is written,
 * the shape and the class are those that the cache knows when it runs. All else is left to what follows the text.
 */
import { INLINE_FIELDS } from '../../objects/object';
import { type AttrCache, type StoreCache, Where } from '../ops/attributes';

/** So many entries of a cache are looked at. */
const MOST_ENTRIES = 2;

type Caches = readonly unknown[];

/** The first entries of the cache of the instruction at `at` that are of one kind, each with text that finds it in `q`. */
export function entriesOf<E extends AttrCache | StoreCache>(caches: Caches, at: number, kind: Where): [E, string][] {
  const list: [E, string][] = [];
  let entry = caches[at + 1] as E | undefined | null;
  let find = `(q=caches[${at + 1}])!==undefined`;
  for (let n = 0; entry && n < MOST_ENTRIES; entry = entry.next as E | null, n++, find += '&&(q=q.next)!==null')
    if (entry.where === kind) list.push([entry, find]);
  return list;
}

/** Is the object `o` of the shape and class that the entry knows? */
const fits = (find: string, o: string, shape: 'layout' | 'absent'): string =>
  `${find}&&q.${shape}===${o}.inlineShape&&q.version===${o}.cls.version`;

const field = (o: string, index: number): string =>
  index < INLINE_FIELDS ? `${o}.a${index}` : `${o}.rest[${index - INLINE_FIELDS}]`;

/** The object's own attribute is a field, with whose value something is done. */
export function loadField(caches: Caches, at: number, o: string, action: (value: string) => string): string {
  return entriesOf<AttrCache>(caches, at, Where.Field)
    .map(([e, find]) => `if(${fits(find, o, 'layout')}&&q.index===${e.index}){${action(field(o, e.index))}}else `)
    .join('');
}

/** An instance has no such attribute itself, its class has one, with which something is done. */
export function loadFromClass(caches: Caches, at: number, o: string, action: (value: string) => string): string {
  return entriesOf<AttrCache>(caches, at, Where.ClassOfInstance)
    .map(([, find]) => `if(${fits(find, o, 'absent')}){${action('q.value')}}else `)
    .join('');
}

/** STORE_ATTR to a field, which may be the instance's next one. */
export function storeFields(caches: Caches, at: number, o: string, value: string): string {
  return entriesOf<StoreCache>(caches, at, Where.Field)
    .map(([e, find]) => {
      const test = `${fits(find, o, 'layout')}&&q.index===${e.index}&&q.grown${e.grown === null ? '===' : '!=='}null`;
      let text = `${field(o, e.index)}=${value};`;
      if (e.grown !== null)
        text = e.index < INLINE_FIELDS ? `${o}.inlineShape=q.grown;${text}` : `addField(${o},q.grown,${value});`;
      return `if(${test}){${text}}else `;
    })
    .join('');
}
