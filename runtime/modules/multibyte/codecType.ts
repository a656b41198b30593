/** `_multibytecodec.MultibyteCodec`: an encoding as a Python object, without a state. */
import { None } from '../../objects/builtinTypes';
import { typeError } from '../../objects/errors';
import { PyObject, type Value } from '../../objects/object';
import { str } from '../../objects/text';
import { givenType } from '../../objects/typeNames';
import { defineType } from '../../objects/typeObject';
import { PyBytes, PyTuple, strOf } from '../../objects/values';
import { readBuffer } from '../buffers';
import { codePointLength } from '../io/codePoints';
import { decodeBytes, encodeText, type MultibyteCodec, newState } from './codec';

export class PyMultibyteCodec extends PyObject {
  constructor(readonly codec: MultibyteCodec) {
    super(multibyteCodecType);
  }
}

/** Anything but a str is shown as one. */
export const textToEncode = (v: Value): Value => (strOf(v) === undefined ? str(v) : v);

function errorsOf(v: Value, method: string): string {
  if (v === None) return 'strict';
  const s = strOf(v);
  if (s === undefined) throw typeError(`${method}() argument 'errors' must be str or None, not ${givenType(v)}`);
  return s;
}

const multibyteCodecType = defineType({
  name: '_multibytecodec.MultibyteCodec',
  isBase: false,
  methods: {
    'encode(self, /, input, errors=None)': ({ codec }: PyMultibyteCodec, input: Value, errors: Value) => {
      const handling = errorsOf(errors, 'encode');
      const text = textToEncode(input);
      const state = newState();
      codec.start?.(state, false);
      const { bytes } = encodeText(codec, state, text, handling, true, true);
      return new PyTuple([new PyBytes(bytes), codePointLength(strOf(text)!)]);
    },
    'decode(self, /, input, errors=None)': ({ codec }: PyMultibyteCodec, input: Value, errors: Value) => {
      const bytes = readBuffer(input);
      const handling = errorsOf(errors, 'decode');
      return new PyTuple([decodeBytes(codec, bytes, handling), bytes.length]);
    },
  },
});
