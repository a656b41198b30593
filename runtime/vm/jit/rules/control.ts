/** Rules: jumps, loops, returning, raising and handling. */
import { O } from '../../opcodeNumbers';
import { Exit, leave } from '../exits';
import type { Writer } from '../writer';
import type { Rule, Rules } from './rule';

/** Pops the top and jumps if its truth is `when`. */
function popJump(when: boolean): Rule {
  return (w, at, arg, d) => {
    const v = `t${d - 1}`;
    const test = when
      ? `${v}===true||(${v}!==false&&(${w.sync(at, d)}isTrue(${v})))`
      : `${v}===false||(${v}!==true&&(${w.sync(at, d)}!isTrue(${v})))`;
    return `if(${test})${w.jump(at, arg >> 1, d - 1)}`;
  };
}

/** Jumps and keeps the top if its truth is `when`. */
function keepJump(when: boolean): Rule {
  return (w, at, arg, d) => `if(${w.sync(at, d)}${when ? '' : '!'}isTrue(t${d - 1}))${w.jump(at, arg >> 1, d)}`;
}

/** Does a loop go over a call of `range`, as far as one can see? Else it is likely to go over a list. */
function overRange(w: Writer, at: number): boolean {
  if (w.opAt(at - 1) !== O.GET_ITER || w.opAt(at - 2) !== O.CALL_FUNCTION) return false;
  for (let i = at - 3; i >= 0 && i > at - 16; i--)
    if (w.opAt(i) === O.LOAD_GLOBAL) {
      const name = w.src.code.names[w.argAt(i)];
      if (name === 'range') return true;
    }
  return false;
}

export const controlRules: Rules = {
  [O.POP_JUMP_IF_FALSE]: popJump(false),
  [O.POP_JUMP_IF_TRUE]: popJump(true),
  [O.JUMP_IF_FALSE_OR_POP]: keepJump(false),
  [O.JUMP_IF_TRUE_OR_POP]: keepJump(true),
  [O.JUMP_FORWARD]: (w, at, arg, d) => w.jump(at, at + 1 + (arg >> 1), d),
  [O.JUMP_ABSOLUTE]: (w, at, arg, d) => w.jump(at, arg >> 1, d),
  [O.GET_ITER]: (w, at, _arg, d) =>
    `if(t${d - 1}.cls===listType)t${d - 1}=new PyListIter(t${d - 1});else t${d - 1}=(${w.sync(at, d)}getIterNoting(x,${at + 1},t${d - 1}));${w.settle(d - 1)}`,
  [O.FOR_ITER]: (w, at, arg, d) => {
    const it = `t${d - 1}`;
    const end = `b=${at + 1 + (arg >> 1)};continue;`;
    w.flow(at + 1 + (arg >> 1));
    const quick = overRange(w, at)
      ? `if(${it}.cls===rangeIterType&&${it}.remaining>0)` +
        `{${it}.remaining--;t${d}=${it}.current;${it}.current=t${d}+${it}.step;}`
      : `if(${it}.cls===listIterType&&(r=${it}.list)!==undefined&&${it}.index<r.items.length)` +
        `t${d}=r.items[${it}.index++];`;
    return (
      quick +
      `else if((${w.sync(at, d)}t${d}=nextItem(f,${it}))===undefined){if(leaving.exit!==${Exit.Exhausted})return;${end}}`
    );
  },
  [O.RETURN_VALUE]: (w, at, _arg, d) => `f.sp=${w.src.base + d - 1};f.pc=${at + 1};return t${d - 1};`,
  [O.RAISE_VARARGS]: (w, at, arg, d) =>
    `${w.spill(at, d)}outcome.raised=raised(${arg > 0 ? `t${d - arg}` : 'undefined'},${arg > 1 ? `t${d - 1}` : 'undefined'});${leave(Exit.Raise)}`,
  [O.RERAISE]: (w, at, _arg, d) => `${w.spill(at, d - 3)}outcome.raised=reraise(t${d - 2});${leave(Exit.Raise)}`,
  [O.JUMP_IF_NOT_EXC_MATCH]: (w, at, arg, d) =>
    `if(${w.sync(at, d)}!exceptionMatches(t${d - 2},t${d - 1}))${w.jump(at, arg >> 1, d - 2)}`,
  [O.POP_EXCEPT]: (_w, _at, _arg, d) => `ts.exc.excValue=t${d - 2}===None?null:t${d - 2};`,
  [O.SETUP_WITH]: (w, at, _arg, d) => {
    const { base } = w.src;
    return (
      `${w.spill(at, d)}r=setupWith(s,${base + d});t${d - 1}=s[${base + d - 1}];` +
      `if((t${d}=finishCall(f,r))===undefined)return;`
    );
  },
  [O.WITH_EXCEPT_START]: (w, at, _arg, d) =>
    `${w.spill(at, d)}r=withExceptStart(s,${w.src.base + d});if((t${d}=finishCall(f,r))===undefined)return;`,
};
