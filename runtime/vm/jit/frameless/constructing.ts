/**
 * Calls of classes and of super() by code without frames.
 *
 * Owns: for which classes a call is no more than a new instance and its `__init__`; which method super() finds. Nothing
 * of the program runs for that and nothing is raised.
 */
import { functionType } from '../../../objects/builtinTypes';
import { PyFunction } from '../../../objects/function';
import { typeLookup } from '../../../objects/lookup';
import { objectNew } from '../../../objects/objectNew';
import { isSubtype, PyType, type Value } from '../../../objects/object';
import { typeCall } from '../../../objects/typeObject';
import type { ExecCode } from '../../execCode';

/** The `__init__` by which a plain class is called with so many arguments; null where there is more to do. */
export function initOf(callee: Value, count: number): PyFunction | null {
  if (!(callee instanceof PyType) || callee.cls.tp_call !== typeCall) return null;
  if (callee.tp_new !== objectNew || callee.isAbstract) return null;
  const init = typeLookup(callee, '__init__');
  if (!(init instanceof PyFunction) || !init.simple || init.code.argcount !== count + 1) return null;
  const x = init.code.exec as ExecCode | null;
  return x !== null && !x.isGenerator && x.returnsNone ? init : null;
}

/** One `super().name`: what it found last, and where. */
export class SuperSite {
  private cls: PyType | undefined;
  private version = -1;
  private after: Value | undefined;
  private found: Value | undefined;

  constructor(private readonly name: string) {}

  /** The plain function that `super(after, self)` has by the name; else undefined. */
  method(after: Value | undefined, self: Value | undefined): Value | undefined {
    if (typeof self !== 'object' || typeof after !== 'object') return undefined;
    const { cls } = self;
    if (cls === this.cls && cls.version === this.version && after === this.after) return this.found;
    if (!(after instanceof PyType) || self instanceof PyType || !isSubtype(cls, after)) return undefined;
    this.cls = cls;
    this.version = cls.version;
    this.after = after;
    this.found = undefined;
    for (let i = cls.mro.indexOf(after) + 1; i < cls.mro.length; i++) {
      const v = cls.mro[i].attrs.getStr(this.name);
      if (v === undefined) continue;
      if (typeof v === 'object' && v.cls === functionType) this.found = v;
      break;
    }
    return this.found;
  }
}
