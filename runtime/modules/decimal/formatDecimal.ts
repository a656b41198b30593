/** `Decimal.__format__`. */
import { newError, valueError } from '../../objects/errors';
import { layNumber, parseFormatSpec, type FormatSpec } from '../../objects/formatSpec';
import { PyBaseException } from '../../objects/exceptionTypes';
import { rescale } from './arithmetic';
import { digitCount, finite, isZero, numText, roundDigits, type Ctx, type Num } from './number';

function parse(text: string): FormatSpec {
  try {
    return parseFormatSpec(text, 'decimal.Decimal', '>');
  } catch (e) {
    if (e instanceof PyBaseException) throw newError(e.cls, 'invalid format string');
    throw e;
  }
}

/** x rounded to a number of significant digits. */
function significant(x: Num, digits: number, mode: string): Num {
  const drop = digitCount(x.coeff) - digits;
  if (drop <= 0) return x;
  const [q] = roundDigits(x.coeff, drop, x.sign, mode);
  return digitCount(q) > digits ? finite(x.sign, q / 10n, x.exp + drop + 1) : finite(x.sign, q, x.exp + drop);
}

export function formatDecimal(given: Num, text: string, c: Ctx): string {
  const spec = parse(text);
  let { type } = spec;
  if (type === '') type = c.capitals === 1 ? 'G' : 'g';
  if (!'eEfFgGn%'.includes(type)) throw valueError('invalid format string');
  if (type === 'n') type = 'g';
  if (given.kind !== '') {
    const body = numText({ ...given, sign: 0 }) + (type === '%' ? '%' : '');
    return layNumber(
      given.sign === 1,
      '',
      '',
      body,
      spec.fill === '0' && spec.align === '=' ? { ...spec, fill: ' ' } : spec,
    );
  }
  let x = given;
  if (type === '%') x = { ...x, exp: x.exp + 2 };
  const { precision } = spec;
  if (precision !== undefined) {
    if ('eE'.includes(type)) x = significant(x, precision + 1, c.rounding);
    else if ('fF%'.includes(type)) [x] = rescale(x, -precision, c.rounding);
    else if (digitCount(x.coeff) > precision) x = significant(x, Math.max(1, precision), c.rounding);
  }
  if (isZero(x) && x.exp > 0 && 'fF%'.includes(type)) [x] = rescale(x, 0, c.rounding);
  const negative = x.sign === 1 && !(spec.noNegativeZero && isZero(x));
  const digits = x.coeff.toString();
  const left = x.exp + digits.length;
  let dot: number;
  if ('eE'.includes(type)) dot = isZero(x) && precision !== undefined ? 1 - precision : 1;
  else if ('fF%'.includes(type)) dot = left;
  else dot = x.exp <= 0 && left > -6 ? left : 1;
  let whole: string;
  let frac: string;
  if (dot < 0) {
    whole = '0';
    frac = '0'.repeat(-dot) + digits;
  } else if (dot > digits.length) {
    whole = digits + '0'.repeat(dot - digits.length);
    frac = '';
  } else {
    whole = digits.slice(0, dot) || '0';
    frac = digits.slice(dot);
  }
  let rest = frac !== '' || spec.alternate ? `.${frac}` : '';
  const e = left - dot;
  if (e !== 0 || 'eE'.includes(type))
    rest += `${type === 'e' || type === 'g' ? 'e' : 'E'}${e < 0 ? '-' : '+'}${Math.abs(e)}`;
  if (type === '%') rest += '%';
  return layNumber(negative, '', whole, rest, spec);
}
