/**
 * BaseException and the exceptions with a few fields of their own (CPython's exceptions.c).
 *
 * OSError, SyntaxError, the Unicode errors and exception groups are in files of their own.
 */
import { lookupAttr, setAttr } from './attributes';
import { None, tracebackType } from './builtinTypes';
import { defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { typeError } from './errors';
import { Exc, PyBaseException, type ExcName } from './exceptionTypes';
import { toArray } from './iteration';
import { isInstanceOf, isSubtype, typeOf, type KwNames, type PyObject, type PyType, type Value } from './object';
import { repr, toStr } from './text';
import { defNew } from './typeObject';
import { PyList, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

export function setField(e: PyBaseException, name: string, value: Value | undefined): void {
  e.fields ??= new Map();
  if (value === undefined) e.fields.delete(name);
  else e.fields.set(name, value);
}

export const getField = (e: PyBaseException, name: string): Value => e.fields?.get(name) ?? None;

/** Declares attributes that are kept in `fields`; None until set. */
export function defFields(t: PyType, ...names: string[]): void {
  for (const name of names) {
    defGetSet(
      t,
      name,
      (self: PyBaseException) => getField(self, name),
      (self: PyBaseException, v) => {
        setField(self, name, v);
      },
    );
  }
}

/** Positional arguments without the keyword ones, and these by name. */
export function splitKeywords(args: Value[], kwnames: KwNames): [positional: Value[], keywords: Map<string, Value>] {
  if (kwnames === null || kwnames.length === 0) return [args, new Map()];
  const n = args.length - kwnames.length;
  return [args.slice(0, n), new Map(kwnames.map((k, i) => [k, args[n + i]]))];
}

export function noKeywords(name: string, kwnames: KwNames): void {
  if (kwnames !== null && kwnames.length > 0) throw typeError(`${name}() takes no keyword arguments`);
}

/** `str(e)` from `args` alone. */
export function textOfArgs(e: PyBaseException): Value {
  if (e.args.length === 0) return '';
  return e.args.length === 1 ? toStr(e.args[0]) : repr(new PyTuple(e.args));
}

function checkException(v: Value | undefined, what: string): PyBaseException | undefined {
  if (v === undefined) throw typeError(`__${what}__ may not be deleted`);
  if (v === None) return undefined;
  if (!(v instanceof PyBaseException)) throw typeError(`exception ${what} must be None or derive from BaseException`);
  return v;
}

function setTraceback(e: PyBaseException, v: Value | undefined): void {
  if (v === undefined) throw typeError('__traceback__ may not be deleted');
  if (v !== None && !isInstanceOf(v, tracebackType)) throw typeError('__traceback__ must be a traceback or None');
  e.traceback = v === None ? undefined : (v as PyObject);
}

/** `e.add_note(note)`. */
export function addNote(e: PyBaseException, note: Value): void {
  if (strOf(note) === undefined) throw typeError(`add_note() argument must be str, not ${givenType(note)}`);
  let notes = lookupAttr(e, '__notes__');
  if (notes === undefined) {
    notes = new PyList([]);
    setAttr(e, '__notes__', notes);
  }
  if (!(notes instanceof PyList)) throw typeError('Cannot add note: __notes__ is not a list');
  notes.items.push(note);
}

/** `__reduce__` of an exception: class, arguments and, where there is one, the state. */
export function reduceException(e: PyBaseException, args: Value[] = e.args, state: Value = e.dict ?? None): PyTuple {
  return new PyTuple(state === None ? [e.cls, new PyTuple(args)] : [e.cls, new PyTuple(args), state]);
}

/** Classes with fields of their own, and the subclasses of these: they have their base's `__new__`. */
const inheritsNew: ExcName[] = [
  'AttributeError',
  'ImportError',
  'NameError',
  'KeyError',
  'StopIteration',
  'SyntaxError',
  'SystemExit',
  'OSError',
];

function newException(cls: PyType, args: Value[], kw: KwNames): Value {
  const e = cls.alloc!(cls) as PyBaseException;
  e.args = kw === null ? args.slice() : args.slice(0, args.length - kw.length);
  return e;
}

function installBase(): void {
  const t = Exc.BaseException;
  t.doc = 'What every exception is.';
  t.hasDict = true;
  t.hasWeakref = false;
  t.alloc = (cls) => new PyBaseException(cls, []);
  // Most classes have a __new__ of their own, as in C.
  for (const cls of Object.values(Exc))
    if (!inheritsNew.some((name) => isSubtype(cls, Exc[name]))) defNew(cls, newException);
  t.tp_init = (self, args, kw) => {
    noKeywords(typeOf(self).name, kw);
    (self as PyBaseException).args = args.slice();
  };
  t.tp_repr = (self) => {
    const e = self as PyBaseException;
    return e.args.length === 1 ? `${e.cls.name}(${repr(e.args[0])})` : e.cls.name + repr(new PyTuple(e.args));
  };
  t.tp_str = (self) => textOfArgs(self as PyBaseException);
  defGetSet(
    t,
    'args',
    (self: PyBaseException) => new PyTuple(self.args),
    (self: PyBaseException, v) => {
      if (v === undefined) throw typeError('args may not be deleted');
      self.args = toArray(v);
    },
  );
  defGetSet(t, '__traceback__', (self: PyBaseException) => self.traceback ?? None, setTraceback);
  defGetSet(
    t,
    '__context__',
    (self: PyBaseException) => self.context ?? None,
    (self: PyBaseException, v) => {
      self.context = checkException(v, 'context');
    },
    'what was being handled when this was raised',
  );
  defGetSet(
    t,
    '__cause__',
    (self: PyBaseException) => self.cause ?? None,
    (self: PyBaseException, v) => {
      self.cause = checkException(v, 'cause');
      self.suppressContext = true;
    },
    'what raise ... from named',
  );
  defGetSet(
    t,
    '__suppress_context__',
    (self: PyBaseException) => self.suppressContext,
    (self: PyBaseException, v) => {
      if (v === undefined) throw typeError("can't delete numeric/char attribute");
      if (typeof v !== 'boolean') throw typeError('attribute value type must be bool');
      self.suppressContext = v;
    },
  );
  defMethod(
    t,
    'with_traceback(self, tb, /)',
    (self: PyBaseException, tb: Value) => {
      setTraceback(self, tb);
      return self;
    },
    'Replaces the traceback of the exception and gives the exception.',
  );
  defMethod(
    t,
    'add_note(self, note, /)',
    (self: PyBaseException, note: Value) => {
      addNote(self, note);
      return None;
    },
    'Adds a text that is shown below the message.',
  );
  defMethod(t, '__reduce__(self, /)', (self: PyBaseException) => reduceException(self));
  defMethod(t, '__setstate__(self, state, /)', (self: PyBaseException, state: Value) => {
    if (state === None) return None;
    if (!(state instanceof PyDict)) throw typeError('state is not a dictionary');
    for (const [k, v] of state.entries()) setAttr(self, strOf(k) ?? '', v);
    return None;
  });
}

/** An `__init__` that takes its keyword arguments as fields: ImportError, NameError, AttributeError. */
function defKeywordFields(t: PyType, names: string[], after?: (e: PyBaseException) => void): void {
  t.alloc = (cls) => new PyBaseException(cls, []);
  t.tp_init = (self, args, kw) => {
    const e = self as PyBaseException;
    const [positional, keywords] = splitKeywords(args, kw);
    if (keywords.size > names.length)
      throw typeError(
        `${t.tpName}() takes at most ${names.length} keyword argument${names.length === 1 ? '' : 's'} (${keywords.size} given)`,
      );
    for (const k of keywords.keys())
      if (!names.includes(k)) throw typeError(`${t.tpName}() got an unexpected keyword argument '${k}'`);
    e.args = positional.slice();
    for (const name of names) setField(e, name, keywords.get(name));
    after?.(e);
  };
  defFields(t, ...names);
}

function installImportError(): void {
  const t = Exc.ImportError;
  defKeywordFields(t, ['name', 'path', 'name_from'], (e) => {
    setField(e, 'msg', e.args.length === 1 ? e.args[0] : undefined);
  });
  defFields(t, 'msg');
  t.tp_str = (self) => {
    const e = self as PyBaseException;
    const msg = getField(e, 'msg');
    return typeof msg === 'string' ? msg : textOfArgs(e);
  };
  defMethod(t, '__reduce__(self, /)', (self: PyBaseException) =>
    reduceException(self, self.args, stateWith(self, ['name', 'path', 'name_from'])),
  );
}

/** The instance dictionary with some fields in it; None when there is neither. */
function stateWith(e: PyBaseException, names: string[]): Value {
  const set = names.filter((n) => e.fields?.has(n));
  if (set.length === 0) return e.dict ?? None;
  const d = e.dict?.copy() ?? new PyDict();
  for (const n of set) d.setStr(n, getField(e, n));
  return d;
}

function installAttributeError(): void {
  const t = Exc.AttributeError;
  defKeywordFields(t, ['name', 'obj']);
  // `obj` stays behind: it may be anything and would seldom survive a copy.
  const getState = (self: PyBaseException): Value => {
    const d = self.dict?.copy() ?? new PyDict();
    if (self.fields?.has('name')) d.setStr('name', getField(self, 'name'));
    d.setStr('args', new PyTuple(self.args));
    return d;
  };
  defMethod(t, '__getstate__(self, /)', getState);
  defMethod(t, '__reduce__(self, /)', (self: PyBaseException) => reduceException(self, self.args, getState(self)));
}

export function installExceptions(): void {
  installBase();
  installImportError();
  installAttributeError();
  defKeywordFields(Exc.NameError, ['name']);

  const stop = Exc.StopIteration;
  stop.alloc = (cls) => new PyBaseException(cls, []);
  stop.tp_init = (self, args, kw) => {
    noKeywords(typeOf(self).name, kw);
    const e = self as PyBaseException;
    e.args = args.slice();
    setField(e, 'value', args.length > 0 ? args[0] : None);
  };
  defFields(stop, 'value');

  const exit = Exc.SystemExit;
  exit.alloc = (cls) => new PyBaseException(cls, []);
  exit.tp_init = (self, args, kw) => {
    noKeywords(typeOf(self).name, kw);
    const e = self as PyBaseException;
    e.args = args.slice();
    setField(e, 'code', args.length === 0 ? undefined : args.length === 1 ? args[0] : new PyTuple(args));
  };
  defFields(exit, 'code');

  Exc.KeyError.tp_str = (self) => {
    const e = self as PyBaseException;
    return e.args.length === 1 ? repr(e.args[0]) : textOfArgs(e);
  };
}
