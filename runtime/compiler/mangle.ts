/** Private name mangling in a scope. Owns: which names a scope mangles. Must not know: scopes' contents. */
import { mangle } from '../base/mangle';
import type { Scope } from './scope';

/** A name as a scope knows it: around a generic class only its type parameters are mangled. */
export function maybeMangle(privateName: string | null, scope: Scope, name: string): string {
  if (privateName === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (scope.mangledNames !== null && !scope.mangledNames.has(name)) return name;
  return mangle(privateName, name);
}
