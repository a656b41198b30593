/** The type `mmap`: making one from a descriptor, reading and writing it. */
import { None } from '../../objects/builtinTypes';
import { flatBuffer, provideBuffer } from '../../objects/buffer';
import { indexOfBytes, lastIndexOfBytes } from '../../objects/bytesOps';
import { defGetSet } from '../../objects/descriptors';
import { indexError, overflowError, typeError, valueError } from '../../objects/errors';
import { defBufferMethods } from '../../objects/memoryviewType';
import type { NativeFn } from '../../objects/native';
import type { PyType, Value } from '../../objects/object';
import { isTrue } from '../../objects/compare';
import { searchIndex } from '../../objects/searchIndex';
import { checkedIndex, sliceRange } from '../../objects/sliceIndices';
import { indexOrUndefined, toIndex, toSsize } from '../../objects/toIndex';
import { defineType } from '../../objects/typeObject';
import { PyBytes, PySlice } from '../../objects/values';
import { readBuffer } from '../buffers';
import { fileOf, retainFile } from '../fileDescriptors';
import { hostCall, osError } from '../osErrors';
import { ssize } from '../zlib/arguments';
import { Access, PyMmap } from './mapping';

export const PAGE = 4096;
export const Prot = { READ: 1, WRITE: 2, EXEC: 4 } as const;
export const MapFlag = { SHARED: 1, PRIVATE: 2, ANONYMOUS: 0x20 } as const;

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;

function makeMmap(
  cls: PyType,
  filenoArg: Value,
  lengthArg: Value,
  flagsArg: Value,
  protArg: Value,
  accessArg: Value,
  offsetArg: Value,
  trackArg: Value,
): Value {
  const [fileno, length, offset] = [filenoArg, lengthArg, offsetArg].map(ssize);
  let [flags, prot, access] = [flagsArg, protArg, accessArg].map(ssize);
  const both = Prot.READ | Prot.WRITE;
  if (length < 0) throw overflowError('memory mapped length must be non-negative');
  if (offset < 0) throw overflowError('memory mapped offset must be non-negative');
  if (access !== Access.DEFAULT && (flags !== MapFlag.SHARED || prot !== both))
    throw valueError("mmap can't specify both access, flags and/or prot.");
  switch (access) {
    case Access.READ:
      prot = Prot.READ;
      break;
    case Access.WRITE:
      break;
    case Access.COPY:
      flags = MapFlag.PRIVATE;
      break;
    case Access.DEFAULT:
      if ((prot & both) !== both) access = prot & Prot.WRITE ? Access.WRITE : Access.READ;
      break;
    default:
      throw valueError('mmap invalid access parameter.');
  }
  const m = cls.alloc!(cls) as PyMmap;
  m.access = access;
  m.offset = offset;
  m.isShared = (flags & MapFlag.SHARED) !== 0;
  m.keepsFile = isTrue(trackArg);
  let size = length;
  if (fileno !== -1) size = openFile(m, fileno, size);
  if (size === 0 || offset % PAGE !== 0) throw osError('EINVAL');
  if (m.file !== undefined) retainFile(m.file);
  m.load(size);
  return m;
}

/** Checks the file and gives the size of the part that is mapped. */
function openFile(m: PyMmap, fileno: number, length: number): number {
  const file = fileOf(fileno);
  const stat = hostCall(() => file.stat());
  const isRegular = (stat.mode & S_IFMT) === S_IFREG;
  let size = length;
  if (isRegular && length === 0) {
    if (stat.size === 0) throw valueError('cannot mmap an empty file');
    if (m.offset >= stat.size) throw valueError('mmap offset is greater than file size');
    size = stat.size - m.offset;
  } else if (isRegular && (m.offset > stat.size || stat.size - m.offset < length))
    throw valueError('mmap length is greater than file size');
  if (!isRegular || file.readAt === undefined || file.writeAt === undefined) throw osError('ENODEV');
  const mode = file.flags & 3;
  if (mode === 1 || (m.isShared && m.isWritable && mode === 0)) throw osError('EACCES');
  m.file = file;
  return size;
}

function getItem(v: Value, key: Value): Value {
  const m = (v as PyMmap).check();
  if (!(key instanceof PySlice)) {
    if (indexOrUndefined(key) === undefined) throw typeError('mmap indices must be integers');
    const i = toIndex(key);
    return m.check().data[checkedIndex(i, m.data.length, 'mmap')];
  }
  const { start, step, count } = sliceRange(key, m.data.length);
  m.check();
  if (step === 1) return new PyBytes(m.data.slice(start, start + count));
  return new PyBytes(Uint8Array.from({ length: count }, (_, i) => m.data[start + i * step]));
}

function setItem(v: Value, key: Value, value: Value | undefined): void {
  const m = (v as PyMmap).checkWritable();
  const isSlice = key instanceof PySlice;
  if (value === undefined) throw typeError(`mmap object doesn't support ${isSlice ? 'slice' : 'item'} deletion`);
  if (isSlice) {
    const { start, step, count } = sliceRange(key, m.data.length);
    const bytes = readBuffer(value);
    if (bytes.length !== count) throw indexError('mmap slice assignment is wrong size');
    m.check();
    for (let i = 0; i < count; i++) m.data[start + i * step] = bytes[i];
    const last = start + (count - 1) * step;
    if (count > 0) m.changed(Math.min(start, last), Math.max(start, last) + 1);
    return;
  }
  if (indexOrUndefined(key) === undefined) throw typeError('mmap indices must be integers');
  const i = toIndex(key);
  const at = checkedIndex(i, m.check().data.length, 'mmap');
  const n = indexOrUndefined(value);
  if (n === undefined) throw typeError('mmap item value must be an int');
  if (n < 0 || n > 255) throw valueError('mmap item value must be in range(0, 256)');
  m.check();
  m.data[at] = Number(n);
  m.changed(at, at + 1);
}

function take(m: PyMmap, n: number): Value {
  const from = Math.min(m.position, m.data.length);
  m.position = Math.min(from + n, m.data.length);
  return new PyBytes(m.data.slice(from, m.position));
}

function put(m: PyMmap, at: number, bytes: Uint8Array): void {
  m.data.set(bytes, at);
  m.changed(at, at + bytes.length);
}

function find(isReverse: boolean): (m: PyMmap, sub: Value, start: Value, end: Value) => Value {
  return (m, sub, start, end) => {
    const bytes = readBuffer(sub);
    const { length } = m.check().data;
    const from = Math.min(searchIndex(start, length, isReverse ? 0 : m.position), length);
    const to = Math.min(searchIndex(end, length, length), length);
    m.check();
    return (isReverse ? lastIndexOfBytes : indexOfBytes)(m.data, bytes, from, to);
  };
}

function seek(m: PyMmap, distance: Value, whence: Value): Value {
  const base = [0, m.check().position, m.data.length][ssize(whence)];
  if ((base as number | undefined) === undefined) throw valueError('unknown seek type');
  const to = base + ssize(distance);
  if (to < 0 || to > m.data.length) throw valueError('seek out of range');
  return (m.position = to);
}

function move(m: PyMmap, destArg: Value, srcArg: Value, countArg: Value): Value {
  const [dest, src, count] = [destArg, srcArg, countArg].map(ssize);
  const { length } = m.checkWritable().data;
  if (dest < 0 || src < 0 || count < 0 || length - dest < count || length - src < count)
    throw valueError('source, destination, or count out of range');
  m.data.copyWithin(dest, src, src + count);
  m.changed(dest, dest + count);
  return None;
}

function flush(m: PyMmap, offsetArg: Value, sizeArg: Value | undefined): Value {
  const offset = ssize(offsetArg);
  const size = sizeArg === undefined ? m.check().data.length : ssize(sizeArg);
  if (offset < 0 || size < 0 || m.check().data.length - offset < size) throw valueError('flush values out of range');
  if (m.isWritable && m.access !== Access.COPY && offset % PAGE !== 0) throw osError('EINVAL');
  m.changed(offset, offset + size);
  return None;
}

function madvise(m: PyMmap, _option: Value, startArg: Value, lengthArg: Value | undefined): Value {
  const start = ssize(startArg);
  const length = lengthArg === undefined ? m.check().data.length : ssize(lengthArg);
  if (start < 0 || start >= m.check().data.length) throw valueError('madvise start out of bounds');
  if (length < 0) throw valueError('madvise length invalid');
  if (start + length > Number.MAX_SAFE_INTEGER) throw overflowError('madvise length too large');
  if (start % PAGE !== 0) throw osError('EINVAL');
  return None;
}

function repr(m: PyMmap): string {
  const access = `ACCESS_${Object.keys(Access)[m.access]}`;
  if (m.closed) return `<${m.cls.tpName} closed=True>`;
  return `<${m.cls.tpName} closed=False, access=${access}, length=${m.data.length}, pos=${m.position}, offset=${m.offset}>`;
}

const METHODS: Record<string, NativeFn> = {
  'read(self, n=None, /)': (m: PyMmap, n: Value) => {
    const max = n === None ? -1 : toSsize(toIndex(n));
    return take(m.check(), max < 0 ? m.data.length : max);
  },
  'read_byte(self, /)': (m: PyMmap) => {
    if (m.check().position >= m.data.length) throw valueError('read byte out of range');
    return m.data[m.position++];
  },
  'readline(self, /)': (m: PyMmap) => {
    const end = m.check().data.indexOf(10, m.position);
    return take(m, (end < 0 ? m.data.length : end + 1) - m.position);
  },
  'write(self, bytes, /)': (m: PyMmap, data: Value) => {
    const bytes = readBuffer(data);
    const at = m.checkWritable().position;
    if (at + bytes.length > m.data.length) throw valueError('data out of range');
    put(m, at, bytes);
    m.position += bytes.length;
    return bytes.length;
  },
  'write_byte(self, byte, /)': (m: PyMmap, byte: Value) => {
    const n = toIndex(byte);
    if (n < 0) throw overflowError('unsigned byte integer is less than minimum');
    if (n > 255) throw overflowError('unsigned byte integer is greater than maximum');
    if (m.checkWritable().position >= m.data.length) throw valueError('write byte out of range');
    put(m, m.position++, Uint8Array.of(Number(n)));
    return None;
  },
  'find(self, view, start=None, end=None, /)': find(false),
  'rfind(self, view, start=None, end=None, /)': (m: PyMmap, sub: Value, start: Value, end: Value) =>
    find(true)(m, sub, start === None ? m.position : start, end),
  'seek(self, pos, whence=0, /)': seek,
  'seekable(self, /)': () => true,
  'tell(self, /)': (m: PyMmap) => m.check().position,
  'size(self, /)': (m: PyMmap) => {
    const { file, data } = m.check();
    if (!m.keepsFile) throw osError('EBADF');
    return file === undefined ? data.length : hostCall(() => file.stat().size);
  },
  'move(self, dest, src, count, /)': move,
  'flush(self, offset=0, size=<absent:None>, /)': flush,
  'madvise(self, option, start=0, length=<absent:None>, /)': madvise,
  'resize(self, newsize, /)': (m: PyMmap, size: Value) => {
    m.resize(ssize(size));
    return None;
  },
  'close(self, /)': (m: PyMmap) => {
    m.close();
    return None;
  },
  '__enter__(self, /)': (m: PyMmap) => m.check(),
  '__exit__(self, *args)': (m: PyMmap) => {
    m.close();
    return None;
  },
};

export function makeMmapType(): PyType {
  const type = defineType({
    name: 'mmap.mmap',
    doc:
      'A part of a file, or memory without one, as if it were a bytearray.\n\n' +
      'The part is read when the object is made. What is written with ACCESS_WRITE is in the file at once,\n' +
      'through a memoryview when that is released or at flush().',
    slots: {
      alloc: (cls) => new PyMmap(cls),
      tp_repr: (v) => repr(v as PyMmap),
      sq_length: (v) => (v as PyMmap).check().data.length,
      sq_item: (v, i) => {
        const { data } = (v as PyMmap).check();
        if (i < 0 || i >= data.length) throw indexError('mmap index out of range');
        return new PyBytes(data.slice(i, i + 1));
      },
      mp_subscript: getItem,
      mp_ass_subscript: setItem,
    },
    new: ['(cls, fileno, length, flags=1, prot=3, access=0, offset=0, *, trackfd=True)', makeMmap],
    methods: METHODS,
    setup: (t) => {
      t.hasWeakref = true;
      defGetSet(t, 'closed', (m: PyMmap) => m.closed);
      defBufferMethods(t);
    },
  });
  provideBuffer(type, (v) => {
    const m = (v as PyMmap).check();
    m.exports++;
    return flatBuffer(m, m.data, !m.isWritable, () => {
      m.exports--;
      m.changed();
    });
  });
  return type;
}
