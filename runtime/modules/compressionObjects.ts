/**
 * The objects that compress and decompress data in pieces: what those of _bz2 and _lzma have in common.
 *
 * Owns: their state, methods and attributes. Must not know: the formats, and how their failures are told in Python.
 */
import { concatBytes } from '../objects/bytesOps';
import { defGetSet } from '../objects/descriptors';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyObject, type PyType, type Value } from '../objects/object';
import { PyBytes } from '../objects/values';
import { readBuffer } from './buffers';
import { OutputQueue } from './outputQueue';
import { ssize } from './zlib/arguments';

interface Encoder {
  write(bytes: Uint8Array): Uint8Array;
  finish(): Uint8Array;
}

interface Decoder {
  /** The stream has ended; what was given behind its end is `rest`. */
  readonly finished: boolean;
  readonly rest: Uint8Array;
  feed(bytes: Uint8Array): Iterable<Uint8Array>;
}

export class PyCompressor extends PyObject {
  flushed = false;
  constructor(
    cls: PyType,
    readonly encoder: Encoder,
  ) {
    super(cls);
  }
}

export class PyDecompressor<D extends Decoder = Decoder> extends PyObject {
  readonly output = new OutputQueue();
  unused: Uint8Array = new Uint8Array(0);
  /** What the decoder threw: after that it is of no use. */
  failure: unknown = undefined;
  constructor(
    cls: PyType,
    readonly decoder: D,
  ) {
    super(cls);
  }

  get eof(): boolean {
    return this.decoder.finished && this.output.size === 0;
  }
}

export const refusePickling = {
  '__reduce_ex__(self, protocol, /)': (self: PyObject) => {
    throw typeError(`cannot pickle '${self.cls.tpName}' object`);
  },
};

export const compressorMethods = {
  ...refusePickling,
  'compress(self, data, /)': (self: PyCompressor, data: Value) => {
    const bytes = readBuffer(data);
    if (self.flushed) throw valueError('Compressor has been flushed');
    return new PyBytes(self.encoder.write(bytes));
  },
  'flush(self, /)': (self: PyCompressor) => {
    if (self.flushed) throw valueError('Repeated call to flush()');
    self.flushed = true;
    return new PyBytes(self.encoder.finish());
  },
};

/** `atEnd`: the message where nothing is left to decompress. `guarded` tells the decoder's failures in Python. */
export function decompressorMethods(atEnd: string, guarded: (action: () => void) => void) {
  return {
    ...refusePickling,
    'decompress(self, /, data, max_length=-1)': (self: PyDecompressor, data: Value, maxLength: Value) => {
      const most = ssize(maxLength);
      if (self.eof) throw newError(Exc.EOFError, atEnd);
      const given = readBuffer(data);
      guarded(() => feed(self, given));
      return new PyBytes(self.output.take(most < 0 ? Infinity : most));
    },
  };
}

/** What is given is copied: the program may change its buffer. */
function feed(self: PyDecompressor, given: Uint8Array): void {
  const { decoder } = self;
  if (self.failure !== undefined) throw self.failure;
  if (decoder.finished) {
    self.unused = concatBytes([self.unused, given]);
    return;
  }
  try {
    for (const piece of decoder.feed(given.slice())) self.output.push(piece);
  } catch (e) {
    self.failure = e;
    throw e;
  }
  if (decoder.finished) self.unused = decoder.rest;
}

export function setUpDecompressor(t: PyType): void {
  defGetSet(t, 'eof', (self: PyDecompressor) => self.eof);
  defGetSet(t, 'needs_input', (self: PyDecompressor) => !self.eof && self.output.size === 0);
  defGetSet(t, 'unused_data', (self: PyDecompressor) => new PyBytes(self.eof ? self.unused : new Uint8Array(0)));
}
