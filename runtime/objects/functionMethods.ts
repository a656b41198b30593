/**
 * Attributes and methods of function, method, cell and code objects (CPython's funcobject.c, classobject.c, codeobject.c).
 */
import { CodeFlag } from '../bytecode/code';
import { genericGetAttr, getAttr, instanceDict, lookupAttr } from './attributes';
import { cellType, functionType, methodType, None, NotImplemented } from './builtinTypes';
import { call } from './call';
import { compareBool, identity, identityHash, hash, richCompare } from './compare';
import { builtinsIn, shownBuiltins } from './foreignBuiltins';
import { defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { typeError, valueError } from './errors';
import { Exc } from './exceptionTypes';
import { isSimple, PyCode, PyFunction, PyMethod } from './function';
import { interp } from './interp';
import { Cmp, typeOf, type PyObject, type PyType, type Value } from './object';
import { repr } from './text';
import { defNewSig } from './typeObject';
import { PyCell, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

/** What a call of a function with such code makes. */
const KINDS = CodeFlag.GENERATOR | CodeFlag.COROUTINE | CodeFlag.ASYNC_GENERATOR;

export function installFunctions(): void {
  installFunction();
  installMethod();
  installCell();
}

function address(o: PyObject): string {
  return `0x${identity(o).toString(16)}`;
}

function installFunction(): void {
  const t = functionType;
  t.hasDict = t.hasWeakref = true;
  t.tp_repr = (f) => `<function ${(f as PyFunction).qualname} at ${address(f as PyObject)}>`;
  t.tp_descr_get = (f, obj) => (obj === undefined ? f : new PyMethod(f, obj));
  t.tp_call = (f, args, kw) => call(f, args, kw);
  defNewSig(
    t,
    '(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)',
    (_cls: PyType, code: Value, globals: Value, name: Value, argdefs: Value, closure: Value, kwdefaults: Value) => {
      if (!(code instanceof PyCode)) throw typeError(`function() argument 'code' must be code, not ${givenType(code)}`);
      if (!(globals instanceof PyDict))
        throw typeError(`function() argument 'globals' must be dict, not ${givenType(globals)}`);
      if (name !== None && strOf(name) === undefined) throw typeError('arg 3 (name) must be None or string');
      if (argdefs !== None && !(argdefs instanceof PyTuple)) throw typeError('arg 4 (defaults) must be None or tuple');
      if (kwdefaults !== None && !(kwdefaults instanceof PyDict))
        throw typeError('arg 6 (kwdefaults) must be None or dict');
      const nfree = code.code.freevars.length;
      if (closure === None ? nfree > 0 : !(closure instanceof PyTuple))
        throw typeError(closure === None ? 'arg 5 (closure) must be tuple' : 'arg 5 (closure) must be None or tuple');
      const cells = closure === None ? [] : (closure as PyTuple).items;
      if (cells.length !== nfree)
        throw valueError(`${code.code.name} requires closure of length ${nfree}, not ${cells.length}`);
      for (const c of cells)
        if (!(c instanceof PyCell)) throw typeError(`arg 5 (closure) expected cell, found ${typeOf(c).tpName}`);
      const b = globals.getStr('__builtins__');
      const f = new PyFunction(
        code.code,
        globals,
        b === undefined ? functionDefaults.builtins() : builtinsIn(b),
        code.code.qualname,
        nfree === 0 ? null : (cells as PyCell[]),
      );
      if (name !== None) f.name = strOf(name)!;
      if (argdefs !== None) f.defaults = [...(argdefs as PyTuple).items];
      if (kwdefaults !== None) f.kwdefaults = kwdefaults as PyDict;
      return f;
    },
  );
  defGetSet(
    t,
    '__name__',
    (f: PyFunction) => f.name,
    (f: PyFunction, v) => void (f.name = text('__name__', v)),
  );
  defGetSet(
    t,
    '__qualname__',
    (f: PyFunction) => f.qualname,
    (f: PyFunction, v) => void (f.qualname = text('__qualname__', v)),
  );
  defGetSet(
    t,
    '__module__',
    (f: PyFunction) => f.module,
    (f: PyFunction, v) => void (f.module = v ?? None),
  );
  defGetSet(
    t,
    '__doc__',
    (f: PyFunction) => f.doc,
    (f: PyFunction, v) => void (f.doc = v ?? None),
  );
  defGetSet(t, '__globals__', (f: PyFunction) => f.globals);
  defGetSet(t, '__builtins__', (f: PyFunction) => shownBuiltins(f.builtins));
  defGetSet(
    t,
    '__dict__',
    (f: PyFunction) => instanceDict(f),
    (f: PyFunction, v) => {
      if (v === undefined) throw typeError('cannot delete __dict__');
      if (!(v instanceof PyDict)) throw typeError(`__dict__ must be set to a dictionary, not a '${typeOf(v).tpName}'`);
      f.dict = v;
    },
  );
  defGetSet(
    t,
    '__code__',
    (f: PyFunction) => functionDefaults.pyCodeOf(f.code),
    (f: PyFunction, v) => {
      if (!(v instanceof PyCode)) throw typeError('__code__ must be set to a code object');
      const free = f.closure?.length ?? 0;
      if (v.code.freevars.length !== free)
        throw valueError(`${f.name}() requires a code object with ${free} free vars, not ${v.code.freevars.length}`);
      if (((v.code.flags ^ f.code.flags) & KINDS) !== 0)
        interp().warn(
          Exc.DeprecationWarning,
          'Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)',
          1,
        );
      f.code = v.code;
      f.simple = isSimple(v.code);
    },
  );
  defGetSet(t, '__closure__', (f: PyFunction) => (f.closure === null ? None : new PyTuple(f.closure)));
  defGetSet(
    t,
    '__defaults__',
    (f: PyFunction) => (f.defaults === null ? None : new PyTuple(f.defaults)),
    (f: PyFunction, v) => {
      if (v !== undefined && v !== None && !(v instanceof PyTuple))
        throw typeError('__defaults__ must be set to a tuple object');
      f.defaults = v instanceof PyTuple ? [...v.items] : null;
    },
  );
  defGetSet(
    t,
    '__kwdefaults__',
    (f: PyFunction) => f.kwdefaults ?? None,
    (f: PyFunction, v) => {
      if (v !== undefined && v !== None && !(v instanceof PyDict))
        throw typeError('__kwdefaults__ must be set to a dict object');
      f.kwdefaults = v instanceof PyDict ? v : null;
    },
  );
  defGetSet(
    t,
    '__annotations__',
    (f: PyFunction) => (f.annotations ??= computeAnnotations(f)),
    (f: PyFunction, v) => {
      if (v !== undefined && v !== None && !(v instanceof PyDict))
        throw typeError('__annotations__ must be set to a dict object');
      f.annotations = v instanceof PyDict ? v : null;
      f.annotate = None;
    },
  );
  defGetSet(
    t,
    '__annotate__',
    (f: PyFunction) => f.annotate,
    (f: PyFunction, v) => {
      if (v === undefined) throw typeError('__annotate__ cannot be deleted');
      if (v !== None && typeOf(v).tp_call === null) throw typeError('__annotate__ must be callable or None');
      f.annotate = v;
      if (v !== None) f.annotations = null;
    },
  );
  defGetSet(
    t,
    '__type_params__',
    (f: PyFunction) => f.typeParams ?? new PyTuple([]),
    (f: PyFunction, v) => {
      if (!(v instanceof PyTuple)) throw typeError('__type_params__ must be set to a tuple');
      f.typeParams = v;
    },
  );
}

/** Set by bootstrap: what needs files above this one. */
export const functionDefaults = {} as { builtins(): PyDict; pyCodeOf(code: PyFunction['code']): PyCode };

function text(name: string, v: Value | undefined): string {
  const s = v === undefined ? undefined : strOf(v);
  if (s === undefined) throw typeError(`${name} must be set to a string object`);
  return s;
}

/** PEP 649: calls the annotate function with format VALUE. */
function computeAnnotations(f: PyFunction): PyDict {
  if (f.annotate === None) return new PyDict();
  const r = call(f.annotate, [1]);
  if (!(r instanceof PyDict)) throw typeError(`__annotate__ returned non-dict of type '${typeOf(r).tpName}'`);
  return r;
}

function installMethod(): void {
  const t = methodType;
  t.hasWeakref = true;
  t.tp_call = (m, args, kw) => call((m as PyMethod).func, [(m as PyMethod).self, ...args], kw);
  t.tp_repr = (m) => {
    const { func, self } = m as PyMethod;
    const name = lookupAttr(func, '__qualname__') ?? lookupAttr(func, '__name__');
    return `<bound method ${name === undefined || strOf(name) === undefined ? '?' : strOf(name)!} of ${repr(self)}>`;
  };
  t.tp_descr_get = (m) => m;
  t.tp_getattro = (m, name) => {
    const own = genericGetAttr(m, name);
    return own ?? getAttr((m as PyMethod).func, name);
  };
  t.tp_richcompare = (a, b, op) => {
    if ((op !== Cmp.EQ && op !== Cmp.NE) || typeOf(b) !== t) return NotImplemented;
    const x = a as PyMethod;
    const y = b as PyMethod;
    return (x.self === y.self && compareBool(x.func, y.func, Cmp.EQ)) === (op === Cmp.EQ);
  };
  t.tp_hash = (m) => {
    const { self, func } = m as PyMethod;
    return (
      (typeof self === 'object' ? Number(identityHash(self)) : 1) * 31 + Number(BigInt.asIntN(48, BigInt(hash(func))))
    );
  };
  defNewSig(t, '(cls, function, instance, /)', (_cls: PyType, f: Value, self: Value) => {
    if (typeOf(f).tp_call === null) throw typeError('first argument must be callable');
    if (self === None) throw typeError('instance must not be None');
    return new PyMethod(f, self);
  });
  defGetSet(t, '__func__', (m: PyMethod) => m.func);
  defGetSet(t, '__self__', (m: PyMethod) => m.self);
  defGetSet(t, '__doc__', (m: PyMethod) => lookupAttr(m.func, '__doc__') ?? None);
  defMethod(
    t,
    '__reduce__(self, /)',
    (m: PyMethod) =>
      new PyTuple([functionDefaults.builtins().getStr('getattr')!, new PyTuple([m.self, getAttr(m.func, '__name__')])]),
  );
}

function installCell(): void {
  const t = cellType;
  t.tp_repr = (c) => {
    const { value } = c as PyCell;
    return value === undefined
      ? `<cell at ${address(c as PyObject)}: empty>`
      : `<cell at ${address(c as PyObject)}: ${typeOf(value).tpName} object at ${typeof value === 'object' ? address(value) : '0x7f0000000000'}>`;
  };
  defNewSig(t, '(cls, contents=<unrepresentable>, /)', (_cls: PyType, v: Value | undefined) => new PyCell(v));
  defGetSet(
    t,
    'cell_contents',
    (c: PyCell) => {
      if (c.value === undefined) throw valueError('cell is empty');
      return c.value;
    },
    (c: PyCell, v) => void (c.value = v),
  );
  t.tp_richcompare = (a, b, op) => {
    if (typeOf(b) !== t) return NotImplemented;
    const x = (a as PyCell).value;
    const y = (b as PyCell).value;
    if (x !== undefined && y !== undefined) return richCompare(x, y, op);
    const order = Number(x !== undefined) - Number(y !== undefined);
    return [order < 0, order <= 0, order === 0, order !== 0, order > 0, order >= 0][op];
  };
  t.tp_hash = null;
}
