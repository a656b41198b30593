/**
 * Compression: `zlib.compress` and the objects of `zlib.compressobj`.
 */
import { None } from '../../objects/builtinTypes';
import { newError, valueError } from '../../objects/errors';
import { PyObject, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { PyBytes } from '../../objects/values';
import { readBuffer } from '../buffers';
import { cInt } from '../../objects/toIndex';
import { streamError, zlibError } from './errors';
import { Z, ZlibStream } from './stream';

const DEFLATED = 8;
const MEM_LEVEL = 8;

class PyCompress extends PyObject {
  constructor(readonly stream: ZlibStream) {
    super(compressType);
  }
}

function compress(self: PyCompress, data: Value): Value {
  self.stream.setInput(readBuffer(data));
  const { code, output } = self.stream.run(Z.NO_FLUSH);
  if (code === Z.STREAM_ERROR) throw streamError(code, self.stream, 'while compressing data');
  return new PyBytes(output);
}

function flush(self: PyCompress, modeArg: Value): Value {
  const mode = cInt(modeArg);
  if (mode === Z.NO_FLUSH) return new PyBytes(new Uint8Array(0));
  self.stream.setInput(new Uint8Array(0));
  const { code, output } = self.stream.run(mode);
  if (code === Z.STREAM_END && mode === Z.FINISH) self.stream.end();
  else if (code !== Z.OK && code !== Z.BUF_ERROR) throw streamError(code, self.stream, 'while flushing');
  return new PyBytes(output);
}

function copyOf(self: PyCompress): Value {
  if (self.stream.isEnded) throw valueError('Inconsistent stream state');
  return new PyCompress(self.stream.copy());
}

const compressType = defineType({
  name: 'zlib.Compress',
  isBase: false,
  methods: {
    'compress(self, data, /)': compress,
    'flush(self, mode=4, /)': flush,
    'copy(self, /)': copyOf,
    '__copy__(self, /)': copyOf,
    '__deepcopy__(self, memo, /)': copyOf,
  },
});

/** `zlib.compressobj(…)`. */
export function compressObject(
  level: Value,
  method: Value,
  wbits: Value,
  memLevel: Value,
  strategy: Value,
  zdict: Value | undefined,
): Value {
  const dictionary = zdict === undefined || zdict === None ? undefined : readBuffer(zdict);
  const stream = ZlibStream.deflate(cInt(level), cInt(method), cInt(wbits), cInt(memLevel), cInt(strategy));
  if (stream.startCode === Z.STREAM_ERROR) throw valueError('Invalid initialization option');
  if (dictionary !== undefined && stream.setDictionary(dictionary) !== Z.OK) throw valueError('Invalid dictionary');
  return new PyCompress(stream);
}

/** `zlib.compress(data, /, level, wbits)`. */
export function compressAll(data: Value, level: Value, wbits: Value): Value {
  const input = readBuffer(data);
  const stream = ZlibStream.deflate(cInt(level), DEFLATED, cInt(wbits), MEM_LEVEL, 0);
  if (stream.startCode === Z.STREAM_ERROR) throw newError(zlibError, 'Bad compression level');
  stream.setInput(input);
  const { code, output } = stream.run(Z.FINISH);
  if (code !== Z.STREAM_END) throw streamError(code, stream, 'while finishing compression');
  return new PyBytes(output);
}
