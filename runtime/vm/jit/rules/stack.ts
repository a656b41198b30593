/** Rules: constants, locals, cells, moving values on the operand stack. */
import { O } from '../../opcodeNumbers';
import type { Rule, Rules } from './rule';

const nothing: Rule = () => '';

/** The top goes down to below the `n - 1` values beneath it. */
function rotate(d: number, n: number): string {
  let text = `r=t${d - 1};`;
  for (let i = 1; i < n; i++) text += `t${d - i}=t${d - i - 1};`;
  return `${text}t${d - n}=r;`;
}

const suspends = (op: number): boolean => op === O.YIELD_FROM || op === O.YIELD_VALUE;

export const stackRules: Rules = {
  [O.NOP]: nothing,
  [O.EXTENDED_ARG]: nothing,
  [O.SETUP_FINALLY]: nothing,
  [O.POP_BLOCK]: nothing,
  [O.SETUP_ASYNC_WITH]: nothing,
  [O.LOAD_FAST]: (w, at, arg, d) => {
    if (w.floatLocals.has(arg)) w.known.set(d, { kind: 'likely' });
    return (
      `t${d}=s[${arg}];` +
      (w.mayBeUnset(arg, at) ? `if(t${d}===undefined){${w.sync(at, d)}0;throw unboundLocal(f,${arg});}` : '')
    );
  },
  [O.STORE_FAST]: (w, _at, arg, d) => {
    if (w.known.get(d - 1)?.kind === 'raw') w.floatLocals.add(arg);
    return `s[${arg}]=${w.boxed(d - 1)};`;
  },
  [O.DELETE_FAST]: (w, at, arg, d) =>
    `if(s[${arg}]===undefined){${w.sync(at, d)}0;throw unboundLocal(f,${arg});}s[${arg}]=undefined;`,
  [O.LOAD_CONST]: (w, _at, arg, d) => {
    const c = w.src.code.consts[arg];
    if (c.type === 'float' || (c.type === 'int' && typeof c.value === 'number')) {
      // In parentheses: it may stand after a sign.
      const text = Object.is(c.value, -0) ? '(-0)' : `(${c.value})`;
      w.known.set(d, { kind: 'constant', text, isFloat: c.type === 'float' });
    }
    return `t${d}=${w.constant(arg)};`;
  },
  [O.LOAD_ASSERTION_ERROR]: (_w, _at, _arg, d) => `t${d}=Exc.AssertionError;`,
  // What a coroutine or generator gave was not made by the instruction before.
  [O.POP_TOP]: (w, at, _arg, d) => (suspends(w.opAt(at - 1)) ? '' : `if(t${d - 1}===ts.fresh){${w.bail(at, d)}}`),
  [O.ROT_TWO]: (_w, _at, _arg, d) => rotate(d, 2),
  [O.ROT_THREE]: (_w, _at, _arg, d) => rotate(d, 3),
  [O.ROT_FOUR]: (_w, _at, _arg, d) => rotate(d, 4),
  [O.ROT_N]: (_w, _at, arg, d) => rotate(d, arg),
  [O.DUP_TOP]: (_w, _at, _arg, d) => `t${d}=t${d - 1};`,
  [O.DUP_TOP_TWO]: (_w, _at, _arg, d) => `t${d}=t${d - 2};t${d + 1}=t${d - 1};`,
  [O.LOAD_DEREF]: (w, at, arg, d) =>
    `t${d}=s[${w.src.nlocals + arg}].value;if(t${d}===undefined){${w.sync(at, d)}0;throw emptyCell(f,${arg});}`,
  [O.STORE_DEREF]: (w, _at, arg, d) => `s[${w.src.nlocals + arg}].value=t${d - 1};`,
  [O.DELETE_DEREF]: (w, at, arg, d) =>
    `q=s[${w.src.nlocals + arg}];if(q.value===undefined){${w.sync(at, d)}0;throw emptyCell(f,${arg});}q.value=undefined;`,
  [O.LOAD_CLOSURE]: (w, _at, arg, d) => `t${d}=s[${w.src.nlocals + arg}];`,
};
