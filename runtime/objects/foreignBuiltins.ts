/**
 * Builtins that are no plain dict: whatever mapping stands in a namespace's `__builtins__`.
 *
 * Owns: looking names up in it. Seen by inline caches as a dictionary of another class, so never cached.
 */
import { objectType } from './builtinTypes';
import { PyDict } from './dict';
import { isError } from './errors';
import { Exc } from './exceptionTypes';
import type { Value } from './object';
import { getItem } from './subscript';
import { PyModule } from './values';

class ForeignBuiltins extends PyDict {
  constructor(mapping: Value) {
    super(objectType);
    this.setStr('mapping', mapping);
  }

  get mapping(): Value {
    return super.getStr('mapping')!;
  }

  override getStr(key: string): Value | undefined {
    try {
      return getItem(this.mapping, key);
    } catch (e) {
      if (isError(e, Exc.KeyError)) return undefined;
      throw e;
    }
  }
}

/** The builtins that a namespace's `__builtins__` stands for (CPython's _PyEval_BuiltinsFromGlobals). */
export function builtinsIn(v: Value): PyDict {
  if (v instanceof PyDict && v.cls === PyDict.type) return v;
  return v instanceof PyModule ? v.dict : new ForeignBuiltins(v);
}

/** What a frame or function shows as its builtins. */
export function shownBuiltins(d: PyDict): Value {
  return d instanceof ForeignBuiltins ? d.mapping : d;
}
