/** Exception classes of native modules (CPython's PyErr_NewException). */
import { Exc } from '../objects/exceptionTypes';
import type { PyType } from '../objects/object';
import { defineType } from '../objects/typeObject';

/** A new class, e.g. `newExceptionType('struct.error')`. */
export function newExceptionType(name: string, base: PyType = Exc.Exception, doc?: string): PyType {
  return defineType({
    name,
    base,
    doc,
    hasDict: true,
    setup: (t) => {
      t.isMutable = true;
      t.hasWeakref = true;
    },
  });
}
