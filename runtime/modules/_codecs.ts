/**
 * The module `_codecs`: the registry, and the interpreter's own codecs as functions.
 *
 * The registry is in codecRegistry.ts, the codecs are in objects/utfCodecs.ts.
 */
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { codecRegistry } from '../objects/codecs';
import { builtinHandler, builtinHandlers, registeredHandlers } from '../objects/codecErrors';
import { PyDict } from '../objects/dict';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { interp } from '../objects/interp';
import { nativeFunction } from '../objects/native';
import { addNote } from '../objects/exceptionMethods';
import { typeOf, type Value } from '../objects/object';
import { str } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { decodeSimple, decodeUtf8, decodeUtfN, encodeSimple, encodeUtf8, encodeUtfN } from '../objects/utfCodecs';
import { isTrue } from '../objects/compare';
import { PyBytes, PyTuple, strOf } from '../objects/values';
import { readBuffer } from './buffers';
import {
  decodeCharmap,
  decodeEscapes,
  encodeCharmap,
  encodeRawUnicodeEscape,
  encodeUnicodeEscape,
  escapeBytes,
  unescapeBytes,
} from './escapeCodecs';
import { lookupCodec, lookupTextCodec, registerSearch, unregisterSearch } from './codecRegistry';
import { nativeModule, type ModuleBuilder } from './registry';
import { codePointLength } from './io/codePoints';
import { decodeUtf7, encodeUtf7 } from './utf7';
import { givenType } from '../objects/typeNames';

/** Runs encoder (0) or decoder (1) of a codec. */
function runCodec(info: PyTuple, which: 0 | 1, input: Value, errors: string, name: string): Value {
  try {
    const r = call(info.items[which], [input, errors]);
    if (!(r instanceof PyTuple) || r.items.length !== 2)
      throw typeError(`${which === 0 ? 'encoder' : 'decoder'} must return a tuple (object, integer)`);
    return r.items[0];
  } catch (e) {
    if (e instanceof PyBaseException)
      addNote(e, `${which === 0 ? 'encoding' : 'decoding'} with '${name}' codec failed`);
    throw e;
  }
}

function textArg(v: Value, name: string): string {
  const s = strOf(v);
  if (s === undefined) throw typeError(`${name} must be str, not ${typeOf(v).tpName}`);
  return s;
}

const errorsOf = (v: Value | undefined): string => (v === undefined || v === None ? 'strict' : textArg(v, 'errors'));

/** A built-in error handler as a Python function. */
function handlerFunction(name: string): Value {
  const handler = builtinHandler(name);
  return nativeFunction(
    `${name === 'surrogatepass' || name === 'surrogateescape' ? name : `${name}_errors`}(exception, /)`,
    (e: Value) => {
      if (!(e instanceof PyBaseException))
        throw typeError(
          name === 'strict'
            ? 'codec must pass exception instance'
            : `don't know how to handle ${typeOf(e).tpName} in error callback`,
        );
      const { text, next } = handler(e);
      return new PyTuple([typeof text === 'string' ? text : new PyBytes(text), next]);
    },
  );
}

function defRegistry(m: ModuleBuilder): void {
  m.def('register(search_function, /)', (f: Value) => (registerSearch(f), None));
  m.def('unregister(search_function, /)', (f: Value) => (unregisterSearch(f), None));
  m.def('lookup(encoding, /)', (name: Value) => lookupCodec(textArg(name, 'lookup() argument')));
  m.def("encode(obj, encoding='utf-8', errors='strict')", (v: Value, encoding: Value, errors: Value) => {
    const name = textArg(encoding, "encode() argument 'encoding'");
    return runCodec(lookupCodec(name), 0, v, errorsOf(errors), name);
  });
  m.def("decode(obj, encoding='utf-8', errors='strict')", (v: Value, encoding: Value, errors: Value) => {
    const name = textArg(encoding, "decode() argument 'encoding'");
    return runCodec(lookupCodec(name), 1, v, errorsOf(errors), name);
  });
  m.def('register_error(errors, handler, /)', (name: Value, handler: Value) => {
    if (typeOf(handler).tp_call === null) throw typeError('handler must be callable');
    registeredHandlers.set(textArg(name, 'register_error() argument 1'), handler);
    return None;
  });
  const builtins = new Map<string, Value>();
  m.def('lookup_error(name, /)', (nameIn: Value) => {
    const name = textArg(nameIn, 'lookup_error() argument');
    if (name.includes('\0')) throw valueError('embedded null character');
    const registered = registeredHandlers.get(name);
    if (registered !== undefined) return registered;
    let f = builtins.get(name);
    if (f === undefined) builtins.set(name, (f = handlerFunction(name)));
    return f;
  });
  m.def('_unregister_error(errors, /)', (nameIn: Value) => {
    const name = textArg(nameIn, '_unregister_error() argument');
    if (builtinHandlers.has(name))
      throw newError(Exc.ValueError, `cannot un-register built-in error handler '${name}'`);
    return registeredHandlers.delete(name);
  });
  m.def('_normalize_encoding(encoding)', (name: Value) =>
    textArg(name, '_normalize_encoding() argument')
      .replace(/[^A-Za-z0-9.]+/g, '_')
      .replace(/^_+|_+$/g, ''),
  );
}

type Encoder = (s: string, errors: string) => Uint8Array;

function defEncoder(m: ModuleBuilder, name: string, f: Encoder): void {
  m.def(`${name}(str, errors=None, /)`, (s: Value, errors: Value) => {
    const text = textArg(s, `${name}() argument 1`);
    return new PyTuple([new PyBytes(f(text, errorsOf(errors))), codePointLength(text)]);
  });
}

function defDecoder(
  m: ModuleBuilder,
  name: string,
  f: (data: Uint8Array, errors: string, final: boolean, source: Value) => { text: string; consumed: number },
): void {
  m.def(`${name}(data, errors=None, final=False, /)`, (data: Value, errors: Value, final: Value) => {
    const { text, consumed } = f(readBuffer(data), errorsOf(errors), isTrue(final), data);
    return new PyTuple([text, consumed]);
  });
}

function defEscapes(m: ModuleBuilder): void {
  defEncoder(m, 'unicode_escape_encode', encodeUnicodeEscape);
  defEncoder(m, 'raw_unicode_escape_encode', encodeRawUnicodeEscape);
  for (const raw of [false, true]) {
    const name = raw ? 'raw_unicode_escape_decode' : 'unicode_escape_decode';
    m.def(`${name}(data, errors=None, final=True, /)`, (v: Value, errors: Value, final: Value) => {
      const text = strOf(v);
      const data = text === undefined ? readBuffer(v) : encodeUtf8(text);
      const r = decodeEscapes(data, errorsOf(errors), isTrue(final), raw);
      if (r.invalid !== undefined) warnOfEscape(`"${r.invalid}"`);
      return new PyTuple([r.text, r.consumed]);
    });
  }
  m.def('escape_encode(data, errors=None, /)', (v: Value) => {
    if (!(v instanceof PyBytes)) throw typeError(`escape_encode() argument 1 must be bytes, not ${givenType(v)}`);
    return new PyTuple([new PyBytes(escapeBytes(v.data)), v.data.length]);
  });
  m.def('escape_decode(data, errors=None, /)', (v: Value, errors: Value) => {
    const text = strOf(v);
    const data = text === undefined ? readBuffer(v) : encodeUtf8(text);
    const r = unescapeBytes(data, errorsOf(errors));
    if (r.invalid !== undefined) warnOfEscape(`b"${r.invalid}"`);
    return new PyTuple([new PyBytes(r.bytes), data.length]);
  });
}

function warnOfEscape(shown: string): void {
  const octal = /\\[0-7]{3}/.test(shown) ? 'octal ' : '';
  const message = `${shown} is an invalid ${octal}escape sequence. Such sequences will not work in the future. `;
  interp().warn(Exc.DeprecationWarning, message, 1);
}

function defCharmaps(m: ModuleBuilder): void {
  m.def('charmap_encode(str, errors=None, mapping=None, /)', (v: Value, errors: Value, mapping: Value) => {
    const text = textArg(v, 'charmap_encode() argument 1');
    const bytes =
      mapping === None
        ? encodeSimple(text, errorsOf(errors), 'latin1')
        : encodeCharmap(text, errorsOf(errors), mapping);
    return new PyTuple([new PyBytes(bytes), codePointLength(text)]);
  });
  m.def('charmap_decode(data, errors=None, mapping=None, /)', (v: Value, errors: Value, mapping: Value) => {
    const data = readBuffer(v);
    const text =
      mapping === None
        ? decodeSimple(data, errorsOf(errors), false, v)
        : decodeCharmap(data, errorsOf(errors), mapping);
    return new PyTuple([text, data.length]);
  });
  m.def('charmap_build(map, /)', (map: Value) => {
    // CPython makes a compact EncodingMap; a dict serves as well.
    const d = new PyDict();
    Array.from(textArg(map, 'charmap_build() argument')).forEach((c, i) => {
      if (c !== '\ufffe') d.set(c.codePointAt(0)!, i);
    });
    return d;
  });
}

nativeModule('_codecs', (m) => {
  defRegistry(m);
  defEncoder(m, 'utf_8_encode', encodeUtf8);
  defDecoder(m, 'utf_8_decode', decodeUtf8);
  defEncoder(m, 'latin_1_encode', (s, errors) => encodeSimple(s, errors, 'latin1'));
  defEncoder(m, 'ascii_encode', (s, errors) => encodeSimple(s, errors, 'ascii'));
  for (const [name, ascii] of [
    ['latin_1_decode', false],
    ['ascii_decode', true],
  ] as const)
    defDecoder(m, name, (data, errors, _final, source) => ({
      text: decodeSimple(data, errors, ascii, source),
      consumed: data.length,
    }));
  for (const size of [2, 4] as const) {
    const utf = `utf_${size * 8}`;
    m.def(`${utf}_encode(str, errors=None, byteorder=0, /)`, (s: Value, errors: Value, byteorder: Value) => {
      const text = textArg(s, `${utf}_encode() argument 1`);
      const wanted = Number(toIndex(byteorder));
      const order = wanted === 0 ? 'bom' : wanted < 0 ? 'le' : 'be';
      return new PyTuple([new PyBytes(encodeUtfN(text, errorsOf(errors), size, order)), codePointLength(text)]);
    });
    for (const [suffix, order] of [
      ['_le', 'le'],
      ['_be', 'be'],
    ] as const)
      defEncoder(m, `${utf}${suffix}_encode`, (s, errors) => encodeUtfN(s, errors, size, order));
    for (const [suffix, order] of [
      ['', 0],
      ['_le', -1],
      ['_be', 1],
    ] as const)
      defDecoder(m, `${utf}${suffix}_decode`, (data, errors, final, source) =>
        decodeUtfN(data, errors, size, order, final, source),
      );
    m.def(
      `${utf}_ex_decode(data, errors=None, byteorder=0, final=False, /)`,
      (data: Value, errors: Value, order: Value, final: Value) => {
        const r = decodeUtfN(readBuffer(data), errorsOf(errors), size, Number(toIndex(order)), isTrue(final), data);
        return new PyTuple([r.text, r.consumed, r.order]);
      },
    );
  }
  defEncoder(m, 'utf_7_encode', encodeUtf7);
  defDecoder(m, 'utf_7_decode', decodeUtf7);
  defEscapes(m);
  defCharmaps(m);
  m.def('readbuffer_encode(data, errors=None, /)', (data: Value) => {
    const bytes = strOf(data) === undefined ? readBuffer(data) : encodeUtf8(str(data));
    return new PyTuple([new PyBytes(bytes.slice()), bytes.length]);
  });
});

codecRegistry.encode = (text, encoding, errors) =>
  runCodec(lookupTextCodec(encoding, 'codecs.encode()'), 0, text, errors, encoding);
codecRegistry.decode = (data, encoding, errors) =>
  runCodec(lookupTextCodec(encoding, 'codecs.decode()'), 1, data, errors, encoding);
