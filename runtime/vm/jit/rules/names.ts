/** Rules: globals, names of modules and class bodies, attributes, imports. */
import { O } from '../../opcodeNumbers';
import type { Rules } from './rule';

export const nameRules: Rules = {
  [O.LOAD_GLOBAL]: (w, at, arg, d) =>
    `q=caches[${at + 1}];if(q!==undefined&&q.builtins===null&&q.globals===f.env.globals.layout)t${d}=f.env.globals.vals[q.index];` +
    `else t${d}=(${w.sync(at, d)}loadGlobal(x,${at + 1},f.env.globals,f.env.builtins,names[${arg}]));`,
  [O.STORE_GLOBAL]: (_w, _at, arg, d) => `f.env.globals.setStr(names[${arg}],t${d - 1});`,
  [O.LOAD_NAME]: (w, at, arg, d) => `${w.spill(at, d)}t${d}=loadName(f,names[${arg}]);`,
  [O.STORE_NAME]: (w, at, arg, d) => `${w.spill(at, d)}storeName(f,names[${arg}],t${d - 1});`,
  [O.LOAD_ATTR]: (w, at, arg, d) =>
    `${w.spill(at, d)}r=loadAttr(x,${at + 1},t${d - 1},names[${arg}]);` +
    `if(r!==undefined)t${d - 1}=r;else if((t${d - 1}=callGetter(f,pendingGetter.fn))===undefined)return;`,
  [O.STORE_ATTR]: (w, at, arg, d) => `${w.spill(at, d)}storeAttr(x,${at + 1},t${d - 1},names[${arg}],t${d - 2});`,
  [O.DELETE_ATTR]: (w, at, arg, d) => `${w.spill(at, d)}delAttr(t${d - 1},names[${arg}]);`,
  [O.LOAD_METHOD]: (w, at, arg, d) =>
    `${w.spill(at, d)}r=loadMethod(x,${at + 1},t${d - 1},names[${arg}]);` +
    `if(r!==undefined){t${d}=t${d - 1};t${d - 1}=r;}else{t${d - 1}=undefined;t${d}=loadedAttr.value;}`,
};
