/**
 * The second tier: compiles a hot code object to a JavaScript function from its bytecode, over the same frame.
 *
 * Owns: the generated text. Locals stay in `f.s`; the operand stack lives in JavaScript variables t0, t1, … (their depth
 * is known statically) and is written to `f.s` wherever anybody could look: before calls, suspensions and whatever can
 * run Python code. An instruction without a rule here goes on in the interpreter, which hands the frame back at the next
 * entry. Compiled code never calls compiled code: it returns to the loop, so nothing recurses in JavaScript.
 */
import type { Code } from '../../bytecode/code';
import { O } from '../opcodeNumbers';
import { analyse } from './analysis';
import { Exit, type Compiled } from './exits';
import { helpers } from './helpers';

/** Larger functions are not worth V8's time. */
const MAX_INSTRUCTIONS = 1500;

export interface CompileSource {
  code: Code;
  /** Plain words: nothing fused, nothing patched. */
  words: Int32Array;
  base: number;
  nlocals: number;
  /** Parameters, which need no check for being set unless they are deleted. */
  nargs: number;
}

const numberOps: Partial<Record<O, [sign: string, helper: string]>> = {
  [O.BINARY_ADD]: ['+', 'add'],
  [O.BINARY_SUBTRACT]: ['-', 'subtract'],
  [O.BINARY_MULTIPLY]: ['*', 'multiply'],
};
const inplaceOps: Partial<Record<O, [sign: string, helper: string]>> = {
  [O.INPLACE_ADD]: ['+', 'inplaceAdd'],
  [O.INPLACE_SUBTRACT]: ['-', 'inplaceSubtract'],
};
const binaryHelpers: Partial<Record<O, string>> = {
  [O.BINARY_TRUE_DIVIDE]: 'trueDivide',
  [O.BINARY_FLOOR_DIVIDE]: 'floorDivide',
  [O.BINARY_MODULO]: 'modulo',
  [O.BINARY_AND]: 'and',
  [O.BINARY_OR]: 'or',
  [O.BINARY_XOR]: 'xor',
  [O.BINARY_LSHIFT]: 'shiftLeft',
  [O.BINARY_RSHIFT]: 'shiftRight',
  [O.BINARY_POWER]: 'power',
  [O.INPLACE_POWER]: 'inplacePower',
  [O.BINARY_SUBSCR]: 'subscript',
};
const otherBinary = new Set<number>([
  O.BINARY_MATRIX_MULTIPLY,
  O.INPLACE_MATRIX_MULTIPLY,
  O.INPLACE_MULTIPLY,
  O.INPLACE_TRUE_DIVIDE,
  O.INPLACE_FLOOR_DIVIDE,
  O.INPLACE_MODULO,
  O.INPLACE_AND,
  O.INPLACE_OR,
  O.INPLACE_XOR,
  O.INPLACE_LSHIFT,
  O.INPLACE_RSHIFT,
]);
const unaryHelpers: Partial<Record<O, string>> = {
  [O.UNARY_NEGATIVE]: 'nb_negative',
  [O.UNARY_POSITIVE]: 'nb_positive',
  [O.UNARY_INVERT]: 'nb_invert',
};
const compareSigns = ['<', '<=', '===', '!==', '>', '>='];

/** Compiles, or gives null where it is not worth it or the code is out of the ordinary. */
export function compileToJs(
  src: CompileSource,
): ((x: unknown, consts: unknown, names: unknown, caches: unknown) => Compiled) | null {
  if (src.words.length > MAX_INSTRUCTIONS) return null;
  const analysis = analyse(src.words, src.code.exceptionTable);
  if (analysis === null) return null;
  const text = new Writer(src, analysis.depth, analysis.entries).write();
  const names = Object.keys(helpers);
  // The text is made here, of opcode numbers and indices alone: nothing of the program's own text is in it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(...names, 'x', 'consts', 'names', 'caches', text) as (...args: unknown[]) => Compiled;
  return (x, consts, nameList, caches) => make(...Object.values(helpers), x, consts, nameList, caches);
}

class Writer {
  private readonly out: string[] = [];
  private readonly deleted = new Set<number>();

  constructor(
    private readonly src: CompileSource,
    private readonly depth: Int32Array,
    private readonly entries: Set<number>,
  ) {
    for (const w of src.words) if ((w & 0xff) === O.DELETE_FAST) this.deleted.add(w >>> 8);
  }

  write(): string {
    const { words, base } = this.src;
    const max = Math.max(0, ...this.depth);
    const restores: string[] = [];
    for (const at of this.entries) {
      const d = this.depth[at];
      if (d < 0) continue;
      let r = '';
      for (let i = 0; i < d; i++) r += `t${i}=s[${base + i}];`;
      restores.push(`case ${at}:${r}break;`);
    }
    for (let at = 0; at < words.length; at++) {
      if (this.depth[at] < 0) continue;
      if (this.entries.has(at)) this.out.push(`case ${at}:`);
      this.instruction(at, words[at] & 0xff, words[at] >>> 8, this.depth[at]);
    }
    const temps = Array.from({ length: max + 1 }, (_, i) => `t${i}`).join(',');
    return `"use strict";const word=attention.word;return function compiled(f){const s=f.s;let ${temps},r,q;let b=f.pc;
switch(b){${restores.join('\n')}default:return ${Exit.Interpret};}
for(;;)switch(b){
${this.out.join('\n')}
default:f.pc=b;return ${Exit.Interpret};}}`;
  }

  /** Writes the stack below `d` back, with sp and pc, as an expression that ends in a comma. */
  private sync(at: number, d: number): string {
    const { base } = this.src;
    let r = '';
    for (let i = 0; i < d; i++) r += `s[${base + i}]=t${i},`;
    return `${r}f.sp=${base + d},f.pc=${at + 1},`;
  }

  private jump(from: number, to: number, d: number): string {
    if (to > from) return `{b=${to};continue;}`;
    // A backward jump polls, and may find that the debugger has taken the code back.
    return `{if(word[0]!==0){${this.sync(from, d)}0;attend(f,${to});if(x.jit===null){f.pc=${to};return ${Exit.Interpret};}}b=${to};continue;}`;
  }

  /** Leaves to the interpreter before an instruction. */
  private bail(at: number, d: number): string {
    return `${this.sync(at - 1, d)}0;return ${Exit.Interpret};`;
  }

  private instruction(at: number, op: O, arg: number, d: number): void {
    const { src, out } = this;
    const { words, base, nlocals } = src;
    const sync = (depth = d): string => this.sync(at, depth);
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const top = `t${d}`;
    const next = at + 1 < words.length ? words[at + 1] : 0;
    const followedByJump =
      !this.entries.has(at + 1) && ((next & 0xff) === O.POP_JUMP_IF_FALSE || (next & 0xff) === O.POP_JUMP_IF_TRUE);
    switch (op) {
      case O.NOP:
      case O.EXTENDED_ARG:
      case O.SETUP_FINALLY:
      case O.POP_BLOCK:
      case O.SETUP_ASYNC_WITH:
        return;
      case O.LOAD_FAST:
        out.push(`${top}=s[${arg}];`);
        if (arg >= src.nargs || this.deleted.has(arg))
          out.push(`if(${top}===undefined){${sync()}0;throw unboundLocal(f,${arg});}`);
        return;
      case O.STORE_FAST:
        out.push(`s[${arg}]=${b};`);
        return;
      case O.LOAD_CONST:
        out.push(`${top}=consts[${arg}];`);
        return;
      case O.POP_TOP:
        out.push(`if(${b}===ts.fresh){${this.bail(at, d)}}`);
        return;
      case O.ROT_TWO:
        out.push(`r=${b};${b}=${a};${a}=r;`);
        return;
      case O.ROT_THREE:
        out.push(`r=${b};${b}=${a};${a}=t${d - 3};t${d - 3}=r;`);
        return;
      case O.ROT_FOUR:
        out.push(`r=${b};${b}=${a};${a}=t${d - 3};t${d - 3}=t${d - 4};t${d - 4}=r;`);
        return;
      case O.DUP_TOP:
        out.push(`${top}=${b};`);
        return;
      case O.DUP_TOP_TWO:
        out.push(`${top}=${a};t${d + 1}=${b};`);
        return;
      case O.BINARY_ADD:
      case O.BINARY_SUBTRACT:
      case O.BINARY_MULTIPLY: {
        const [sign, helper] = numberOps[op]!;
        const ok =
          op === O.BINARY_MULTIPLY
            ? 'q<=9007199254740991&&q>=-9007199254740991&&q!==0'
            : 'q<=9007199254740991&&q>=-9007199254740991';
        out.push(
          `if(typeof ${a}==='number'&&typeof ${b}==='number'&&(q=${a}${sign}${b},${ok}))${a}=q;else ${a}=(${sync(d - 2)}${helper}(${a},${b}));`,
        );
        return;
      }
      case O.INPLACE_ADD:
      case O.INPLACE_SUBTRACT: {
        const [sign, helper] = inplaceOps[op]!;
        out.push(
          `if(typeof ${a}==='number'&&typeof ${b}==='number'&&(q=${a}${sign}${b},q<=9007199254740991&&q>=-9007199254740991))${a}=q;` +
            `else ${a}=(${sync(d)}${helper}(${a},${b}));`,
        );
        return;
      }
      case O.UNARY_NOT:
        out.push(`${b}=${b}===true?false:${b}===false?true:(${sync()}!isTrue(${b}));`);
        return;
      case O.COMPARE_OP: {
        const sign = compareSigns[arg];
        const slow = `(${sync()}compare(${a},${b},${arg}))`;
        if (followedByJump) {
          // Both at once: the truth of the comparison is never a value.
          const target = next >>> 9;
          const want = (next & 0xff) === O.POP_JUMP_IF_TRUE ? '' : '!';
          out.push(
            `if(typeof ${a}==='number'&&typeof ${b}==='number'?${want}(${a}${sign}${b}):${want}isTrue(${slow}))${this.jump(at + 1, target, d - 2)}`,
          );
          this.skip(at + 1);
          return;
        }
        out.push(`${a}=typeof ${a}==='number'&&typeof ${b}==='number'?${a}${sign}${b}:${slow};`);
        return;
      }
      case O.IS_OP:
        out.push(`${a}=${a}${arg === 0 ? '===' : '!=='}${b};`);
        return;
      case O.CONTAINS_OP:
        out.push(`${a}=(${sync()}${arg === 0 ? '' : '!'}contains(${b},${a}));`);
        return;
      case O.STORE_SUBSCR:
        out.push(`${sync()}storeSubscript(${a},${b},t${d - 3});`);
        return;
      case O.DELETE_SUBSCR:
        out.push(`${sync()}delItem(${a},${b});`);
        return;
      case O.POP_JUMP_IF_FALSE:
        if (this.skipped.has(at)) return;
        out.push(`if(${b}===false||(${b}!==true&&(${sync()}!isTrue(${b}))))${this.jump(at, arg >> 1, d - 1)}`);
        return;
      case O.POP_JUMP_IF_TRUE:
        if (this.skipped.has(at)) return;
        out.push(`if(${b}===true||(${b}!==false&&(${sync()}isTrue(${b}))))${this.jump(at, arg >> 1, d - 1)}`);
        return;
      case O.JUMP_IF_FALSE_OR_POP:
        out.push(`if(${sync()}!isTrue(${b}))${this.jump(at, arg >> 1, d)}`);
        return;
      case O.JUMP_IF_TRUE_OR_POP:
        out.push(`if(${sync()}isTrue(${b}))${this.jump(at, arg >> 1, d)}`);
        return;
      case O.JUMP_FORWARD:
        out.push(this.jump(at, at + 1 + (arg >> 1), d));
        return;
      case O.JUMP_ABSOLUTE:
        out.push(this.jump(at, arg >> 1, d));
        return;
      case O.LOAD_GLOBAL:
        out.push(
          `q=caches[${at + 1}];if(q!==undefined&&q.builtins===null&&q.globals===f.env.globals.layout)${top}=f.env.globals.vals[q.index];` +
            `else ${top}=(${sync()}loadGlobal(x,${at + 1},f.env.globals,f.env.builtins,names[${arg}]));`,
        );
        return;
      case O.LOAD_DEREF:
        out.push(`${top}=s[${nlocals + arg}].value;if(${top}===undefined){${sync()}0;throw emptyCell(f,${arg});}`);
        return;
      case O.STORE_DEREF:
        out.push(`s[${nlocals + arg}].value=${b};`);
        return;
      case O.LOAD_CLOSURE:
        out.push(`${top}=s[${nlocals + arg}];`);
        return;
      case O.LOAD_ATTR:
        out.push(
          `r=(${sync()}loadAttr(x,${at + 1},${b},names[${arg}]));if(r!==undefined)${b}=r;else{` +
            `r=prepareCall(pendingGetter.fn,s,${base + d - 1},1,null);f.sp=${base + d - 1};` +
            `if(r!==null){leaving.frame=r;return ${Exit.Call};}${b}=callResult.value;}`,
        );
        return;
      case O.STORE_ATTR:
        out.push(`${sync()}storeAttr(x,${at + 1},${b},names[${arg}],${a});`);
        return;
      case O.LOAD_METHOD:
        out.push(
          `r=(${sync()}loadMethod(x,${at + 1},${b},names[${arg}]));if(r!==undefined){${top}=${b};${b}=r;}else{${b}=undefined;${top}=loadedAttr.value;}`,
        );
        return;
      case O.CALL_METHOD: {
        const m = d - arg - 2;
        const send = `if(t${m}!==undefined&&isSend(t${m},t${m + 1},1)&&canResume(t${m + 1},${b})){f.sp=${base + m};leaving.gen=t${m + 1};leaving.value=${b};return ${Exit.Send};}`;
        out.push(
          `${sync()}0;${arg === 1 ? send : ''}if(t${m}!==undefined)r=prepareMethodCall(t${m},s,${base + m + 1},${arg + 1},null);` +
            `else r=prepareCall(t${m + 1},s,${base + m + 2},${arg},null);f.sp=${base + m};` +
            `if(r!==null){leaving.frame=r;return ${Exit.Call};}t${m}=callResult.value;`,
        );
        return;
      }
      case O.CALL_FUNCTION: {
        const m = d - arg - 1;
        out.push(
          `${sync()}r=prepareCall(t${m},s,${base + m + 1},${arg},null);f.sp=${base + m};if(r!==null){leaving.frame=r;return ${Exit.Call};}t${m}=callResult.value;`,
        );
        return;
      }
      case O.CALL_FUNCTION_KW: {
        const m = d - arg - 2;
        out.push(
          `${sync()}r=prepareCall(t${m},s,${base + m + 1},${arg},${b}.items);f.sp=${base + m};if(r!==null){leaving.frame=r;return ${Exit.Call};}t${m}=callResult.value;`,
        );
        return;
      }
      case O.RETURN_VALUE:
        out.push(`f.sp=${base + d - 1};f.pc=${at + 1};leaving.value=${b};return ${Exit.Return};`);
        return;
      case O.GET_ITER:
        out.push(`${b}=(${sync()}getIter(${b}));`);
        return;
      case O.FOR_ITER: {
        const target = at + 1 + (arg >> 1);
        const done = `{b=${target};continue;}`;
        out.push(
          `${sync()}0;if(isGenerator(${b})){if(exhausted(${b}))${done}leaving.gen=${b};return ${Exit.ForIter};}` +
            `${top}=next(${b});if(${top}===undefined)${done}`,
        );
        return;
      }
      case O.GET_AWAITABLE:
        out.push(
          `if(typeof ${b}!=='object'||${b}.cls!==coroutineType||${b}.state!==0)${b}=(${sync()}getAwaitable(f,${b}));`,
        );
        return;
      case O.YIELD_FROM:
        out.push(
          `${this.sync(at, d - 1)}0;if(${b}===None&&typeof ${a}==='object'&&${a}.cls===coroutineType&&${a}.state===0){f.delegate=leaving.gen=${a};return ${Exit.Start};}r=yieldFrom(f,${a},${b});if(r!==0)return r;${a}=s[${base + d - 2}];`,
        );
        return;
      case O.YIELD_VALUE:
        out.push(
          `${this.sync(at, d - 1)}leaving.value=f.gen.cls===asyncGeneratorType?wrapYield(${b}):${b};return ${Exit.Yield};`,
        );
        return;
      case O.GET_AITER:
        out.push(`${b}=(${sync()}getAiter(${b}));`);
        return;
      case O.GET_ANEXT:
        out.push(`${top}=(${sync()}getAnext(${b}));`);
        return;
      case O.BUILD_TUPLE:
      case O.BUILD_LIST: {
        const items = Array.from({ length: arg }, (_, i) => `t${d - arg + i}`).join(',');
        out.push(`t${d - arg}=new ${op === O.BUILD_TUPLE ? 'PyTuple' : 'PyList'}([${items}]);`);
        return;
      }
      case O.BUILD_MAP:
        out.push(`t${d - 2 * arg}=(${sync()}buildMap(s,${base + d - 2 * arg},${arg}));`);
        return;
      case O.BUILD_STRING:
        out.push(`t${d - arg}=(${sync()}buildString(s,${base + d - arg},${arg}));`);
        return;
      case O.BUILD_SLICE:
        out.push(arg === 3 ? `t${d - 3}=buildSlice(t${d - 3},${a},${b});` : `${a}=buildSlice(${a},${b},None);`);
        return;
      case O.LIST_APPEND:
        out.push(`t${d - 1 - arg}.items.push(${b});`);
        return;
      case O.LIST_TO_TUPLE:
        out.push(`${b}=new PyTuple(${b}.items);`);
        return;
      case O.FORMAT_VALUE:
        if (arg & 4) out.push(`${a}=(${sync()}formatValue(${a},${arg & 3},${b}));`);
        else out.push(`${b}=(${sync()}formatValue(${b},${arg & 3},undefined));`);
        return;
      case O.UNPACK_SEQUENCE: {
        let r = `${this.sync(at, d - 1)}unpack(${b},${arg},s,${base + d - 1});`;
        for (let i = 0; i < arg; i++) r += `t${d - 1 + i}=s[${base + d - 1 + i}];`;
        out.push(r);
        return;
      }
      case O.SETUP_WITH:
        out.push(
          `${sync()}r=setupWith(s,${base + d});${b}=s[${base + d - 1}];if(r!==null){leaving.frame=r;return ${Exit.Call};}${top}=callResult.value;`,
        );
        return;
      case O.BEFORE_ASYNC_WITH:
        out.push(`${sync()}setupAsyncWith(s,${base + d});${b}=s[${base + d - 1}];${top}=s[${base + d}];`);
        return;
      case O.WITH_EXCEPT_START:
        out.push(
          `${sync()}r=withExceptStart(s,${base + d});if(r!==null){leaving.frame=r;return ${Exit.Call};}${top}=callResult.value;`,
        );
        return;
      case O.JUMP_IF_NOT_EXC_MATCH:
        out.push(`if(${sync()}!exceptionMatches(${a},${b}))${this.jump(at, arg >> 1, d - 2)}`);
        return;
      case O.POP_EXCEPT:
        out.push(`ts.exc.excValue=${a}===None?null:${a};`);
        return;
    }
    const helper = binaryHelpers[op];
    if (helper !== undefined) out.push(`${a}=(${sync()}${helper}(${a},${b}));`);
    else if (otherBinary.has(op)) out.push(`${a}=(${sync()}other(${op},${a},${b}));`);
    else if (unaryHelpers[op] !== undefined) out.push(`${b}=(${sync()}unaryOp(${b},'${unaryHelpers[op]}'));`);
    else {
      out.push(this.bail(at, d));
      // What follows is reached through the interpreter only, at the next entry.
    }
  }

  private readonly skipped = new Set<number>();

  private skip(at: number): void {
    this.skipped.add(at);
  }
}
