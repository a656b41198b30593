/** What a class is called: `__qualname__`, `__module__`, and both together. */
import { None } from './builtinTypes';
import { type PyType, typeOf, type Value } from './object';
import { strOf } from './values';

/** Those of classes made by Python code; a native type's is its name. */
const qualnames = new WeakMap<PyType, string>();

/** `__qualname__`. */
export function qualnameOf(t: PyType): string {
  return qualnames.get(t) ?? t.name;
}

export function setQualname(t: PyType, name: string): void {
  qualnames.set(t, name);
}

/** `__module__` as text. */
export function moduleOf(t: PyType): string | undefined {
  const m = t.attrs.getStr('__module__');
  return m === undefined ? undefined : strOf(m);
}

/** Without the module where that is `builtins` or `__main__` (CPython's PyType_GetFullyQualifiedName, `%T`). */
export function fullyQualifiedName(t: PyType): string {
  const module = moduleOf(t) ?? 'builtins';
  return module === 'builtins' || module === '__main__' ? qualnameOf(t) : `${module}.${qualnameOf(t)}`;
}

/** What an argument of the wrong type is called in the message (CPython's _PyArg_BadArgument). */
export function givenType(v: Value): string {
  return v === None ? 'None' : typeOf(v).tpName;
}
