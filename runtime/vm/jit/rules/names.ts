/**
 * Rules: globals, names of modules and class bodies, attributes, imports.
 *
 * What an instruction's cache says when its code is compiled decides what is written for it; what the cache says later
 * is what is compared: other classes of the same kind are as fast.
 */
import { type AttrCache, type StoreCache, Where } from '../../ops/attributes';
import { INLINE_FIELDS } from '../../../objects/object';
import { O } from '../../opcodeNumbers';
import type { Writer } from '../writer';
import type { Rules } from './rule';

/** So many entries of a cache are looked at here; the others by the helper. */
const MOST_INLINE = 2;

/** The first entries of an instruction's cache that are of a kind. */
function entries<E extends AttrCache | StoreCache>(w: Writer, at: number, wanted: Where): E[] {
  const list: E[] = [];
  let entry = w.caches[at + 1] as E | undefined | null;
  for (let n = 0; entry && n < MOST_INLINE; entry = entry.next as E | null, n++)
    if (entry.where === wanted) list.push(entry);
  return list;
}

/**
 * Tries entry after entry of an instruction's cache: `test` is the condition on the entry `q` and the object at `place`,
 * whose class's version is `v`. There are as many as actions. What follows the text is done where none fits.
 */
function tried(at: number, place: string, test: string, actions: string[]): string {
  if (actions.length === 0) return '';
  let text = `q=caches[${at + 1}];v=${place}.cls;v=v===undefined?0:v.version;`;
  actions.forEach((action, n) => {
    text += `if(q!==undefined&&${n === 0 ? '' : '(q=q.next)!==null&&'}q.version===v&&${test}){${action}}else `;
  });
  return text;
}

/** A field of an instance by its index in the shape, which is most likely the same as the entry's. */
function field(o: string, likely: number): string {
  return likely < INLINE_FIELDS
    ? `q.index===${likely}?${o}.a${likely}:fieldAt(${o},q.index)`
    : `q.index>${INLINE_FIELDS - 1}?${o}.rest[q.index-${INLINE_FIELDS}]:fieldAt(${o},q.index)`;
}

/** Stores in a field. */
function toField(o: string, entry: StoreCache, value: string): string {
  const { index, grown } = entry;
  if (index >= INLINE_FIELDS) return `storeField(q,${o},${value});`;
  const known = grown === null ? `q.grown===null&&q.index===${index}` : `q.grown!==null&&q.index===${index}`;
  const grow = grown === null ? '' : `${o}.inlineShape=q.grown;`;
  return `if(${known}){${grow}${o}.a${index}=${value};}else storeField(q,${o},${value});`;
}

/** The object at a place has just the attributes in itself, or in its dictionary, that the entry `q` knows. */
const inField = (o: string): string => `q.layout===${o}.inlineShape`;
const inDict = (o: string): string => `(i=${o}.dict)!==undefined&&i.layout===q.layout`;
const missed = (o: string): string =>
  `q.where===${Where.Class}&&((i=${o}.inlineShape)?i===q.absent:(i=${o}.dict)===undefined||i.layout===q.absent)`;

/** Is the namespace `r` one as the instruction's cache `q` knows it? */
const named = (at: number): string =>
  `(q=caches[${at + 1}])!==undefined&&(r=f.locals)!==null&&r.cls===dictType&&r.layout===q.globals`;

export const nameRules: Rules = {
  [O.LOAD_GLOBAL]: (w, at, arg, d) =>
    `q=caches[${at + 1}];if(q!==undefined&&q.builtins===null&&q.globals===f.env.globals.layout)t${d}=f.env.globals.vals[q.index];` +
    `else t${d}=(${w.sync(at, d)}loadGlobal(x,${at + 1},f.env.globals,f.env.builtins,names[${arg}]));`,
  [O.STORE_GLOBAL]: (_w, _at, arg, d) => `f.env.globals.setStr(names[${arg}],t${d - 1});`,
  [O.LOAD_NAME]: (w, at, arg, d) =>
    `if(${named(at)}&&q.builtins===null)t${d}=r.vals[q.index];else if(${named(at)}&&r===f.env.globals&&q.builtins===f.env.builtins.layout)` +
    `t${d}=f.env.builtins.vals[q.index];else t${d}=(${w.sync(at, d)}loadNameNoting(f,${at + 1},names[${arg}]));`,
  [O.STORE_NAME]: (w, at, arg, d) =>
    `if(${named(at)})r.vals[q.index]=t${d - 1};else{${w.sync(at, d)}storeNameNoting(f,${at + 1},names[${arg}],t${d - 1});}`,
  [O.LOAD_ATTR]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const slow =
      `{${w.sync(at, d)}r=loadAttr(x,${at + 1},${o},names[${arg}]);` +
      `if(r!==undefined)${o}=r;else if((${o}=callGetter(f,pendingGetter.fn))===undefined)return;}`;
    const fields = entries<AttrCache>(w, at, Where.Field);
    if (fields.length > 0)
      return (
        tried(
          at,
          o,
          inField(o),
          fields.map((e) => `${o}=${field(o, e.index)};`),
        ) + slow
      );
    const dicts = entries<AttrCache>(w, at, Where.Dict).map(() => `${o}=i.vals[q.index];`);
    if (dicts.length > 0) return tried(at, o, inDict(o), dicts) + slow;
    const slots = entries<AttrCache>(w, at, Where.Slot).map(() => `${o}=r;`);
    const test = `q.where===${Where.Slot}&&${o}.slotv!==undefined&&(r=${o}.slotv[q.index])!==undefined`;
    if (slots.length > 0) return tried(at, o, test, slots) + slow;
    const classes = entries<AttrCache>(w, at, Where.Class).map(() => `${o}=q.value;`);
    return tried(at, o, missed(o), classes) + slow;
  },
  [O.STORE_ATTR]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const value = `t${d - 2}`;
    const slow = `{${w.sync(at, d)}storeAttr(x,${at + 1},${o},names[${arg}],${value});}`;
    const fields = entries<StoreCache>(w, at, Where.Field).map((e) => toField(o, e, value));
    if (fields.length > 0) return tried(at, o, inField(o), fields) + slow;
    const dicts = entries<StoreCache>(w, at, Where.Dict);
    const action = `if(q.grown===null)i.vals[q.index]=${value};else i.extend(q.grown,${value});`;
    return (
      tried(
        at,
        o,
        inDict(o),
        dicts.map(() => action),
      ) + slow
    );
  },
  [O.IMPORT_NAME]: (w, at, arg, d) => `${w.spill(at, d - 1)}t${d - 2}=importName(f,names[${arg}],t${d - 2},t${d - 1});`,
  [O.IMPORT_FROM]: (w, at, arg, d) => `${w.spill(at, d)}t${d}=importFrom(t${d - 1},names[${arg}],sysState.modules);`,
  [O.DELETE_ATTR]: (w, at, arg, d) => `${w.spill(at, d)}delAttr(t${d - 1},names[${arg}]);`,
  [O.LOAD_METHOD]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const slow =
      `{${w.sync(at, d)}r=loadMethod(x,${at + 1},${o},names[${arg}]);` +
      `if(r!==undefined){t${d}=${o};${o}=r;}else{${o}=undefined;t${d}=loadedAttr.value;}}`;
    const classes = entries<AttrCache>(w, at, Where.Class).map(() => `t${d}=${o};${o}=q.value;`);
    if (classes.length > 0) return tried(at, o, missed(o), classes) + slow;
    const dicts = entries<AttrCache>(w, at, Where.Dict).map(() => `t${d}=i.vals[q.index];${o}=undefined;`);
    return tried(at, o, inDict(o), dicts) + slow;
  },
};
