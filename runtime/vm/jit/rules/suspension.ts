/** Rules: awaiting, yielding, asynchronous iteration. */
import { O } from '../../opcodeNumbers';
import { How } from '../../frame';
import { Exit, leave } from '../exits';
import type { Rules } from './rule';

export const suspensionRules: Rules = {
  [O.GET_AWAITABLE]: (w, at, _arg, d) =>
    `if(typeof t${d - 1}!=='object'||t${d - 1}.cls!==coroutineType||t${d - 1}.phase!==0)` +
    `t${d - 1}=(${w.sync(at, d)}getAwaitable(f,t${d - 1}));`,
  [O.GET_YIELD_FROM_ITER]: (w, at, _arg, d) => `${w.spill(at, d)}t${d - 1}=getYieldFromIter(f,${at + 1},t${d - 1});`,
  [O.YIELD_FROM]: (w, at, _arg, d) =>
    `${w.spill(at, d - 1)}if((t${d - 2}=delegate(f,t${d - 2},t${d - 1}))===undefined)return;`,
  [O.YIELD_VALUE]: (w, at, _arg, d) =>
    `${w.spill(at, d - 1)}leaving.value=f.gen.cls===asyncGeneratorType&&f.how!==${How.AsyncNext}?wrapYield(t${d - 1}):t${d - 1};${leave(Exit.Yield)}`,
  [O.GET_AITER]: (w, at, _arg, d) => `${w.spill(at, d)}t${d - 1}=getAiter(t${d - 1});`,
  [O.GET_ANEXT]: (w, at, _arg, d) => {
    const from = at + 2;
    let text = '';
    if (w.opAt(from) === O.YIELD_FROM) {
      w.flow(from + 1);
      text =
        `if(t${d - 1}.cls===asyncGeneratorType&&canGetNext(t${d - 1})){${w.sync(from, d)}f.sp=${w.src.base + d + 1};` +
        `if((t${d}=getNext(f,t${d - 1}))===undefined)return;b=${from + 1};continue;}`;
    }
    return `${text}${w.spill(at, d)}t${d}=getAnext(t${d - 1});`;
  },
  [O.BEFORE_ASYNC_WITH]: (w, at, _arg, d) => {
    const { base } = w.src;
    return `${w.spill(at, d)}setupAsyncWith(s,${base + d});t${d - 1}=s[${base + d - 1}];t${d}=s[${base + d}];`;
  },
};
