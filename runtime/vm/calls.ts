/**
 * What the loop's call instructions do with a callable: either a frame to run next, or a value.
 *
 * Owns: the choice. Python functions, methods of Python functions and plain classes with a Python `__init__` become
 * frames, so that calling them does not recurse in JavaScript.
 */
import { objectNew } from '../objects/objectNew';
import {
  builtinFunctionType,
  coroutineType,
  functionType,
  methodDescriptorType,
  methodType,
} from '../objects/builtinTypes';
import { call } from '../objects/call';
import { enterContext, leaveContext } from '../objects/contextvars';
import { PyFunction, PyMethod } from '../objects/function';
import { typeLookup } from '../objects/lookup';
import { tailCalls, type PyMethodDescr, type PyNative, type TailCall } from '../objects/native';
import { PyType, type KwNames, type Value } from '../objects/object';
import { allocate, typeCall } from '../objects/typeObject';
import { frameFor } from './binding';
import { execOf } from './execCode';
import { How, type Frame } from './frame';
import { makeGenerator, type PyGenerator } from './generator';
import { ts } from './thread';

/** The result of a call that needed no frame. */
export const callResult = { value: undefined as Value | undefined };

/** Calls `callee` with `count` values at `s[start]`. Returns a frame to run, or null with the result in callResult. */
export function prepareCall(
  callee: Value,
  s: (Value | undefined)[],
  start: number,
  count: number,
  kwnames: KwNames,
): Frame | null {
  if (typeof callee === 'object') {
    switch (callee.cls) {
      case functionType:
        return enter(callee as PyFunction, undefined, s, start, count, kwnames);
      case methodType: {
        const { func, self } = callee as PyMethod;
        if (func instanceof PyFunction) return enter(func, self, s, start, count, kwnames);
        break;
      }
      case builtinFunctionType: {
        const native = callee as PyNative;
        const { spec } = native;
        if (kwnames === null && spec.simple && !spec.isMethod && count >= spec.min && count <= spec.max) {
          callResult.value = callSimple(spec.fn, spec.max, s, start, count, spec.params);
          return null;
        }
        if (spec.tail !== null) {
          const args = s.slice(start, start + count) as Value[];
          return enterTail(
            spec.tail(spec.isMethod && native.self !== undefined ? [native.self, ...args] : args, kwnames),
          );
        }
        callResult.value = native.invoke(s.slice(start, start + count) as Value[], kwnames);
        return null;
      }
      case methodDescriptorType: {
        const { spec, owner } = callee as PyMethodDescr;
        if (
          count > 0 &&
          kwnames === null &&
          spec.simple &&
          count >= spec.min &&
          count <= spec.max &&
          ownerMatches(s[start]!, owner)
        ) {
          callResult.value = callSimple(spec.fn, spec.max, s, start, count, spec.params);
          return null;
        }
        if (spec.tail !== null) return enterTail(spec.tail(s.slice(start, start + count) as Value[], kwnames));
        break;
      }
      default:
        if (
          callee instanceof PyType &&
          callee.cls.tp_call === typeCall &&
          callee.tp_new === objectNew &&
          !callee.isAbstract
        ) {
          const init = typeLookup(callee, '__init__');
          if (init instanceof PyFunction && !execOf(init.code).isGenerator) {
            const instance = allocate(callee);
            const frame = frameFor(init, instance, s, start, count, kwnames);
            frame.how = How.Init;
            frame.instance = instance;
            return frame;
          }
        } else if (callee.cls.isHeap && !(callee instanceof PyType)) {
          const f = typeLookup(callee.cls, '__call__');
          if (f instanceof PyFunction) return enter(f, callee, s, start, count, kwnames);
        } else {
          const tail = tailCalls.get(callee.cls.tp_call);
          if (tail !== undefined) return enterTail(tail(callee, s.slice(start, start + count) as Value[], kwnames));
        }
    }
  }
  callResult.value = call(callee, s.slice(start, start + count) as Value[], kwnames);
  return null;
}

function ownerMatches(self: Value, owner: PyType): boolean {
  const t = typeof self === 'object' ? self.cls : undefined;
  return t !== undefined && (t === owner || t.mro.includes(owner));
}

type Spec = PyNative['spec'];

function callSimple(
  fn: Spec['fn'],
  max: number,
  s: (Value | undefined)[],
  start: number,
  count: number,
  params: Spec['params'],
): Value {
  switch (max) {
    case 0:
      return fn();
    case 1:
      return fn(count > 0 ? s[start] : params[0].default);
    case 2:
      return fn(count > 0 ? s[start] : params[0].default, count > 1 ? s[start + 1] : params[1].default);
    case 3:
      return fn(
        count > 0 ? s[start] : params[0].default,
        count > 1 ? s[start + 1] : params[1].default,
        count > 2 ? s[start + 2] : params[2].default,
      );
  }
  const args: unknown[] = s.slice(start, start + count);
  for (let i = count; i < max; i++) args.push(params[i].default);
  return fn(...args);
}

/** LOAD_METHOD found `method`, to be called with the object first. */
export function prepareMethodCall(
  method: Value,
  s: (Value | undefined)[],
  start: number,
  count: number,
  kwnames: KwNames,
): Frame | null {
  if ((method as PyFunction).cls === methodDescriptorType) {
    const { spec } = method as PyMethodDescr;
    if (kwnames === null && spec.simple && count >= spec.min && count <= spec.max) {
      callResult.value = callSimple(spec.fn, spec.max, s, start, count, spec.params);
      return null;
    }
    if (spec.tail !== null) return enterTail(spec.tail(s.slice(start, start + count) as Value[], kwnames));
    callResult.value = spec.call(s.slice(start, start + count) as Value[], kwnames);
    return null;
  }
  return prepareCall(method, s, start, count, kwnames);
}

/** Calls what a native callable calls in the end; a Python function's frame leaves the context when it returns. */
function enterTail({ callee, args, kwnames, context }: TailCall): Frame | null {
  if (context === null) return prepareCall(callee, args, 0, args.length, kwnames);
  enterContext(context);
  let next: Frame | null = null;
  try {
    if (isPython(callee)) next = prepareCall(callee, args, 0, args.length, kwnames);
    else {
      const tail = typeof callee === 'object' ? tailCalls.get(callee.cls.tp_call) : undefined;
      const inner = tail?.(callee, args, kwnames);
      if (inner !== undefined && isPython(inner.callee))
        next = prepareCall(inner.callee, inner.args, 0, inner.args.length, inner.kwnames);
      else callResult.value = call(callee, args, kwnames);
    }
    if (next !== null) {
      next.how = How.Context;
      next.instance = context;
    }
    return next;
  } finally {
    if (next === null) leaveContext(context);
  }
}

function isPython(callee: Value): boolean {
  return callee instanceof PyFunction || (callee instanceof PyMethod && callee.func instanceof PyFunction);
}

function enter(
  fn: PyFunction,
  self: Value | undefined,
  s: (Value | undefined)[],
  start: number,
  count: number,
  kwnames: KwNames,
): Frame | null {
  const frame = frameFor(fn, self, s, start, count, kwnames);
  if (frame.x.isGenerator) {
    const gen = makeGenerator(frame, fn);
    noteFresh(gen);
    callResult.value = gen;
    return null;
  }
  frame.how = How.Call;
  return frame;
}

/** The current instruction made a coroutine: should the next drop it, it is reported there. */
export function noteFresh(gen: PyGenerator): void {
  if (gen.cls !== coroutineType) return;
  ts.fresh = gen;
  ts.freshFrame = ts.frame;
  ts.freshPc = ts.frame!.pc;
}
