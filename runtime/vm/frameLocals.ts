/**
 * The variables of a frame: reading and writing them by name, and the f_locals mapping (PEP 667).
 */
import { CodeFlag } from '../bytecode/code';
import { getAttr } from '../objects/attributes';
import { bareType, None, NotImplemented } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { compareBool, equal, hash } from '../objects/compare';
import { defMethod } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { keyError, typeError, valueError } from '../objects/errors';
import { getIter, toArray } from '../objects/iteration';
import { Cmp, PyObject, type Value } from '../objects/object';
import { guardedRepr, repr } from '../objects/text';
import { givenType } from '../objects/typeNames';
import { PyCell, PyList, PyTuple, strOf } from '../objects/values';
import { dictUpdate } from './ops/building';
import { Frame } from './frame';

const proxyType = bareType('FrameLocalsProxy');

class PyFrameLocals extends PyObject {
  constructor(readonly frame: Frame) {
    super(proxyType);
  }
}

/** What f_locals gives: the namespace itself in modules and classes, a write-through proxy in functions. */
export function frameLocals(f: Frame): Value {
  return f.code.flags & CodeFlag.OPTIMIZED || f.locals === null ? new PyFrameLocals(f) : f.locals;
}

/** Name and value of every variable that has one: locals, then cells, then those added from outside. */
export function variables(f: Frame): [Value, Value][] {
  const out: [Value, Value][] = [];
  const { x, s, code } = f;
  code.varnames.forEach((name, i) => {
    const v = s[i];
    if (v !== undefined && !code.cellvars.includes(name)) out.push([name, v]);
  });
  [...code.cellvars, ...code.freevars].forEach((name, i) => {
    const cell = s[x.nlocals + i];
    const v = cell instanceof PyCell ? cell.value : undefined;
    if (v !== undefined) out.push([name, v]);
  });
  if (f.extraLocals !== null) out.push(...f.extraLocals.entries());
  return out.filter(([name]) => typeof name !== 'string' || !name.startsWith('.'));
}

/** The variable's value, or undefined. */
export function getVariable(f: Frame, name: string): Value | undefined {
  const { x, s, code } = f;
  const cells = [...code.cellvars, ...code.freevars];
  const c = cells.indexOf(name);
  if (c >= 0) {
    const cell = s[x.nlocals + c];
    return cell instanceof PyCell ? cell.value : undefined;
  }
  const i = code.varnames.indexOf(name);
  if (i >= 0) return s[i];
  return f.extraLocals?.getStr(name);
}

/** Sets a variable of a function's frame; one that the code does not have is kept beside them. */
export function setVariable(f: Frame, name: string, v: Value): void {
  const { x, s, code } = f;
  const c = [...code.cellvars, ...code.freevars].indexOf(name);
  if (c >= 0) {
    const cell = s[x.nlocals + c];
    if (cell instanceof PyCell) cell.value = v;
    return;
  }
  const i = code.varnames.indexOf(name);
  if (i >= 0) s[i] = v;
  else (f.extraLocals ??= new PyDict()).setStr(name, v);
}

function asDict(p: PyFrameLocals): PyDict {
  const d = new PyDict();
  for (const [k, v] of variables(p.frame)) d.set(k, v);
  return d;
}

/** The name of a variable that a key stands for: also one that is no str but equal to it. Raises TypeError. */
function nameOf(f: Frame, key: Value): string | undefined {
  if (typeof key === 'string') return key;
  const number = hash(key);
  const { code } = f;
  for (const name of [...code.varnames, ...code.cellvars, ...code.freevars])
    if (hash(name) === number && equal(name, key)) return name;
  return strOf(key);
}

export function installFrameLocals(): void {
  const t = proxyType;
  t.isBase = false;
  t.tp_new = (_cls, args, kw) => {
    if (kw !== null && kw.length > 0) throw typeError('FrameLocalsProxy takes no keyword arguments');
    if (args.length !== 1) throw typeError(`FrameLocalsProxy expected 1 argument, got ${args.length}`);
    const [frame] = args;
    if (!(frame instanceof Frame)) throw typeError(`expect frame, not ${givenType(frame)}`);
    return new PyFrameLocals(frame);
  };
  t.patternFlags = 64;
  const get = (p: PyFrameLocals, key: Value): Value | undefined => {
    const name = nameOf(p.frame, key);
    return name === undefined ? p.frame.extraLocals?.get(key) : getVariable(p.frame, name);
  };
  t.mp_subscript = (p, key) => {
    const v = get(p as PyFrameLocals, key);
    if (v === undefined)
      throw keyError(strOf(key) === undefined ? key : `local variable '${strOf(key)!}' is not defined`);
    return v;
  };
  t.mp_ass_subscript = (p, key, value) => {
    const { frame } = p as PyFrameLocals;
    const name = nameOf(frame, key);
    if (value !== undefined) {
      if (name !== undefined) setVariable(frame, name, value);
      else (frame.extraLocals ??= new PyDict()).set(key, value);
      return;
    }
    if (
      name !== undefined &&
      (frame.code.varnames.includes(name) || frame.code.cellvars.includes(name) || frame.code.freevars.includes(name))
    )
      throw valueError('cannot remove local variables from FrameLocalsProxy');
    if (frame.extraLocals?.delete(key) === undefined) throw keyError(key);
  };
  t.sq_length = (p) => variables((p as PyFrameLocals).frame).length;
  t.sq_contains = (p, key) => get(p as PyFrameLocals, key) !== undefined;
  t.tp_iter = (p) => getIter(asDict(p as PyFrameLocals));
  t.tp_repr = (p) => guardedRepr(p, '{...}', () => repr(asDict(p as PyFrameLocals)));
  t.tp_richcompare = (a, b, op) => {
    if (op !== Cmp.EQ && op !== Cmp.NE) return NotImplemented;
    // Those of different frames are never equal.
    if (b instanceof PyFrameLocals) return (b.frame === (a as PyFrameLocals).frame) === (op === Cmp.EQ);
    return b instanceof PyDict ? compareBool(asDict(a as PyFrameLocals), b, op) : NotImplemented;
  };
  t.nb_or = (a, b) => {
    const d = new PyDict();
    dictUpdate(d, a instanceof PyFrameLocals ? asDict(a) : a);
    dictUpdate(d, b instanceof PyFrameLocals ? asDict(b) : b);
    return d;
  };
  t.nb_inplace_or = (a, b) => {
    dictUpdateInto(a as PyFrameLocals, b);
    return a;
  };
  for (const name of ['keys', 'values', 'items', '__reversed__'])
    defMethod(t, `${name}(self, /)`, (p: PyFrameLocals) => new PyList(toArray(call(getAttr(asDict(p), name)))));
  defMethod(t, 'copy(self, /)', asDict);
  defMethod(t, 'get(self, key, default=None, /)', (p: PyFrameLocals, key: Value, dflt: Value) => get(p, key) ?? dflt);
  defMethod(t, 'update(self, object, /)', (p: PyFrameLocals, other: Value) => {
    dictUpdateInto(p, other);
    return None;
  });
  defMethod(t, 'setdefault(self, key, default=None, /)', (p: PyFrameLocals, key: Value, dflt: Value) => {
    const v = get(p, key);
    if (v !== undefined) return v;
    t.mp_ass_subscript!(p, key, dflt);
    return dflt;
  });
  defMethod(
    t,
    'pop(self, key, default=<unrepresentable>, /)',
    (p: PyFrameLocals, key: Value, dflt: Value | undefined) => {
      const v = get(p, key);
      if (v === undefined) {
        if (dflt !== undefined) return dflt;
        throw keyError(key);
      }
      t.mp_ass_subscript!(p, key, undefined);
      return v;
    },
  );
}

function dictUpdateInto(p: PyFrameLocals, other: Value): void {
  const d = new PyDict();
  if (other instanceof PyList || other instanceof PyTuple)
    for (const pair of other.items) {
      const [k, v] = toArray(pair);
      d.set(k, v);
    }
  else dictUpdate(d, other instanceof PyFrameLocals ? asDict(other) : other);
  for (const [k, v] of d.entries()) proxyType.mp_ass_subscript!(p, k, v);
}
