/**
 * `_io._TextIOBase` and `_io.TextIOWrapper` (CPython's textio.c): their Python-visible part.
 */
import { callMethod, getAttr, lookupAttr } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { newError, overflowError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { encode } from '../../objects/codecs';
import { interp } from '../../objects/interp';
import { NativeSpec } from '../../objects/native';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { defNew, readyType } from '../../objects/typeObject';
import { strOf } from '../../objects/values';
import { basicEncoding, lookupTextCodec } from '../codecRegistry';
import { importModule } from '../importing';
import { flag } from '../sys/flags';
import { codePointLength } from './codePoints';
import { PyBuffered } from './bufferedState';
import { attrOfAttached, flushAndClose, ioTypes, isClosed, sizeArg, unsupported } from './ioBase';
import { NewlineStreamDecoder } from './newlineDecoder';
import { streamDecoder, streamEncoder } from './textCodec';
import { PyTextIO } from './textState';
import { givenType } from '../../objects/typeNames';

export let textIOWrapperType: PyType;

function installTextIOBase(): void {
  const t = (ioTypes.textIOBase = bareType('_io._TextIOBase', ioTypes.ioBase));
  t.doc = 'What text streams have in common.';
  for (const declaration of [
    'detach(self, /)',
    'read(self, size=-1, /)',
    'readline(self, size=-1, /)',
    'write(self, s, /)',
  ])
    defMethod(t, declaration, () => {
      throw unsupported(declaration.slice(0, declaration.indexOf('(')));
    });
  for (const name of ['encoding', 'newlines', 'errors']) defGetSet(t, name, () => None);
  readyType(t);
}

function checkNewline(s: string | undefined): string | undefined {
  if (s === undefined) return undefined;
  if (!['', '\n', '\r', '\r\n'].includes(s)) throw valueError(`illegal newline value: ${s}`);
  return s;
}

function setNewline(self: PyTextIO, newline: string | undefined): void {
  self.newline = newline;
  self.lines = {
    universal: newline === undefined || newline === '',
    translate: newline === undefined,
    readnl: newline ?? '',
  };
  self.writenl = newline === undefined || newline === '' || newline === '\n' ? undefined : newline;
}

/** Makes encoder and decoder for the stream's encoding. */
function setCodec(self: PyTextIO): void {
  const encoding = cString(strOf(self.encoding)!);
  const errors = strOf(self.errors)!;
  const buffer = self.source();
  if (basicEncoding(encoding) === undefined) lookupTextCodec(encoding);
  self.decoder = self.encoder = undefined;
  if (isTrue(callMethod(buffer, 'readable'))) {
    const decoder = streamDecoder(encoding, errors);
    self.decoder = self.lines.universal ? new NewlineStreamDecoder(decoder, self.lines.translate) : decoder;
  }
  if (isTrue(callMethod(buffer, 'writable'))) self.encoder = streamEncoder(encoding, errors);
}

/** An encoder on a stream that isn't at its start writes no byte order mark. */
function fixEncoderStart(self: PyTextIO): void {
  if (!self.seekable || self.encoder === undefined || basicEncoding(strOf(self.encoding)!) !== undefined) return;
  const position = callMethod(self.source(), 'tell');
  if (position !== 0) self.encoder.setStart(false);
}

function cString(s: string): string {
  return s.replace(/\0.*/s, '');
}

function textArg(v: Value, name: string, of = 'TextIOWrapper'): string | undefined {
  if (v === None) return undefined;
  const s = strOf(v);
  if (s === undefined) throw typeError(`${of}() argument '${name}' must be str or None, not ${givenType(v)}`);
  encode(s, 'utf-8', 'strict'); // lone surrogates are refused
  if (of === 'TextIOWrapper' && s.includes('\0')) throw valueError('embedded null character');
  // reconfigure() takes it for a C string, which ends there.
  return name === 'newline' ? cString(s) : s;
}

/** What the locale or the mode says where no encoding is given. */
function defaultEncoding(): string {
  if (isTrue(flag('warn_default_encoding'))) interp().warn(Exc.EncodingWarning, "'encoding' argument not specified", 1);
  return isTrue(flag('utf8_mode')) ? 'utf-8' : 'UTF-8';
}

/** A switch of reconfigure(): an int that fits C's. */
function optionalSwitch(v: Value, before: boolean): boolean {
  if (v === None) return before;
  const n = toIndex(v);
  if (typeof n === 'bigint' || n !== (n | 0)) throw overflowError('Python int too large to convert to C int');
  return n !== 0;
}

export function initTextIO(
  self: PyTextIO,
  buffer: Value,
  encodingIn: Value,
  errorsIn: Value,
  newlineIn: Value,
  lineBuffering: Value,
  writeThrough: Value,
): Value {
  const encoding = textArg(encodingIn, 'encoding');
  const errors = textArg(errorsIn, 'errors');
  const newlineText = textArg(newlineIn, 'newline');
  self.buffer = undefined;
  self.detached = false;
  const newline = checkNewline(newlineText);
  self.encoding = encoding === undefined ? defaultEncoding() : encoding === 'locale' ? 'UTF-8' : encoding;
  self.errors = errors ?? 'strict';
  if (isTrue(flag('dev_mode'))) callMethod(importModule('_codecs'), 'lookup_error', [self.errors]);
  self.lineBuffering = isTrue(lineBuffering);
  self.writeThrough = isTrue(writeThrough);
  setNewline(self, newline);
  self.pending = [];
  self.pendingSize = 0;
  self.setDecoded('');
  self.snapshot = undefined;
  self.ioClosed = false;
  self.buffer = buffer;
  if (buffer instanceof PyBuffered) buffer.underText = true;
  try {
    setCodec(self);
    self.seekable = self.telling = isTrue(callMethod(buffer, 'seekable'));
    self.hasRead1 = lookupAttr(buffer, 'read1') !== undefined;
    fixEncoderStart(self);
  } catch (e) {
    self.buffer = undefined;
    throw e;
  }
  return None;
}

function checkOpen(self: PyTextIO): void {
  if (isClosed(self.source())) throw valueError('I/O operation on closed file.');
}

function reconfigure(
  self: PyTextIO,
  encodingIn: Value,
  errorsIn: Value,
  newlineIn: Value | undefined,
  lineBuffering: Value,
  writeThrough: Value,
): Value {
  self.source();
  if (
    (self.decoded !== '' || self.snapshot !== undefined) &&
    (encodingIn !== None || errorsIn !== None || newlineIn !== undefined)
  )
    throw unsupported('It is not possible to set the encoding or newline of stream after the first read');
  const encoding = textArg(encodingIn, 'encoding', 'reconfigure');
  const errors = textArg(errorsIn, 'errors', 'reconfigure');
  const newline = newlineIn === undefined ? self.newline : checkNewline(textArg(newlineIn, 'newline', 'reconfigure'));
  const lineBuffered = optionalSwitch(lineBuffering, self.lineBuffering);
  const writtenThrough = optionalSwitch(writeThrough, self.writeThrough);
  callMethod(self, 'flush');
  if (encoding !== undefined || errors !== undefined || newlineIn !== undefined) {
    if (encoding !== undefined && encoding !== 'locale' && basicEncoding(encoding) === undefined)
      lookupTextCodec(cString(encoding));
    if (encoding !== undefined) self.encoding = encoding === 'locale' ? 'UTF-8' : encoding;
    if (errors !== undefined) self.errors = errors;
    else if (encoding !== undefined) self.errors = 'strict';
    setNewline(self, newline);
    setCodec(self);
    fixEncoderStart(self);
  }
  self.lineBuffering = lineBuffered;
  self.writeThrough = writtenThrough;
  return None;
}

function seek(self: PyTextIO, cookieIn: Value, whenceIn: Value): Value {
  checkOpen(self);
  const whence = Number(toIndex(whenceIn));
  if (!self.seekable) throw unsupported('underlying stream is not seekable');
  let cookie = toIndex(cookieIn);
  if (whence === 1) {
    if (Number(cookie) !== 0) throw unsupported("can't do nonzero cur-relative seeks");
    cookie = toIndex(callMethod(self, 'tell'));
  } else if (whence === 2) {
    if (Number(cookie) !== 0) throw unsupported("can't do nonzero end-relative seeks");
    callMethod(self, 'flush');
    self.setDecoded('');
    self.snapshot = undefined;
    self.decoder?.reset();
    const end = callMethod(self.source(), 'seek', [0, 2]);
    self.encoder?.setStart(end === 0);
    return end;
  } else if (whence !== 0) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  if (Number(cookie) < 0) throw valueError(`negative seek position ${cookie}`);
  self.seekCookie(BigInt(cookie));
  return cookie;
}

function close(self: PyTextIO): Value {
  const buffer = self.source();
  if (isClosed(buffer)) return None;
  flushAndClose(self, buffer, self.finalizing);
  return None;
}

function defReadingAndWriting(t: PyType): void {
  defMethod(t, 'write(self, text, /)', (self: PyTextIO, text: Value) => {
    const s = strOf(text);
    if (s === undefined) throw typeError(`write() argument must be str, not ${givenType(text)}`);
    checkOpen(self);
    self.write(s);
    return codePointLength(s);
  });
  defMethod(t, 'read(self, size=-1, /)', (self: PyTextIO, size: Value) => {
    const n = sizeArg(size);
    checkOpen(self);
    if (self.decoder === undefined) throw unsupported('not readable');
    self.flushPending();
    return n < 0 ? self.readAll() : self.read(n);
  });
  defMethod(t, 'readline(self, size=-1, /)', (self: PyTextIO, size: Value) => {
    checkOpen(self);
    self.flushPending();
    return self.readLine(Number(toIndex(size)));
  });
  t.tp_iternext = (self) => {
    const f = self as PyTextIO;
    f.source();
    f.telling = false;
    let line: Value;
    if (f.cls === textIOWrapperType) {
      checkOpen(f);
      f.flushPending();
      line = f.readLine(-1);
    } else {
      line = callMethod(f, 'readline');
      if (strOf(line) === undefined)
        throw newError('OSError', `readline() should have returned a str object, not '${typeOf(line).tpName}'`);
    }
    if (strOf(line) !== '') return line;
    f.snapshot = undefined;
    f.telling = f.seekable;
    return undefined;
  };
}

function defAttributes(t: PyType): void {
  // The four can be asked of a detached stream, too.
  const attribute = (name: string, get: (self: PyTextIO) => Value) =>
    defGetSet(t, name, (self: PyTextIO) => {
      if (self.buffer === undefined && !self.detached) throw valueError('I/O operation on uninitialized object');
      return get(self);
    });
  attribute('encoding', (self) => self.encoding);
  attribute('errors', (self) => self.errors);
  attribute('line_buffering', (self) => self.lineBuffering);
  attribute('write_through', (self) => self.writeThrough);
  defGetSet(t, 'buffer', (self: PyTextIO) => self.source());
  asMembers(t, 'encoding', 'buffer', 'line_buffering', 'write_through');
  defGetSet(t, 'closed', (self: PyTextIO) => getAttr(self.source(), 'closed'));
  defGetSet(t, 'name', (self: PyTextIO) => getAttr(self.source(), 'name'));
  defGetSet(t, 'newlines', (self: PyTextIO) => {
    self.source();
    return self.decoder instanceof NewlineStreamDecoder ? self.decoder.lines.newlines() : None;
  });
  defGetSet(
    t,
    '_CHUNK_SIZE',
    (self: PyTextIO) => (self.source(), self.chunkSize),
    (self: PyTextIO, v) => {
      if (v === undefined) throw newError('AttributeError', 'cannot delete attribute');
      const n = Number(toIndex(v));
      if (n <= 0) throw valueError('a strictly positive integer is required');
      self.chunkSize = n;
    },
  );
  defGetSet(
    t,
    '_finalizing',
    (self: PyTextIO) => self.finalizing,
    (self: PyTextIO, v) => {
      self.finalizing = v !== undefined && isTrue(v);
    },
  );
}

/** Makes both types. */
export function installTextIO(): void {
  installTextIOBase();
  const t = (textIOWrapperType = bareType('_io.TextIOWrapper', ioTypes.textIOBase));
  t.doc = 'A text stream over a binary one: encodes, decodes and translates line ends.';
  t.alloc = (cls) => new PyTextIO(cls);
  defNew(t, (cls) => new PyTextIO(cls));
  const spec = new NativeSpec(
    'TextIOWrapper(self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)',
    initTextIO,
  );
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
  defReadingAndWriting(t);
  defAttributes(t);
  defMethod(
    t,
    'reconfigure(self, *, encoding=None, errors=None, newline=<absent:None>, line_buffering=None, write_through=None)',
    reconfigure,
  );
  defMethod(t, 'detach(self, /)', (self: PyTextIO) => {
    const buffer = self.source();
    callMethod(self, 'flush');
    self.buffer = undefined;
    self.detached = true;
    return buffer;
  });
  defMethod(t, 'flush(self, /)', (self: PyTextIO) => {
    checkOpen(self);
    self.telling = self.seekable;
    self.flushPending();
    return callMethod(self.source(), 'flush');
  });
  defMethod(t, 'close(self, /)', close);
  for (const name of ['fileno', 'seekable', 'readable', 'writable'])
    defMethod(t, `${name}(self, /)`, (self: PyTextIO) => callMethod(self.source(), name));
  defMethod(t, 'isatty(self, /)', (self: PyTextIO) => callMethod(self.source(), 'isatty'));
  defMethod(t, 'seek(self, cookie, whence=<0:os.SEEK_SET>, /)', seek);
  defMethod(t, 'tell(self, /)', (self: PyTextIO) => (checkOpen(self), self.tell()));
  defMethod(t, 'truncate(self, pos=None, /)', (self: PyTextIO, pos: Value) => {
    callMethod(self, 'flush');
    return callMethod(self.source(), 'truncate', [pos]);
  });
  defMethod(t, '__getstate__(self, /)', (self: PyTextIO) => {
    throw typeError(`cannot pickle '${self.cls.tpName}' instances`);
  });
  t.tp_finalize = (self) => {
    const f = self as PyTextIO;
    if (f.buffer === undefined) return;
    f.finalizing = true;
    ioTypes.ioBase.tp_finalize!(self);
  };
  t.tp_repr = (self) => {
    const f = self as PyTextIO;
    if (f.buffer === undefined && !f.detached) f.source();
    const parts: string[] = [];
    for (const name of ['name', 'mode']) {
      const v = attrOfAttached(f, name);
      if (v !== undefined) parts.push(` ${name}=${repr(v)}`);
    }
    const cls = `${strOf(getAttr(f.cls, '__module__')) ?? '_io'}.${f.cls.name}`;
    return `<${cls}${parts.join('')} encoding=${repr(f.encoding)}>`;
  };
  readyType(t);
}

/** A text stream over a buffer: the standard streams. */
export function textIOFor(
  buffer: Value,
  encoding: string,
  errors: string,
  newline: Value,
  lineBuffering: boolean,
  writeThrough: boolean,
): PyTextIO {
  const f = new PyTextIO(textIOWrapperType);
  initTextIO(f, buffer, encoding, errors, newline, lineBuffering, writeThrough);
  return f;
}
