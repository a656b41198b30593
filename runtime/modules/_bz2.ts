/** The module _bz2: compressor and decompressor objects. The format is bz2/'s. */
import { defGetSet } from '../objects/descriptors';
import { newError, typeError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyObject, type PyType, type Value } from '../objects/object';
import { defineType } from '../objects/typeObject';
import { PyBytes } from '../objects/values';
import { readBuffer } from './buffers';
import { BadStream, Bz2Decoder } from './bz2/decoder';
import { Bz2Encoder } from './bz2/encoder';
import { concatBytes } from './io/ioBase';
import { OutputQueue } from './outputQueue';
import { nativeModule } from './registry';
import { cInt, ssize } from './zlib/arguments';

class PyCompressor extends PyObject {
  flushed = false;
  constructor(
    cls: PyType,
    readonly encoder: Bz2Encoder,
  ) {
    super(cls);
  }
}

class PyDecompressor extends PyObject {
  readonly decoder = new Bz2Decoder();
  readonly output = new OutputQueue();
  unused: Uint8Array = new Uint8Array(0);
  failed = false;

  get eof(): boolean {
    return this.decoder.finished && this.output.size === 0;
  }
}

function decompress(self: PyDecompressor, data: Value, maxLength: Value): Value {
  const max = ssize(maxLength);
  if (self.eof) throw newError(Exc.EOFError, 'End of stream already reached');
  const given = readBuffer(data);
  try {
    if (self.failed) throw new BadStream();
    if (self.decoder.finished) self.unused = concatBytes([self.unused, given]);
    else {
      for (const piece of self.decoder.feed(given)) self.output.push(piece);
      if (self.decoder.finished) self.unused = self.decoder.rest.slice();
    }
  } catch (e) {
    if (!(e instanceof BadStream)) throw e;
    self.failed = true;
    throw newError(Exc.OSError, 'Invalid data stream');
  }
  return new PyBytes(self.output.take(max < 0 ? Infinity : max));
}

nativeModule('_bz2', (m) => {
  m.set('__doc__', "Compression and decompression in bzip2's format.");
  const refusePickling = {
    '__reduce_ex__(self, protocol, /)': (self: PyObject) => {
      throw typeError(`cannot pickle '${self.cls.tpName}' object`);
    },
  };
  m.type(
    defineType({
      name: '_bz2.BZ2Compressor',
      doc: 'Compresses data that comes in pieces.',
      new: [
        '(cls, compresslevel=9, /)',
        (cls: PyType, level: Value) => {
          const n = cInt(level);
          if (n < 1 || n > 9) throw valueError('compresslevel must be between 1 and 9');
          return new PyCompressor(cls, new Bz2Encoder(n));
        },
      ],
      methods: {
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
      },
    }),
  );
  m.type(
    defineType({
      name: '_bz2.BZ2Decompressor',
      doc: 'Decompresses a stream that comes in pieces.',
      new: ['(cls)', (cls: PyType) => new PyDecompressor(cls)],
      methods: { ...refusePickling, 'decompress(self, /, data, max_length=-1)': decompress },
      setup: (t) => {
        defGetSet(t, 'eof', (self: PyDecompressor) => self.eof);
        defGetSet(t, 'needs_input', (self: PyDecompressor) => !self.eof && self.output.size === 0);
        defGetSet(t, 'unused_data', (self: PyDecompressor) => new PyBytes(self.eof ? self.unused : new Uint8Array(0)));
      },
    }),
  );
});
