/** The types of None, Ellipsis and NotImplemented. */
import {
  Ellipsis,
  ellipsisType,
  None,
  noneType,
  NotImplemented,
  notImplementedType,
  type PySingleton,
} from './builtinTypes';
import { defMethod } from './descriptors';
import { typeError } from './errors';
import type { PyType, Value } from './object';
import { defNew } from './typeObject';

export function installSingletons(): void {
  for (const [t, v] of [
    [noneType, None],
    [ellipsisType, Ellipsis],
    [notImplementedType, NotImplemented],
  ] as [PyType, PySingleton][]) {
    t.tp_repr = (self) => (self as PySingleton).text;
    defNew(t, (_cls, args) => {
      if (args.length > 0) throw typeError(`${t.tpName} takes no arguments`);
      return v;
    });
  }
  noneType.nb_bool = () => false;
  noneType.doc = 'The type of None.';
  ellipsisType.doc = 'The type of Ellipsis.';
  notImplementedType.doc = 'The type of NotImplemented.';
  notImplementedType.nb_bool = () => {
    throw typeError('NotImplemented should not be used in a boolean context');
  };
  defMethod(ellipsisType, '__reduce__(self, /)', (): Value => 'Ellipsis');
  defMethod(notImplementedType, '__reduce__(self, /)', (): Value => 'NotImplemented');
}
