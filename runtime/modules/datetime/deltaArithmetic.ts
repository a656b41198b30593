/** The operators of timedelta with numbers and with each other. */
import { callMethod } from '../../objects/attributes';
import { NotImplemented } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import { zeroDivision } from '../../objects/floatOps';
import { intAdd, intFloorDiv, intMod, intMul, intNegative, intSub, intTrueDiv } from '../../objects/intOps';
import { typeOf, type Int, type Value } from '../../objects/object';
import { intOf, PyFloat, PyTuple } from '../../objects/values';
import { addDeltas, deltaOf, PyDelta, subtractDeltas, totalMicroseconds } from './values';

/** a / b, the nearest int; the even one of two. */
function divideNearest(a: Int, b: Int): Int {
  if (b === 0) throw zeroDivision();
  const [n, d] = b < 0 ? [intNegative(a), intNegative(b)] : [a, b];
  const q = intFloorDiv(n, d);
  const r = intSub(n, intMul(q, d));
  const twice = intAdd(r, r);
  const up = twice > d || (twice === d && intMod(q, 2) === 1);
  return up ? intAdd(q, 1) : q;
}

function ratioOf(v: PyFloat): [Int, Int] {
  const ratio = callMethod(v, 'as_integer_ratio');
  if (!(ratio instanceof PyTuple))
    throw typeError(`unexpected return type from as_integer_ratio(): expected tuple, not '${typeOf(ratio).tpName}'`);
  if (ratio.items.length !== 2) throw valueError('as_integer_ratio() must return a 2-tuple');
  const [a, b] = ratio.items.map(intOf);
  if (a === undefined || b === undefined)
    throw typeError(
      `unexpected return type from as_integer_ratio(): expected tuple of ints, not '${typeOf(ratio).tpName}'`,
    );
  return [a, b];
}

export function addDelta(left: Value, right: Value): Value {
  return left instanceof PyDelta && right instanceof PyDelta ? addDeltas(left, right) : NotImplemented;
}

export function subtractDelta(left: Value, right: Value): Value {
  return left instanceof PyDelta && right instanceof PyDelta ? subtractDeltas(left, right) : NotImplemented;
}

export function multiplyDelta(left: Value, right: Value): Value {
  const [delta, by] = left instanceof PyDelta ? [left, right] : [right as PyDelta, left];
  const n = intOf(by);
  if (n !== undefined) return deltaOf(intMul(totalMicroseconds(delta), n));
  if (!(by instanceof PyFloat)) return NotImplemented;
  const [a, b] = ratioOf(by);
  return deltaOf(divideNearest(intMul(totalMicroseconds(delta), a), b));
}

export function divideDelta(left: Value, right: Value): Value {
  if (!(left instanceof PyDelta)) return NotImplemented;
  const total = totalMicroseconds(left);
  if (right instanceof PyDelta) {
    const by = totalMicroseconds(right);
    if (by === 0) throw zeroDivision();
    return new PyFloat(intTrueDiv(total, by));
  }
  const n = intOf(right);
  if (n !== undefined) return deltaOf(divideNearest(total, n));
  if (!(right instanceof PyFloat)) return NotImplemented;
  const [a, b] = ratioOf(right);
  return deltaOf(divideNearest(intMul(total, b), a));
}

export function floorDivideDelta(left: Value, right: Value): Value {
  if (!(left instanceof PyDelta)) return NotImplemented;
  if (right instanceof PyDelta) return wholeQuotient(left, right);
  const n = intOf(right);
  if (n === undefined) return NotImplemented;
  if (n === 0) throw zeroDivision();
  return deltaOf(intFloorDiv(totalMicroseconds(left), n));
}

function wholeQuotient(left: PyDelta, right: PyDelta): Int {
  const by = totalMicroseconds(right);
  if (by === 0) throw zeroDivision();
  return intFloorDiv(totalMicroseconds(left), by);
}

function remainder(left: PyDelta, right: PyDelta): PyDelta {
  const by = totalMicroseconds(right);
  if (by === 0) throw zeroDivision();
  return deltaOf(intMod(totalMicroseconds(left), by));
}

export function remainderDelta(left: Value, right: Value): Value {
  return left instanceof PyDelta && right instanceof PyDelta ? remainder(left, right) : NotImplemented;
}

export function divmodDelta(left: Value, right: Value): Value {
  if (!(left instanceof PyDelta && right instanceof PyDelta)) return NotImplemented;
  return new PyTuple([wholeQuotient(left, right), remainder(left, right)]);
}
