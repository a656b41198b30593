/**
 * CHECK_EG_MATCH and PREP_RERAISE_STAR: `except*` (PEP 654; CPython's exception_group_match and _PyExc_PrepReraiseStar).
 */
import { callMethod } from '../../objects/attributes';
import { None, tupleType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { typeError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { isInstanceOf, isSubtype, type Value } from '../../objects/object';
import { isExceptionClass, exceptionMatches } from '../exceptions';
import { PyList, PyTuple } from '../../objects/values';
import { sysState } from '../../objects/sysState';
import { ts } from '../thread';

/** exc, type -> rest, match. */
export function checkExceptionGroupMatch(s: (Value | undefined)[], sp: number): void {
  const exc = s[sp - 2]!;
  const type = s[sp - 1]!;
  const wanted = typeof type === 'object' && isInstanceOf(type, tupleType) ? (type as PyTuple).items : [type];
  for (const t of wanted) {
    if (!isExceptionClass(t)) throw typeError('catching classes that do not inherit from BaseException is not allowed');
    if (isSubtype(t, Exc.BaseExceptionGroup)) throw typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
  }
  s[sp - 2] = exc;
  s[sp - 1] = None;
  if (!(exc instanceof PyBaseException)) return;
  if (exceptionMatches(exc, type)) {
    let match: Value = exc;
    if (!isInstanceOf(exc, Exc.BaseExceptionGroup)) {
      match = call(sysState.builtins.getStr(isInstanceOf(exc, Exc.Exception) ? 'ExceptionGroup' : 'BaseExceptionGroup')!, ['', new PyList([exc])]);
      (match as PyBaseException).traceback = exc.traceback;
    }
    s[sp - 2] = None;
    s[sp - 1] = match;
    ts.exc.excValue = match as PyBaseException;
    return;
  }
  if (!isInstanceOf(exc, Exc.BaseExceptionGroup)) return;
  const pair = callMethod(exc, 'split', [type]);
  if (!(pair instanceof PyTuple) || pair.items.length < 2) throw typeError(`${exc.cls.name}.split must return a tuple`);
  const [match, rest] = pair.items;
  if (match === None) return;
  s[sp - 2] = rest;
  s[sp - 1] = match;
  ts.exc.excValue = match as PyBaseException;
}

/** Is it the same exception raised again, with the same metadata? */
function isSameRaised(e: PyBaseException, orig: PyBaseException): boolean {
  return e.traceback === orig.traceback && e.cause === orig.cause && e.context === orig.context;
}

function leaves(e: PyBaseException, into: Set<PyBaseException>): void {
  if (!isInstanceOf(e, Exc.BaseExceptionGroup)) {
    into.add(e);
    return;
  }
  for (const x of groupItems(e)) leaves(x, into);
}

function groupItems(group: PyBaseException): PyBaseException[] {
  const items = group.fields?.get('exceptions');
  return items instanceof PyTuple ? (items.items as PyBaseException[]) : [];
}

export function prepReraiseStar(orig: Value, results: Value): Value {
  const raisedAll = (results as PyList).items.filter((x) => x !== None) as PyBaseException[];
  if (raisedAll.length === 0) return None;
  if (!isInstanceOf(orig, Exc.BaseExceptionGroup)) return raisedAll[0];
  const group = orig as PyBaseException;
  const raised: PyBaseException[] = [];
  const kept = new Set<PyBaseException>();
  for (const e of raisedAll) {
    if (isInstanceOf(e, Exc.BaseExceptionGroup) && isSameRaised(e, group)) leaves(e, kept);
    else if (e === group) leaves(e, kept);
    else raised.push(e);
  }
  const reraised = kept.size === 0 ? None : projection(group, kept);
  if (raised.length === 0) return reraised;
  if (reraised !== None) raised.push(reraised as PyBaseException);
  const anyBase = raised.some((e) => !isInstanceOf(e, Exc.Exception));
  return call(sysState.builtins.getStr(anyBase ? 'BaseExceptionGroup' : 'ExceptionGroup')!, ['', new PyList(raised)]);
}

/** The group with only the given leaves, of the same nesting. */
function projection(group: PyBaseException, kept: Set<PyBaseException>): Value {
  const items: Value[] = [];
  for (const e of groupItems(group)) {
    if (isInstanceOf(e, Exc.BaseExceptionGroup)) {
      const sub = projection(e, kept);
      if (sub !== None) items.push(sub);
    } else if (kept.has(e)) items.push(e);
  }
  if (items.length === 0) return None;
  if (items.length === groupItems(group).length && items.every((x, i) => x === groupItems(group)[i])) return group;
  const part = callMethod(group, 'derive', [new PyList(items)]) as PyBaseException;
  part.traceback = group.traceback;
  part.cause = group.cause;
  part.context = group.context;
  part.suppressContext = group.suppressContext;
  return part;
}
