/** The module _lzma: compressor and decompressor objects for xz and .lzma. The formats are lzma/'s. */
import { None } from '../objects/builtinTypes';
import { defGetSet } from '../objects/descriptors';
import { PyDict } from '../objects/dict';
import { valueError } from '../objects/errors';
import type { PyType, Value } from '../objects/object';
import { cInt, toIndex } from '../objects/toIndex';
import { defineType } from '../objects/typeObject';
import { PyBytes } from '../objects/values';
import { readBuffer } from './buffers';
import {
  compressorMethods,
  decompressorMethods,
  PyCompressor,
  PyDecompressor,
  setUpDecompressor,
} from './compressionObjects';
import { newExceptionType } from './exceptionClass';
import { Check, checkSize } from './lzma/checks';
import { badOptions, LzmaFailure } from './lzma/failure';
import { decodeProperties, encodeProperties, FilterId, type Filter } from './lzma/filters';
import { isBranchFilter } from './lzma/branchFilters';
import {
  guarded,
  LZMA1_ID,
  lzmaState,
  parseFilter,
  parseFilters,
  PRESET_DEFAULT,
  PRESET_EXTREME,
  presetFilter,
  presetNumber,
} from './lzma/filterSpec';
import { Format, StreamDecoder } from './lzma/streamDecoder';
import { StreamEncoder } from './lzma/streamEncoder';
import { nativeModule } from './registry';

const isKnownCheck = (check: number): boolean => [0, 1, 4, 10].includes(check);

function newCompressor(cls: PyType, formatArg: Value, checkArg: Value, presetArg: Value, filtersArg: Value): Value {
  const format = cInt(formatArg);
  let check = cInt(checkArg);
  if (presetArg !== None && filtersArg !== None) throw valueError('Cannot specify both preset and filter chain');
  const preset = presetArg === None ? PRESET_DEFAULT : presetNumber(presetArg);
  if (format !== Format.XZ && check !== -1 && check !== Check.NONE)
    throw valueError('Integrity checks are only supported by FORMAT_XZ');
  if (format < Format.XZ || format > Format.RAW) throw valueError(`Invalid container format: ${format}`);
  if (format === Format.RAW && filtersArg === None) throw valueError('Must specify filters for FORMAT_RAW');
  if (check === -1) check = format === Format.XZ ? Check.CRC64 : Check.NONE;
  return guarded(() => {
    if (format === Format.XZ && preset % PRESET_EXTREME > 9) throw badOptions();
    const id = format === Format.XZ ? FilterId.LZMA2 : FilterId.LZMA1;
    const filters = filtersArg === None ? [presetFilter(id, preset)] : parseFilters(filtersArg);
    const last = filters[filters.length - 1];
    if (format === Format.XZ && last.id !== FilterId.LZMA2) throw badOptions();
    if (format === Format.ALONE && (filters.length > 1 || last.id !== FilterId.LZMA1))
      throw valueError('Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter');
    if (!isKnownCheck(check)) throw new LzmaFailure('Unsupported integrity check');
    return new PyCompressor(cls, new StreamEncoder(format, check, filters));
  });
}

function newDecompressor(cls: PyType, formatArg: Value, memlimit: Value, filtersArg: Value): Value {
  const format = cInt(formatArg);
  if (memlimit !== None && format === Format.RAW) throw valueError('Cannot specify memory limit with FORMAT_RAW');
  if (format === Format.RAW && filtersArg === None) throw valueError('Must specify filters for FORMAT_RAW');
  if (format !== Format.RAW && filtersArg !== None) throw valueError('Cannot specify filters except with FORMAT_RAW');
  if (format < Format.AUTO || format > Format.RAW) throw valueError(`Invalid container format: ${format}`);
  const limit = memlimit === None ? Infinity : Number(toIndex(memlimit));
  return guarded(() => {
    const filters = filtersArg === None ? [] : parseFilters(filtersArg);
    return new PyDecompressor(cls, new StreamDecoder(format, filters, limit));
  });
}

function decodedProperties(idArg: Value, encoded: Value): Value {
  const id = toIndex(idArg);
  const bytes = readBuffer(encoded);
  const filter = guarded(() => decodeProperties(id === LZMA1_ID ? FilterId.LZMA1 : Number(id), bytes));
  const out = new PyDict();
  out.setStr('id', id);
  if (isBranchFilter(Number(id))) {
    if (bytes.length > 0) out.setStr('start_offset', filter.startOffset!);
    return out;
  }
  const names: [string, keyof Filter][] =
    id === FilterId.DELTA
      ? [['dist', 'distance']]
      : id === FilterId.LZMA2
        ? [['dict_size', 'dictSize']]
        : [
            ['dict_size', 'dictSize'],
            ['lc', 'lc'],
            ['lp', 'lp'],
            ['pb', 'pb'],
          ];
  for (const [name, key] of names) out.setStr(name, filter[key]!);
  return out;
}

const constants: Record<string, number | bigint> = {
  PRESET_DEFAULT,
  PRESET_EXTREME,
  FILTER_LZMA1: LZMA1_ID,
  FILTER_LZMA2: FilterId.LZMA2,
  FILTER_DELTA: FilterId.DELTA,
  FILTER_X86: 4,
  FILTER_POWERPC: 5,
  FILTER_IA64: 6,
  FILTER_ARM: 7,
  FILTER_ARMTHUMB: 8,
  FILTER_SPARC: 9,
  MF_HC3: 3,
  MF_HC4: 4,
  MF_BT2: 0x12,
  MF_BT3: 0x13,
  MF_BT4: 0x14,
  MODE_FAST: 1,
  MODE_NORMAL: 2,
};

nativeModule('_lzma', (m) => {
  m.set('__doc__', 'Compression and decompression in the formats of xz.');
  lzmaState.error = newExceptionType('_lzma.LZMAError', undefined, 'Data or options that are not right.');
  m.set('LZMAError', lzmaState.error);
  for (const [name, value] of Object.entries(constants)) m.set(name, value);
  for (const [name, value] of Object.entries(Format)) m.set(`FORMAT_${name}`, value);
  for (const [name, value] of Object.entries(Check)) m.set(`CHECK_${name}`, value);
  m.type(
    defineType({
      name: '_lzma.LZMACompressor',
      isBase: false,
      doc: 'Compresses data that comes in pieces.',
      new: ['(cls, format=1, check=-1, preset=None, filters=None)', newCompressor],
      methods: compressorMethods,
    }),
  );
  m.type(
    defineType({
      name: '_lzma.LZMADecompressor',
      isBase: false,
      doc: 'Decompresses a stream that comes in pieces.',
      new: ['(cls, format=0, memlimit=None, filters=None)', newDecompressor],
      methods: decompressorMethods('Already at end of stream', guarded),
      setup: (t) => {
        defGetSet(t, 'check', (self: PyDecompressor<StreamDecoder>) => self.decoder.check);
        setUpDecompressor(t);
      },
    }),
  );
  m.def('is_check_supported(check_id, /)', (check: Value) => {
    const n = cInt(check);
    return isKnownCheck(n) && checkSize(n) >= 0;
  });
  m.def('_encode_filter_properties(filter, /)', (spec: Value) =>
    guarded(() => new PyBytes(encodeProperties(parseFilter(spec)))),
  );
  m.def('_decode_filter_properties(filter_id, encoded_props, /)', decodedProperties);
});
