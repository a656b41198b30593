/**
 * The module _decimal (CPython's _decimal.c over libmpdec). The arithmetic is in decimal/.
 */
import { Exc } from '../objects/exceptionTypes';
import { None, NotImplemented } from '../objects/builtinTypes';
import { isTrue } from '../objects/compare';
import { defGetSet, defMethod } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { typeError, valueError, newError } from '../objects/errors';
import { getIter } from '../objects/iteration';
import { Cmp, PyObject, type PyType, type Value } from '../objects/object';
import { repr } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { intOf, PyFloat, PyList, PyTuple } from '../objects/values';
import { getAttr, setAttr } from '../objects/attributes';
import { importModule, importAttr } from './importing';
import { call } from '../objects/call';
import {
  configure, contextArg, contextRepr, contextTypes, currentDecimalContext, makeSignals, PyDecimalContext, PySignalDict, setDecimalContext, setters,
  signalBit, signalBits, signalNames, signals, templates,
} from './decimal/context'; // prettier-ignore
import {
  argument,
  convert,
  fromDouble,
  makeDecimalType,
  newDecimal,
  powerModulo,
  toValue,
} from './decimal/decimalType';
import { divmod } from './decimal/arithmetic';
import {
  etiny,
  etop,
  finalize,
  finite,
  Flag,
  isNaNum,
  roundings,
  digitCount,
  shownLimits,
  NAN,
} from './decimal/number';
import { operations } from './decimal/operations';
import { nativeModule, type ModuleBuilder } from './registry';

const fields = ['prec', 'rounding', 'Emin', 'Emax', 'capitals', 'clamp', 'flags', 'traps'] as const;

function fieldValue(x: PyDecimalContext, name: string): Value {
  const { c } = x;
  const values: Record<string, Value> = {
    prec: c.prec,
    rounding: c.rounding,
    Emin: c.emin,
    Emax: c.emax,
    capitals: c.capitals,
    clamp: c.clamp,
  };
  return x.beyond.get(name) ?? values[name] ?? new PySignalDict(x, name as 'flags' | 'traps');
}

function makeContextType(): PyType {
  return defineType({
    name: 'decimal.Context',
    doc: 'Precision, rounding, bounds of exponents, traps and flags for decimal arithmetic.',
    slots: { alloc: (cls) => new PyDecimalContext(cls), tp_repr: (v) => contextRepr(v as PyDecimalContext) },
    new: [
      `(cls, ${fields.map((f) => `${f}=None`).join(', ')})`,
      (cls: PyType, ...args: Value[]) => {
        const x = new PyDecimalContext(cls);
        Object.assign(x.c, templates.default.c);
        x.traps = templates.default.traps;
        configure(x, Object.fromEntries(fields.map((f, i) => [f, args[i]])));
        return x;
      },
    ],
    setup: installContext,
  });
}

function installContext(t: PyType): void {
  for (const name of fields)
    defGetSet(
      t,
      name,
      (x: PyDecimalContext) => fieldValue(x, name),
      (x: PyDecimalContext, v) => {
        if (v === undefined) throw newError(Exc.AttributeError, 'context attributes cannot be deleted');
        setters[name](x, v);
      },
    );
  for (const [name, f] of Object.entries(operations.unary)) {
    defMethod(t, `${name}(self, x, /)`, (x: PyDecimalContext, a: Value) => {
      const n = argument(a);
      return toValue(x.run((c) => f(c, n, n, n)));
    });
  }
  for (const [name, f] of Object.entries(operations.binary)) {
    if (name === 'power') continue;
    defMethod(t, `${name}(self, x, y, /)`, (x: PyDecimalContext, a: Value, b: Value) => {
      const [n, m] = [argument(a), argument(b)];
      return toValue(x.run((c) => f(c, n, m, m)));
    });
  }
  defMethod(t, '_apply(self, object, /)', (x: PyDecimalContext, a: Value) =>
    newDecimal(x.run((c) => finalize(argument(a), c))),
  );
  defMethod(t, 'fma(self, x, y, z, /)', (x: PyDecimalContext, a: Value, b: Value, z: Value) => {
    const [n, m, o] = [argument(a), argument(b), argument(z)];
    return toValue(x.run((c) => operations.ternary.fma(c, n, m, o)));
  });
  defMethod(t, 'power(self, /, a, b, modulo=None)', (x: PyDecimalContext, a: Value, b: Value, mod: Value) => {
    const [n, m] = [argument(a), argument(b)];
    if (mod === None) return toValue(x.run((c) => operations.binary.power(c, n, m, m)));
    const o = argument(mod);
    return newDecimal(x.run((c) => powerModulo(n, m, o, c)));
  });
  defMethod(t, 'divmod(self, x, y, /)', (x: PyDecimalContext, a: Value, b: Value) => {
    const [n, m] = [argument(a), argument(b)];
    return new PyTuple(x.run((c) => divmod(n, m, c)).map(newDecimal));
  });
  defMethod(t, "create_decimal(self, num='0', /)", (x: PyDecimalContext, v: Value) => {
    const n = convert(v, x);
    return newDecimal(
      x.run((c) => {
        if (isNaNum(n) && digitCount(n.coeff) > c.prec - c.clamp && n.coeff !== 0n) {
          c.status |= Flag.ConversionSyntax;
          return NAN;
        }
        return finalize(n, c);
      }),
    );
  });
  defMethod(t, 'create_decimal_from_float(self, f, /)', (x: PyDecimalContext, v: Value) => {
    if (!(v instanceof PyFloat) && intOf(v) === undefined) throw typeError('argument must be int or float');
    const n = v instanceof PyFloat ? fromDouble(v.value) : argument(v);
    return newDecimal(x.run((c) => finalize(n, c)));
  });
  defMethod(t, 'Etiny(self, /)', (x: PyDecimalContext) => etiny(x.c));
  defMethod(t, 'Etop(self, /)', (x: PyDecimalContext) => etop(x.c));
  defMethod(t, 'radix(self, /)', () => newDecimal(finite(0, 10n, 0)));
  for (const name of ['copy', '__copy__']) defMethod(t, `${name}(self, /)`, (x: PyDecimalContext) => x.copy());
  defMethod(t, 'clear_flags(self, /)', (x: PyDecimalContext) => ((x.flags = 0), None));
  defMethod(t, 'clear_traps(self, /)', (x: PyDecimalContext) => ((x.traps = 0), None));
  defMethod(t, '__reduce__(self, /)', (x: PyDecimalContext) => {
    const list = (bits: number): Value =>
      new PyList(signalNames.filter((n) => (bits & Flag[n]) !== 0).map((n) => signals[n]));
    const { c } = x;
    return new PyTuple([
      x.cls,
      new PyTuple([c.prec, c.rounding, c.emin, c.emax, c.capitals, c.clamp, list(x.flags), list(x.traps)]),
    ]);
  });
}

const INHERITED = ['keys', 'items', 'values', 'get', 'pop', 'popitem', 'clear', 'update', 'setdefault'];

function makeSignalDictType(): PyType {
  const asDict = (d: PySignalDict): PyDict => {
    const out = new PyDict();
    for (const n of signalNames) out.set(signals[n], (d.bits & Flag[n]) !== 0);
    return out;
  };
  return defineType({
    name: 'decimal.SignalDict',
    slots: {
      patternFlags: 64,
      tp_repr: (v) =>
        `{${signalNames.map((n) => `${repr(signals[n])}:${((v as PySignalDict).bits & Flag[n]) !== 0 ? 'True' : 'False'}`).join(', ')}}`,
      tp_iter: (v) => getIter(asDict(v as PySignalDict)),
      sq_length: () => signalNames.length,
      sq_contains: (_v, key) => signalNames.some((n) => signals[n] === key),
      mp_subscript: (v, key) => ((v as PySignalDict).bits & signalBit(key)) !== 0,
      mp_ass_subscript: (v, key, value) => {
        if (value === undefined) throw valueError('signal keys cannot be deleted');
        const bit = signalBit(key);
        const d = v as PySignalDict;
        d.bits = isTrue(value) ? d.bits | bit : d.bits & ~bit;
      },
      tp_richcompare: (left, right, op) => {
        if (op !== Cmp.EQ && op !== Cmp.NE) return NotImplemented;
        if (!(right instanceof PySignalDict) && !(right instanceof PyDict)) return NotImplemented;
        return (op === Cmp.EQ) === ((left as PySignalDict).bits === signalBits(right));
      },
    },
    methods: {
      'copy(self, /)': asDict,
    },
    setup: (t) => {
      // In CPython it derives from MutableMapping.
      const mapping = importAttr('collections.abc', 'MutableMapping');
      for (const name of INHERITED) t.attrs.setStr(name, getAttr(mapping, name));
      call(getAttr(mapping, 'register'), [t]);
    },
  });
}

class PyContextManager extends PyObject {
  saved: PyDecimalContext | undefined;
  constructor(
    cls: PyType,
    readonly context: PyDecimalContext,
  ) {
    super(cls);
  }
}

function installLocalContext(m: ModuleBuilder): void {
  const t = defineType({
    name: 'decimal.ContextManager',
    isBase: false,
    methods: {
      '__enter__(self, /)': (x: PyContextManager) => {
        x.saved = currentDecimalContext();
        setDecimalContext(x.context);
        return x.context;
      },
      '__exit__(self, /, *args)': (x: PyContextManager) => {
        setDecimalContext(x.saved!);
        return false;
      },
    },
  });
  m.def(
    `localcontext(ctx=None, *, ${fields.map((f) => `${f}=<absent:None>`).join(', ')})`,
    (ctx: Value, ...rest: (Value | undefined)[]) => {
      const local = contextArg(ctx).copy();
      configure(local, Object.fromEntries(fields.map((f, i) => [f, rest[i]])));
      return new PyContextManager(t, local);
    },
  );
}

nativeModule('_decimal', (m) => {
  m.set('__doc__', 'Decimal floating-point arithmetic.');
  m.set('__version__', '1.70');
  m.set('__libmpdec_version__', '2.5.1');
  makeSignals();
  for (const [name, cls] of Object.entries(signals))
    if (!['ConversionSyntax', 'DivisionImpossible', 'DivisionUndefined', 'InvalidContext'].includes(name))
      m.set(name, cls);
  contextTypes.signalDict = makeSignalDictType();
  templates.default = undefined as unknown as PyDecimalContext;
  contextTypes.context = makeContextType();
  const decimal = m.type(makeDecimalType());
  m.type(contextTypes.context);
  templates.default = new PyDecimalContext(contextTypes.context);
  templates.basic = new PyDecimalContext(contextTypes.context);
  templates.basic.c.prec = 9;
  templates.basic.c.rounding = 'ROUND_HALF_UP';
  templates.basic.traps = Flag.InvalidOperation | Flag.DivisionByZero | Flag.Overflow | Flag.Underflow | Flag.Clamped;
  templates.extended = new PyDecimalContext(contextTypes.context);
  templates.extended.c.prec = 9;
  templates.extended.traps = 0;
  m.set('DefaultContext', templates.default);
  m.set('BasicContext', templates.basic);
  m.set('ExtendedContext', templates.extended);
  m.def('getcontext()', () => currentDecimalContext());
  m.def('setcontext(context, /)', (x: Value) => {
    setDecimalContext(x);
    return None;
  });
  installLocalContext(m);
  m.def('IEEEContext(bits, /)', (v: Value) => {
    const bits = Number(toIndex(v));
    if (bits <= 0 || bits > 512 || bits % 32 !== 0)
      throw valueError(`argument must be a multiple of 32, with a maximum of 512`);
    const x = new PyDecimalContext(contextTypes.context);
    const emax = 3 * 2 ** (bits / 16 + 3);
    Object.assign(x.c, { prec: 9 * (bits / 32) - 2, emax, emin: 1 - emax, clamp: 1 });
    x.traps = 0;
    return x;
  });
  for (const name of ['ConversionSyntax', 'DivisionImpossible', 'DivisionUndefined', 'InvalidContext'] as const)
    m.set(name, signals[name]);
  for (const name of roundings) m.set(name, name);
  const constants = {
    MAX_PREC: shownLimits,
    MAX_EMAX: shownLimits,
    MIN_EMIN: -shownLimits,
    MIN_ETINY: -2n * shownLimits + 1n,
    HAVE_THREADS: true,
    HAVE_CONTEXTVAR: true,
    IEEE_CONTEXT_MAX_BITS: 512,
  };
  for (const [name, value] of Object.entries(constants))
    m.set(name, typeof value === 'number' ? (Number.isSafeInteger(value) ? value : BigInt(String(value))) : value);
  const tuple = call(getAttr(importModule('collections'), 'namedtuple'), ['DecimalTuple', 'sign digits exponent']);
  setAttr(tuple, '__module__', 'decimal');
  m.set('DecimalTuple', tuple);
  call(getAttr(getAttr(importModule('numbers'), 'Number'), 'register'), [decimal]);
});
