/**
 * `__text_signature__` of native functions: their declaration in the words of CPython's Argument Clinic.
 */
import { splitTop, type NativeSpec } from './native';

/** `bound` is the parameter that a call fills in itself; null: there is none, as in a static method. */
export function textSignature(spec: NativeSpec, bound: 'module' | 'type' | 'self' | null): string | undefined {
  if (spec.signature === null) return undefined;
  // str.find() and its kin.
  const text = spec.signature.replace(/, start=<absent>, end=<absent>/, '[, start[, end]]');
  const params = splitTop(
    text
      .slice(1, -1)
      .replace(/<[a-zA-Z]+>/g, '<unrepresentable>')
      .replace(/\b9223372036854775807\b/g, 'sys.maxsize'),
  );
  if (bound === null) return `(${params.join(', ')})`;
  if (spec.isMethod) params.shift();
  // The bound parameter is positional-only, whatever the others are; a slot's `__new__` does not say so.
  if (!params.includes('/') && spec.name !== '__new__') params.unshift('/');
  return `(${[`$${bound}`, ...params].join(', ')})`;
}
