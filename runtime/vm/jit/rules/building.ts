/** Rules: building and taking apart collections and strings; making functions. */
import { O } from '../../opcodeNumbers';
import type { Rule, Rules } from './rule';

function sequence(cls: 'PyTuple' | 'PyList'): Rule {
  return (_w, _at, arg, d) => {
    const items = Array.from({ length: arg }, (_, i) => `t${d - arg + i}`).join(',');
    return `t${d - arg}=new ${cls}([${items}]);`;
  };
}

/** A helper that takes its operands from the frame's stack. */
function fromStack(helper: string, perItem: number): Rule {
  return (w, at, arg, d) => {
    const bottom = d - arg * perItem;
    return `${w.spill(at, d)}t${bottom}=${helper}(s,${w.src.base + bottom},${arg});`;
  };
}

/** A helper that changes a collection below the top. */
function update(helper: string): Rule {
  return (w, at, arg, d) => `${w.spill(at, d)}${helper}(t${d - 1 - arg},t${d - 1});`;
}

/** Takes the top apart onto the stack. */
function unpackTo(helper: string, args: string, count: number, w: Parameters<Rule>[0], at: number, d: number): string {
  const { base } = w.src;
  let text = `${w.sync(at, d - 1)}${helper}(t${d - 1},${args},s,${base + d - 1});`;
  for (let i = 0; i < count; i++) text += `t${d - 1 + i}=s[${base + d - 1 + i}];`;
  return text;
}

export const buildingRules: Rules = {
  [O.BUILD_TUPLE]: sequence('PyTuple'),
  [O.BUILD_LIST]: sequence('PyList'),
  [O.BUILD_MAP]: fromStack('buildMap', 2),
  [O.BUILD_SET]: fromStack('buildSet', 1),
  [O.BUILD_STRING]: fromStack('buildString', 1),
  [O.BUILD_CONST_KEY_MAP]: (w, at, arg, d) =>
    `${w.spill(at, d)}t${d - arg - 1}=buildConstKeyMap(t${d - 1},s,${w.src.base + d - arg - 1});`,
  [O.BUILD_SLICE]: (_w, _at, arg, d) =>
    arg === 3
      ? `t${d - 3}=buildSlice(t${d - 3},t${d - 2},t${d - 1});`
      : `t${d - 2}=buildSlice(t${d - 2},t${d - 1},None);`,
  [O.LIST_APPEND]: (w, at, arg, d) => {
    const items = `t${d - 1 - arg}.items`;
    return `if(${items}.push(t${d - 1})>MAX_ITEMS){${w.spill(at, d)}tooLong(${items});}`;
  },
  [O.SET_ADD]: update('setAdd'),
  [O.MAP_ADD]: (w, at, arg, d) => `${w.spill(at, d)}dictSet(t${d - 2 - arg},t${d - 2},t${d - 1});`,
  [O.LIST_EXTEND]: update('listExtend'),
  [O.SET_UPDATE]: update('setUpdate'),
  [O.DICT_UPDATE]: update('dictUpdate'),
  [O.DICT_MERGE]: (w, at, arg, d) => `${w.spill(at, d - 1)}dictMerge(t${d - 1 - arg},t${d - 1},t${d - 3 - arg});`,
  [O.MAKE_FUNCTION]: (w, at, arg, d) => {
    let bottom = d - 2;
    for (let flags = arg; flags !== 0; flags &= flags - 1) bottom--;
    return `${w.spill(at, d)}makeFunction(f,s,${w.src.base + d},${arg});t${bottom}=s[${w.src.base + bottom}];`;
  },
  [O.LIST_TO_TUPLE]: (_w, _at, _arg, d) => `t${d - 1}=new PyTuple(t${d - 1}.items);`,
  [O.FORMAT_VALUE]: (w, at, arg, d) =>
    arg & 4
      ? `${w.spill(at, d)}t${d - 2}=formatValue(t${d - 2},${arg & 3},t${d - 1});`
      : `${w.spill(at, d)}t${d - 1}=formatValue(t${d - 1},${arg & 3},undefined);`,
  [O.UNPACK_SEQUENCE]: (w, at, arg, d) => {
    const v = `t${d - 1}`;
    let items = '';
    for (let i = 0; i < arg; i++) items += `t${d - 1 + i}=q[${arg - 1 - i}];`;
    return (
      `if((${v}.cls===tupleType||${v}.cls===listType)&&(q=${v}.items).length===${arg}){${items}}` +
      `else{${unpackTo('unpack', String(arg), arg, w, at, d)}}`
    );
  },
  [O.UNPACK_EX]: (w, at, arg, d) =>
    unpackTo('unpackEx', `${arg & 0xff},${arg >>> 8}`, (arg & 0xff) + 1 + (arg >>> 8), w, at, d),
  [O.GET_LEN]: (w, at, _arg, d) => `${w.spill(at, d)}t${d}=length(t${d - 1});`,
};
