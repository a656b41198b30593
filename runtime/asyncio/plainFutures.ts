/** Futures that can be awaited natively: subclasses too, where they leave everything about that as it is. */
import { bareType } from '../objects/builtinTypes';
import { typeLookup } from '../objects/lookup';
import { isSubtype, type PyType } from '../objects/object';
import { futureType, type PyFuture } from './future';

export const taskType = bareType('_asyncio.Task', futureType);

/** What awaiting a future uses of its class. */
const METHODS = ['add_done_callback', 'result', 'get_loop'];
const AWAITED = [...METHODS, '_asyncio_future_blocking', '__getattribute__', '__setattr__'];

/** Subclasses of Future and Task by version: whether they leave all of that as it is (gather()'s future does). */
const plainFutures = new WeakMap<PyType, { version: number; isPlain: boolean }>();

export function isPlainFuture({ cls, dict }: PyFuture): boolean {
  if (cls === futureType || cls === taskType) return true;
  if (dict !== undefined) for (let i = 0; i < METHODS.length; i++) if (dict.has(METHODS[i])) return false;
  const known = plainFutures.get(cls);
  if (known?.version === cls.version) return known.isPlain;
  const base = isSubtype(cls, taskType) ? taskType : futureType;
  const isPlain = AWAITED.every((name) => typeLookup(cls, name) === typeLookup(base, name));
  plainFutures.set(cls, { version: cls.version, isPlain });
  return isPlain;
}
