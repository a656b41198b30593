/**
 * Rules: globals, names of modules and class bodies, attributes, imports.
 *
 * What an instruction's cache says when its code is compiled decides what is written for it; what the cache says later
 * is what is compared: other classes of the same kind are as fast.
 */
import { Where } from '../../ops/attributes';
import { O } from '../../opcodeNumbers';
import { entriesOf, loadField, loadFromClass, storeFields } from '../fieldText';
import type { Writer } from '../writer';
import type { Rules } from './rule';

/**
 * Tries entry after entry of an instruction's cache: `test` is the condition on the entry `q` and the object at `place`,
 * whose class's version is `v`. What follows the text is done where none fits.
 */
function tried(w: Writer, at: number, place: string, kind: Where, test: string, action: string): string {
  const count = entriesOf(w.caches, at, kind).length;
  if (count === 0) return '';
  const one = `q.version===v&&${test}){${action}}else `;
  // One statement: it may stand behind an `else`.
  const entry = `q=caches[${at + 1}],v=${place}.cls,v=v===undefined?0:v.version,q!==undefined`;
  let text = `if((${entry})&&${one}`;
  for (let n = 1; n < count; n++) text += `if(q!==undefined&&(q=q.next)!==null&&${one}`;
  return text;
}

/** The dictionary of the object at a place has the attributes that the entry `q` knows. */
const inDict = (o: string): string => `(i=${o}.dict)!==undefined&&i.layout===q.layout`;
const inSlot = (o: string): string =>
  `q.where===${Where.Slot}&&${o}.slotv!==undefined&&(r=${o}.slotv[q.index])!==undefined`;
const notInDict = (o: string): string =>
  `q.where===${Where.Class}&&!${o}.inlineShape&&((i=${o}.dict)===undefined||i.layout===q.absent)`;

/** Is the namespace one as the instruction's cache `q` knows it? */
const named = (at: number): string => `(q=caches[${at + 1}])!==undefined&&ns.layout===q.globals`;

/** Where a name is in the namespace (namespace.ts); -1 where that is not known. */
const placeOf = (w: Writer, name: number): number => w.ns?.place(w.src.code.names[name]) ?? -1;

/** Does the code give a value to the name itself? Then it is not looked for among the builtins at once. */
const stores = (w: Writer, name: number): boolean =>
  w.src.words.some((word) => (word & 0xff) === O.STORE_NAME && word >>> 8 === name);

export const nameRules: Rules = {
  [O.LOAD_GLOBAL]: (w, at, arg, d) =>
    `q=caches[${at + 1}];if(q!==undefined&&q.builtins===null&&q.globals===f.env.globals.layout)t${d}=f.env.globals.vals[q.index];` +
    `else t${d}=(${w.sync(at, d)}loadGlobal(x,${at + 1},f.env.globals,f.env.builtins,names[${arg}]));`,
  [O.STORE_GLOBAL]: (_w, _at, arg, d) => `f.env.globals.setStr(names[${arg}],t${d - 1});`,
  [O.LOAD_NAME]: (w, at, arg, d) => {
    const place = placeOf(w, arg);
    if (place >= 0)
      return `if(ns.layout===known.layout)t${d}=ns.vals[${place}];else t${d}=(${w.sync(at, d)}loadKnown(f,known,${at + 1},names[${arg}]));`;
    return (
      `if(${named(at)}&&q.builtins===null)t${d}=ns.vals[q.index];else ` +
      (stores(w, arg)
        ? ''
        : `if(${named(at)}&&ns===f.env.globals&&q.builtins===f.env.builtins.layout)t${d}=f.env.builtins.vals[q.index];else `) +
      `t${d}=(${w.sync(at, d)}loadNameNoting(f,${at + 1},names[${arg}]));`
    );
  },
  [O.STORE_NAME]: (w, at, arg, d) => {
    const place = placeOf(w, arg);
    if (place >= 0)
      return `if(ns.layout===known.layout)ns.vals[${place}]=t${d - 1};else{${w.sync(at, d)}storeKnown(f,known,${at + 1},names[${arg}],t${d - 1});}`;
    return `if(${named(at)})ns.vals[q.index]=t${d - 1};else{${w.sync(at, d)}storeNameNoting(f,${at + 1},names[${arg}],t${d - 1});}`;
  },
  [O.LOAD_ATTR]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const slow = `if((${w.sync(at, d)}${o}=attribute(f,${at + 1},${o},names[${arg}]))===undefined)return;`;
    return (
      loadField(w.caches, at, o, (value) => `${o}=${value};`) +
      tried(w, at, o, Where.Dict, inDict(o), `${o}=i.vals[q.index];`) +
      tried(w, at, o, Where.Slot, inSlot(o), `${o}=r;`) +
      loadFromClass(w.caches, at, o, (value) => `${o}=${value};`) +
      tried(w, at, o, Where.Class, notInDict(o), `${o}=q.value;`) +
      slow
    );
  },
  [O.STORE_ATTR]: (w, at, arg, d) => {
    const o = `t${d - 1}`;
    const value = `t${d - 2}`;
    const action = `if(q.grown===null)i.vals[q.index]=${value};else i.extend(q.grown,${value});`;
    return (
      storeFields(w.caches, at, o, value) +
      tried(w, at, o, Where.Dict, inDict(o), action) +
      `{${w.sync(at, d)}storeAttr(x,${at + 1},${o},names[${arg}],${value});}`
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
    return (
      loadFromClass(w.caches, at, o, (value) => `t${d}=${o};${o}=${value};`) +
      tried(w, at, o, Where.Class, notInDict(o), `t${d}=${o};${o}=q.value;`) +
      loadField(w.caches, at, o, (value) => `t${d}=${value};${o}=undefined;`) +
      tried(w, at, o, Where.Dict, inDict(o), `t${d}=i.vals[q.index];${o}=undefined;`) +
      slow
    );
  },
};
