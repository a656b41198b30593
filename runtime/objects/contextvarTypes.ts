/**
 * Methods of Context, ContextVar and Token (CPython's context.c). Their data is in contextvars.ts.
 */
import { None, NotImplemented } from './builtinTypes';
import { call } from './call';
import { equal, identity, identityHash } from './compare';
import {
  contextTypes,
  currentContext,
  missingType,
  PyContext,
  PyContextVar,
  PyToken,
  runInContext,
  setContextVar,
} from './contextvars';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { asMembers } from './descriptorTypes';
import { keyError, runtimeError, typeError, valueError } from './errors';
import { getIter } from './iteration';
import type { PyMethodDescr } from './native';
import { Cmp, PyObject, type PyType, type Value } from './object';
import { subscriptHooks } from './subscriptHooks';
import { guardedRepr, repr } from './text';
import { defNewSig } from './typeObject';
import { PyList, PyTuple, strOf } from './values';

function variable(key: Value): PyContextVar {
  if (!(key instanceof PyContextVar)) throw typeError(`a ContextVar key was expected, got ${repr(key)}`);
  return key;
}

function listOf(items: Value[]): Value {
  return getIter(new PyList(items));
}

function installContext(): void {
  const t = contextTypes.context;
  t.hasWeakref = true;
  t.isBase = false;
  t.tp_new = (_cls, args, kwnames) => {
    if (args.length > 0 || kwnames !== null) throw typeError('Context() does not accept any arguments');
    return new PyContext();
  };
  t.sq_length = (self) => (self as PyContext).vars.map.size;
  t.sq_contains = (self, key) => (self as PyContext).get(variable(key)) !== undefined;
  t.mp_subscript = (self, key) => {
    const v = (self as PyContext).get(variable(key));
    if (v === undefined) throw keyError(key);
    return v;
  };
  t.tp_iter = (self) => listOf([...(self as PyContext).vars.map.keys()]);
  t.tp_richcompare = (a, b, op) => {
    if (!(a instanceof PyContext) || !(b instanceof PyContext) || (op !== Cmp.EQ && op !== Cmp.NE))
      return NotImplemented;
    const same =
      a.vars.map.size === b.vars.map.size &&
      [...a.vars.map].every(([k, v]) => {
        const other = b.get(k);
        return other !== undefined && equal(v, other);
      });
    return same === (op === Cmp.EQ);
  };
  defMethod(t, 'run(self, *args, **kwargs)!', () => None);
  defMethod(t, 'copy(self, /)', (self: PyContext) => self.copy(), 'A new Context with the same values.');
  defMethod(
    t,
    'get(self, key, default=None, /)',
    (self: PyContext, key: Value, fallback: Value) => self.get(variable(key)) ?? fallback,
  );
  defMethod(t, 'keys(self, /)', (self: PyContext) => listOf([...self.vars.map.keys()]));
  defMethod(t, 'values(self, /)', (self: PyContext) => listOf([...self.vars.map.values()]));
  defMethod(t, 'items(self, /)', (self: PyContext) => listOf([...self.vars.map].map((kv) => new PyTuple(kv))));
  const { spec } = t.attrs.getStr('run') as PyMethodDescr;
  spec.tail = ([self, callee, ...args], kwnames) => {
    if (callee === undefined) throw typeError('run() missing 1 required positional argument');
    if (!(self instanceof PyContext)) throw typeError("descriptor 'run' requires a 'Context' object");
    return { callee, args, kwnames, context: self };
  };
  spec.call = (given, givenNames) => {
    const { callee, args, kwnames, context } = spec.tail!(given, givenNames);
    return runInContext(context!, () => call(callee, args, kwnames));
  };
}

function installContextVar(): void {
  const t = contextTypes.contextVar;
  t.isBase = false;
  defNewSig(t, '(cls, name, /, *, default=<NULL>)', (_cls: PyType, name: Value, fallback: Value | undefined) => {
    const s = strOf(name);
    if (s === undefined) throw typeError('context variable name must be a str');
    return new PyContextVar(s, fallback);
  });
  t.tp_hash = identityHash;
  t.tp_repr = (self) => {
    const v = self as PyContextVar;
    return guardedRepr(v, `<ContextVar name=${repr(v.name)} ...>`, () => {
      const shown = v.defaultValue === undefined ? '' : ` default=${repr(v.defaultValue)}`;
      return `<ContextVar name=${repr(v.name)}${shown} at 0x${identity(v).toString(16)}>`;
    });
  };
  defGetSet(t, 'name', (self: PyContextVar) => self.name);
  asMembers(t, 'name');
  defMethod(t, 'get(self, default=<absent>, /)', (self: PyContextVar, fallback: Value | undefined) =>
    self.get(fallback),
  );
  defMethod(t, 'set(self, value, /)', (self: PyContextVar, value: Value) => setContextVar(self, value));
  defMethod(t, 'reset(self, token, /)', (self: PyContextVar, token: Value) => {
    if (!(token instanceof PyToken)) throw typeError(`expected an instance of Token, got ${repr(token)}`);
    resetVar(self, token);
    return None;
  });
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => subscriptHooks.genericAlias(cls, item),
    'See PEP 585',
  );
}

function resetVar(v: PyContextVar, token: PyToken): void {
  if (token.used) throw runtimeError(`${repr(token)} has already been used once`);
  if (token.variable !== v) throw valueError(`${repr(token)} was created by a different ContextVar`);
  const ctx = currentContext();
  if (ctx !== token.context) throw valueError(`${repr(token)} was created in a different Context`);
  token.used = true;
  if (token.oldValue === undefined) ctx.delete(v);
  else ctx.set(v, token.oldValue);
}

function installToken(): void {
  const t = contextTypes.token;
  t.isBase = false;
  defNewSig(t, '(cls, *args, **kwargs)', () => {
    throw runtimeError('Tokens can only be created by ContextVars');
  });
  t.attrs.setStr('__hash__', None);
  missingType.isBase = false;
  missingType.tp_repr = () => '<Token.MISSING>';
  const missing = new PyObject(missingType);
  t.attrs.setStr('MISSING', missing);
  t.tp_repr = (self) => {
    const token = self as PyToken;
    return `<Token${token.used ? ' used' : ''} var=${repr(token.variable)} at 0x${identity(token).toString(16)}>`;
  };
  defGetSet(t, 'var', (self: PyToken) => self.variable);
  defGetSet(t, 'old_value', (self: PyToken) => self.oldValue ?? missing);
  defMethod(t, '__enter__(self, /)', (self: PyToken) => self, 'Gives the token.');
  defMethod(
    t,
    '__exit__(self, type, val, tb, /)',
    (self: PyToken) => {
      resetVar(self.variable, self);
      return None;
    },
    'Undoes the set() that made the token.',
  );
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => subscriptHooks.genericAlias(cls, item),
    'See PEP 585',
  );
}

/** Fills in the three types. */
export function installContextVars(): void {
  installContext();
  installContextVar();
  installToken();
}
