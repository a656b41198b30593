/**
 * The interpreter loop.
 *
 * Owns: dispatch, calls, returns, yields and unwinding. What an opcode does to values is in ops/; a case here calls a
 * function there (V8 stops optimising a function whose own bytecode grows past 60 KB).
 *
 * Invariant: Python calls, resuming coroutines and awaiting do not recurse in JavaScript. run() is re-entered only by
 * native code that calls back into Python.
 */
import { InternalError } from '../base/internalError';
import { isError, newError, typeError } from '../objects/errors';
import { asyncGeneratorType, coroutineType, dictType, None, tupleType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { compareNumbers, isTrue } from '../objects/compare';
import { PyDict } from '../objects/dict';
import { Exc, type PyBaseException } from '../objects/exceptionTypes';
import { delAttr } from '../objects/attributes';
import { getIter, iterNext, toArray } from '../objects/iteration';
import type { PyFunction } from '../objects/function';
import { push } from '../objects/longArrays';
import { typeOf, type Value } from '../objects/object';
import { inplacePower, power, unaryOp } from '../objects/operators';
import { contains, delItem, length } from '../objects/subscript';
import { type PyCell, PyList, type PySet, PyTuple, strOf } from '../objects/values';
import { callResult, prepareCall, prepareMethodCall } from './calls';
import { doRaise, exceptionMatches } from './exceptions';
import { canResume, isNext, isSend } from './sendCalls';
import { interpreting, secondTier } from './execCode';
import { How, type Frame } from './frame';
import { checkResumable, GenState, genRunner, isDirect, type PyGenerator } from './generator';
import { F } from './fuse';
import { raiseHandled, reraise } from './unwinding';
import { enterGenerator, outcome, pushFrame, returnFrom, startDelegate, yieldFromFrame } from './switching';
import { O } from './opcodeNumbers';
import * as arith from './ops/arithmetic';
import { loadAttr, loadedAttr, loadGlobal, loadMethod, pendingGetter, storeAttr } from './ops/attributes';
import { getAiter, getAnext, getAwaitable, getYieldFromIter, wrapYield } from './ops/awaiting';
import * as build from './ops/building';
import { makeFunction } from './ops/functions';
import { intrinsic1, intrinsic2, buildInterpolation, buildTemplate } from './ops/intrinsics';
import * as match from './ops/matching';
import * as names from './ops/names';
import { setupAsyncWith, setupWith, withExceptStart } from './ops/with';
import { checkExceptionGroupMatch, prepReraiseStar } from './ops/exceptStar';
import { sendInto, sendResult } from './sending';
import { attend, attention, ts } from './thread';
import { tracing } from './tracing/instrument';
import { atBreakpoint, sendEnded, tracedNext } from './tracing/tracer';
import { sysHook, sysState } from '../objects/sysState';
import { dictSet, setAdd } from '../objects/hashErrors';

const MAX = Number.MAX_SAFE_INTEGER;

/**
 * Interprets from `start` on. Gives the next frame where that has compiled code; null when there is an `outcome`: the
 * entry frame is done, or an exception is to be raised in the current frame (raised so, it costs no JavaScript throw).
 */
export function interpret(start: Frame): Frame | null {
  let f = start;
  let first = true;
  switched: for (;;) {
    const x = f.x;
    if (first) first = false;
    else if (x.jit !== null) return f;
    if (interpreting.left > 0 && --interpreting.left === 0) secondTier.interprets?.();
    if (x.hot >= 0 && ++x.hot > x.hotEntries) {
      x.compile(false, { at: f.pc, depth: f.sp - x.base, ns: f.locals });
      if (x.jit !== null) return f;
    }
    if (f.resend) {
      f.resend = false;
      f.pc--;
    }
    const ops = x.ops;
    const s = f.s;
    let sp = f.sp;
    let pc = f.pc;
    fetch: for (;;) {
      let w = ops[pc];
      f.pc = ++pc;
      let next: Frame | null = null;
      dispatch: for (;;)
        switch (w & 0xff) {
          case O.NOP:
          case O.EXTENDED_ARG:
          case O.SETUP_FINALLY:
          case O.POP_BLOCK:
          case O.SETUP_ASYNC_WITH:
            continue fetch;
          case F.FAST_CONST_COMPARE_JUMP: {
            const a = s[w >>> 8];
            const b = x.consts[ops[pc] >>> 8];
            const op = ops[pc + 1] >>> 8;
            let r: boolean;
            if (typeof a === 'number' && typeof b === 'number') r = compareNumbers(a, b, op);
            else {
              if (a === undefined) throw names.unboundLocal(f, w >>> 8);
              f.pc = pc + 2;
              f.sp = sp;
              r = isTrue(arith.compareValues(a, b, op));
            }
            if (r) pc += 3;
            else {
              const to = ops[pc + 2] >>> 9;
              if (to < pc && attention.word[0] !== 0) pc = pollAt(f, sp, to);
              else pc = to;
            }
            continue fetch;
          }
          case F.COMPARE_JUMP: {
            sp -= 2;
            const a = s[sp]!;
            const b = s[sp + 1]!;
            let r: boolean;
            if (typeof a === 'number' && typeof b === 'number') r = compareNumbers(a, b, w >>> 8);
            else {
              f.sp = sp;
              r = isTrue(arith.compareValues(a, b, w >>> 8));
            }
            if (r) pc += 1;
            else {
              const to = ops[pc] >>> 9;
              if (to < pc && attention.word[0] !== 0) pc = pollAt(f, sp, to);
              else pc = to;
            }
            continue fetch;
          }
          case F.FAST_CONST_ADD: {
            const a = s[w >>> 8];
            const b = x.consts[ops[pc] >>> 8];
            if (a === undefined) throw names.unboundLocal(f, w >>> 8);
            if (typeof a === 'number' && typeof b === 'number') {
              const r = a + b;
              if (r <= MAX && r >= -MAX) {
                s[sp++] = r;
                pc += 2;
                continue fetch;
              }
            }
            pc += 2;
            f.pc = pc;
            f.sp = sp;
            s[sp] = arith.addValues(a, b);
            sp++;
            continue fetch;
          }
          case F.FAST_CONST_SUBTRACT: {
            const a = s[w >>> 8];
            const b = x.consts[ops[pc] >>> 8];
            if (a === undefined) throw names.unboundLocal(f, w >>> 8);
            if (typeof a === 'number' && typeof b === 'number') {
              const r = a - b;
              if (r <= MAX && r >= -MAX) {
                s[sp++] = r;
                pc += 2;
                continue fetch;
              }
            }
            pc += 2;
            f.pc = pc;
            f.sp = sp;
            s[sp] = arith.subtractValues(a, b);
            sp++;
            continue fetch;
          }
          case F.FAST_CONST: {
            const v = s[w >>> 8];
            if (v === undefined) throw names.unboundLocal(f, w >>> 8);
            s[sp] = v;
            s[sp + 1] = x.consts[ops[pc++] >>> 8];
            sp += 2;
            continue fetch;
          }
          case F.FAST_FAST: {
            const v = s[w >>> 8];
            if (v === undefined) throw names.unboundLocal(f, w >>> 8);
            const u = s[ops[pc] >>> 8];
            f.pc = ++pc;
            if (u === undefined) throw names.unboundLocal(f, ops[pc - 1] >>> 8);
            s[sp] = v;
            s[sp + 1] = u;
            sp += 2;
            continue fetch;
          }
          case F.STORE_LOAD: {
            s[w >>> 8] = s[sp - 1];
            const v = s[ops[pc] >>> 8];
            f.pc = ++pc;
            if (v === undefined) throw names.unboundLocal(f, ops[pc - 1] >>> 8);
            s[sp - 1] = v;
            continue fetch;
          }
          case F.FAST_METHOD: {
            const v = s[w >>> 8];
            if (v === undefined) throw names.unboundLocal(f, w >>> 8);
            const name = x.names[ops[pc] >>> 8];
            f.pc = ++pc;
            f.sp = sp;
            const method = loadMethod(x, pc, v, name);
            if (method !== undefined) {
              s[sp] = method;
              s[sp + 1] = v;
            } else {
              s[sp] = undefined;
              s[sp + 1] = loadedAttr.value;
            }
            sp += 2;
            continue fetch;
          }
          case F.FAST_ATTR: {
            const o = s[w >>> 8];
            if (o === undefined) throw names.unboundLocal(f, w >>> 8);
            s[sp++] = o;
            w = ops[pc];
            f.pc = ++pc;
            f.sp = sp;
            const v = loadAttr(x, pc, o, x.names[w >>> 8]);
            if (v !== undefined) {
              s[sp - 1] = v;
              continue fetch;
            }
            next = prepareCall(pendingGetter.fn!, s, sp - 1, 1, null);
            sp--;
            break dispatch;
          }
          case F.AWAIT: {
            const v = s[sp - 1]!;
            if (typeof v === 'object' && v.cls === coroutineType && (v as PyGenerator).phase === GenState.Created) {
              // A fresh coroutine: straight into its frame.
              f.pc = pc + 2;
              f.sp = sp;
              f.delegate = v as PyGenerator;
              f = startDelegate(v as PyGenerator, f);
              continue switched;
            }
            f.sp = sp;
            s[sp - 1] = getAwaitable(f, v);
            continue fetch;
          }
          case O.LOAD_FAST: {
            const v = s[w >>> 8];
            if (v === undefined) throw names.unboundLocal(f, w >>> 8);
            s[sp++] = v;
            continue fetch;
          }
          case O.STORE_FAST:
            s[w >>> 8] = s[--sp];
            continue fetch;
          case O.LOAD_CONST:
            s[sp++] = x.consts[w >>> 8];
            continue fetch;
          case O.POP_TOP:
            if (s[--sp] === ts.fresh) {
              f.sp = sp;
              dropFresh(f);
            }
            s[sp] = undefined;
            continue fetch;
          case O.ROT_TWO: {
            const v = s[sp - 1];
            s[sp - 1] = s[sp - 2];
            s[sp - 2] = v;
            continue fetch;
          }
          case O.ROT_THREE: {
            const v = s[sp - 1];
            s[sp - 1] = s[sp - 2];
            s[sp - 2] = s[sp - 3];
            s[sp - 3] = v;
            continue fetch;
          }
          case O.ROT_FOUR:
            rotate(s, sp, 4);
            continue fetch;
          case O.ROT_N:
            rotate(s, sp, w >>> 8);
            continue fetch;
          case O.DUP_TOP:
            s[sp] = s[sp - 1];
            sp++;
            continue fetch;
          case O.DUP_TOP_TWO:
            s[sp] = s[sp - 2];
            s[sp + 1] = s[sp - 1];
            sp += 2;
            continue fetch;

          case O.BINARY_ADD:
          case O.INPLACE_ADD: {
            const b = s[--sp]!;
            const a = s[sp - 1]!;
            if (typeof a === 'number' && typeof b === 'number') {
              const r = a + b;
              if (r <= MAX && r >= -MAX) {
                s[sp - 1] = r;
                continue fetch;
              }
            }
            f.sp = sp;
            s[sp - 1] = (w & 0xff) === O.BINARY_ADD ? arith.addValues(a, b) : arith.inplaceAdd(a, b);
            continue fetch;
          }
          case O.BINARY_SUBTRACT:
          case O.INPLACE_SUBTRACT: {
            const b = s[--sp]!;
            const a = s[sp - 1]!;
            if (typeof a === 'number' && typeof b === 'number') {
              const r = a - b;
              if (r <= MAX && r >= -MAX) {
                s[sp - 1] = r;
                continue fetch;
              }
            }
            f.sp = sp;
            s[sp - 1] = (w & 0xff) === O.BINARY_SUBTRACT ? arith.subtractValues(a, b) : arith.inplaceSubtract(a, b);
            continue fetch;
          }
          case O.BINARY_MULTIPLY: {
            f.sp = --sp;
            s[sp - 1] = arith.multiplyValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          }
          case O.INPLACE_MULTIPLY:
            f.sp = --sp;
            s[sp - 1] = arith.inplaceMultiply(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_TRUE_DIVIDE:
            f.sp = --sp;
            s[sp - 1] = arith.trueDivideValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_FLOOR_DIVIDE:
            f.sp = --sp;
            s[sp - 1] = arith.floorDivideValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_MODULO:
            f.sp = --sp;
            s[sp - 1] = arith.moduloValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_AND:
            f.sp = --sp;
            s[sp - 1] = arith.andValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_OR:
            f.sp = --sp;
            s[sp - 1] = arith.orValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_XOR:
            f.sp = --sp;
            s[sp - 1] = arith.xorValues(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_LSHIFT:
            f.sp = --sp;
            s[sp - 1] = arith.shiftLeft(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_RSHIFT:
            f.sp = --sp;
            s[sp - 1] = arith.shiftRight(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_POWER:
            f.sp = --sp;
            s[sp - 1] = power(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BINARY_MATRIX_MULTIPLY:
          case O.INPLACE_MATRIX_MULTIPLY:
          case O.INPLACE_TRUE_DIVIDE:
          case O.INPLACE_FLOOR_DIVIDE:
          case O.INPLACE_MODULO:
          case O.INPLACE_AND:
          case O.INPLACE_OR:
          case O.INPLACE_XOR:
          case O.INPLACE_LSHIFT:
          case O.INPLACE_RSHIFT:
            f.sp = --sp;
            s[sp - 1] = arith.otherBinary(w & 0xff, s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.INPLACE_POWER:
            f.sp = --sp;
            s[sp - 1] = inplacePower(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.UNARY_NOT:
            f.sp = sp;
            s[sp - 1] = !isTrue(s[sp - 1]!);
            continue fetch;
          case O.UNARY_NEGATIVE: {
            const v = s[sp - 1]!;
            f.sp = sp;
            s[sp - 1] = typeof v === 'number' && v !== 0 ? -v : unaryOp(v, 'nb_negative');
            continue fetch;
          }
          case O.UNARY_POSITIVE:
            f.sp = sp;
            s[sp - 1] = unaryOp(s[sp - 1]!, 'nb_positive');
            continue fetch;
          case O.UNARY_INVERT:
            f.sp = sp;
            s[sp - 1] = unaryOp(s[sp - 1]!, 'nb_invert');
            continue fetch;

          case O.COMPARE_OP: {
            const b = s[--sp]!;
            const a = s[sp - 1]!;
            if (typeof a === 'number' && typeof b === 'number') s[sp - 1] = compareNumbers(a, b, w >>> 8);
            else {
              f.sp = sp;
              s[sp - 1] = arith.compareValues(a, b, w >>> 8);
            }
            continue fetch;
          }
          case O.IS_OP:
            sp--;
            s[sp - 1] = (s[sp - 1] === s[sp]) === (w >>> 8 === 0);
            continue fetch;
          case O.CONTAINS_OP:
            f.sp = --sp;
            s[sp - 1] = contains(s[sp]!, s[sp - 1]!) === (w >>> 8 === 0);
            continue fetch;
          case O.BINARY_SUBSCR: {
            f.sp = --sp;
            s[sp - 1] = arith.subscript(s[sp - 1]!, s[sp]!);
            continue fetch;
          }
          case O.STORE_SUBSCR:
            sp -= 3;
            f.sp = sp;
            arith.storeSubscript(s[sp + 1]!, s[sp + 2]!, s[sp]!);
            continue fetch;
          case O.DELETE_SUBSCR:
            sp -= 2;
            f.sp = sp;
            delItem(s[sp]!, s[sp + 1]!);
            continue fetch;

          case O.POP_JUMP_IF_FALSE: {
            const v = s[--sp]!;
            if (v === false || (v !== true && ((f.sp = sp), !isTrue(v)))) {
              const to = w >>> 9;
              if (to < pc && attention.word[0] !== 0) pc = pollAt(f, sp, to);
              else pc = to;
            }
            continue fetch;
          }
          case O.POP_JUMP_IF_TRUE: {
            const v = s[--sp]!;
            if (v === true || (v !== false && ((f.sp = sp), isTrue(v)))) {
              const to = w >>> 9;
              if (to < pc && attention.word[0] !== 0) pc = pollAt(f, sp, to);
              else pc = to;
            }
            continue fetch;
          }
          case O.JUMP_IF_FALSE_OR_POP:
            f.sp = sp;
            if (!isTrue(s[sp - 1]!)) pc = w >>> 9;
            else sp--;
            continue fetch;
          case O.JUMP_IF_TRUE_OR_POP:
            f.sp = sp;
            if (isTrue(s[sp - 1]!)) pc = w >>> 9;
            else sp--;
            continue fetch;
          case O.JUMP_FORWARD:
            pc += w >>> 9;
            continue fetch;
          case O.JUMP_ABSOLUTE:
            if (attention.word[0] !== 0) pc = pollAt(f, sp, w >>> 9);
            else pc = w >>> 9;
            if (x.hot >= 0 && ++x.hot > x.hotJumps) x.compile(true, { at: pc, depth: sp - x.base, ns: f.locals });
            if (x.jit !== null) {
              // On from here in compiled code.
              f.sp = sp;
              f.pc = pc;
              return f;
            }
            continue fetch;

          case O.LOAD_GLOBAL:
            s[sp++] = loadGlobal(x, pc, f.globals, f.builtins, x.names[w >>> 8]);
            continue fetch;
          case O.LOAD_NAME:
            f.sp = sp;
            s[sp] = names.loadName(f, x.names[w >>> 8]);
            sp++;
            continue fetch;
          case O.STORE_NAME:
            f.sp = --sp;
            names.storeName(f, x.names[w >>> 8], s[sp]!);
            continue fetch;
          case O.DELETE_NAME:
            f.sp = sp;
            names.deleteName(f, x.names[w >>> 8]);
            continue fetch;
          case O.STORE_GLOBAL:
            f.globals.setStr(x.names[w >>> 8], s[--sp]!);
            continue fetch;
          case O.DELETE_GLOBAL:
            names.deleteGlobal(f, x.names[w >>> 8]);
            continue fetch;
          case O.DELETE_FAST:
            if (s[w >>> 8] === undefined) throw names.unboundLocal(f, w >>> 8);
            s[w >>> 8] = undefined;
            continue fetch;
          case O.LOAD_DEREF: {
            const v = (s[x.nlocals + (w >>> 8)] as PyCell).value;
            if (v === undefined) throw names.emptyCell(f, w >>> 8);
            s[sp++] = v;
            continue fetch;
          }
          case O.STORE_DEREF:
            (s[x.nlocals + (w >>> 8)] as PyCell).value = s[--sp];
            continue fetch;
          case O.DELETE_DEREF: {
            const cell = s[x.nlocals + (w >>> 8)] as PyCell;
            if (cell.value === undefined) throw names.emptyCell(f, w >>> 8);
            cell.value = undefined;
            continue fetch;
          }
          case O.LOAD_CLOSURE:
            s[sp++] = s[x.nlocals + (w >>> 8)];
            continue fetch;
          case O.LOAD_CLASSDEREF:
            f.sp = sp;
            s[sp] = names.loadClassDeref(f, f.locals!, w >>> 8);
            sp++;
            continue fetch;
          case O.LOAD_FROM_DICT_OR_DEREF:
            f.sp = sp;
            s[sp - 1] = names.loadClassDeref(f, s[sp - 1]!, w >>> 8);
            continue fetch;
          case O.LOAD_FROM_DICT_OR_GLOBALS:
            f.sp = sp;
            s[sp - 1] = names.loadFromMappingOrGlobals(f, s[sp - 1]!, x.names[w >>> 8]);
            continue fetch;
          case O.LOAD_LOCALS:
            s[sp++] = f.locals!;
            continue fetch;

          case O.LOAD_ATTR: {
            f.sp = sp;
            const v = loadAttr(x, pc, s[sp - 1]!, x.names[w >>> 8]);
            if (v !== undefined) {
              s[sp - 1] = v;
              continue fetch;
            }
            // A property whose getter is a Python function: called like any other.
            const getter: PyFunction = pendingGetter.fn!;
            next = prepareCall(getter, s, sp - 1, 1, null);
            sp--;
            break dispatch;
          }
          case O.STORE_ATTR:
            sp -= 2;
            f.sp = sp;
            storeAttr(x, pc, s[sp + 1]!, x.names[w >>> 8], s[sp]!);
            continue fetch;
          case O.DELETE_ATTR:
            f.sp = --sp;
            delAttr(s[sp]!, x.names[w >>> 8]);
            continue fetch;
          case O.LOAD_METHOD: {
            f.sp = sp;
            const v = s[sp - 1]!;
            const method = loadMethod(x, pc, v, x.names[w >>> 8]);
            if (method !== undefined) {
              s[sp - 1] = method;
              s[sp++] = v;
            } else {
              s[sp - 1] = undefined;
              s[sp++] = loadedAttr.value;
            }
            continue fetch;
          }
          case O.CALL_METHOD: {
            const n = w >>> 8;
            f.sp = sp;
            const method = s[sp - n - 2];
            if (method !== undefined && isSend(method, s[sp - n - 1]!, n)) {
              const gen = s[sp - 2] as PyGenerator;
              const v = s[sp - 1]!;
              if (canResume(gen, v)) {
                sp -= 3;
                f.sp = sp;
                f = enterGenerator(gen, v, How.Send, f);
                continue switched;
              }
            }
            if (method !== undefined) next = prepareMethodCall(method, s, sp - n - 1, n + 1, null);
            else next = prepareCall(s[sp - n - 1]!, s, sp - n, n, null);
            sp -= n + 2;
            break dispatch;
          }
          case O.CALL_FUNCTION: {
            const n = w >>> 8;
            f.sp = sp;
            const callee = s[sp - n - 1]!;
            if (n === 1 && isNext(callee, s[sp - 1]!) && canResume(s[sp - 1] as PyGenerator, None)) {
              const gen = s[sp - 1] as PyGenerator;
              sp -= 2;
              f.sp = sp;
              f = enterGenerator(gen, None, How.Send, f);
              continue switched;
            }
            next = prepareCall(callee, s, sp - n, n, null);
            sp -= n + 1;
            break dispatch;
          }
          case O.CALL_FUNCTION_KW: {
            const n = w >>> 8;
            f.sp = sp;
            const kw = (s[sp - 1] as PyTuple).items as string[];
            next = prepareCall(s[sp - n - 2]!, s, sp - n - 1, n, kw);
            sp -= n + 2;
            break dispatch;
          }
          case O.CALL_FUNCTION_EX: {
            f.sp = sp;
            const hasKw = ((w >>> 8) & 1) === 1;
            const kwargs = hasKw ? s[--sp]! : undefined;
            const args = s[--sp]!;
            const callee = s[--sp]!;
            const all = typeOf(args) === tupleType ? (args as PyTuple).items.slice() : expandArgs(callee, args);
            const kwnames = kwargs === undefined ? null : expandKwargs(callee, kwargs, all);
            next = prepareCall(callee, all, 0, all.length, kwnames);
            break dispatch;
          }

          case O.RETURN_VALUE: {
            const v = s[--sp]!;
            f.sp = sp;
            const to = returnFrom(f, v);
            if (to === null) return null;
            f = to;
            continue switched;
          }

          case O.FOR_ITER: {
            const it = s[sp - 1]!;
            f.sp = sp;
            if (isDirect(it)) {
              const gen: PyGenerator = it;
              if (checkResumable(gen, None)) {
                sp--;
                pc += w >>> 9;
                continue fetch;
              }
              f = enterGenerator(gen, None, How.ForIter, f);
              continue switched;
            }
            const v = tracing.on ? tracedNext(f, it) : iterNext(it);
            if (v !== undefined) s[sp++] = v;
            else {
              sp--;
              pc += w >>> 9;
            }
            continue fetch;
          }
          case O.GET_ITER:
            f.sp = sp;
            s[sp - 1] = getIter(s[sp - 1]!);
            continue fetch;
          case O.GET_YIELD_FROM_ITER:
            f.sp = sp;
            s[sp - 1] = getYieldFromIter(f, pc, s[sp - 1]!);
            continue fetch;
          case O.GET_AWAITABLE:
            f.sp = sp;
            s[sp - 1] = getAwaitable(f, s[sp - 1]!);
            continue fetch;
          case O.GET_AITER:
            f.sp = sp;
            s[sp - 1] = getAiter(s[sp - 1]!);
            continue fetch;
          case O.GET_ANEXT:
            f.sp = sp;
            s[sp] = getAnext(s[sp - 1]!);
            sp++;
            continue fetch;

          case O.YIELD_FROM: {
            const v = s[--sp]!;
            const receiver = s[sp - 1]!;
            f.sp = sp;
            if (isDirect(receiver)) {
              if (checkResumable(receiver, v)) {
                s[sp - 1] = None;
                continue fetch;
              }
              f.delegate = receiver;
              f = enterGenerator(receiver, v, How.Delegate, f);
              continue switched;
            }
            const r = sendInto(receiver, v);
            if (r === undefined) {
              if (tracing.on) sendEnded(f, receiver, sendResult.value);
              s[sp - 1] = sendResult.value;
              continue fetch;
            }
            f.resend = true;
            const to = yieldFromFrame(f, r);
            if (to === null) return null;
            f = to;
            continue switched;
          }
          case O.YIELD_VALUE: {
            let v = s[--sp]!;
            f.sp = sp;
            if (f.gen!.cls === asyncGeneratorType && f.how !== How.AsyncNext) v = wrapYield(v);
            const to = yieldFromFrame(f, v);
            if (to === null) return null;
            f = to;
            continue switched;
          }

          case O.BUILD_TUPLE: {
            const n = w >>> 8;
            sp -= n;
            s[sp] = new PyTuple(s.slice(sp, sp + n) as Value[]);
            sp++;
            continue fetch;
          }
          case O.BUILD_LIST: {
            const n = w >>> 8;
            sp -= n;
            s[sp] = new PyList(s.slice(sp, sp + n) as Value[]);
            sp++;
            continue fetch;
          }
          case O.BUILD_SET: {
            const n = w >>> 8;
            f.sp = sp;
            sp -= n;
            s[sp] = build.buildSet(s, sp, n);
            sp++;
            continue fetch;
          }
          case O.BUILD_MAP: {
            const n = w >>> 8;
            f.sp = sp;
            sp -= 2 * n;
            s[sp] = build.buildMap(s, sp, n);
            sp++;
            continue fetch;
          }
          case O.BUILD_CONST_KEY_MAP: {
            const n = w >>> 8;
            f.sp = sp;
            const keys = s[--sp] as PyTuple;
            sp -= n;
            s[sp] = build.buildConstKeyMap(keys, s, sp);
            sp++;
            continue fetch;
          }
          case O.BUILD_STRING: {
            const n = w >>> 8;
            sp -= n;
            s[sp] = build.buildString(s, sp, n);
            sp++;
            continue fetch;
          }
          case O.BUILD_SLICE: {
            const step = w >>> 8 === 3 ? s[--sp]! : None;
            sp--;
            s[sp - 1] = build.buildSlice(s[sp - 1]!, s[sp]!, step);
            continue fetch;
          }
          case O.LIST_APPEND:
            sp--;
            push((s[sp - (w >>> 8)] as PyList).items, s[sp]!);
            continue fetch;
          case O.SET_ADD:
            f.sp = --sp;
            setAdd(s[sp - (w >>> 8)] as PySet, s[sp]!);
            continue fetch;
          case O.MAP_ADD:
            sp -= 2;
            f.sp = sp;
            dictSet(s[sp - (w >>> 8)] as PyDict, s[sp]!, s[sp + 1]!);
            continue fetch;
          case O.LIST_EXTEND:
            f.sp = --sp;
            build.listExtend(s[sp - (w >>> 8)] as PyList, s[sp]!);
            continue fetch;
          case O.SET_UPDATE:
            f.sp = --sp;
            build.setUpdate(s[sp - (w >>> 8)] as PySet, s[sp]!);
            continue fetch;
          case O.DICT_UPDATE:
            f.sp = --sp;
            build.dictUpdate(s[sp - (w >>> 8)] as PyDict, s[sp]!);
            continue fetch;
          case O.DICT_MERGE:
            f.sp = --sp;
            build.dictMerge(s[sp - (w >>> 8)] as PyDict, s[sp]!, s[sp - (w >>> 8) - 2]!);
            continue fetch;
          case O.LIST_TO_TUPLE:
            s[sp - 1] = new PyTuple((s[sp - 1] as PyList).items);
            continue fetch;
          case O.UNPACK_SEQUENCE: {
            const n = w >>> 8;
            f.sp = --sp;
            build.unpack(s[sp]!, n, s, sp);
            sp += n;
            continue fetch;
          }
          case O.UNPACK_EX: {
            const before = (w >>> 8) & 0xff;
            const after = w >>> 16;
            f.sp = --sp;
            build.unpackEx(s[sp]!, before, after, s, sp);
            sp += before + 1 + after;
            continue fetch;
          }
          case O.FORMAT_VALUE: {
            f.sp = sp;
            const flags = w >>> 8;
            const spec = flags & 4 ? s[--sp] : undefined;
            s[sp - 1] = build.formatValue(s[sp - 1]!, flags & 3, spec);
            continue fetch;
          }
          case O.GET_LEN:
            f.sp = sp;
            s[sp] = length(s[sp - 1]!);
            sp++;
            continue fetch;

          case O.MAKE_FUNCTION:
            sp = makeFunction(f, s, sp, w >>> 8);
            continue fetch;
          case O.LOAD_BUILD_CLASS: {
            const v = f.builtins.getStr('__build_class__');
            if (v === undefined) throw newError(Exc.NameError, '__build_class__ not found');
            s[sp++] = v;
            continue fetch;
          }
          case O.LOAD_ASSERTION_ERROR:
            s[sp++] = Exc.AssertionError;
            continue fetch;
          case O.LOAD_COMMON_CONSTANT:
            s[sp++] = Exc.NotImplementedError;
            continue fetch;
          case O.SETUP_ANNOTATIONS:
            f.sp = sp;
            names.setupAnnotations(f);
            continue fetch;
          case O.PRINT_EXPR:
            f.sp = --sp;
            call(sysHook('displayhook'), [s[sp]!]);
            continue fetch;
          case O.IMPORT_NAME:
            f.sp = --sp;
            s[sp - 1] = names.importName(f, x.names[w >>> 8], s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.IMPORT_FROM:
            f.sp = sp;
            s[sp] = names.importFrom(s[sp - 1]!, x.names[w >>> 8], sysState.modules);
            sp++;
            continue fetch;
          case O.IMPORT_STAR:
            f.sp = --sp;
            names.importStar(f, s[sp]!);
            continue fetch;

          case O.RAISE_VARARGS: {
            f.sp = sp;
            const n = w >>> 8;
            const cause = n === 2 ? s[--sp] : undefined;
            const e = n === 0 ? undefined : s[--sp];
            outcome.raised = e === undefined ? raiseHandled() : doRaise(e, cause);
            return null;
          }
          case O.RERAISE: {
            sp -= 3;
            outcome.raised = reraise(s[sp + 1] as PyBaseException);
            return null;
          }
          case O.RERAISE_STAR:
            outcome.raised = reraise(s[--sp] as PyBaseException);
            return null;
          case O.POP_EXCEPT: {
            sp -= 3;
            const old = s[sp + 1]!;
            ts.exc.excValue = old === None ? null : (old as PyBaseException);
            s[sp] = s[sp + 1] = s[sp + 2] = undefined;
            continue fetch;
          }
          case O.JUMP_IF_NOT_EXC_MATCH: {
            sp -= 2;
            f.sp = sp;
            if (!exceptionMatches(s[sp]!, s[sp + 1]!)) pc = w >>> 9;
            continue fetch;
          }
          case O.CHECK_EG_MATCH: {
            f.sp = sp;
            checkExceptionGroupMatch(s, sp);
            continue fetch;
          }
          case O.PREP_RERAISE_STAR:
            f.sp = --sp;
            s[sp - 1] = prepReraiseStar(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.SETUP_WITH:
            f.sp = sp;
            next = setupWith(s, sp);
            break dispatch;
          case O.BEFORE_ASYNC_WITH:
            f.sp = sp;
            setupAsyncWith(s, sp);
            sp++;
            continue fetch;
          case O.WITH_EXCEPT_START:
            f.sp = sp;
            next = withExceptStart(s, sp);
            break dispatch;
          case O.END_ASYNC_FOR: {
            const e = s[sp - 2] as PyBaseException;
            sp -= 7;
            if (!isError(e, Exc.StopAsyncIteration)) {
              outcome.raised = reraise(e);
              return null;
            }
            const old = s[sp + 2]!;
            ts.exc.excValue = old === None ? null : (old as PyBaseException);
            continue fetch;
          }

          case O.MATCH_MAPPING:
            s[sp] = match.isMappingPattern(s[sp - 1]!);
            sp++;
            continue fetch;
          case O.MATCH_SEQUENCE:
            s[sp] = match.isSequencePattern(s[sp - 1]!);
            sp++;
            continue fetch;
          case O.MATCH_KEYS:
            f.sp = sp;
            s[sp] = match.matchKeys(s[sp - 2]!, s[sp - 1] as PyTuple);
            sp++;
            continue fetch;
          case O.COPY_DICT_WITHOUT_KEYS:
            f.sp = sp;
            s[sp - 1] = match.dictWithoutKeys(s[sp - 2]!, s[sp - 1] as PyTuple);
            continue fetch;
          case O.MATCH_CLASS:
            f.sp = sp;
            sp -= 2;
            s[sp - 1] = match.matchClass(s[sp - 1]!, s[sp]!, s[sp + 1] as PyTuple, w >>> 8);
            continue fetch;
          case O.CALL_INTRINSIC_1:
            f.sp = sp;
            s[sp - 1] = intrinsic1(f, w >>> 8, s[sp - 1]!);
            continue fetch;
          case O.CALL_INTRINSIC_2:
            f.sp = --sp;
            s[sp - 1] = intrinsic2(f, w >>> 8, s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BUILD_INTERPOLATION: {
            f.sp = sp;
            const arg = w >>> 8;
            const spec = arg & 1 ? s[--sp]! : '';
            sp--;
            s[sp - 1] = buildInterpolation(s[sp - 1]!, s[sp]!, arg >> 2, spec);
            continue fetch;
          }
          case O.BUILD_TEMPLATE:
            f.sp = --sp;
            s[sp - 1] = buildTemplate(s[sp - 1]!, s[sp]!);
            continue fetch;
          case O.BREAKPOINT:
            f.sp = sp;
            w = atBreakpoint(f, pc - 1);
            if (f.pc !== pc) {
              // The debugger moved the program on (goto) or back to its beginning (restart).
              pc = f.pc;
              sp = f.sp;
              continue fetch;
            }
            continue dispatch;
          default:
            throw new InternalError(`opcode ${w & 0xff} is not executed`);
        }
      // A call: `next` is the frame to enter, or null with the result at hand. `sp` is below the operands.
      if (next === null) {
        s[sp++] = callResult.value;
        callResult.value = undefined;
        continue;
      }
      f.sp = sp;
      f = pushFrame(next, f);
      continue switched;
    }
  }
}

/** Polls at a backward jump. */
function pollAt(frame: Frame, sp: number, to: number): number {
  frame.sp = sp;
  attend(frame, to);
  return to;
}

/** POP_TOP drops the coroutine made last: `f()` without await, if the instruction before made it. */
function dropFresh(f: Frame): void {
  const gen = ts.fresh as PyGenerator;
  ts.fresh = null;
  if (ts.freshFrame === f && ts.freshPc === f.pc - 1 && gen.state === GenState.Created) genRunner.discarded(gen);
}

/** Moves the top of the stack down to position n, lifting those above by one. */
function rotate(s: (Value | undefined)[], sp: number, n: number): void {
  const v = s[sp - 1];
  for (let i = 1; i < n; i++) s[sp - i] = s[sp - i - 1];
  s[sp - n] = v;
}

/** `*args` of a call. */
function expandArgs(callee: Value, args: Value): Value[] {
  if (args instanceof PyTuple) return args.items.slice();
  const t = typeOf(args);
  if (t.tp_iter === null && t.mp_subscript === null)
    throw typeError(`${build.functionName(callee)} argument after * must be an iterable, not ${t.tpName}`);
  return toArray(args);
}

/** `**kwargs` of a call: appends the values and returns their names. */
function expandKwargs(callee: Value, kwargs: Value, all: Value[]): string[] | null {
  let d = kwargs;
  if (typeOf(d) !== dictType) {
    const copy = new PyDict();
    build.dictMerge(copy, kwargs, callee);
    d = copy;
  }
  const kwnames: string[] = [];
  for (const [k, v] of (d as PyDict).entries()) {
    const name = strOf(k);
    if (name === undefined) throw typeError('keywords must be strings');
    kwnames.push(name);
    all.push(v);
  }
  return kwnames.length === 0 ? null : kwnames;
}
