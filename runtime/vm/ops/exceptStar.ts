/**
 * CHECK_EG_MATCH and PREP_RERAISE_STAR: `except*` (PEP 654; CPython's exception_group_match and _PyExc_PrepReraiseStar).
 */
import { callMethod } from '../../objects/attributes';
import { None, tupleType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { typeError } from '../../objects/errors';
import { prepReraiseStar as reraise } from '../../objects/exceptionGroup';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { isInstanceOf, isSubtype, type Value } from '../../objects/object';
import { isExceptionClass, exceptionMatches, PyTraceback } from '../exceptions';
import { type PyList, PyTuple } from '../../objects/values';
import { sysState } from '../../objects/sysState';
import { ts } from '../thread';

/** exc, type -> rest, match. */
export function checkExceptionGroupMatch(s: (Value | undefined)[], sp: number): void {
  const exc = s[sp - 2]!;
  const type = s[sp - 1]!;
  const wanted = typeof type === 'object' && isInstanceOf(type, tupleType) ? (type as PyTuple).items : [type];
  for (const t of wanted) {
    if (!isExceptionClass(t)) throw typeError('catching classes that do not inherit from BaseException is not allowed');
    if (isSubtype(t, Exc.BaseExceptionGroup))
      throw typeError('catching ExceptionGroup with except* is not allowed. Use except instead.');
  }
  s[sp - 2] = exc;
  s[sp - 1] = None;
  if (!(exc instanceof PyBaseException)) return;
  if (exceptionMatches(exc, type)) {
    let match: Value = exc;
    if (!isInstanceOf(exc, Exc.BaseExceptionGroup)) {
      match = call(
        sysState.builtins.getStr(isInstanceOf(exc, Exc.Exception) ? 'ExceptionGroup' : 'BaseExceptionGroup')!,
        ['', new PyTuple([exc])],
      );
      const frame = ts.frame!;
      (match as PyBaseException).traceback = new PyTraceback(undefined, frame, frame.lasti);
    }
    s[sp - 2] = None;
    s[sp - 1] = match;
    ts.exc.excValue = match as PyBaseException;
    return;
  }
  if (!isInstanceOf(exc, Exc.BaseExceptionGroup)) return;
  const pair = callMethod(exc, 'split', [type]);
  if (!(pair instanceof PyTuple) || pair.items.length < 2)
    throw typeError(`${exc.cls.tpName}.split must return a tuple`);
  const [match, rest] = pair.items;
  // `rest` is a copy even where nothing matched.
  s[sp - 2] = rest;
  if (match === None) return;
  s[sp - 1] = match;
  ts.exc.excValue = match as PyBaseException;
}

/** PREP_RERAISE_STAR: what is left to raise after the clauses, or None. */
export function prepReraiseStar(orig: Value, results: Value): Value {
  const raised = (results as PyList).items.filter((x) => x !== None) as PyBaseException[];
  return reraise(orig as PyBaseException, raised) ?? None;
}
