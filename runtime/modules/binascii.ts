/**
 * The module binascii (CPython's binascii.c). The codecs themselves are in binasciiCodecs.ts.
 */
import { crc32 } from '../base/crc32';
import { plainBytes } from '../objects/buffer';
import { hexOf } from '../objects/bytesOps';
import { isTrue } from '../objects/compare';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { typeOf, type PyType, type Value } from '../objects/object';
import { toIndex, toSsize } from '../objects/toIndex';
import { PyBytes, strOf } from '../objects/values';
import {
  crcHqx,
  decodeBase64,
  decodeQuotedPrintable,
  decodeUu,
  encodeBase64,
  encodeQuotedPrintable,
  encodeUu,
} from './binasciiCodecs';
import { newExceptionType } from './exceptionClass';
import { nativeModule } from './registry';

let errorType: PyType;

/** Turns a codec's complaint into binascii.Error. */
function guarded(f: () => Uint8Array): PyBytes {
  try {
    return new PyBytes(f());
  } catch (e) {
    if (e instanceof SyntaxError) throw newError(errorType, e.message);
    throw e;
  }
}

function need(v: Value): Uint8Array {
  const b = plainBytes(v);
  if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
  return b;
}

/** ASCII text or bytes. */
function asciiArg(v: Value): Uint8Array {
  const s = strOf(v);
  if (s === undefined) {
    const b = plainBytes(v);
    if (b === undefined) throw typeError(`argument should be bytes, buffer or ASCII string, not '${typeOf(v).tpName}'`);
    return b;
  }
  const out = new Uint8Array(s.length);
  for (let i = 0; i < s.length; i++) {
    const c = s.charCodeAt(i);
    if (c > 127) throw valueError('string argument should contain only ASCII characters');
    out[i] = c;
  }
  return out;
}

function hexlify(data: Value, sepArg: Value | undefined, per: Value): PyBytes {
  const bytes = need(data);
  let sep = '';
  if (sepArg !== undefined) {
    const s = strOf(sepArg) ?? (sepArg instanceof PyBytes ? String.fromCharCode(...sepArg.data) : undefined);
    if (s === undefined) throw typeError('sep must be str or bytes.');
    if (s.length !== 1) throw valueError('sep must be length 1.');
    if (s.charCodeAt(0) > 127) throw valueError('sep must be ASCII.');
    sep = s;
  }
  const text = hexOf(bytes, sep, toSsize(toIndex(per)));
  return new PyBytes(Uint8Array.from(text, (c) => c.charCodeAt(0)));
}

function unhexlify(v: Value): PyBytes {
  const data = asciiArg(v);
  if (data.length % 2 !== 0) throw newError(errorType, 'Odd-length string');
  const out = new Uint8Array(data.length / 2);
  const digit = (c: number): number => {
    if (c >= 48 && c <= 57) return c - 48;
    const l = c | 32;
    if (l >= 97 && l <= 102) return l - 87;
    throw newError(errorType, 'Non-hexadecimal digit found');
  };
  for (let i = 0; i < out.length; i++) out[i] = digit(data[2 * i]) * 16 + digit(data[2 * i + 1]);
  return new PyBytes(out);
}

nativeModule('binascii', (m) => {
  m.set('__doc__', 'Binary data as ASCII text and back; checksums.');
  errorType = newExceptionType('binascii.Error', Exc.ValueError);
  m.set('Error', errorType);
  m.set('Incomplete', newExceptionType('binascii.Incomplete'));
  for (const name of ['hexlify', 'b2a_hex']) m.def(`${name}(data, sep=<absent>, bytes_per_sep=1)`, hexlify);
  for (const name of ['unhexlify', 'a2b_hex']) m.def(`${name}(hexstr, /)`, unhexlify);
  m.def(
    'b2a_base64(data, /, *, newline=True)',
    (data: Value, newline: Value) => new PyBytes(encodeBase64(need(data), isTrue(newline))),
  );
  m.def('a2b_base64(data, /, *, strict_mode=False)', (data: Value, strict: Value) => {
    const bytes = asciiArg(data);
    return guarded(() => decodeBase64(bytes, isTrue(strict)));
  });
  m.def('b2a_uu(data, /, *, backtick=False)', (data: Value, backtick: Value) => {
    const bytes = need(data);
    if (bytes.length > 45) throw newError(errorType, 'At most 45 bytes at once');
    return new PyBytes(encodeUu(bytes, isTrue(backtick)));
  });
  m.def('a2b_uu(data, /)', (data: Value) => {
    const bytes = asciiArg(data);
    return guarded(() => decodeUu(bytes));
  });
  m.def(
    'b2a_qp(data, quotetabs=False, istext=True, header=False)',
    (data: Value, tabs: Value, text: Value, header: Value) =>
      new PyBytes(encodeQuotedPrintable(need(data), isTrue(tabs), isTrue(text), isTrue(header))),
  );
  m.def(
    'a2b_qp(data, header=False)',
    (data: Value, header: Value) => new PyBytes(decodeQuotedPrintable(asciiArg(data), isTrue(header))),
  );
  const initial = (v: Value): number => Number(BigInt.asUintN(32, BigInt(toIndex(v))));
  m.def('crc32(data, crc=0, /)', (data: Value, crc: Value) => crc32(need(data), initial(crc)));
  m.def('crc_hqx(data, crc, /)', (data: Value, crc: Value) => crcHqx(need(data), initial(crc) & 0xffff));
});
