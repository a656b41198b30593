/**
 * Looking up attributes along a type's mro, with caching, and the invalidation of those caches (CPython's _PyType_Lookup).
 */
import { freshVersion, type PyType, type Value } from './object';

/** The attribute of the type or its bases, as stored (no descriptor is called); undefined where there is none. */
export function typeLookup(type: PyType, name: string): Value | undefined {
  const cached = type.lookupCache.get(name);
  if (cached !== undefined) return cached;
  if (type.lookupCache.has(name)) return undefined;
  let found: Value | undefined;
  const { mro } = type;
  for (let i = 0; i < mro.length && found === undefined; i++) found = mro[i].attrs.getStr(name);
  type.lookupCache.set(name, found);
  return found;
}

/** To be called after any change to a type's attributes or mro: caches keyed by the old version no longer match. */
export function typeModified(type: PyType): void {
  type.version = freshVersion();
  type.lookupCache.clear();
  for (const sub of type.subclasses) typeModified(sub);
}
