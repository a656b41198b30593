/** Rules: awaiting, yielding, asynchronous iteration. */
import { CodeFlag } from '../../../bytecode/code';
import { O } from '../../opcodeNumbers';
import { How } from '../../frame';
import { Exit, leave } from '../exits';
import type { Rules } from './rule';

export const suspensionRules: Rules = {
  [O.GET_AWAITABLE]: (w, at, _arg, d) =>
    `if(typeof t${d - 1}!=='object'||t${d - 1}.cls!==coroutineType||t${d - 1}.phase!==0)` +
    `t${d - 1}=(${w.sync(at, d)}getAwaitable(f,t${d - 1}));`,
  [O.GET_YIELD_FROM_ITER]: (w, at, _arg, d) => {
    const t = `t${d - 1}`;
    const spilled = w.spill(at, d);
    if (w.following(at + 1) !== O.LOAD_CONST || w.opAt(at + 2) !== O.YIELD_FROM)
      return `${spilled}${t}=getYieldFromIter(f,${at + 1},${t});`;
    // YIELD_FROM itself is written for when it goes on.
    w.skip(at + 1);
    w.flow(at + 3, d - 1);
    return `${spilled}if((${t}=yieldFrom(f,${at + 1},${t}))===undefined)return;b=${at + 3};continue;`;
  },
  [O.YIELD_FROM]: (w, at, _arg, d) =>
    `${w.spill(at, d - 1)}if((t${d - 2}=delegate(f,t${d - 2},t${d - 1}))===undefined)return;`,
  [O.YIELD_VALUE]: (w, at, _arg, d) =>
    `${w.spill(at, d - 1)}leaving.value=${w.src.code.flags & CodeFlag.ASYNC_GENERATOR ? `f.how!==${How.AsyncNext}?wrapYield(t${d - 1}):` : ''}t${d - 1};${leave(Exit.Yield)}`,
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
