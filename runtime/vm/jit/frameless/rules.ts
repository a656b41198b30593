/**
 * Rules of frameless code: what it does itself of each instruction. All else leaves to the interpreter, before the
 * instruction: nothing here runs Python code or raises.
 */
import { MakeFunction } from '../../../bytecode/opcodes';
import { methodDescriptorType } from '../../../objects/builtinTypes';
import { PyMethodDescr } from '../../../objects/native';
import { How } from '../../frame';
import { O } from '../../opcodeNumbers';
import { Where, type AttrCache } from '../../ops/attributes';
import { loadField, loadFromClass, storeFields } from '../fieldText';
import type { FramelessWriter } from './writer';

type Rule = (w: FramelessWriter, at: number, arg: number, d: number, op: O) => string;

const MAX = Number.MAX_SAFE_INTEGER;
const compareSigns = ['<', '<=', '===', '!==', '>', '>='];
/** Calls with more operands are the interpreter's. */
const MOST_PASSED = 5;
const MOST_NATIVE = 3;

const nothing: Rule = () => '';

/** `t` becomes the value of an expression; where that is undefined, the interpreter does the instruction. */
function quietly(w: FramelessWriter, at: number, place: number, expression: string): string {
  return `if((r=${expression})===undefined)${w.leave(at)}t${place}=r;`;
}

function numbers(sign: string, helper: string): Rule {
  const ok = `(r=A${sign}B)<=${MAX}&&r>=-${MAX}${sign === '*' ? '&&r!==0' : ''}`;
  return (w, at, _arg, d) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const fits = ok.replace('A', a).replace('B', b);
    return `if(typeof ${a}==='number'&&typeof ${b}==='number'&&${fits})${a}=r;else{${quietly(w, at, d - 2, `${helper}(${a},${b})`)}}`;
  };
}

const divide: Rule = (w, at, _arg, d) => quietly(w, at, d - 2, `quietDivide(t${d - 2},t${d - 1})`);
const other: Rule = (w, at, _arg, d, op) => quietly(w, at, d - 2, `quietOther(${op},t${d - 2},t${d - 1})`);

/** Sets r to the truth of a value. */
function truth(w: FramelessWriter, at: number, place: number): string {
  const v = `t${place}`;
  return `if((r=${v}===true||${v}===false?${v}:quietTruth(${v}))===undefined)${w.leave(at)}`;
}

function popJump(when: boolean): Rule {
  return (w, at, arg, d) => `${truth(w, at, d - 1)}if(${when ? '' : '!'}r)${w.jump(at, arg >> 1)}`;
}

function keepJump(when: boolean): Rule {
  return (w, at, arg, d) => `${truth(w, at, d - 1)}if(${when ? '' : '!'}r)${w.jump(at, arg >> 1)}`;
}

function rotate(d: number, n: number): string {
  let text = `r=t${d - 1};`;
  for (let i = 1; i < n; i++) text += `t${d - i}=t${d - i - 1};`;
  return `${text}t${d - n}=r;`;
}

function sequence(cls: 'PyTuple' | 'PyList'): Rule {
  return (_w, _at, arg, d) => {
    const items = Array.from({ length: arg }, (_, i) => `t${d - arg + i}`).join(',');
    return `t${d - arg}=new ${cls}([${items}]);`;
  };
}

/** Is the call's result awaited at once: GET_AWAITABLE, LOAD_CONST None, YIELD_FROM? */
function isAwaited(w: FramelessWriter, at: number): boolean {
  return (
    w.opAt(at + 1) === O.GET_AWAITABLE &&
    w.opAt(at + 2) === O.LOAD_CONST &&
    w.src.code.consts[w.argAt(at + 2)].type === 'None' &&
    w.opAt(at + 3) === O.YIELD_FROM
  );
}

/** The first entry of the cache of an instruction that loads an attribute. */
const attrCache = (w: FramelessWriter, at: number): AttrCache | undefined => w.caches[at + 1] as AttrCache | undefined;

/** LOAD_METHOD found something in the object's own dictionary: it is called as it is. */
function isAttribute(w: FramelessWriter, at: number): boolean {
  const where = attrCache(w, at)?.where;
  return where === Where.Dict || where === Where.Field;
}

/** Is what the instruction at `from` loads a native function, as far as its cache says? */
function loadsNative(w: FramelessWriter, from: number): boolean {
  switch (w.opAt(from)) {
    case O.LOAD_GLOBAL: {
      const cache = w.caches[from + 1] as { builtins: object | null } | undefined;
      return cache !== undefined && cache.builtins !== null;
    }
    case O.LOAD_METHOD: {
      const value = attrCache(w, from)?.value;
      return typeof value === 'object' && value.cls === methodDescriptorType;
    }
  }
  return false;
}

/** Does it, as far as its cache says, load a method that may wake a task? */
function loadsWaker(w: FramelessWriter, from: number): boolean {
  const value = w.opAt(from) === (O.LOAD_METHOD as number) ? attrCache(w, from)?.value : undefined;
  return value instanceof PyMethodDescr && value.spec.wakes;
}

/** Does the instruction at `from` load a class, as far as its name says? */
function loadsClass(w: FramelessWriter, from: number): boolean {
  return w.opAt(from) === (O.LOAD_GLOBAL as number) && /^_*[A-Z]/.test(w.src.code.names[w.argAt(from)]);
}

/** A call of a class, at `m`: a new instance, and its `__init__`, which returns None. */
function callClass(w: FramelessWriter, at: number, m: number, d: number): string {
  const [cls, version, init, code, x] = w.classSite(at);
  let args = '';
  for (let i = m + 1; i < d; i++) args += `,t${i}`;
  return (
    `if(t${m}!==${cls}||t${m}.version!==${version}){if((r=initOf(t${m},${d - m - 1}))===null)${w.leave(at)}` +
    `${cls}=t${m};${version}=t${m}.version;${init}=r;${code}=r.code;${x}=r.code.exec;}` +
    `if(room===0||word[0]!==0||${init}.code!==${code}||(r=${x}.frameless??${x}.wantFrameless())===null)${w.leave(at)}` +
    `${w.notePlace(at)}q=allocate(t${m});if((r=r(${init},room-1,q${args}))===undefined)${w.wait(at, m, How.Init)}t${m}=q;`
  );
}

/** `super().name(…)`: finds the method at once. Null where it is something else. */
function superMethod(w: FramelessWriter, at: number, arg: number, d: number): string | null {
  const cache = w.caches[at + 1] as { builtins: object | null } | undefined;
  if (w.src.code.names[arg] !== 'super' || !cache || cache.builtins === null) return null;
  if (w.following(at + 1) !== O.CALL_FUNCTION || w.argAt(at + 1) !== 0 || w.following(at + 2) !== O.LOAD_METHOD)
    return null;
  const site = w.superSite(at, w.argAt(at + 2));
  if (site === null) return null;
  w.skip(at + 1);
  w.skip(at + 2);
  return (
    `if((q=caches[${at + 1}])===undefined||q.globals!==fn.globals.layout||q.builtins!==fn.builtins.layout||` +
    `(r=${site[0]}.method(${site[1]},l0))===undefined)${w.leave(at)}t${d}=r;t${d + 1}=l0;`
  );
}

/** The callee at `m`, which the instruction at `from` has loaded; its operands are above it. The result goes to `to`. */
function call(w: FramelessWriter, at: number, from: number, m: number, d: number, to = m): string {
  const count = d - m - 1;
  if (loadsNative(w, from)) {
    if (count > MOST_NATIVE) return w.leave(at);
    const operands = Array.from({ length: count + 1 }, (_, i) => `t${m + i}`).join(',');
    const place = loadsWaker(w, from) ? w.place(at) : null;
    return quietly(w, at, to, place === null ? `quietCall(${operands})` : `quietCallFrom(room,${place},${operands})`);
  }
  if (count > MOST_PASSED) return w.leave(at);
  if (loadsClass(w, from)) return callClass(w, at, m, d);
  const awaited = isAwaited(w, at);
  const field = awaited ? 'framelessAwait' : 'frameless';
  if (awaited) for (let i = 1; i <= 3; i++) w.skip(at + i);
  const [code, x] = w.site(at);
  let args = '';
  for (let i = m + 1; i < d; i++) args += `,t${i}`;
  const waiting = awaited ? w.wait(at + 3, to + 1) : w.wait(at, to);
  const run =
    `if(t${m}.cls!==functionType||t${m}.code!==${code}){if((r=callable(t${m},${count}))===null)${w.leave(at)}` +
    `${code}=t${m}.code;${x}=r;}` +
    `if(room===0||word[0]!==0||(r=${x}.${field}${awaited ? '' : `??${x}.wantFrameless()`})===null)${w.leave(at)}` +
    (awaited ? `q=t${m};t${to}=undefined;` : `q=t${m};`) +
    w.notePlace(awaited ? at + 3 : at) +
    `if((r=r(q,room-1${args}))===undefined)${waiting}t${to}=r;`;
  // What a module has may as well be native.
  if (to === m || awaited || count > MOST_NATIVE) return run;
  return `if(t${m}.cls===functionType){${run}}else{${quietly(w, at, to, `quietCall(t${m}${args})`)}}`;
}

export const framelessRules: Partial<Record<O, Rule>> = {
  [O.NOP]: nothing,
  [O.EXTENDED_ARG]: nothing,
  [O.SETUP_FINALLY]: nothing,
  [O.POP_BLOCK]: nothing,
  [O.POP_TOP]: nothing,
  [O.LOAD_FAST]: (w, at, arg, d) =>
    w.mayBeUnset(arg) ? `if(l${arg}===undefined)${w.leave(at)}t${d}=l${arg};` : `t${d}=l${arg};`,
  [O.STORE_FAST]: (_w, _at, arg, d) => `l${arg}=t${d - 1};`,
  [O.DELETE_FAST]: (w, at, arg) => `if(l${arg}===undefined)${w.leave(at)}l${arg}=undefined;`,
  [O.LOAD_CONST]: (w, _at, arg, d) => `t${d}=${w.constant(arg)};`,
  [O.ROT_TWO]: (_w, _at, _arg, d) => rotate(d, 2),
  [O.ROT_THREE]: (_w, _at, _arg, d) => rotate(d, 3),
  [O.ROT_FOUR]: (_w, _at, _arg, d) => rotate(d, 4),
  [O.DUP_TOP]: (_w, _at, _arg, d) => `t${d}=t${d - 1};`,
  [O.DUP_TOP_TWO]: (_w, _at, _arg, d) => `t${d}=t${d - 2};t${d + 1}=t${d - 1};`,
  [O.LOAD_DEREF]: (w, at, arg, d) => quietly(w, at, d, `${w.cell(arg)}.value`),
  [O.STORE_DEREF]: (w, _at, arg, d) => `${w.cell(arg)}.value=t${d - 1};`,
  [O.LOAD_CLOSURE]: (w, _at, arg, d) => `t${d}=${w.cell(arg)};`,
  [O.MAKE_FUNCTION]: (w, at, arg, d) =>
    arg === 0
      ? `t${d - 2}=quietFunction(fn,t${d - 2},t${d - 1},null);`
      : arg === MakeFunction.CLOSURE
        ? `t${d - 3}=quietFunction(fn,t${d - 2},t${d - 1},t${d - 3}.items);`
        : w.leave(at),

  [O.BINARY_ADD]: numbers('+', 'quietAdd'),
  [O.INPLACE_ADD]: numbers('+', 'quietAdd'),
  [O.BINARY_SUBTRACT]: numbers('-', 'quietSubtract'),
  [O.INPLACE_SUBTRACT]: numbers('-', 'quietSubtract'),
  [O.BINARY_MULTIPLY]: numbers('*', 'quietMultiply'),
  [O.INPLACE_MULTIPLY]: numbers('*', 'quietMultiply'),
  [O.BINARY_TRUE_DIVIDE]: divide,
  [O.INPLACE_TRUE_DIVIDE]: divide,
  [O.BINARY_FLOOR_DIVIDE]: other,
  [O.INPLACE_FLOOR_DIVIDE]: other,
  [O.BINARY_MODULO]: other,
  [O.INPLACE_MODULO]: other,
  [O.BINARY_AND]: other,
  [O.INPLACE_AND]: other,
  [O.BINARY_OR]: other,
  [O.INPLACE_OR]: other,
  [O.BINARY_XOR]: other,
  [O.INPLACE_XOR]: other,
  [O.BINARY_LSHIFT]: other,
  [O.INPLACE_LSHIFT]: other,
  [O.BINARY_RSHIFT]: other,
  [O.INPLACE_RSHIFT]: other,
  [O.UNARY_NEGATIVE]: (w, at, _arg, d) =>
    `if(typeof t${d - 1}!=='number'||t${d - 1}===0)${w.leave(at)}t${d - 1}=-t${d - 1};`,
  [O.UNARY_NOT]: (w, at, _arg, d) => `${truth(w, at, d - 1)}t${d - 1}=!r;`,
  [O.IS_OP]: (_w, _at, arg, d) => `t${d - 2}=t${d - 2}${arg === 0 ? '===' : '!=='}t${d - 1};`,
  [O.COMPARE_OP]: (w, at, arg, d) => {
    const a = `t${d - 2}`;
    const b = `t${d - 1}`;
    const test =
      `if(typeof ${a}==='number'&&typeof ${b}==='number')r=${a}${compareSigns[arg]}${b};` +
      `else if((r=quietCompare(${a},${b},${arg}))===undefined)${w.leave(at)}`;
    const next = w.following(at + 1);
    if (next !== O.POP_JUMP_IF_FALSE && next !== O.POP_JUMP_IF_TRUE) return `${test}${a}=r;`;
    w.skip(at + 1);
    return `${test}if(${next === O.POP_JUMP_IF_TRUE ? '' : '!'}r)${w.jump(at, w.argAt(at + 1) >> 1)}`;
  },

  [O.POP_JUMP_IF_FALSE]: popJump(false),
  [O.POP_JUMP_IF_TRUE]: popJump(true),
  [O.JUMP_IF_FALSE_OR_POP]: keepJump(false),
  [O.JUMP_IF_TRUE_OR_POP]: keepJump(true),
  [O.JUMP_FORWARD]: (w, at, arg) => w.jump(at, at + 1 + (arg >> 1)),
  [O.JUMP_ABSOLUTE]: (w, at, arg) => w.jump(at, arg >> 1),
  [O.GET_ITER]: (w, at, _arg, d) => quietly(w, at, d - 1, `quietIter(t${d - 1})`),
  [O.FOR_ITER]: (w, at, arg, d) =>
    `if(!isQuietIter(t${d - 1}))${w.leave(at)}` +
    `if((t${d}=t${d - 1}.cls.tp_iternext(t${d - 1}))===undefined)${w.jump(at, at + 1 + (arg >> 1))}`,
  [O.RETURN_VALUE]: (_w, _at, _arg, d) => `return t${d - 1};`,

  [O.LOAD_GLOBAL]: (w, at, arg, d) =>
    superMethod(w, at, arg, d) ??
    `if((q=caches[${at + 1}])===undefined||q.globals!==fn.globals.layout)${w.leave(at)}` +
      `if(q.builtins===null)t${d}=fn.globals.vals[q.index];` +
      `else if(q.builtins===fn.builtins.layout)t${d}=fn.builtins.vals[q.index];else ${w.leave(at)}`,
  [O.LOAD_ATTR]: (w, at, _arg, d) => {
    const o = `t${d - 1}`;
    const fromClass = loadFromClass(w.caches, at, o, (value) => `${o}=${value};`);
    const own = loadField(w.caches, at, o, (value) => `${o}=${value};`);
    return `${own}${fromClass}{${quietly(w, at, d - 1, `cachedAttr(caches[${at + 1}],${o})`)}}`;
  },
  [O.STORE_ATTR]: (w, at, _arg, d) =>
    storeFields(w.caches, at, `t${d - 1}`, `t${d - 2}`) +
    `if(!cachedStore(caches[${at + 1}],t${d - 1},t${d - 2}))${w.leave(at)}`,
  [O.LOAD_METHOD]: (w, at, _arg, d) =>
    isAttribute(w, at)
      ? loadField(w.caches, at, `t${d - 1}`, (value) => `t${d}=${value};t${d - 1}=undefined;`) +
        `{if((r=cachedOwn(caches[${at + 1}],t${d - 1}))===undefined)${w.leave(at)}t${d - 1}=undefined;t${d}=r;}`
      : loadFromClass(w.caches, at, `t${d - 1}`, (value) => `t${d}=t${d - 1};t${d - 1}=${value};`) +
        `{if((r=cachedMethod(caches[${at + 1}],t${d - 1}))===undefined)${w.leave(at)}t${d}=t${d - 1};t${d - 1}=r;}`,
  [O.CALL_FUNCTION]: (w, at, arg, d) => {
    const m = d - arg - 1;
    return call(w, at, w.pusher(at, m), m, d);
  },
  [O.CALL_METHOD]: (w, at, arg, d) => {
    const m = d - arg - 2;
    const from = w.pusher(at, m + 1);
    return w.opAt(from) === (O.LOAD_METHOD as number) && isAttribute(w, from)
      ? call(w, at, from, m + 1, d, m)
      : call(w, at, from, m, d);
  },

  [O.BINARY_SUBSCR]: (w, at, _arg, d) => quietly(w, at, d - 2, `quietSubscript(t${d - 2},t${d - 1})`),
  [O.STORE_SUBSCR]: (w, at, _arg, d) => `if(!quietStore(t${d - 2},t${d - 1},t${d - 3}))${w.leave(at)}`,
  [O.CONTAINS_OP]: (w, at, arg, d) =>
    `if((r=quietContains(t${d - 1},t${d - 2}))===undefined)${w.leave(at)}t${d - 2}=${arg === 0 ? '' : '!'}r;`,
  [O.LIST_APPEND]: (w, at, arg, d) => `if((r=t${d - 1 - arg}.items).length>=MAX_ITEMS)${w.leave(at)}r.push(t${d - 1});`,
  [O.BUILD_TUPLE]: sequence('PyTuple'),
  [O.BUILD_LIST]: sequence('PyList'),
  [O.UNPACK_SEQUENCE]: (w, at, arg, d) => {
    let text = `if((r=quietItems(t${d - 1},${arg}))===undefined)${w.leave(at)}`;
    for (let i = 0; i < arg; i++) text += `t${d - 1 + i}=r[${arg - 1 - i}];`;
    return text;
  },
};
