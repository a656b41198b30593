/** What union.ts needs of the library: `typing._type_check`, looked up when it is first wanted. */
import type { Value } from './object';

export const unionHooks: { typeCheck: (() => Value) | undefined } = { typeCheck: undefined };
