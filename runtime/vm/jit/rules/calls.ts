/** Rules: calls. The callee's frame runs at once if it is compiled (direct.ts); everybody leaves when it does not return. */
import { O } from '../../opcodeNumbers';
import { Callee } from '../direct';
import type { Writer } from '../writer';
import type { Rules } from './rule';

/** Calls with at most so many operands pass them in JavaScript. */
const MOST_PASSED = 3;
/** The same where the result is awaited at once. */
const MOST_AWAITED = 2;

function args(from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) text += `,t${i}`;
  return text;
}

/** A call with operands in JavaScript: `f.sp` is set below them, where the result will be. */
function passed(w: Writer, at: number, kind: Callee, bottom: number, callee: number, d: number): string {
  return `(t${bottom}=call${d - callee - 1}(f,${kind},t${callee}${args(callee + 1, d)}))===undefined`;
}

function plainCall(w: Writer, at: number, arg: number, d: number): string {
  const m = d - arg - 1;
  if (arg <= MOST_PASSED) return `${w.spill(at, m)}if(${passed(w, at, Callee.Function, m, m, d)})return;`;
  return `${w.spill(at, d)}if((t${m}=callSpilled(f,${Callee.Function},${w.src.base + m + 1},${arg}))===undefined)return;`;
}

/** Is the call's result awaited at once: GET_AWAITABLE, LOAD_CONST None, YIELD_FROM? */
function isAwaited(w: Writer, at: number): boolean {
  return (
    w.opAt(at + 1) === O.GET_AWAITABLE &&
    w.opAt(at + 2) === O.LOAD_CONST &&
    w.constant(w.argAt(at + 2)) === 'None' &&
    w.opAt(at + 3) === O.YIELD_FROM
  );
}

/**
 * `await callee(…)`: the frame stands at the YIELD_FROM, the coroutine is never on our stack. The result comes to the
 * place `m`, the callee `c` is there or above it.
 */
function awaitedCall(w: Writer, at: number, m: number, c: number, d: number): string {
  if (!isAwaited(w, at) || d - c - 1 > MOST_AWAITED) return '';
  const from = at + 3;
  w.flow(from + 1);
  return (
    `if((q=awaitedCode(t${c},${d - c - 1}))!==null){${w.sync(from, m)}f.sp=${w.src.base + m + 1};` +
    `if((t${m}=await${d - c - 1}(f,q,t${c}${args(c + 1, d)}))===undefined)return;b=${from + 1};continue;}`
  );
}

export const callRules: Rules = {
  [O.CALL_FUNCTION]: (w, at, arg, d) => {
    const m = d - arg - 1;
    return awaitedCall(w, at, m, m, d) + plainCall(w, at, arg, d);
  },
  [O.CALL_METHOD]: (w, at, arg, d) => {
    const m = d - arg - 2;
    const { base } = w.src;
    const ofMethod = awaitedCall(w, at, m, m, d);
    const ofOwn = awaitedCall(w, at, m, m + 1, d);
    const awaited = ofOwn === '' ? '' : `if(t${m}===undefined){${ofOwn}}${ofMethod === '' ? '' : `else{${ofMethod}}`}`;
    if (arg < MOST_PASSED)
      return (
        `${awaited}${w.spill(at, m)}if(t${m}!==undefined?${passed(w, at, Callee.Method, m, m, d)}` +
        `:${passed(w, at, Callee.Attribute, m, m + 1, d)})return;`
      );
    return (
      `${awaited}${w.spill(at, d)}if((t${m}=t${m}!==undefined?callSpilled(f,${Callee.Method},${base + m + 1},${arg + 1})` +
      `:callSpilled(f,${Callee.Attribute},${base + m + 2},${arg}))===undefined)return;`
    );
  },
  [O.CALL_FUNCTION_KW]: (w, at, arg, d) => {
    const m = d - arg - 2;
    return `${w.spill(at, d)}if((t${m}=callNamed(f,${w.src.base + m + 1},${arg},t${d - 1}.items))===undefined)return;`;
  },
};
