/**
 * The module cmath (CPython's cmathmodule.c): complex functions with branch cuts and special values.
 *
 * Special values follow C99's Annex G where a formula does not give them by itself.
 */
import * as real from '../base/elementary';
import { hypot } from '../base/exactArithmetic';
import { complexDiv, type Pair } from '../objects/complexOps';
import { toComplex } from '../objects/complexType';
import { overflowError, valueError } from '../objects/errors';
import { toDouble } from '../objects/numbers';
import type { Value } from '../objects/object';
import { PyComplex, PyFloat, PyTuple } from '../objects/values';
import { nativeModule, type ModuleBuilder } from './registry';

const domainError = () => valueError('math domain error');
const rangeError = () => overflowError('math range error');
const finite = (z: Pair): boolean => Number.isFinite(z.re) && Number.isFinite(z.im);
const negative = (x: number): boolean => x < 0 || Object.is(x, -0);
const sign = (x: number, y: number): number => (negative(y) ? -Math.abs(x) : Math.abs(x));
const LARGE = Number.MAX_VALUE / 4;
const LOG_LARGE = Math.log(LARGE);

/** A result that is not finite though the argument was. */
function checked(r: Pair, z: Pair): Pair {
  if (finite(z)) {
    if (Math.abs(r.re) === Infinity || Math.abs(r.im) === Infinity) throw rangeError();
    if (!finite(r)) throw domainError();
  }
  return r;
}

function sqrt(z: Pair): Pair {
  const { re, im } = z;
  if (re === 0 && im === 0) return { re: 0, im };
  if (Math.abs(im) === Infinity) return { re: Infinity, im };
  if (Number.isNaN(re)) return { re: NaN, im: NaN };
  if (re === Infinity) return { re: Infinity, im: Number.isNaN(im) ? NaN : sign(0, im) };
  if (re === -Infinity) return Number.isNaN(im) ? { re: NaN, im: Infinity } : { re: 0, im: sign(Infinity, im) };
  if (Number.isNaN(im)) return { re: NaN, im: NaN };
  let ax = Math.abs(re);
  const ay = Math.abs(im);
  let s: number;
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    ax *= 2 ** 54;
    s = Math.sqrt(ax + hypot(ax, ay * 2 ** 54)) * 2 ** -27;
    s = s / Math.SQRT2;
  } else {
    ax /= 8;
    s = 2 * Math.sqrt(ax + hypot(ax, ay / 8));
  }
  const d = ay / (2 * s);
  return re >= 0 ? { re: s, im: sign(d, im) } : { re: d, im: sign(s, im) };
}

function log(z: Pair): Pair {
  const im = real.atan2(z.im, z.re);
  const ax = Math.abs(z.re);
  const ay = Math.abs(z.im);
  if (ax === Infinity || ay === Infinity) return { re: Infinity, im };
  if (Number.isNaN(ax) || Number.isNaN(ay)) return { re: NaN, im: NaN };
  if (ax > LARGE || ay > LARGE) return { re: real.log(hypot(ax / 2, ay / 2)) + Math.LN2, im };
  if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308) {
    if (ax === 0 && ay === 0) throw domainError();
    return { re: real.log(hypot(ax * 2 ** 53, ay * 2 ** 53)) - 53 * Math.LN2, im };
  }
  const h = hypot(ax, ay);
  if (h >= 0.71 && h <= 1.73) {
    const big = Math.max(ax, ay);
    const small = Math.min(ax, ay);
    return { re: Math.log1p((big - 1) * (big + 1) + small * small) / 2, im };
  }
  return { re: real.log(h), im };
}

function exp(z: Pair): Pair {
  const { re, im } = z;
  if (!finite(z)) {
    if (re === -Infinity)
      return Number.isFinite(im) ? { re: sign(0, Math.cos(im)), im: sign(0, Math.sin(im)) } : { re: 0, im: 0 };
    if (re === Infinity) {
      if (im === 0) return { re, im };
      if (Number.isFinite(im)) return { re: sign(Infinity, Math.cos(im)), im: sign(Infinity, Math.sin(im)) };
      if (Math.abs(im) === Infinity) throw domainError();
      return { re, im: NaN };
    }
    if (Number.isNaN(re)) return { re, im: im === 0 ? im : NaN };
    if (Math.abs(im) === Infinity) throw domainError();
    return { re: NaN, im: NaN };
  }
  if (re > LOG_LARGE) {
    const l = Math.exp(re - 1);
    return { re: l * real.cos(im) * Math.E, im: l * real.sin(im) * Math.E };
  }
  const l = real.exp(re);
  return { re: l * real.cos(im), im: l * real.sin(im) };
}

function cosh(z: Pair): Pair {
  const { re, im } = z;
  if (!finite(z)) return coshSpecial(re, im);
  if (Math.abs(re) > LOG_LARGE) {
    const less = re - sign(1, re);
    return { re: real.cos(im) * Math.cosh(less) * Math.E, im: real.sin(im) * Math.sinh(less) * Math.E };
  }
  return { re: real.cos(im) * real.cosh(re), im: real.sin(im) * Math.sinh(re) };
}

function coshSpecial(re: number, im: number): Pair {
  if (Math.abs(re) === Infinity) {
    if (Math.abs(im) === Infinity) throw domainError();
    if (Number.isNaN(im)) return { re: Infinity, im: NaN };
    if (im === 0) return { re: Infinity, im: negative(re) ? -im : im };
    return { re: sign(Infinity, Math.cos(im)), im: sign(Infinity, negative(re) ? -Math.sin(im) : Math.sin(im)) };
  }
  if (Number.isNaN(re)) return { re: NaN, im: im === 0 ? 0 : NaN };
  if (Math.abs(im) === Infinity) throw domainError();
  return { re: NaN, im: re === 0 ? 0 : NaN };
}

function sinh(z: Pair): Pair {
  const { re, im } = z;
  if (!finite(z)) {
    if (Math.abs(re) === Infinity) {
      if (Math.abs(im) === Infinity) throw domainError();
      if (Number.isNaN(im)) return { re, im };
      if (im === 0) return { re, im };
      return {
        re: negative(re) ? -sign(Infinity, Math.cos(im)) : sign(Infinity, Math.cos(im)),
        im: sign(Infinity, Math.sin(im)),
      };
    }
    if (Number.isNaN(re)) return { re, im: im === 0 ? im : NaN };
    if (Math.abs(im) === Infinity) throw domainError();
    return { re: re === 0 ? re : NaN, im: NaN };
  }
  if (Math.abs(re) > LOG_LARGE) {
    const less = re - sign(1, re);
    return { re: real.cos(im) * Math.sinh(less) * Math.E, im: real.sin(im) * Math.cosh(less) * Math.E };
  }
  return { re: real.cos(im) * Math.sinh(re), im: real.sin(im) * real.cosh(re) };
}

function tanh(z: Pair): Pair {
  const { re, im } = z;
  if (!finite(z)) {
    if (Math.abs(re) === Infinity)
      return { re: sign(1, re), im: Number.isFinite(im) ? sign(0, 2 * Math.sin(im) * Math.cos(im)) : 0 };
    if (Number.isNaN(re)) return { re, im: im === 0 ? im : NaN };
    if (Math.abs(im) === Infinity) {
      if (re === 0) return { re, im: NaN };
      throw domainError();
    }
    return { re: re === 0 ? re : NaN, im: NaN };
  }
  if (Math.abs(re) > LOG_LARGE)
    return { re: sign(1, re), im: 4 * Math.sin(im) * Math.cos(im) * Math.exp(-2 * Math.abs(re)) };
  const tx = Math.tanh(re);
  const ty = real.tan(im);
  const cx = 1 / real.cosh(re);
  const txty = tx * ty;
  const denom = 1 + txty * txty;
  return { re: (tx * (1 + ty * ty)) / denom, im: (ty / denom) * cx * cx };
}

function acos(z: Pair): Pair {
  const { re, im } = z;
  if (Math.abs(re) > LARGE || Math.abs(im) > LARGE || !finite(z)) {
    if (Number.isNaN(re) && Math.abs(im) !== Infinity) return { re: NaN, im: NaN };
    if (Number.isNaN(im) && Math.abs(re) !== Infinity) return { re: re === 0 ? Math.PI / 2 : NaN, im: NaN };
    if (Number.isNaN(im) || Number.isNaN(re)) return { re: NaN, im: Number.isNaN(im) ? Infinity : -im };
    const r = real.log(hypot(re / 2, im / 2)) + 2 * Math.LN2;
    return { re: Math.atan2(Math.abs(im), re), im: re < 0 || Object.is(re, -0) ? -sign(r, im) : sign(r, -im) };
  }
  const s1 = sqrt({ re: 1 - re, im: -im });
  const s2 = sqrt({ re: 1 + re, im });
  return { re: 2 * real.atan2(s1.re, s2.re), im: real.asinh(s2.re * s1.im - s2.im * s1.re) };
}

function acosh(z: Pair): Pair {
  const { re, im } = z;
  if (Math.abs(re) > LARGE || Math.abs(im) > LARGE || !finite(z)) {
    if (Number.isNaN(re) || Number.isNaN(im))
      return { re: Math.abs(re) === Infinity || Math.abs(im) === Infinity ? Infinity : NaN, im: NaN };
    return { re: real.log(hypot(re / 2, im / 2)) + 2 * Math.LN2, im: Math.atan2(im, re) };
  }
  const s1 = sqrt({ re: re - 1, im });
  const s2 = sqrt({ re: re + 1, im });
  return { re: real.asinh(s1.re * s2.re + s1.im * s2.im), im: 2 * real.atan2(s1.im, s2.re) };
}

function asinh(z: Pair): Pair {
  const { re, im } = z;
  if (Math.abs(re) > LARGE || Math.abs(im) > LARGE || !finite(z)) {
    if (Number.isNaN(re)) return { re: Math.abs(im) === Infinity ? Infinity : NaN, im: im === 0 ? im : NaN };
    if (Number.isNaN(im)) return { re: Math.abs(re) === Infinity ? re : NaN, im: NaN };
    const r = real.log(hypot(re / 2, im / 2)) + 2 * Math.LN2;
    return { re: sign(r, re), im: Math.atan2(im, Math.abs(re)) };
  }
  const s1 = sqrt({ re: 1 + im, im: -re });
  const s2 = sqrt({ re: 1 - im, im: re });
  return { re: real.asinh(s1.re * s2.im - s2.re * s1.im), im: real.atan2(im, s1.re * s2.re - s1.im * s2.im) };
}

function atanh(z: Pair): Pair {
  const { re, im } = z;
  if (negative(re)) {
    const r = atanh({ re: -re, im: -im });
    return { re: -r.re, im: -r.im };
  }
  if (!finite(z)) {
    if (Math.abs(im) === Infinity) return { re: 0, im: sign(Math.PI / 2, im) };
    if (re === Infinity) return { re: 0, im: Number.isNaN(im) ? NaN : sign(Math.PI / 2, im) };
    return { re: re === 0 ? re : NaN, im: NaN };
  }
  const ay = Math.abs(im);
  if (re > Math.sqrt(LARGE) || ay > Math.sqrt(LARGE)) {
    const h = hypot(re / 2, im / 2);
    return { re: re / 4 / h / h, im: -sign(Math.PI / 2, -im) };
  }
  if (re === 1 && ay < 1.4916681462400413e-154) {
    if (ay === 0) throw domainError();
    return { re: -real.log(Math.sqrt(ay) / Math.sqrt(hypot(ay, 2))), im: sign(real.atan2(2, -ay) / 2, im) };
  }
  return {
    re: Math.log1p((4 * re) / ((1 - re) * (1 - re) + ay * ay)) / 4,
    im: -real.atan2(-2 * im, (1 - re) * (1 + re) - ay * ay) / 2,
  };
}

/** f(z) by way of the hyperbolic function: f(z) = -i g(iz). */
const turned =
  (g: (z: Pair) => Pair) =>
  (z: Pair): Pair => {
    const r = g({ re: -z.im, im: z.re });
    return { re: r.im, im: -r.re };
  };

function rect(r: number, phi: number): Pair {
  if (!Number.isFinite(r) || !Number.isFinite(phi)) {
    if (Math.abs(phi) === Infinity && !(r === 0 || Number.isNaN(r))) throw domainError();
    if (Math.abs(r) === Infinity && Number.isFinite(phi) && phi !== 0) {
      const s = r > 0 ? 1 : -1;
      return { re: s * sign(Infinity, Math.cos(phi)), im: s * sign(Infinity, Math.sin(phi)) };
    }
    if (Math.abs(r) === Infinity && phi === 0) return { re: r, im: phi * Math.sign(r) };
    if (Number.isNaN(r)) return { re: r, im: phi === 0 ? phi : NaN };
    return r === 0 ? { re: 0, im: 0 } : { re: NaN, im: NaN };
  }
  return phi === 0 ? { re: r, im: r * phi } : { re: r * real.cos(phi), im: r * real.sin(phi) };
}

function isClose(a: Pair, b: Pair, rel: number, abs: number): boolean {
  if (rel < 0 || abs < 0) throw valueError('tolerances must be non-negative');
  if (a.re === b.re && a.im === b.im) return true;
  const infinite = (z: Pair) => Math.abs(z.re) === Infinity || Math.abs(z.im) === Infinity;
  if (infinite(a) || infinite(b)) return false;
  const diff = hypot(a.re - b.re, a.im - b.im);
  return diff <= rel * hypot(b.re, b.im) || diff <= rel * hypot(a.re, a.im) || diff <= abs;
}

function define(m: ModuleBuilder, name: string, f: (z: Pair) => Pair): void {
  m.def(`${name}(z, /)`, (v: Value) => {
    const z = toComplex(v);
    const r = checked(f(z), z);
    return new PyComplex(r.re, r.im);
  });
}

nativeModule('cmath', (m) => {
  m.set('__doc__', 'Functions of complex numbers.');
  for (const [name, value] of Object.entries({ pi: Math.PI, e: Math.E, tau: 2 * Math.PI, inf: Infinity, nan: NaN }))
    m.set(name, new PyFloat(value));
  m.set('infj', new PyComplex(0, Infinity));
  m.set('nanj', new PyComplex(0, NaN));
  const functions = { sqrt, exp, cosh, sinh, tanh, acos, acosh, asinh, atanh };
  for (const [name, f] of Object.entries(functions)) define(m, name, f);
  define(m, 'cos', (z) => cosh({ re: -z.im, im: z.re }));
  define(m, 'sin', turned(sinh));
  define(m, 'tan', turned(tanh));
  define(m, 'asin', turned(asinh));
  define(m, 'atan', turned(atanh));
  define(m, 'log10', (z) => {
    const r = log(z);
    return { re: r.re / Math.LN10, im: r.im / Math.LN10 };
  });
  m.def('log(z, base=<absent>, /)', (zv: Value, base?: Value) => {
    const z = toComplex(zv);
    let r = checked(log(z), z);
    if (base !== undefined) r = complexDiv(r, log(toComplex(base)));
    return new PyComplex(r.re, r.im);
  });
  m.def('phase(z, /)', (v: Value) => {
    const z = toComplex(v);
    return new PyFloat(real.atan2(z.im, z.re));
  });
  m.def('polar(z, /)', (v: Value) => {
    const z = toComplex(v);
    const r = hypot(z.re, z.im);
    if (r === Infinity && finite(z)) throw rangeError();
    return new PyTuple([new PyFloat(r), new PyFloat(real.atan2(z.im, z.re))]);
  });
  m.def('rect(r, phi, /)', (r: Value, phi: Value) => {
    const z = rect(toDouble(r), toDouble(phi));
    return new PyComplex(z.re, z.im);
  });
  m.def('isfinite(z, /)', (v: Value) => finite(toComplex(v)));
  m.def('isnan(z, /)', (v: Value) => Number.isNaN(toComplex(v).re) || Number.isNaN(toComplex(v).im));
  m.def('isinf(z, /)', (v: Value) => Math.abs(toComplex(v).re) === Infinity || Math.abs(toComplex(v).im) === Infinity);
  m.def('isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)', (a: Value, b: Value, rel: Value | undefined, abs: Value) =>
    isClose(toComplex(a), toComplex(b), rel === undefined ? 1e-9 : toDouble(rel), toDouble(abs)),
  );
});
