/**
 * Complex arithmetic on pairs of doubles (CPython's complexobject.c).
 */
import { atan2, cos, exp, log, power, sin } from '../base/elementary';
import { hypot } from '../base/exactArithmetic';
import { newError, overflowError } from './errors';
import { PyComplex } from './values';

export interface Pair {
  re: number;
  im: number;
}

/** The power of a negative float to a fraction. */
export function complexPowReal(a: number, b: number): PyComplex {
  const p = complexPow({ re: a, im: 0 }, { re: b, im: 0 });
  return new PyComplex(p.re, p.im);
}

export function complexMul(a: Pair, b: Pair): Pair {
  let re = a.re * b.re - a.im * b.im;
  let im = a.re * b.im + a.im * b.re;
  if (Number.isNaN(re) && Number.isNaN(im)) {
    // C99 Annex G: recover infinities from nan + nan j.
    let [ar, ai, br, bi] = [a.re, a.im, b.re, b.im];
    let recalc = false;
    const inf = (x: number) => Math.abs(x) === Infinity;
    const box = (x: number) => Math.sign(Object.is(x, -0) || x < 0 ? -1 : 1) * (inf(x) ? 1 : 0);
    const zero = (x: number) => (Number.isNaN(x) ? 0 : x);
    if (inf(ar) || inf(ai)) {
      ar = box(ar);
      ai = box(ai);
      br = zero(br);
      bi = zero(bi);
      recalc = true;
    }
    if (inf(br) || inf(bi)) {
      br = box(br);
      bi = box(bi);
      ar = zero(ar);
      ai = zero(ai);
      recalc = true;
    }
    if (!recalc && (inf(a.re * b.re) || inf(a.im * b.im) || inf(a.re * b.im) || inf(a.im * b.re))) {
      [ar, ai, br, bi] = [zero(ar), zero(ai), zero(br), zero(bi)];
      recalc = true;
    }
    if (recalc) {
      re = Infinity * (ar * br - ai * bi);
      im = Infinity * (ar * bi + ai * br);
    }
  }
  return { re, im };
}

export function complexDiv(a: Pair, b: Pair): Pair {
  const absRe = Math.abs(b.re);
  const absIm = Math.abs(b.im);
  let re: number;
  let im: number;
  if (absRe >= absIm) {
    if (absRe === 0) throw newError('ZeroDivisionError', 'division by zero');
    const ratio = b.im / b.re;
    const denom = b.re + b.im * ratio;
    re = (a.re + a.im * ratio) / denom;
    im = (a.im - a.re * ratio) / denom;
  } else if (absIm >= absRe) {
    const ratio = b.re / b.im;
    const denom = b.re * ratio + b.im;
    re = (a.re * ratio + a.im) / denom;
    im = (a.im * ratio - a.re) / denom;
  } else re = im = NaN;
  if (Number.isNaN(re) && Number.isNaN(im)) {
    const inf = (x: number) => Math.abs(x) === Infinity;
    const sign = (x: number) => (x < 0 || Object.is(x, -0) ? -1 : 1);
    if ((inf(a.re) || inf(a.im)) && Number.isFinite(b.re) && Number.isFinite(b.im)) {
      const x = sign(a.re) * (inf(a.re) ? 1 : 0);
      const y = sign(a.im) * (inf(a.im) ? 1 : 0);
      re = Infinity * (x * b.re + y * b.im);
      im = Infinity * (y * b.re - x * b.im);
    } else if ((inf(absRe) || inf(absIm)) && Number.isFinite(a.re) && Number.isFinite(a.im)) {
      const x = sign(b.re) * (inf(b.re) ? 1 : 0);
      const y = sign(b.im) * (inf(b.im) ? 1 : 0);
      re = 0 * (a.re * x + a.im * y);
      im = 0 * (a.im * x - a.re * y);
    }
  }
  return { re, im };
}

export function complexPow(a: Pair, b: Pair): Pair {
  if (b.re === 0 && b.im === 0) return { re: 1, im: 0 };
  if (a.re === 0 && a.im === 0) {
    if (b.im !== 0 || b.re < 0) throw newError('ZeroDivisionError', 'zero to a negative or complex power');
    return { re: 0, im: 0 };
  }
  if (b.im === 0 && Number.isInteger(b.re) && Math.abs(b.re) <= 100) {
    const r = b.re > 0 ? powUnsigned(a, b.re) : complexDiv({ re: 1, im: 0 }, powUnsigned(a, -b.re));
    return checkFinite(r, a, b);
  }
  const abs = hypot(a.re, a.im);
  let length = power(abs, b.re);
  const at = atan2(a.im, a.re);
  let phase = at * b.re;
  if (b.im !== 0) {
    length *= exp(-at * b.im);
    phase += b.im * log(abs);
  }
  return checkFinite({ re: length * cos(phase), im: length * sin(phase) }, a, b);
}

function checkFinite(r: Pair, a: Pair, b: Pair): Pair {
  if ([a.re, a.im, b.re, b.im].every(Number.isFinite) && (Math.abs(r.re) === Infinity || Math.abs(r.im) === Infinity))
    throw overflowError('complex exponentiation');
  return r;
}

function powUnsigned(x: Pair, n: number): Pair {
  let r: Pair = { re: 1, im: 0 };
  let p = x;
  for (let mask = 1; mask > 0 && n >= mask; mask *= 2) {
    if ((n & mask) !== 0) r = complexMul(r, p);
    p = complexMul(p, p);
  }
  return r;
}
