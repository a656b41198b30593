/**
 * The module `_multibytecodec`: encoders and decoders that keep a state, of encodings with several bytes a character
 * (CPython's multibytecodec.c). A class's attribute `codec` says of which.
 */
import { getAttr } from '../objects/attributes';
import { bytesType, intType, None, tupleType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { defGetSet } from '../objects/descriptors';
import { attributeError, newError, overflowError, typeError, valueError } from '../objects/errors';
import { unicodeError } from '../objects/codecErrors';
import { Exc } from '../objects/exceptionTypes';
import { isTrue } from '../objects/compare';
import { isSequence } from '../objects/iteration';
import { NativeSpec } from '../objects/native';
import { isInstanceOf, PyObject, type PyType, typeOf, type Value } from '../objects/object';
import { splitLines } from '../objects/strMethods';
import { getItem, length } from '../objects/subscript';
import { toSsize } from '../objects/toIndex';
import { givenType } from '../objects/typeNames';
import { defineType, defNew } from '../objects/typeObject';
import { encodeUtf8, decodeUtf8 } from '../objects/utfCodecs';
import { intOf, PyBytes, PyList, PyTuple, strOf } from '../objects/values';
import { readBuffer } from './buffers';
import { type CodecState, Decoding, encodeText, type MultibyteCodec, newState } from './multibyte/codec';
import { PyMultibyteCodec, textToEncode } from './multibyte/codecType';
import { TextBuilder } from './multibyte/textBuilder';
import { nativeModule } from './registry';

/** CPython's MAXENCPENDING (in characters) and MAXDECPENDING (in bytes). */
const MOST_CHARACTERS = 2;
const MOST_BYTES = 8;
const MOST_UTF8 = MOST_CHARACTERS * 4;

/** CPython's MultibyteStatefulCodecContext. */
class PyStateful extends PyObject {
  readonly state: CodecState = newState();
  /** Characters that may be the first of a pair. */
  pendingText = '';
  /** An incomplete sequence. */
  pendingBytes: Uint8Array = new Uint8Array(0);

  constructor(
    cls: PyType,
    readonly codec: MultibyteCodec,
    public errors: string,
    decodes: boolean,
    readonly stream: Value = None,
  ) {
    super(cls);
    codec.start?.(this.state, decodes);
  }

  encode(text: Value, final: boolean): Uint8Array {
    const input = textToEncode(text);
    const all = this.pendingText === '' ? input : this.pendingText + strOf(input)!;
    const { bytes, rest } = encodeText(this.codec, this.state, all, this.errors, final, final);
    this.pendingText = rest;
    return bytes;
  }

  /**
   * Decodes what is pending and more into `out`; `final`: nothing follows. `keep`: if that is an error, all is as before.
   * Gives the number of bytes there were.
   */
  decodeInto(out: TextBuilder, bytes: Uint8Array, final: boolean, keep = false): number {
    const pending = this.pendingBytes;
    let all = bytes;
    if (pending.length > 0) {
      all = new Uint8Array(pending.length + bytes.length);
      all.set(pending);
      all.set(bytes, pending.length);
      this.pendingBytes = new Uint8Array(0);
    }
    const decoding = new Decoding(this.codec, this.state, all, this.errors, out);
    decoding.feed();
    if (final) {
      try {
        decoding.cut();
      } catch (e) {
        if (keep) this.pendingBytes = pending;
        throw e;
      }
    }
    const { rest } = decoding;
    if (rest.length > MOST_BYTES) throw newError(Exc.UnicodeError, 'pending buffer overflow');
    this.pendingBytes = rest;
    return all.length;
  }

  resetDecoder(): Value {
    this.codec.resetDecoder?.(this.state);
    this.pendingBytes = new Uint8Array(0);
    return None;
  }
}

function defErrors(t: PyType): void {
  defGetSet(
    t,
    'errors',
    (self: PyStateful) => self.errors,
    (self: PyStateful, v) => {
      if (v === undefined) throw attributeError(self, 'errors', 'cannot delete attribute');
      const s = strOf(v);
      if (s === undefined) throw typeError('errors must be a string');
      self.errors = s;
    },
    'how to treat errors',
  );
}

/** The constructor, under the name that its errors tell. */
function defConstructor(t: PyType, name: string, decodes: boolean, takesStream: boolean): void {
  const spec = new NativeSpec(
    takesStream ? `${name}(cls, stream, errors='strict')` : `${name}(cls, errors='strict')`,
    (cls: PyType, ...args: Value[]) => {
      const given = args[args.length - 1];
      const errors = strOf(given);
      if (errors === undefined)
        throw typeError(`${name}() argument ${args.length} must be str, not ${givenType(given)}`);
      const codec = getAttr(cls, 'codec');
      if (!(codec instanceof PyMultibyteCodec)) throw typeError('codec is unexpected type');
      return new PyStateful(cls, codec.codec, errors, decodes, takesStream ? args[0] : None);
    },
  );
  spec.isConstructor = true;
  defNew(t, (cls, args, kw) => spec.call([cls, ...args], kw));
  t.tp_init = () => undefined;
}

/** CPython's _PyLong_AsByteArray, unsigned and little-endian. */
function toBytes(v: bigint | number, size: number): Uint8Array {
  let n = BigInt(v);
  if (n < 0n) throw overflowError("can't convert negative int to unsigned");
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++, n >>= 8n) bytes[i] = Number(n & 255n);
  if (n > 0n) throw overflowError('int too big to convert');
  return bytes;
}

function fromBytes(bytes: ArrayLike<number>): Value {
  let n = 0n;
  for (let i = bytes.length; i-- > 0;) n = (n << 8n) | BigInt(bytes[i]);
  return n <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(n) : n;
}

// ---- incremental

const encoderMethods = {
  'encode(self, /, input, final=False)': (self: PyStateful, input: Value, final: Value) =>
    new PyBytes(self.encode(input, isTrue(final))),
  'getstate(self, /)': (self: PyStateful) => {
    const pending = encodeUtf8(self.pendingText);
    return fromBytes([pending.length, ...pending, ...self.state]);
  },
  'setstate(self, state, /)': (self: PyStateful, state: Value) => {
    if (!isInstanceOf(state, intType)) throw typeError(`setstate() argument must be int, not ${givenType(state)}`);
    const bytes = toBytes(intOf(state)!, 1 + MOST_UTF8 + self.state.length);
    const size = bytes[0];
    if (size > MOST_UTF8) throw newError(Exc.UnicodeError, 'pending buffer too large');
    self.pendingText = decodeUtf8(bytes.slice(1, 1 + size)).text;
    self.state.set(bytes.subarray(1 + size, 1 + size + self.state.length));
    return None;
  },
  'reset(self, /)': (self: PyStateful) => {
    // As if the end had been written; nobody gets it.
    encodeText(self.codec, self.state, '', 'strict', false, true);
    self.pendingText = '';
    return None;
  },
};

const decoderMethods = {
  'decode(self, /, input, final=False)': (self: PyStateful, input: Value, final: Value) => {
    const out = new TextBuilder();
    self.decodeInto(out, readBuffer(input), isTrue(final), true);
    return out.finish();
  },
  'getstate(self, /)': (self: PyStateful) =>
    new PyTuple([new PyBytes(self.pendingBytes.slice()), fromBytes(self.state)]),
  'setstate(self, state, /)': (self: PyStateful, state: Value) => {
    if (!isInstanceOf(state, tupleType)) throw typeError(`setstate() argument must be tuple, not ${givenType(state)}`);
    const [buffer, flags, ...more] = (state as PyTuple).items as (Value | undefined)[];
    const right = buffer !== undefined && flags !== undefined && more.length === 0;
    if (!right || !isInstanceOf(buffer, bytesType) || !isInstanceOf(flags, intType))
      throw typeError('setstate(): illegal state argument');
    const bytes = toBytes(intOf(flags)!, self.state.length);
    const { data } = buffer as PyBytes;
    if (data.length > MOST_BYTES)
      throw unicodeError('decode', self.codec.name, buffer, 0, data.length, 'pending buffer too large');
    self.pendingBytes = data.slice();
    self.state.set(bytes);
    return None;
  },
  'reset(self, /)': (self: PyStateful) => self.resetDecoder(),
};

// ---- streams

/** How much to read; -1 is all. */
function sizeOf(v: Value): number {
  if (v === None) return -1;
  const n = intOf(v);
  if (n === undefined) throw typeError('arg 1 must be an integer');
  return toSsize(n);
}

/** CPython's mbstreamreader_iread: at least one character, if there is one. */
function readFrom(self: PyStateful, method: string, size: number): string {
  if (size === 0) return '';
  const out = new TextBuilder();
  for (let hint = size; ; hint = 1) {
    const bytes = call(getAttr(self.stream, method), hint < 0 ? [] : [hint]);
    if (!(bytes instanceof PyBytes))
      throw typeError(`stream function returned a non-bytes object (${typeOf(bytes).tpName})`);
    const atEnd = bytes.data.length === 0;
    const read = self.decodeInto(out, bytes.data, atEnd || hint < 0);
    if (hint < 0 || !out.isEmpty || read === 0) return out.finish();
  }
}

const readerMethods = {
  'read(self, sizeobj=None, /)': (self: PyStateful, size: Value) => readFrom(self, 'read', sizeOf(size)),
  'readline(self, sizeobj=None, /)': (self: PyStateful, size: Value) => readFrom(self, 'readline', sizeOf(size)),
  'readlines(self, sizehintobj=None, /)': (self: PyStateful, size: Value) =>
    new PyList(splitLines(readFrom(self, 'read', sizeOf(size)), true)),
  'reset(self, /)': (self: PyStateful) => self.resetDecoder(),
};

function writeTo(self: PyStateful, bytes: Uint8Array): void {
  call(getAttr(self.stream, 'write'), [new PyBytes(bytes)]);
}

const writerMethods = {
  'write(self, strobj, /)': (self: PyStateful, text: Value) => {
    writeTo(self, self.encode(text, false));
    return None;
  },
  'writelines(self, lines, /)': (self: PyStateful, lines: Value) => {
    if (!isSequence(lines)) throw typeError('arg must be a sequence object');
    for (let i = 0; i < length(lines); i++) writeTo(self, self.encode(getItem(lines, i), false));
    return None;
  },
  'reset(self, /)': (self: PyStateful) => {
    if (self.pendingText === '') return None;
    const pending = self.pendingText;
    self.pendingText = '';
    const { bytes } = encodeText(self.codec, self.state, pending, self.errors, true, true);
    if (bytes.length > 0) writeTo(self, bytes);
    return None;
  },
};

nativeModule('_multibytecodec', (m) => {
  for (const [name, methods, decodes] of [
    ['IncrementalEncoder', encoderMethods, false],
    ['IncrementalDecoder', decoderMethods, true],
    ['StreamReader', readerMethods, true],
    ['StreamWriter', writerMethods, false],
  ] as const) {
    const takesStream = name.startsWith('Stream');
    m.type(
      defineType({
        name: `_multibytecodec.Multibyte${name}`,
        methods,
        setup: (t) => {
          defErrors(t);
          if (takesStream) defGetSet(t, 'stream', (self: PyStateful) => self.stream);
          defConstructor(t, name, decodes, takesStream);
        },
      }),
    );
  }
  // A codec of C is in a capsule, of which there are none here.
  m.def('__create_codec(arg, /)', () => {
    throw valueError('argument type invalid');
  });
});
