/** `_string`: what string.Formatter takes from str.format's parser. */
import { None } from '../objects/builtinTypes';
import { typeError } from '../objects/errors';
import { nativeIterType, PyNativeIter } from '../objects/iteration';
import { typeOf, type Value } from '../objects/object';
import { parseMarkup, splitFieldName } from '../objects/strFormat';
import { PyTuple, strOf } from '../objects/values';
import { nativeModule } from './registry';

const formatterIterType = nativeIterType('formatteriterator');
const fieldNameIterType = nativeIterType('fieldnameiterator');

function text(v: Value): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`expected str, got ${typeOf(v).tpName}`);
  return s;
}

nativeModule('_string', (m) => {
  m.def('formatter_parser(object, /)', (v: Value) => {
    const pieces = parseMarkup(text(v));
    return new PyNativeIter(formatterIterType, () => {
      const step = pieces.next();
      if (step.done === true) return undefined;
      const value = step.value;
      const { literal, field } = value;
      if (field === undefined) return new PyTuple([literal, None, None, None]);
      return new PyTuple([literal, field.name, field.spec, field.conversion === '' ? None : field.conversion]);
    });
  });
  m.def('formatter_field_name_split(object, /)', (v: Value) => {
    const [first, rest] = splitFieldName(text(v));
    const parts = rest();
    const iterator = new PyNativeIter(fieldNameIterType, () => {
      const step = parts.next();
      return step.done === true ? undefined : new PyTuple([step.value.isAttr, step.value.key]);
    });
    return new PyTuple([first, iterator]);
  });
});
