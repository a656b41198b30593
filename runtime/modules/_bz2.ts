/** The module _bz2: compressor and decompressor objects. The format is bz2/'s. */
import { newError, valueError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { PyType, Value } from '../objects/object';
import { cInt } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { BadStream, Bz2Decoder } from './bz2/decoder';
import { Bz2Encoder } from './bz2/encoder';
import {
  compressorMethods,
  decompressorMethods,
  PyCompressor,
  PyDecompressor,
  setUpDecompressor,
} from './compressionObjects';
import { nativeModule } from './registry';

function guarded(action: () => void): void {
  try {
    action();
  } catch (e) {
    throw e instanceof BadStream ? newError(Exc.OSError, 'Invalid data stream') : e;
  }
}

nativeModule('_bz2', (m) => {
  m.set('__doc__', "Compression and decompression in bzip2's format.");
  m.type(
    defineType({
      name: '_bz2.BZ2Compressor',
      isBase: false,
      doc: 'Compresses data that comes in pieces.',
      new: [
        '(cls, compresslevel=9, /)',
        (cls: PyType, level: Value) => {
          const n = cInt(level);
          if (n < 1 || n > 9) throw valueError('compresslevel must be between 1 and 9');
          return new PyCompressor(cls, new Bz2Encoder(n));
        },
      ],
      methods: compressorMethods,
    }),
  );
  m.type(
    defineType({
      name: '_bz2.BZ2Decompressor',
      isBase: false,
      doc: 'Decompresses a stream that comes in pieces.',
      new: ['(cls)', (cls: PyType) => new PyDecompressor(cls, new Bz2Decoder())],
      methods: decompressorMethods('End of stream already reached', guarded),
      setup: setUpDecompressor,
    }),
  );
});
