/** What subscript.ts needs from files above it; set by them. */
import { NotImplemented } from './builtinTypes';
import { typeError } from './errors';
import { typeOf, type Value } from './object';

export const subscriptHooks = {
  /** `type[int]`; set by genericAlias.ts. */
  genericAlias: (v: Value, _key: Value): Value => {
    throw typeError(`'${typeOf(v).tpName}' object is not subscriptable`);
  },
  /** `int | str`; set by union.ts. */
  union: (_a: Value, _b: Value): Value => NotImplemented,
  /** `iter(v)` for `in`; set by iteration.ts. */
  getIter: (v: Value, _item: Value): Value => {
    throw typeError(`argument of type '${typeOf(v).tpName}' is not iterable`);
  },
};
