/**
 * Rules: operators, comparisons, subscripts. Small ints, exact floats and items of lists inline, everything else by a
 * helper.
 *
 * Floats that are only operated on are in no object (floats.ts).
 */
import { O } from '../../opcodeNumbers';
import type { Writer } from '../writer';
import { floatOperand, floatOperands, pushesRaw } from './floats';
import type { Rule, Rules } from './rule';

const compareSigns = ['<', '<=', '===', '!==', '>', '>='];

/** A place holds a small int; nothing where it is known to. */
function isInt(w: Writer, place: number): string {
  const known = w.known.get(place);
  return known?.kind === 'constant' && !known.isFloat ? '' : `typeof t${place}==='number'&&`;
}

/** The two topmost values are small ints. */
const smallInts = (w: Writer, d: number): string => isInt(w, d - 2) + isInt(w, d - 1);

/** The expression for a small int: itself where it is known. */
function int(w: Writer, place: number): string {
  const known = w.known.get(place);
  return known?.kind === 'constant' ? known.text : `t${place}`;
}

/** A place holds a small int that is not negative. */
function isIndex(w: Writer, place: number): string {
  const known = w.known.get(place);
  if (known?.kind === 'constant' && !known.isFloat && known.text !== '(-0)' && !known.text.startsWith('(-')) return '';
  return `typeof t${place}==='number'&&t${place}>=0&&`;
}

/**
 * An operator on two ints that is JavaScript's own while the result fits 32 bits, which V8 has in a register; on two
 * floats where there are likely to be some.
 */
function numbers(sign: string, helper: string, inplaceHelper: string | null = null): Rule {
  // What is added up is what may get large.
  const large = `||(q<=${Number.MAX_SAFE_INTEGER}&&q>=${Number.MIN_SAFE_INTEGER})`;
  const ok = sign === '*' ? '(q|0)===q&&q!==0' : inplaceHelper === null ? '(q|0)===q' : `((q|0)===q${large})`;
  return (w, at, _arg, d) => {
    const a = `t${d - 2}`;
    const small = `if(${smallInts(w, d)}(q=${int(w, d - 2)}${sign}${int(w, d - 1)},${ok}))${a}=q;else `;
    const slow = (): string =>
      `${a}=(${w.sync(at, d - 2)}${inplaceHelper ?? helper}(${w.boxed(d - 2)},${w.boxed(d - 1)}));`;
    const floats = w.hasFloats ? floatOperands(w, d) : null;
    if (floats === null) {
      const text = small + slow();
      w.known.delete(d - 2);
      return text;
    }
    const text =
      (floats.likely ? '' : small) +
      `if(${floats.test}){n${d - 2}=${floats.left}${sign}${floats.right};${a}=RAW;}else ${slow()}`;
    pushesRaw(w, d);
    return text;
  };
}

/** An operator on two floats, where a condition on A and B holds; else a helper. What may raise has the frame's state. */
function onFloats(value: string, condition: string, helper: string, mayRaise = false): Rule {
  return (w, at, _arg, d, op) => {
    const a = `t${d - 2}`;
    const state = w.sync(at, d - 2);
    const slow = `${a}=(${state}${called(helper, op)}${w.boxed(d - 2)},${w.boxed(d - 1)}));`;
    const floats = floatOperands(w, d);
    if (floats === null) {
      w.known.delete(d - 2);
      return slow;
    }
    const named = (text: string): string => text.replaceAll('A', floats.left).replaceAll('B', floats.right);
    const text =
      `if(${floats.test}&&${named(condition)}){n${d - 2}=(${mayRaise ? state : ''}${named(value)});${a}=RAW;}` +
      `else ${slow}`;
    pushesRaw(w, d);
    return text;
  };
}

/** The text of a constant from 0 to 31: fit for every operator, as a divisor if it is not 0; else null. */
function smallConstant(w: Writer, place: number): string | null {
  const known = w.known.get(place);
  if (known?.kind !== 'constant' || known.isFloat || known.text.startsWith('(-')) return null;
  const n = Number(known.text.slice(1, -1));
  return n < 32 ? String(n) : null;
}

/** An operator on two ints that fit 32 bits, where a condition on the right one, B, holds. */
function bits(sign: string, helper: string, condition = '(B|0)===B'): Rule {
  return (w, at, _arg, d, op) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const known = smallConstant(w, d - 1);
    const right = known === null ? `typeof ${b}==='number'&&${condition.replaceAll('B', b)}` : null;
    const small = `typeof ${a}==='number'&&(${a}|0)===${a}${right === null ? '' : `&&${right}`}`;
    return `if(${small})${a}=${a}${sign}${known ?? b};else ${a}=(${w.sync(at, d - 2)}${called(helper, op)}${a},${b}));`;
  };
}

/** The beginning of a helper's call; `other` is told the operator. */
const called = (helper: string, op: O): string => (helper === 'other' ? `other(${op},` : `${helper}(`);

/** A helper of two operands. In-place operators keep the left one on the stack while they run. */
function binary(helper: string): Rule {
  return (w, at, _arg, d) => `${w.spill(at, d - 2)}t${d - 2}=${helper}(t${d - 2},t${d - 1});`;
}

function modulo(helper: string): Rule {
  return (w, at, _arg, d, op) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const known = smallConstant(w, d - 1);
    return (
      (known === null || known === '0'
        ? `if(typeof ${a}==='number'&&typeof ${b}==='number'&&${a}>=0&&${b}>0)${a}=${a}%${b};`
        : `if(typeof ${a}==='number'&&${a}>=0)${a}=${a}%${known};`) +
      `else ${a}=(${w.sync(at, d - 2)}${called(helper, op)}${a},${b}));`
    );
  };
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
  [O.BINARY_TRUE_DIVIDE]: onFloats('A/B', 'B!==0', 'trueDivide'),
  [O.BINARY_FLOOR_DIVIDE]: binary('floorDivide'),
  [O.BINARY_MODULO]: modulo('modulo'),
  [O.BINARY_AND]: bits('&', 'and'),
  [O.BINARY_OR]: bits('|', 'or'),
  [O.BINARY_XOR]: bits('^', 'xor'),
  [O.BINARY_LSHIFT]: binary('shiftLeft'),
  [O.BINARY_RSHIFT]: bits('>>', 'shiftRight', 'B>=0&&B<32'),
  [O.BINARY_POWER]: onFloats('floatPow(A,B)', 'A>0', 'power', true),
  [O.INPLACE_POWER]: binary('inplacePower'),
  [O.BINARY_SUBSCR]: (w, at, _arg, d) => {
    const v = `t${d - 2}`;
    const key = `t${d - 1}`;
    const boxes = w.box(d - 2) + w.box(d - 1);
    const test = isIndex(w, d - 1);
    const i = int(w, d - 1);
    w.known.delete(d - 2);
    return (
      `${boxes}if(${v}.cls===listType&&${test}${i}<(r=${v}.items).length)${v}=r[${i}];` +
      `else ${v}=(${w.sync(at, d - 2)}subscript(${v},${key}));`
    );
  },
  [O.BINARY_MATRIX_MULTIPLY]: other,
  [O.INPLACE_MATRIX_MULTIPLY]: other,
  [O.INPLACE_TRUE_DIVIDE]: onFloats('A/B', 'B!==0', 'other'),
  [O.INPLACE_FLOOR_DIVIDE]: other,
  [O.INPLACE_MODULO]: modulo('other'),
  [O.INPLACE_AND]: bits('&', 'other'),
  [O.INPLACE_OR]: bits('|', 'other'),
  [O.INPLACE_XOR]: bits('^', 'other'),
  [O.INPLACE_LSHIFT]: other,
  [O.INPLACE_RSHIFT]: bits('>>', 'other', 'B>=0&&B<32'),
  [O.UNARY_NEGATIVE]: (w, at, _arg, d) => {
    const v = `t${d - 1}`;
    const small = `if(typeof ${v}==='number'&&${v}!==0)${v}=-${v};else `;
    const slow = `${v}=(${w.sync(at, d)}unaryOp(${w.boxed(d - 1)},'nb_negative'));`;
    const float = w.hasFloats ? floatOperand(w, d - 1) : null;
    if (float === null || float.test === '') {
      w.known.delete(d - 1);
      return small + slow;
    }
    w.becomesRaw(d - 1);
    return `${float.likely ? '' : small}if(${float.test}){n${d - 1}=-${float.value};${v}=RAW;}else ${slow}`;
  },
  [O.UNARY_POSITIVE]: unary('nb_positive'),
  [O.UNARY_INVERT]: unary('nb_invert'),
  [O.UNARY_NOT]: (w, at, _arg, d) =>
    `t${d - 1}=t${d - 1}===true?false:t${d - 1}===false?true:(${w.sync(at, d)}!isTrue(t${d - 1}));`,
  [O.COMPARE_OP]: (w, at, arg, d) => {
    const a = `t${d - 2}`;
    const sign = compareSigns[arg];
    const floats = w.hasFloats ? floatOperands(w, d) : null;
    // Two constants are no more than two values.
    const small = smallInts(w, d).slice(0, -2) || 'true';
    const slow = `(${w.sync(at, d)}compare(${w.boxed(d - 2)},${w.boxed(d - 1)},${arg}))`;
    const next = w.following(at + 1);
    const jumps = next === O.POP_JUMP_IF_FALSE || next === O.POP_JUMP_IF_TRUE;
    const want = next === O.POP_JUMP_IF_TRUE || !jumps ? '' : '!';
    const quick = floats?.likely
      ? `${floats.test}?${want}(${floats.left}${sign}${floats.right})`
      : `${small}?${want}(${int(w, d - 2)}${sign}${int(w, d - 1)})`;
    w.known.delete(d - 1);
    w.known.delete(d - 2);
    if (jumps) {
      // Both at once: the truth of the comparison is never a value.
      w.skip(at + 1);
      const boxes = w.boxBelow(d - 2);
      return `${boxes}if(${quick}:${want}isTrue(${slow}))${w.jump(at + 1, w.argAt(at + 1) >> 1, d - 2)}`;
    }
    return `${a}=${quick}:${slow};`;
  },
  [O.IS_OP]: (_w, _at, arg, d) => `t${d - 2}=t${d - 2}${arg === 0 ? '===' : '!=='}t${d - 1};`,
  [O.CONTAINS_OP]: (w, at, arg, d) =>
    `${w.spill(at, d)}t${d - 2}=${arg === 0 ? '' : '!'}contains(t${d - 1},t${d - 2});`,
  [O.STORE_SUBSCR]: (w, at, _arg, d) => {
    const v = `t${d - 2}`;
    const key = `t${d - 1}`;
    return (
      `if(${v}.cls===listType&&${isIndex(w, d - 1)}${key}<(r=${v}.items).length)r[${key}]=t${d - 3};` +
      `else{${w.sync(at, d)}storeSubscript(${v},${key},t${d - 3});}`
    );
  },
  [O.DELETE_SUBSCR]: (w, at, _arg, d) => `${w.spill(at, d)}delItem(t${d - 2},t${d - 1});`,
};
