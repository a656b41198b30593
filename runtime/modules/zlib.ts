/**
 * The module `zlib`: functions and constants. The streams are in zlib/.
 */
import adler32 from 'pako/lib/zlib/adler32.js';
import { crc32 } from '../base/crc32';
import type { Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { readBuffer } from './buffers';
import { nativeModule } from './registry';
import { compressAll, compressObject } from './zlib/compressor';
import { decompressAll, decompressObject, zlibDecompressorType } from './zlib/decompressor';
import { zlibError } from './zlib/errors';

/** The version of zlib that pako is a port of. */
const ZLIB_VERSION = '1.3.1';

const constants: Record<string, number> = {
  MAX_WBITS: 15,
  DEFLATED: 8,
  DEF_MEM_LEVEL: 8,
  DEF_BUF_SIZE: 16384,
  Z_NO_COMPRESSION: 0,
  Z_BEST_SPEED: 1,
  Z_BEST_COMPRESSION: 9,
  Z_DEFAULT_COMPRESSION: -1,
  Z_FILTERED: 1,
  Z_HUFFMAN_ONLY: 2,
  Z_RLE: 3,
  Z_FIXED: 4,
  Z_DEFAULT_STRATEGY: 0,
  Z_NO_FLUSH: 0,
  Z_PARTIAL_FLUSH: 1,
  Z_SYNC_FLUSH: 2,
  Z_FULL_FLUSH: 3,
  Z_FINISH: 4,
  Z_BLOCK: 5,
  Z_TREES: 6,
};

const start32 = (v: Value): number => Number(BigInt.asUintN(32, BigInt(toIndex(v))));

nativeModule('zlib', (m) => {
  m.set('__doc__', 'Compression and decompression as in the zlib library, compatible with gzip.');
  m.set('__version__', '1.0');
  m.set('ZLIB_VERSION', ZLIB_VERSION);
  m.set('ZLIB_RUNTIME_VERSION', ZLIB_VERSION);
  for (const [name, value] of Object.entries(constants)) m.set(name, value);
  m.set('error', zlibError);
  m.type(zlibDecompressorType);
  m.def('compress(data, /, level=<-1:Z_DEFAULT_COMPRESSION>, wbits=<15:MAX_WBITS>)', compressAll);
  m.def('decompress(data, /, wbits=<15:MAX_WBITS>, bufsize=<16384:DEF_BUF_SIZE>)', decompressAll);
  m.def(
    'compressobj(level=<-1:Z_DEFAULT_COMPRESSION>, method=<8:DEFLATED>, wbits=<15:MAX_WBITS>, memLevel=<8:DEF_MEM_LEVEL>, strategy=<0:Z_DEFAULT_STRATEGY>, zdict=None)',
    compressObject,
  );
  m.def("decompressobj(wbits=<15:MAX_WBITS>, zdict=b'')", decompressObject);
  m.def('adler32(data, value=1, /)', (data: Value, value: Value) => {
    const bytes = readBuffer(data);
    return adler32(start32(value), bytes, bytes.length, 0) >>> 0;
  });
  m.def('crc32(data, value=0, /)', (data: Value, value: Value) => crc32(readBuffer(data), start32(value)));
});
