/**
 * Decompression: `zlib.decompress`, the objects of `zlib.decompressobj`, and `_ZlibDecompressor`, which the library's
 * file classes use.
 */
import { defGetSet } from '../../objects/descriptors';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { PyObject, type PyType, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { PyBytes } from '../../objects/values';
import { refusePickling } from '../compressionObjects';
import { bufferOf, readBuffer } from '../buffers';
import { concatBytes } from '../../objects/bytesOps';
import { cInt } from '../../objects/toIndex';
import { ssize } from './arguments';
import { streamError } from './errors';
import { Z, ZlibStream, type Step } from './stream';

const nothing = new Uint8Array(0);
const DECOMPRESSING = 'while decompressing data';

/** What both kinds of decompressing objects are made of. */
class Inflating extends PyObject {
  unused: Uint8Array = nothing;
  /** Input that is kept for the next call. */
  tail: Uint8Array = nothing;
  eof = false;
  /** The last call stopped at its limit: there may be more to get without further input. */
  limited = false;

  constructor(
    cls: PyType,
    readonly stream: ZlibStream,
    readonly dictionary: Uint8Array | undefined,
  ) {
    super(cls);
  }
}

/** A stream with its dictionary: raw streams take it at once, others when they ask for it. */
function start(wbitsArg: Value, zdict: Value | undefined): [ZlibStream, Uint8Array | undefined] {
  const wbits = cInt(wbitsArg);
  let dictionary: Uint8Array | undefined;
  if (zdict !== undefined) {
    dictionary = bufferOf(zdict)?.slice();
    if (dictionary === undefined) throw typeError('zdict argument must support the buffer protocol');
  }
  const stream = ZlibStream.inflate(wbits);
  if (stream.startCode === Z.STREAM_ERROR) throw valueError('Invalid initialization option');
  if (dictionary !== undefined && wbits < 0) setDictionary(stream, dictionary);
  return [stream, dictionary];
}

function setDictionary(stream: ZlibStream, dictionary: Uint8Array): void {
  const code = stream.setDictionary(dictionary);
  if (code !== Z.OK) throw streamError(code, stream, 'while setting zdict');
}

/** Runs, giving the dictionary where the stream wants it. */
function inflate(self: Inflating, data: Uint8Array, flush: number, limit?: number): Step {
  self.stream.setInput(data);
  let step = self.stream.run(flush, limit);
  if (step.code === Z.NEED_DICT && self.dictionary !== undefined) {
    setDictionary(self.stream, self.dictionary);
    step = self.stream.run(flush, limit);
  }
  return step;
}

const isFailure = (code: number): boolean => code !== Z.OK && code !== Z.STREAM_END && code !== Z.BUF_ERROR;

/** Keeps what wasn't used: behind the stream's end, or because the output was limited. */
function keepRest(self: Inflating, data: Uint8Array, code: number): void {
  const rest = data.slice(data.length - self.stream.left);
  if (code === Z.STREAM_END) {
    self.unused = concatBytes([self.unused, rest]);
    self.tail = nothing;
  } else if (rest.length > 0 || self.tail.length > 0) self.tail = rest;
}

function decompress(self: Inflating, dataArg: Value, maxLength: Value): Value {
  const data = readBuffer(dataArg);
  const max = ssize(maxLength);
  if (max < 0) throw valueError('max_length must be non-negative');
  const { code, output } = inflate(self, data, Z.SYNC_FLUSH, max === 0 ? undefined : max);
  keepRest(self, data, code);
  if (code === Z.STREAM_END) self.eof = true;
  else if (isFailure(code)) throw streamError(code, self.stream, DECOMPRESSING);
  return new PyBytes(output);
}

function flush(self: Inflating, length: Value): Value {
  if (ssize(length) <= 0) throw valueError('length must be greater than zero');
  const data = self.tail;
  const { code, output } = inflate(self, data, Z.FINISH);
  keepRest(self, data, code);
  if (code === Z.STREAM_END) {
    self.eof = true;
    self.stream.end();
  }
  return new PyBytes(output);
}

function copyOf(self: Inflating): Value {
  if (self.stream.isEnded) throw valueError('Inconsistent stream state');
  const other = new Inflating(self.cls, self.stream.copy(), self.dictionary);
  other.unused = self.unused;
  other.tail = self.tail;
  other.eof = self.eof;
  return other;
}

const decompressType = defineType({
  name: 'zlib.Decompress',
  isBase: false,
  methods: {
    'decompress(self, data, /, max_length=0)': decompress,
    'flush(self, length=16384, /)': flush,
    'copy(self, /)': copyOf,
    '__copy__(self, /)': copyOf,
    '__deepcopy__(self, memo, /)': copyOf,
  },
  setup: (t) => {
    defGetSet(t, 'unused_data', (self: Inflating) => new PyBytes(self.unused));
    defGetSet(t, 'unconsumed_tail', (self: Inflating) => new PyBytes(self.tail));
    defGetSet(t, 'eof', (self: Inflating) => self.eof);
  },
});

/** `zlib.decompressobj(wbits, zdict)`. */
export function decompressObject(wbits: Value, zdict: Value | undefined): Value {
  return new Inflating(decompressType, ...start(wbits, zdict));
}

/** `_ZlibDecompressor.decompress`: input that is left over is kept inside until it is wanted. */
function decompressMore(self: Inflating, dataArg: Value, maxLength: Value): Value {
  if (self.eof) throw newError(Exc.EOFError, 'End of stream already reached');
  const given = readBuffer(dataArg);
  const max = ssize(maxLength);
  const data = self.tail.length > 0 ? concatBytes([self.tail, given]) : given;
  if (max === 0) {
    self.tail = data.slice();
    return new PyBytes(nothing);
  }
  const { code, output } = inflate(self, data, Z.SYNC_FLUSH, max < 0 ? undefined : max);
  if (isFailure(code)) throw streamError(code, self.stream, DECOMPRESSING);
  keepRest(self, data, code);
  self.eof = code === Z.STREAM_END;
  self.limited = !self.eof && max > 0 && output.length === max;
  return new PyBytes(output);
}

export const zlibDecompressorType = defineType({
  name: 'zlib._ZlibDecompressor',
  isBase: false,
  doc: 'Decompresses data that comes in pieces.',
  new: [
    "(cls, wbits=15, zdict=b'')",
    (cls: PyType, wbits: Value, zdict: Value | undefined) => new Inflating(cls, ...start(wbits, zdict)),
  ],
  methods: { ...refusePickling, 'decompress(self, /, data, max_length=-1)': decompressMore },
  setup: (t) => {
    defGetSet(t, 'unused_data', (self: Inflating) => new PyBytes(self.unused));
    defGetSet(t, 'eof', (self: Inflating) => self.eof);
    defGetSet(t, 'needs_input', (self: Inflating) => !self.eof && !self.limited && self.tail.length === 0);
  },
});

/** `zlib.decompress(data, /, wbits, bufsize)`. */
export function decompressAll(dataArg: Value, wbits: Value, bufsize: Value): Value {
  const data = readBuffer(dataArg);
  if (ssize(bufsize) < 0) throw valueError('bufsize must be non-negative');
  const stream = ZlibStream.inflate(cInt(wbits));
  if (stream.startCode !== Z.OK) throw streamError(stream.startCode, stream, 'while preparing to decompress data');
  stream.setInput(data);
  const { code, output } = stream.run(Z.SYNC_FLUSH);
  if (code !== Z.STREAM_END) throw streamError(code === Z.OK ? Z.BUF_ERROR : code, stream, DECOMPRESSING);
  return new PyBytes(output);
}
