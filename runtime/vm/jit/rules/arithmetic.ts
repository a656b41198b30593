/** Rules: operators, comparisons, subscripts. Small ints inline, everything else by a helper. */
import { O } from '../../opcodeNumbers';
import type { Rule, Rules } from './rule';

const MAX = Number.MAX_SAFE_INTEGER;
const compareSigns = ['<', '<=', '===', '!==', '>', '>='];

const safe = `q<=${MAX}&&q>=-${MAX}`;

/** An operator on two numbers that is JavaScript's own while the result is a safe integer. */
function numbers(sign: string, helper: string, inplaceHelper: string | null = null): Rule {
  const ok = sign === '*' ? `${safe}&&q!==0` : safe;
  return (w, at, _arg, d) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const slow = `(${w.sync(at, d - 2)}${inplaceHelper ?? helper}(${a},${b}))`;
    return `if(typeof ${a}==='number'&&typeof ${b}==='number'&&(q=${a}${sign}${b},${ok}))${a}=q;else ${a}=${slow};`;
  };
}

/** A helper of two operands. In-place operators keep the left one on the stack while they run. */
function binary(helper: string): Rule {
  return (w, at, _arg, d) => `${w.spill(at, d - 2)}t${d - 2}=${helper}(t${d - 2},t${d - 1});`;
}

const other: Rule = (w, at, _arg, d, op) => `${w.spill(at, d - 2)}t${d - 2}=other(${op},t${d - 2},t${d - 1});`;

function unary(slot: string): Rule {
  return (w, at, _arg, d) => `${w.spill(at, d)}t${d - 1}=unaryOp(t${d - 1},'${slot}');`;
}

export const arithmeticRules: Rules = {
  [O.BINARY_ADD]: numbers('+', 'add'),
  [O.BINARY_SUBTRACT]: numbers('-', 'subtract'),
  [O.BINARY_MULTIPLY]: numbers('*', 'multiply'),
  [O.INPLACE_ADD]: numbers('+', 'add', 'inplaceAdd'),
  [O.INPLACE_SUBTRACT]: numbers('-', 'subtract', 'inplaceSubtract'),
  [O.INPLACE_MULTIPLY]: numbers('*', 'multiply', 'inplaceMultiply'),
  [O.BINARY_TRUE_DIVIDE]: binary('trueDivide'),
  [O.BINARY_FLOOR_DIVIDE]: binary('floorDivide'),
  [O.BINARY_MODULO]: binary('modulo'),
  [O.BINARY_AND]: binary('and'),
  [O.BINARY_OR]: binary('or'),
  [O.BINARY_XOR]: binary('xor'),
  [O.BINARY_LSHIFT]: binary('shiftLeft'),
  [O.BINARY_RSHIFT]: binary('shiftRight'),
  [O.BINARY_POWER]: binary('power'),
  [O.INPLACE_POWER]: binary('inplacePower'),
  [O.BINARY_SUBSCR]: binary('subscript'),
  [O.BINARY_MATRIX_MULTIPLY]: other,
  [O.INPLACE_MATRIX_MULTIPLY]: other,
  [O.INPLACE_TRUE_DIVIDE]: other,
  [O.INPLACE_FLOOR_DIVIDE]: other,
  [O.INPLACE_MODULO]: other,
  [O.INPLACE_AND]: other,
  [O.INPLACE_OR]: other,
  [O.INPLACE_XOR]: other,
  [O.INPLACE_LSHIFT]: other,
  [O.INPLACE_RSHIFT]: other,
  [O.UNARY_NEGATIVE]: (w, at, _arg, d) =>
    `if(typeof t${d - 1}==='number'&&t${d - 1}!==0)t${d - 1}=-t${d - 1};else t${d - 1}=(${w.sync(at, d)}unaryOp(t${d - 1},'nb_negative'));`,
  [O.UNARY_POSITIVE]: unary('nb_positive'),
  [O.UNARY_INVERT]: unary('nb_invert'),
  [O.UNARY_NOT]: (w, at, _arg, d) =>
    `t${d - 1}=t${d - 1}===true?false:t${d - 1}===false?true:(${w.sync(at, d)}!isTrue(t${d - 1}));`,
  [O.COMPARE_OP]: (w, at, arg, d) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const sign = compareSigns[arg];
    const small = `typeof ${a}==='number'&&typeof ${b}==='number'`;
    const next = w.following(at + 1);
    if (next === O.POP_JUMP_IF_FALSE || next === O.POP_JUMP_IF_TRUE) {
      // Both at once: the truth of the comparison is never a value.
      w.skip(at + 1);
      const want = next === O.POP_JUMP_IF_TRUE ? '' : '!';
      const test = `${small}?${want}(${a}${sign}${b}):${want}isTrue((${w.sync(at, d)}compare(${a},${b},${arg})))`;
      return `if(${test})${w.jump(at + 1, w.argAt(at + 1) >> 1, d - 2)}`;
    }
    return `${a}=${small}?${a}${sign}${b}:(${w.sync(at, d)}compare(${a},${b},${arg}));`;
  },
  [O.IS_OP]: (_w, _at, arg, d) => `t${d - 2}=t${d - 2}${arg === 0 ? '===' : '!=='}t${d - 1};`,
  [O.CONTAINS_OP]: (w, at, arg, d) =>
    `${w.spill(at, d)}t${d - 2}=${arg === 0 ? '' : '!'}contains(t${d - 1},t${d - 2});`,
  [O.STORE_SUBSCR]: (w, at, _arg, d) => `${w.spill(at, d)}storeSubscript(t${d - 2},t${d - 1},t${d - 3});`,
  [O.DELETE_SUBSCR]: (w, at, _arg, d) => `${w.spill(at, d)}delItem(t${d - 2},t${d - 1});`,
};
