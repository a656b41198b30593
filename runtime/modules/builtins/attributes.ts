/**
 * Builtin functions about any object: attributes, types, identity, text.
 */
import { delAttr, getAttr, lookupAttr, setAttr } from '../../objects/attributes';
import { None } from '../../objects/builtinTypes';
import { callSpecial } from '../../objects/call';
import { hash, idOf } from '../../objects/compare';
import { typeError } from '../../objects/errors';
import { isInstance, isSubclassOf } from '../../objects/isSubclass';
import { toArray } from '../../objects/iteration';
import { typeOf, type Value } from '../../objects/object';
import { PyRange, rangeLen } from '../../objects/range';
import { sortValues } from '../../objects/sort';
import { length } from '../../objects/subscript';
import { asciiValue, formatted, reprValue } from '../../objects/text';
import { PyList, strOf } from '../../objects/values';
import type { ModuleBuilder } from '../registry';
import { givenType } from '../../objects/typeNames';

export function attributeName(v: Value): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`attribute name must be string, not '${typeOf(v).tpName}'`);
  return s;
}

/** `dir(v)`. */
export function dirOf(v: Value): Value {
  const names = callSpecial(v, '__dir__');
  if (names === undefined) throw typeError('object does not provide __dir__');
  return sortedList(toArray(names));
}

export function sortedList(items: Value[]): PyList {
  sortValues(items, null);
  return new PyList(items);
}

export function defAttributeFunctions(m: ModuleBuilder): void {
  m.def(
    'getattr(object, name, default=<unrepresentable>, /)!',
    (v: Value, name: Value, fallback: Value | undefined) => {
      const n = attributeName(name);
      if (fallback === undefined) return getAttr(v, n);
      return lookupAttr(v, n) ?? fallback;
    },
    'getattr(object, name) -> value\ngetattr(object, name, default) -> value\n\nThe attribute of that name; if there is none, default, or AttributeError without one.',
  );
  m.def(
    'hasattr(obj, name, /)',
    (v: Value, name: Value) => lookupAttr(v, attributeName(name)) !== undefined,
    'Whether getattr(obj, name) finds something, raising no AttributeError.',
  );
  m.def(
    'setattr(obj, name, value, /)',
    (v: Value, name: Value, value: Value) => {
      setAttr(v, attributeName(name), value);
      return None;
    },
    'Sets the attribute of that name, as obj.name = value does.',
  );
  m.def(
    'delattr(obj, name, /)',
    (v: Value, name: Value) => {
      delAttr(v, attributeName(name));
      return None;
    },
    'Deletes the attribute of that name, as del obj.name does.',
  );
  m.def(
    'isinstance(obj, class_or_tuple, /)',
    (v: Value, cls: Value) => isInstance(v, cls),
    'Whether obj is of the given class or a subclass of it; of a tuple or union, of one of its classes.',
  );
  m.def(
    'issubclass(cls, class_or_tuple, /)',
    (v: Value, cls: Value) => isSubclassOf(v, cls),
    'Whether cls is the given class or derived from it; of a tuple or union, from one of its classes.',
  );
  m.def(
    'callable(obj, /)',
    (v: Value) => typeOf(v).tp_call !== null,
    'Whether obj can be called: its type has __call__.',
  );
  m.def(
    'hash(obj, /)',
    (v: Value) => hash(v),
    'The hash of obj, an int; TypeError if it has none. Equal objects have equal hashes.',
  );
  m.def('id(obj, /)', idOf, 'An int that no other living object has.');
  m.def(
    'len(obj, /)',
    (v: Value) => (v instanceof PyRange ? rangeLen(v) : length(v)),
    'How many items obj has, from its __len__().',
  );
  m.def('repr(obj, /)', reprValue, "The text that type(obj).__repr__ makes of obj, for programmers' eyes.");
  m.def('ascii(obj, /)', asciiValue, 'repr(obj) with everything beyond ASCII as \\x, \\u and \\U escapes.');
  m.def(
    "format(value, format_spec='', /)",
    (v: Value, spec: Value) => {
      if (strOf(spec) === undefined) throw typeError(`format() argument 2 must be str, not ${givenType(spec)}`);
      return formatted(v, spec);
    },
    'The text that type(value).__format__ makes of value for format_spec.',
  );
}
