/**
 * object.__new__ and object.__init__: the defaults that most classes have.
 */
import { typeError } from './errors';
import type { KwNames, PyType, Value } from './object';
import { typeOf } from './object';
import { allocate } from './typeObject';
import { typeLookup } from './lookup';
import { forEach } from './iteration';
import { strOf } from './values';

/** CPython's object_new: excess arguments are an error unless `__init__` is overridden and `__new__` is not. */
export function objectNew(cls: PyType, args: Value[], kwnames: KwNames): Value {
  if (args.length > 0 || (kwnames !== null && kwnames.length > 0)) {
    if (cls.tp_new !== objectNew)
      throw typeError('object.__new__() takes exactly one argument (the type to instantiate)');
    if (cls.tp_init === objectInit) throw typeError(`${cls.tpName}() takes no arguments`);
  }
  if (cls.isHeap) refuseAbstract(cls);
  return allocate(cls);
}

function refuseAbstract(cls: PyType): void {
  if (!cls.isAbstract) return;
  const abstract = typeLookup(cls, '__abstractmethods__');
  if (abstract === undefined) return;
  const names: string[] = [];
  forEach(abstract, (n) => names.push(strOf(n)!));
  if (names.length === 0) return;
  const list = names
    .sort()
    .map((n) => `'${n}'`)
    .join(', ');
  throw typeError(
    `Can't instantiate abstract class ${cls.tpName} without an implementation for abstract method${names.length > 1 ? 's' : ''} ${list}`,
  );
}

/** CPython's object_init. */
export function objectInit(self: Value, args: Value[], kwnames: KwNames): void {
  if (args.length === 0 && (kwnames === null || kwnames.length === 0)) return;
  const cls = typeOf(self);
  if (cls.tp_init !== objectInit)
    throw typeError('object.__init__() takes exactly one argument (the instance to initialize)');
  if (cls.tp_new === objectNew)
    throw typeError(`${cls.tpName}.__init__() takes exactly one argument (the instance to initialize)`);
}
