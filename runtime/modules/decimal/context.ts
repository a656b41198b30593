/**
 * Decimal contexts as Python objects: settings, flags and traps, raising of signals, the current context.
 */
import { None } from '../../objects/builtinTypes';
import { PyContextVar, setContextVar } from '../../objects/contextvars';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { PyObject, type Int, type PyType, type Value } from '../../objects/object';
import { typeNew } from '../../objects/classCreation';
import { typeType } from '../../objects/builtinTypes';
import { ssizeArgument, toIndex } from '../../objects/toIndex';
import { PyList, PyTuple, strOf, intOf } from '../../objects/values';
import { Flag, INVALID, MAX_EMAX, MAX_PREC, MIN_EMIN, roundings, shownLimits, type Ctx } from './number';

/** Exception classes by condition. */
export const signals = {} as Record<keyof typeof Flag | 'DecimalException', PyType>;

function exceptionClass(name: string, ...bases: PyType[]): PyType {
  const ns = new PyDict();
  ns.setStr('__module__', 'decimal');
  return typeNew(typeType, name, bases, ns, [], null) as PyType;
}

export function makeSignals(): void {
  const base = (signals.DecimalException = exceptionClass('DecimalException', Exc.ArithmeticError));
  for (const name of ['Clamped', 'Rounded', 'Inexact', 'Subnormal', 'InvalidOperation'] as const)
    signals[name] = exceptionClass(name, base);
  signals.DivisionByZero = exceptionClass('DivisionByZero', base, Exc.ZeroDivisionError);
  signals.Overflow = exceptionClass('Overflow', signals.Inexact, signals.Rounded);
  signals.Underflow = exceptionClass('Underflow', signals.Inexact, signals.Rounded, signals.Subnormal);
  signals.FloatOperation = exceptionClass('FloatOperation', base, Exc.TypeError);
  const invalid = signals.InvalidOperation;
  signals.ConversionSyntax = exceptionClass('ConversionSyntax', invalid);
  signals.DivisionImpossible = exceptionClass('DivisionImpossible', invalid);
  signals.DivisionUndefined = exceptionClass('DivisionUndefined', invalid, Exc.ZeroDivisionError);
  signals.InvalidContext = exceptionClass('InvalidContext', invalid);
}

/** The signals in the order of libmpdec's table. */
export const signalNames = [
  'InvalidOperation', 'FloatOperation', 'DivisionByZero', 'Overflow', 'Subnormal', 'Underflow', 'Inexact', 'Rounded', 'Clamped',
] as const; // prettier-ignore
/** In the order of libmpdec's bits, as a context is shown. */
const shownNames = [
  'Clamped', 'InvalidOperation', 'DivisionByZero', 'Inexact', 'FloatOperation', 'Overflow', 'Rounded', 'Subnormal', 'Underflow',
] as const; // prettier-ignore
const details = ['ConversionSyntax', 'DivisionImpossible', 'DivisionUndefined', 'InvalidContext'] as const;

export class PyDecimalContext extends PyObject {
  readonly c: Ctx = {
    prec: 28,
    rounding: 'ROUND_HALF_EVEN',
    emin: -999999,
    emax: 999999,
    capitals: 1,
    clamp: 0,
    status: 0,
  };
  flags = 0;
  /** Settings beyond what the arithmetic can, as they were given. */
  beyond = new Map<string, Int>();
  traps: number = Flag.InvalidOperation | Flag.DivisionByZero | Flag.Overflow;

  copy(): PyDecimalContext {
    const x = new PyDecimalContext(contextTypes.context);
    Object.assign(x.c, this.c);
    x.flags = this.flags;
    x.beyond = new Map(this.beyond);
    x.traps = this.traps;
    return x;
  }

  /** Runs an operation and raises what it signals and the context traps. */
  run<T>(f: (c: Ctx) => T): T {
    this.c.status = 0;
    const r = f(this.c);
    if (this.c.status !== 0) this.raise(this.c.status);
    return r;
  }

  raise(status: number): void {
    const all = (status & INVALID) !== 0 ? status | Flag.InvalidOperation : status;
    this.flags |= all & 511;
    const trapped = all & this.traps;
    if (trapped === 0) return;
    const raised = signalNames.filter((name) => (trapped & Flag[name]) !== 0);
    const shown = raised.flatMap((name) => {
      if (name !== 'InvalidOperation') return [signals[name]];
      const found = details.filter((d) => (status & Flag[d]) !== 0);
      return found.length > 0 ? found.map((d) => signals[d]) : [signals.InvalidOperation];
    });
    throw new PyBaseException(signals[raised[0]], [new PyList(shown)]);
  }
}

export const contextTypes = {} as { context: PyType; signalDict: PyType };

/** `ctx.flags` and `ctx.traps`: a view of the bits. */
export class PySignalDict extends PyObject {
  constructor(
    readonly context: PyDecimalContext,
    readonly which: 'flags' | 'traps',
  ) {
    super(contextTypes.signalDict);
  }

  get bits(): number {
    return this.context[this.which];
  }

  set bits(n: number) {
    this.context[this.which] = n;
  }
}

/** The bit of a signal's class; raises KeyError. */
export function signalBit(cls: Value): number {
  const name = signalNames.find((n) => signals[n] === cls);
  if (name === undefined) throw newError(Exc.KeyError, 'invalid error flag');
  return Flag[name];
}

/** Flags or traps from a list of signals or a mapping. */
export function signalBits(v: Value): number {
  if (v instanceof PySignalDict) return v.bits;
  if (v instanceof PyList || v instanceof PyTuple)
    return [...v.items].reduce((bits: number, s) => bits | signalBit(s), 0);
  if (v instanceof PyDict) {
    let bits = 0;
    for (const name of signalNames) {
      const on = v.get(signals[name]);
      if (on === undefined) throw newError(Exc.KeyError, 'invalid error flag');
      if (on !== false && on !== 0) bits |= Flag[name];
    }
    return bits;
  }
  throw typeError(`argument must be a signal dict`);
}

/** A number of a context within the limits that programs see. What is beyond the arithmetic's own counts as those. */
function limited(x: PyDecimalContext, name: string, v: Value, min: number, max: number, message: string): number {
  if (intOf(v) === undefined) throw typeError('an integer is required');
  ssizeArgument(v);
  const n = toIndex(v);
  if (n < (min < -1 ? -shownLimits : min) || n > (max > 1 ? shownLimits : max)) throw valueError(message);
  if (n < min || n > max) x.beyond.set(name, n);
  else x.beyond.delete(name);
  return n < min ? min : n > max ? max : Number(n);
}

export const setters: Record<string, (x: PyDecimalContext, v: Value) => void> = {
  prec: (x, v) => (x.c.prec = limited(x, 'prec', v, 1, MAX_PREC, 'valid range for prec is [1, MAX_PREC]')),
  rounding: (x, v) => {
    const s = strOf(v);
    if (s === undefined || !roundings.includes(s))
      throw typeError(
        'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]',
      );
    x.c.rounding = s;
  },
  Emin: (x, v) => (x.c.emin = limited(x, 'Emin', v, MIN_EMIN, 0, 'valid range for Emin is [MIN_EMIN, 0]')),
  Emax: (x, v) => (x.c.emax = limited(x, 'Emax', v, 0, MAX_EMAX, 'valid range for Emax is [0, MAX_EMAX]')),
  capitals: (x, v) => (x.c.capitals = limited(x, 'capitals', v, 0, 1, 'valid values for capitals are 0 or 1')),
  clamp: (x, v) => (x.c.clamp = limited(x, 'clamp', v, 0, 1, 'valid values for clamp are 0 or 1')),
  flags: (x, v) => (x.flags = signalBits(v)),
  traps: (x, v) => (x.traps = signalBits(v)),
};

/** Applies keyword arguments; None and missing ones change nothing. */
export function configure(x: PyDecimalContext, values: Record<string, Value | undefined>): void {
  for (const [name, v] of Object.entries(values)) if (v !== undefined && v !== None) setters[name](x, v);
}

const variable = new PyContextVar('decimal_context', undefined);
export const templates = {} as { default: PyDecimalContext; basic: PyDecimalContext; extended: PyDecimalContext };

export function currentDecimalContext(): PyDecimalContext {
  const v = variable.get(None);
  if (v instanceof PyDecimalContext) return v;
  const fresh = templates.default.copy();
  fresh.flags = 0;
  setContextVar(variable, fresh);
  return fresh;
}

export function setDecimalContext(v: Value): void {
  if (!(v instanceof PyDecimalContext)) throw typeError('argument must be a context');
  const isTemplate = v === templates.default || v === templates.basic || v === templates.extended;
  const x = isTemplate ? v.copy() : v;
  if (isTemplate) x.flags = 0;
  setContextVar(variable, x);
}

/** A `context=None` argument. */
export function contextArg(v: Value | undefined): PyDecimalContext {
  if (v === undefined || v === None) return currentDecimalContext();
  if (!(v instanceof PyDecimalContext)) throw typeError('optional argument must be a context');
  return v;
}

export function contextRepr(x: PyDecimalContext): string {
  const list = (bits: number): string => `[${shownNames.filter((n) => (bits & Flag[n]) !== 0).join(', ')}]`;
  const { c } = x;
  const given = (name: string, n: number) => x.beyond.get(name) ?? n;
  return `Context(prec=${given('prec', c.prec)}, rounding=${c.rounding}, Emin=${given('Emin', c.emin)}, Emax=${given('Emax', c.emax)}, capitals=${c.capitals}, clamp=${c.clamp}, flags=${list(x.flags)}, traps=${list(x.traps)})`;
}
