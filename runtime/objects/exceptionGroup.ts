/**
 * BaseExceptionGroup and ExceptionGroup (PEP 654; CPython's exceptions.c).
 *
 * Owns: splitting by type, and what `except*` needs of it: splitGroup and prepReraiseStar.
 */
import { callMethod, lookupAttr, setAttr } from './attributes';
import { bareType, functionType, None } from './builtinTypes';
import { call } from './call';
import { isTrue } from './compare';
import { defClassMethod, defGetSet, defMethod } from './descriptors';
import { typeError, valueError } from './errors';
import { Exc, PyBaseException } from './exceptionTypes';
import { noKeywords } from './exceptionMethods';
import { newGenericAlias } from './genericAlias';
import { isSequence, toArray } from './iteration';
import { isSubtype, PyType, typeOf, type Value } from './object';
import { str } from './text';
import { defNew } from './typeObject';
import { PyList, PyTuple, strOf } from './values';
import { givenType } from './typeNames';

export class PyExceptionGroup extends PyBaseException {
  message: Value = '';
  exceptions: PyTuple = new PyTuple([]);
}

/** ExceptionGroup(BaseExceptionGroup, Exception). */
export const exceptionGroupType = bareType('ExceptionGroup', Exc.BaseExceptionGroup);
// CPython makes it with a class statement's means: it can be changed.
exceptionGroupType.isMutable = true;
exceptionGroupType.hasWeakref = true;
exceptionGroupType.bases = [Exc.BaseExceptionGroup, Exc.Exception];
exceptionGroupType.mro = [exceptionGroupType, Exc.BaseExceptionGroup, Exc.Exception, ...Exc.Exception.mro.slice(1)];
Exc.Exception.subclasses.add(exceptionGroupType);

export function newGroup(cls: PyType, message: Value, sequence: Value): PyExceptionGroup {
  if (strOf(message) === undefined)
    throw typeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${givenType(message)}`);
  if (!isSequence(sequence)) throw typeError('second argument (exceptions) must be a sequence');
  const items = toArray(sequence);
  if (items.length === 0) throw valueError('second argument (exceptions) must be a non-empty sequence');
  let onlyExceptions = true;
  items.forEach((e, i) => {
    if (!(e instanceof PyBaseException))
      throw valueError(`Item ${i} of second argument (exceptions) is not an exception`);
    if (!isSubtype(e.cls, Exc.Exception)) onlyExceptions = false;
  });
  let actual = cls;
  if (cls === Exc.BaseExceptionGroup) {
    if (onlyExceptions) actual = exceptionGroupType;
  } else if (!onlyExceptions) {
    if (cls === exceptionGroupType) throw typeError('Cannot nest BaseExceptions in an ExceptionGroup');
    if (isSubtype(cls, Exc.Exception)) throw typeError(`Cannot nest BaseExceptions in '${cls.tpName}'`);
  }
  const g = actual.alloc!(actual) as PyExceptionGroup;
  g.args = [message, sequence];
  g.message = message;
  g.exceptions = new PyTuple(items);
  return g;
}

/** A group of some of the exceptions of `orig`, by its `derive`, with its traceback, context, cause and notes. */
function subset(orig: PyExceptionGroup, exceptions: PyBaseException[]): PyBaseException | undefined {
  if (exceptions.length === 0) return undefined;
  const g = callMethod(orig, 'derive', [new PyList(exceptions)]);
  if (!(g instanceof PyExceptionGroup)) throw typeError('derive must return an instance of BaseExceptionGroup');
  g.traceback = orig.traceback;
  g.context = orig.context;
  g.cause = orig.cause;
  // CPython's PyException_SetCause does so even without a cause.
  g.suppressContext = true;
  const notes = lookupAttr(orig, '__notes__');
  if (notes !== undefined && isSequence(notes)) setAttr(g, '__notes__', new PyList(toArray(notes)));
  return g;
}

type Matches = (e: PyBaseException) => boolean;

const isExceptionClass = (v: Value): v is PyType => v instanceof PyType && isSubtype(v, Exc.BaseException);

/** How `split` and `subgroup` choose: by class, by classes or by a function. */
function matcherOf(v: Value): Matches {
  if (isExceptionClass(v)) return (e) => isSubtype(e.cls, v);
  if (v instanceof PyTuple && v.items.every(isExceptionClass))
    return (e) => v.items.some((t) => isSubtype(e.cls, t as PyType));
  if (!(v instanceof PyType) && ((typeof v === 'object' && v.cls === functionType) || typeOf(v).tp_call !== null))
    return (e) => isTrue(call(v, [e]));
  throw typeError('expected an exception type, a tuple of exception types, or a callable (other than a class)');
}

interface Split {
  match: PyBaseException | undefined;
  rest: PyBaseException | undefined;
}

function splitBy(e: PyBaseException, matches: Matches, wantRest: boolean): Split {
  if (matches(e)) return { match: e, rest: undefined };
  if (!(e instanceof PyExceptionGroup)) return { match: undefined, rest: e };
  const match: PyBaseException[] = [];
  const rest: PyBaseException[] = [];
  for (const sub of e.exceptions.items) {
    const r = splitBy(sub as PyBaseException, matches, wantRest);
    if (r.match !== undefined) match.push(r.match);
    if (wantRest && r.rest !== undefined) rest.push(r.rest);
  }
  return { match: subset(e, match), rest: wantRest ? subset(e, rest) : undefined };
}

/** The leaves of an exception, by identity. */
function leaves(e: PyBaseException, into: Set<PyBaseException>): void {
  if (e instanceof PyExceptionGroup) for (const sub of e.exceptions.items) leaves(sub as PyBaseException, into);
  else into.add(e);
}

const sameMetadata = (a: PyBaseException, b: PyBaseException): boolean =>
  a.traceback === b.traceback &&
  a.cause === b.cause &&
  a.context === b.context &&
  a.dict?.getStr('__notes__') === b.dict?.getStr('__notes__');

/**
 * What a `try` with `except*` clauses raises in the end (CPython's _PyExc_PrepReraiseStar): `raised` are what the
 * clauses raised and what no clause took. undefined: nothing.
 */
export function prepReraiseStar(
  orig: PyBaseException,
  raised: readonly PyBaseException[],
): PyBaseException | undefined {
  if (raised.length === 0) return undefined;
  if (!(orig instanceof PyExceptionGroup)) return raised[0];
  const fresh: PyBaseException[] = [];
  const reraised: PyBaseException[] = [];
  // The parts of `orig` share its metadata; an exception raised anew has its own.
  for (const e of raised) (sameMetadata(e, orig) ? reraised : fresh).push(e);
  const ids = new Set<PyBaseException>();
  for (const e of reraised) leaves(e, ids);
  const projection =
    reraised.length === 0
      ? undefined
      : splitBy(orig, (e) => !(e instanceof PyExceptionGroup) && ids.has(e), false).match;
  if (fresh.length === 0) return projection;
  if (projection !== undefined) fresh.push(projection);
  return fresh.length === 1 ? fresh[0] : newGroup(Exc.BaseExceptionGroup, '', new PyList(fresh));
}

export function installExceptionGroup(): void {
  const t = Exc.BaseExceptionGroup;
  t.doc = 'Several exceptions, raised as one.';
  t.alloc = (cls) => new PyExceptionGroup(cls, []);
  defNew(t, (cls, args, kw) => {
    // Keywords are the business of `__init__`.
    const given = args.length - (kw?.length ?? 0);
    if (given !== 2) throw typeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${given} given)`);
    return newGroup(cls, args[0], args[1]);
  });
  t.tp_init = (self, args, kw) => {
    noKeywords(typeOf(self).name, kw);
    (self as PyBaseException).args = args.slice();
  };
  t.tp_str = (self) => {
    const g = self as PyExceptionGroup;
    const n = g.exceptions.items.length;
    return `${str(g.message)} (${n} sub-exception${n === 1 ? '' : 's'})`;
  };
  defGetSet(t, 'message', (self: PyExceptionGroup) => self.message, undefined, 'the message');
  defGetSet(t, 'exceptions', (self: PyExceptionGroup) => self.exceptions, undefined, 'the exceptions of the group');
  defMethod(t, 'derive(self, excs, /)', (self: PyExceptionGroup, excs: Value) =>
    newGroup(Exc.BaseExceptionGroup, self.message, excs),
  );
  defMethod(t, 'split(self, matcher_value, /)', (self: PyExceptionGroup, value: Value) => {
    const { match, rest } = splitBy(self, matcherOf(value), true);
    return new PyTuple([match ?? None, rest ?? None]);
  });
  defMethod(
    t,
    'subgroup(self, matcher_value, /)',
    (self: PyExceptionGroup, value: Value) => splitBy(self, matcherOf(value), false).match ?? None,
  );
  defClassMethod(
    t,
    '__class_getitem__(cls, object, /)',
    (cls: PyType, item: Value) => newGenericAlias(cls, item),
    'See PEP 585',
  );
}
