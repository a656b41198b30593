/**
 * What the type parameter types share: evaluators, the caller's module, calling the library's `typing`.
 */
import { None, unionType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defMethod } from '../../objects/descriptors';
import { typeError } from '../../objects/errors';
import { typeRepr } from '../../objects/genericAlias';
import { interp } from '../../objects/interp';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { getItem } from '../../objects/subscript';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { defineType } from '../../objects/typeObject';
import { PyTuple } from '../../objects/values';
import type { Frame } from '../../vm/frame';
import { importAttr } from '../importing';

let noDefaultValue: PyObject | undefined;

/** `typing.NoDefault`. */
export function noDefault(): PyObject {
  if (noDefaultValue !== undefined) return noDefaultValue;
  const type = defineType({
    name: 'NoDefaultType',
    isBase: false,
    doc: 'The type of NoDefault, which stands for a type parameter without a default.',
    slots: { tp_repr: () => 'typing.NoDefault' },
    new: ['(cls)', () => noDefaultValue!],
    methods: { '__reduce__(self, /)': () => 'NoDefault' },
  });
  return (noDefaultValue = new PyObject(type));
}

/** A value that is known already, as an evaluator: `evaluate_bound` of a TypeVar made by a call. */
class PyConstEvaluator extends PyObject {
  constructor(
    cls: PyType,
    readonly value: Value,
  ) {
    super(cls);
  }
}

let constEvaluatorType: PyType | undefined;

export function constEvaluator(value: Value): Value {
  constEvaluatorType ??= defineType({
    name: '_typing._ConstEvaluator',
    isBase: false,
    slots: {
      tp_repr: (self) => `<constevaluator ${repr((self as PyConstEvaluator).value)}>`,
      tp_call: (self, args) => {
        const { value: v } = self as PyConstEvaluator;
        if (Number(toIndex(args[0] ?? 1)) !== 4) return v;
        return v instanceof PyTuple
          ? `(${v.items.map(typeRepr).join(', ')}${v.items.length === 1 ? ',' : ''})`
          : typeRepr(v);
      },
    },
  });
  return new PyConstEvaluator(constEvaluatorType, value);
}

/** A lazily evaluated attribute: by the compiler's function, which is given the format VALUE. */
export class Lazy {
  private value: Value | undefined;
  constructor(
    value: Value | undefined,
    private readonly evaluator: Value | undefined,
  ) {
    this.value = value;
  }

  get(): Value | undefined {
    if (this.value === undefined && this.evaluator !== undefined) this.value = call(this.evaluator, [1]);
    return this.value;
  }

  /** Without evaluating it: whether it is anything but `nothing`. */
  has(nothing: Value): boolean {
    return this.evaluator !== undefined || (this.value !== undefined && this.value !== nothing);
  }

  /** What `evaluate_…` gives. */
  function(): Value {
    if (this.evaluator !== undefined) return this.evaluator;
    return this.value === undefined ? None : constEvaluator(this.value);
  }
}

/** `__name__` of the module that is calling; None where the code is in none. */
export function callerModule(): Value {
  const f = interp().currentFrame() as Frame | undefined;
  return f?.globals.getStr('__name__') ?? None;
}

export function typing(name: string, ...args: Value[]): Value {
  return call(importAttr('typing', name), args);
}

/** What TypeVar, ParamSpec, TypeVarTuple and aliases do with `|`. */
export const unionSlot = (a: Value, b: Value): Value => getItem(unionType, new PyTuple([a, b]));

export function notSubclassable(t: PyType, name: string): void {
  defMethod(t, '__mro_entries__(self, object, /)', () => {
    throw typeError(`Cannot subclass an instance of ${name}`);
  });
}
