/**
 * The module `_testlimitedcapi`: functions of CPython's C API as Python functions, as its own tests import them. Here
 * those that go to a type's slots past the special methods: PySequence_*Item and PyObject_HasAttrString.
 */
import { lookupAttr } from '../objects/attributes';
import { bytesOf } from '../objects/buffer';
import { None } from '../objects/builtinTypes';
import { typeError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { toIndex, toSsize } from '../objects/toIndex';
import { nativeModule } from './registry';

/** The index as the slots take it: a negative one counts from the end, once. */
function fromStart(sequence: Value, index: Value): number {
  const i = toSsize(toIndex(index));
  const { sq_length } = typeOf(sequence);
  return i < 0 && sq_length !== null ? i + sq_length(sequence) : i;
}

function assign(sequence: Value, index: Value, value: Value | undefined): Value {
  const { name, mp_ass_subscript, sq_item } = typeOf(sequence);
  if (mp_ass_subscript === null || sq_item === null)
    throw typeError(`'${name}' object doesn't support item ${value === undefined ? 'deletion' : 'assignment'}`);
  const i = fromStart(sequence, index);
  // Still negative: before the start. To the slot that both protocols share it would count from the end again.
  mp_ass_subscript(sequence, i < 0 ? -1 - typeOf(sequence).sq_length!(sequence) : i, value);
  return 0;
}

nativeModule('_testlimitedcapi', (m) => {
  m.def('sequence_getitem(object, index, /)', (sequence: Value, index: Value) => {
    const { name, sq_item } = typeOf(sequence);
    if (sq_item === null) throw typeError(`'${name}' object does not support indexing`);
    return sq_item(sequence, fromStart(sequence, index));
  });
  m.def('sequence_setitem(object, index, value, /)', assign);
  m.def('sequence_delitem(object, index, /)', (sequence: Value, index: Value) => assign(sequence, index, undefined));
  m.def('object_hasattrstring(object, name, /)', (object: Value, name: Value) => {
    const text = name === None ? undefined : bytesOf(name);
    if (text === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(name).tpName}'`);
    return lookupAttr(object, new TextDecoder().decode(text)) === undefined ? 0 : 1;
  });
});
