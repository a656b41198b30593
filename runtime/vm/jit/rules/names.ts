/**
 * Rules: globals, names of modules and class bodies, attributes, imports.
 *
 * What an instruction's cache says when its code is compiled decides what is written for it; what the cache says later
 * is what is compared: other classes of the same kind are as fast.
 */
import { AttrCache, StoreCache, Where } from '../../ops/attributes';
import { O } from '../../opcodeNumbers';
import type { Writer } from '../writer';
import type { Rules } from './rule';

/** So many entries of a cache are looked at here; the others by the helper. */
const MOST_INLINE = 2;

function entries(first: unknown): unknown[] {
  const list: unknown[] = [];
  let entry = first as { next: unknown } | undefined | null;
  for (; entry && list.length < MOST_INLINE; entry = entry.next as typeof entry) list.push(entry);
  return list;
}

/**
 * Tries entry after entry of an instruction's cache: `test` is the condition on the entry `q` and the dictionary `i` of
 * the object at `place`, whose class's version is `v`. What follows the text is done where none fits.
 */
function tried(at: number, place: string, count: number, test: string, action: string): string {
  if (count === 0) return '';
  let text = `q=caches[${at + 1}];`;
  const one = `q.version===v&&${test}){${action}}else `;
  text += `v=${place}.cls;v=v===undefined?0:v.version;i=${place}.dict;if(q!==undefined&&${one}`;
  for (let n = 1; n < count; n++) text += `if(q!==undefined&&(q=q.next)!==null&&${one}`;
  return text;
}

function kinds(w: Writer, at: number, wanted: Where): number {
  return entries(w.caches[at + 1]).filter((e) => e instanceof AttrCache && e.where === wanted).length;
}

const hit = 'i!==undefined&&i.layout===q.layout';
const missed = '(i===undefined||i.layout===q.absent)';

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
    const instance = kinds(w, at, Where.Instance);
    if (instance > 0) return tried(at, o, instance, hit, `${o}=i.vals[q.index];`) + slow;
    const slots = kinds(w, at, Where.Slot);
    if (slots > 0) {
      const test = `q.where===${Where.Slot}&&${o}.slotv!==undefined&&(r=${o}.slotv[q.index])!==undefined`;
      return tried(at, o, slots, test, `${o}=r;`) + slow;
    }
    const classes = kinds(w, at, Where.Class);
    if (classes > 0) return tried(at, o, classes, `q.where===${Where.Class}&&${missed}`, `${o}=q.value;`) + slow;
    return slow;
  },
  [O.STORE_ATTR]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const value = `t${d - 2}`;
    const slow = `{${w.sync(at, d)}storeAttr(x,${at + 1},${o},names[${arg}],${value});}`;
    const count = entries(w.caches[at + 1]).filter((e) => e instanceof StoreCache).length;
    const action = `if(q.grown===null)i.vals[q.index]=${value};else i.extend(q.grown,${value});`;
    return tried(at, o, count, hit, action) + slow;
  },
  [O.IMPORT_NAME]: (w, at, arg, d) => `${w.spill(at, d - 1)}t${d - 2}=importName(f,names[${arg}],t${d - 2},t${d - 1});`,
  [O.IMPORT_FROM]: (w, at, arg, d) => `${w.spill(at, d)}t${d}=importFrom(t${d - 1},names[${arg}],sysState.modules);`,
  [O.DELETE_ATTR]: (w, at, arg, d) => `${w.spill(at, d)}delAttr(t${d - 1},names[${arg}]);`,
  [O.LOAD_METHOD]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const slow =
      `{${w.sync(at, d)}r=loadMethod(x,${at + 1},${o},names[${arg}]);` +
      `if(r!==undefined){t${d}=${o};${o}=r;}else{${o}=undefined;t${d}=loadedAttr.value;}}`;
    const classes = kinds(w, at, Where.Class);
    if (classes > 0) {
      const test = `q.where===${Where.Class}&&${missed}`;
      return tried(at, o, classes, test, `t${d}=${o};${o}=q.value;`) + slow;
    }
    const instance = kinds(w, at, Where.Instance);
    return tried(at, o, instance, hit, `t${d}=i.vals[q.index];${o}=undefined;`) + slow;
  },
};
