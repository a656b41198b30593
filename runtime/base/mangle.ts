/** Private name mangling (CPython's _Py_Mangle). Owns: `__x` in class C is `_C__x`. Must not know: scopes. */

/** The name that `name` has inside a class called `privateName`. */
export function mangle(privateName: string | null, name: string): string {
  if (privateName === null || name.charCodeAt(0) !== 95 || name.charCodeAt(1) !== 95) return name;
  if (name.endsWith('__') || name.includes('.')) return name;
  const stripped = privateName.replace(/^_+/, '');
  return stripped === '' ? name : `_${stripped}${name}`;
}
