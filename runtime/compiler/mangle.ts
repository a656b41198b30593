/** Private name mangling (CPython's _Py_Mangle). Owns: `__x` in class C is `_C__x`. Must not know: scopes' contents. */
import type { Scope } from './scope';

/** The name that `name` has inside a class called `privateName`. */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (name.endsWith('__') || name.includes('.')) return name;
  const stripped = privateName.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}

/** The same in a scope: around a generic class only its type parameters are mangled. */
export function maybeMangle(privateName: string | null, scope: Scope, name: string): string {
  if (privateName === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (scope.mangledNames !== null && !scope.mangledNames.has(name)) return name;
  return mangle(privateName, name);
}
