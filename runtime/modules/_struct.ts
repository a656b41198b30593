/**
 * The module _struct (CPython's _struct.c).
 */
import { None } from '../objects/builtinTypes';
import { plainBytes } from '../objects/buffer';
import { unicodeError } from '../objects/codecErrors';
import { newError, typeError } from '../objects/errors';
import { PyNativeIter, nativeIterType } from '../objects/iteration';
import { PyObject, typeOf, type Int, type PyType, type Value } from '../objects/object';
import { nativeCodes, packCode, standardCodes, unpackCode, type Code, type PackErrors } from '../objects/structCodes';
import { toIndex, toSsize } from '../objects/toIndex';
import { defInitSig, defineType, disallowNew } from '../objects/typeObject';
import { defGetSet, defMethod } from '../objects/descriptors';
import type { PyBaseException } from '../objects/exceptionTypes';
import { PyByteArray, PyBytes, PyTuple, strOf } from '../objects/values';
import { newExceptionType } from './exceptionClass';
import { writeBuffer } from './buffers';
import { nativeModule } from './registry';

interface Field {
  letter: string;
  code: Code;
  offset: number;
  /** For 's' and 'p': length in bytes; else 1. */
  size: number;
}

interface Layout {
  size: number;
  little: boolean;
  native: boolean;
  fields: Field[];
}

/** One class however often the module is made: what raises it has only this. */
const errorType = newExceptionType('struct.error');
const error = (message: string) => newError(errorType, message);
const bytesCode: Code = { size: 1, align: 1, kind: 'char' };
const cache = new Map<string, Layout>();

/** Parses a format; CPython's prepare_s. */
function layoutOf(format: string): Layout {
  const known = cache.get(format);
  if (known !== undefined) return known;
  if (format.includes('\0')) throw error('embedded null character');
  const order = '<>=!@'.includes(format[0] ?? ' ') ? format[0] : '@';
  const native = order === '@';
  const codes = native ? nativeCodes : standardCodes;
  const fields: Field[] = [];
  let size = 0;
  let at = order === format[0] ? 1 : 0;
  while (at < format.length) {
    let c = format[at++];
    if (/\s/.test(c)) continue;
    let count = 1;
    if (c >= '0' && c <= '9') {
      const start = at - 1;
      while (format[at] >= '0' && format[at] <= '9') at++;
      const digits = format.slice(start, at);
      if (digits.length > 18) throw error('total struct size too long');
      count = Number(digits);
      if (at >= format.length) throw error('repeat count given without format specifier');
      c = format[at++];
    }
    if (c === 's' || c === 'p') {
      fields.push({ letter: c, code: bytesCode, offset: size, size: count });
      size += count;
    } else if (c === 'x') size += count;
    else {
      const code = codes[c];
      if (code === undefined) throw error('bad char in struct format');
      if (native && size % code.align !== 0) size += code.align - (size % code.align);
      if (size + count * code.size > Number.MAX_SAFE_INTEGER) throw error('total struct size too long');
      for (let i = 0; i < count; i++) fields.push({ letter: c, code, offset: size + i * code.size, size: 1 });
      size += count * code.size;
    }
  }
  const layout = { size, native, little: order !== '>' && order !== '!', fields };
  if (cache.size > 100) cache.clear();
  cache.set(format, layout);
  return layout;
}

const packErrors = (native: boolean): PackErrors => ({
  infinite: native,
  error: errorType,
  range: (letter, c) => {
    const bits = BigInt(c.size * 8);
    const [min, max] = c.kind === 'signed' ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
    return `'${letter}' format requires ${min} <= number <= ${max}`;
  },
  notInt: 'required argument is not an integer',
  notChar: 'char format requires a bytes object of length 1',
  notFloat: 'required argument is not a float',
});

function packInto(layout: Layout, out: Uint8Array, base: number, args: readonly Value[]): void {
  const errors = packErrors(layout.native);
  layout.fields.forEach((f, i) => {
    const v = args[i];
    const at = base + f.offset;
    if (f.letter === 's' || f.letter === 'p') {
      if (!(v instanceof PyBytes) && !(v instanceof PyByteArray))
        throw error(`argument for '${f.letter}' must be a bytes object`);
      if (f.size === 0) return;
      const prefix = f.letter === 'p' ? 1 : 0;
      const n = Math.min(v.data.length, f.size - prefix);
      out.set(v.data.subarray(0, n), at + prefix);
      if (prefix === 1) out[at] = Math.min(n, 255);
    } else packCode(f.letter, f.code, out, at, v, layout.little, errors);
  });
}

function checkCount(layout: Layout, name: string, n: number): void {
  if (n !== layout.fields.length) throw error(`${name} expected ${layout.fields.length} items for packing (got ${n})`);
}

function pack(layout: Layout, args: readonly Value[]): PyBytes {
  checkCount(layout, 'pack', args.length);
  const out = new Uint8Array(layout.size);
  packInto(layout, out, 0, args);
  return new PyBytes(out);
}

function packIntoBuffer(layout: Layout, args: readonly Value[]): Value {
  if (args.length === 0) throw error('pack_into expected buffer argument');
  if (args.length === 1) throw error('pack_into expected offset argument');
  checkCount(layout, 'pack_into', args.length - 2);
  const out = writeBuffer(args[0], 'argument');
  const given = toSsize(toIndex(args[1]));
  const { size } = layout;
  let offset = given;
  if (offset < 0) {
    if (offset + size > 0) throw error(`no space to pack ${size} bytes at offset ${given}`);
    if (offset + out.length < 0) throw error(`offset ${given} out of range for ${out.length}-byte buffer`);
    offset += out.length;
  }
  if (out.length - offset < size) throw tooShort('packing', size, toIndex(args[1]), offset, out.length);
  out.fill(0, offset, offset + size);
  packInto(layout, out, offset, args.slice(2));
  return None;
}

function unpackAt(layout: Layout, data: Uint8Array, base: number): PyTuple {
  return new PyTuple(
    layout.fields.map((f) => {
      const at = base + f.offset;
      if (f.letter === 's') return new PyBytes(data.slice(at, at + f.size));
      if (f.letter === 'p')
        return new PyBytes(
          f.size === 0 ? new Uint8Array(0) : data.slice(at + 1, at + 1 + Math.min(data[at], f.size - 1)),
        );
      return unpackCode(f.code, data, at, layout.little);
    }),
  );
}

function bufferArg(v: Value): Uint8Array {
  const b = plainBytes(v);
  if (b === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(v).tpName}'`);
  return b;
}

function unpack(layout: Layout, v: Value): PyTuple {
  const data = bufferArg(v);
  if (data.length !== layout.size) throw error(`unpack requires a buffer of ${layout.size} bytes`);
  return unpackAt(layout, data, 0);
}

function unpackFrom(layout: Layout, v: Value, offsetArg: Value): PyTuple {
  const data = bufferArg(v);
  const { size } = layout;
  const given = toSsize(toIndex(offsetArg));
  let offset = given;
  if (offset < 0) {
    if (offset + size > 0) throw error(`not enough data to unpack ${size} bytes at offset ${given}`);
    if (offset + data.length < 0) throw error(`offset ${given} out of range for ${data.length}-byte buffer`);
    offset += data.length;
  }
  if (data.length - offset < size) throw tooShort('unpacking', size, toIndex(offsetArg), offset, data.length);
  return unpackAt(layout, data, offset);
}

/** "N bytes for VERBING SIZE bytes at offset O (...)": the integers as they are, however big. */
function tooShort(verb: string, size: number, given: Int, offset: number, length: number): PyBaseException {
  const at = given < 0 ? BigInt(offset) : BigInt(given);
  return error(
    `${verb === 'packing' ? 'pack_into' : 'unpack_from'} requires a buffer of at least ${at + BigInt(size)} bytes for ${verb} ${size} bytes at offset ${at} (actual buffer size is ${length})`,
  );
}

class UnpackIterator extends PyNativeIter {
  at = 0;
  constructor(
    readonly layout: Layout,
    readonly data: Uint8Array,
  ) {
    super(unpackIterator, () => {
      if (this.at >= data.length) return undefined;
      this.at += layout.size;
      return unpackAt(layout, data, this.at - layout.size);
    });
  }
}

const unpackIterator = nativeIterType('_struct.unpack_iterator');
disallowNew(unpackIterator);
defMethod(
  unpackIterator,
  '__length_hint__(self, /)',
  (self: UnpackIterator) => (self.data.length - self.at) / self.layout.size,
);

function iterUnpack(layout: Layout, v: Value): Value {
  if (layout.size === 0) throw error('cannot iteratively unpack with a struct of length 0');
  const data = bufferArg(v);
  if (data.length % layout.size !== 0)
    throw error(`iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`);
  return new UnpackIterator(layout, data);
}

/** What encoding a format in ASCII says. */
function unencodable(s: string): PyBaseException {
  const at = s.search(/[^\x00-\x7f]/);
  const more = /^[^\x00-\x7f]+/.exec(s.slice(at))![0].length;
  return unicodeError('encode', 'ascii', s, at, at + more, 'ordinal not in range(128)');
}

/** The text of a format argument. */
function formatText(v: Value): string {
  const s = strOf(v);
  if (s !== undefined) {
    if (!/^[\x00-\x7f]*$/.test(s)) throw unencodable(s);
    return s;
  }
  if (v instanceof PyBytes) return String.fromCharCode(...v.data);
  throw typeError(`Struct() argument 1 must be a str or bytes object, not ${typeOf(v).tpName}`);
}

class PyStruct extends PyObject {
  format = '';
  layout: Layout = { size: -1, native: true, little: true, fields: [] };
}

nativeModule('_struct', (m) => {
  m.set('error', errorType);
  const structType = defineType({
    name: '_struct.Struct',
    doc: 'Struct(format)\n\nA format whose values can be packed into bytes and unpacked from them.',
    slots: { tp_repr: (v) => `${typeOf(v).name}('${(v as PyStruct).format}')`, alloc: (cls) => new PyStruct(cls) },
    new: ['(cls, *args, **kwargs)', (cls: PyType) => new PyStruct(cls)],
    methods: {
      'pack(self, /, *args)!': (s: PyStruct, args: Value[]) => pack(s.layout, args),
      'pack_into(self, /, *args)!': (s: PyStruct, args: Value[]) => packIntoBuffer(s.layout, args),
      'unpack(self, buffer, /)': (s: PyStruct, b: Value) => unpack(s.layout, b),
      'unpack_from(self, /, buffer, offset=0)': (s: PyStruct, b: Value, offset: Value) =>
        unpackFrom(s.layout, b, offset),
      'iter_unpack(self, buffer, /)': (s: PyStruct, b: Value) => iterUnpack(s.layout, b),
    },
    setup: (t) => {
      t.hasWeakref = true;
      defInitSig(t, '(self, /, format)', (s: PyStruct, format: Value) => {
        s.format = formatText(format);
        s.layout = layoutOf(s.format);
      });
      defGetSet(t, 'format', (s: PyStruct) => s.format, undefined, 'the format, as it was given');
      defGetSet(t, 'size', (s: PyStruct) => s.layout.size, undefined, 'Bytes that the format takes.');
    },
  });
  m.type(structType);
  m.def('calcsize(format, /)', (f: Value) => layoutOf(formatText(f)).size);
  m.def('pack(*args)!', (args: Value[]) => {
    if (args.length === 0) throw typeError('missing format argument');
    return pack(layoutOf(formatText(args[0])), args.slice(1));
  });
  m.def('pack_into(*args)!', (args: Value[]) => {
    if (args.length === 0) throw typeError('missing format argument');
    return packIntoBuffer(layoutOf(formatText(args[0])), args.slice(1));
  });
  m.def('unpack(format, buffer, /)', (f: Value, b: Value) => unpack(layoutOf(formatText(f)), b));
  m.def('unpack_from(format, /, buffer, offset=0)', (f: Value, b: Value, offset: Value) =>
    unpackFrom(layoutOf(formatText(f)), b, offset),
  );
  m.def('iter_unpack(format, buffer, /)', (f: Value, b: Value) => iterUnpack(layoutOf(formatText(f)), b));
  m.def('_clearcache()', () => {
    cache.clear();
    return None;
  });
});
