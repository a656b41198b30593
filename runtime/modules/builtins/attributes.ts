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
import { asciiValue, format, reprValue } from '../../objects/text';
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
    'getattr(object, name, default=<unrepresentable>, /)',
    (v: Value, name: Value, fallback: Value | undefined) => {
      const n = attributeName(name);
      if (fallback === undefined) return getAttr(v, n);
      return lookupAttr(v, n) ?? fallback;
    },
    "Get a named attribute from an object.\n\ngetattr(x, 'y') is equivalent to ``x.y``.\n\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.",
  );
  m.def(
    'hasattr(obj, name, /)',
    (v: Value, name: Value) => lookupAttr(v, attributeName(name)) !== undefined,
    'Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.',
  );
  m.def(
    'setattr(obj, name, value, /)',
    (v: Value, name: Value, value: Value) => {
      setAttr(v, attributeName(name), value);
      return None;
    },
    "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``",
  );
  m.def(
    'delattr(obj, name, /)',
    (v: Value, name: Value) => {
      delAttr(v, attributeName(name));
      return None;
    },
    "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
  );
  m.def(
    'isinstance(obj, class_or_tuple, /)',
    (v: Value, cls: Value) => isInstance(v, cls),
    'Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.',
  );
  m.def(
    'issubclass(cls, class_or_tuple, /)',
    (v: Value, cls: Value) => isSubclassOf(v, cls),
    "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.",
  );
  m.def(
    'callable(obj, /)',
    (v: Value) => typeOf(v).tp_call !== null,
    'Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.',
  );
  m.def(
    'hash(obj, /)',
    (v: Value) => hash(v),
    'Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.',
  );
  m.def(
    'id(obj, /)',
    idOf,
    "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)",
  );
  m.def(
    'len(obj, /)',
    (v: Value) => (v instanceof PyRange ? rangeLen(v) : length(v)),
    'Return the number of items in a container.',
  );
  m.def(
    'repr(obj, /)',
    reprValue,
    'Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will accept\nsuch a string and recreate the object.',
  );
  m.def(
    'ascii(obj, /)',
    asciiValue,
    'Return an ASCII-only representation of an object.\n\nAs repr(), return a string containing a printable representation of an\nobject, but escape the non-ASCII characters in the string returned by\nrepr() using \\\\x, \\\\u or \\\\U escapes. This generates a string similar\nto that returned by repr() in Python 2.',
  );
  m.def(
    "format(value, format_spec='', /)",
    (v: Value, spec: Value) => {
      const s = strOf(spec);
      if (s === undefined) throw typeError(`format() argument 2 must be str, not ${givenType(spec)}`);
      return format(v, s);
    },
    "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec according to the\nFormat Specification Mini-language. See help('FORMATTING') for details.",
  );
}
