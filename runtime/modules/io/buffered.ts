/**
 * `_io._BufferedIOBase`, `BufferedReader`, `BufferedWriter`, `BufferedRandom` (CPython's bufferedio.c): their
 * Python-visible part. Reading and writing themselves are in bufferedReading.ts and bufferedWriting.ts.
 */
import { callMethod, getAttr, lookupAttr } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { asMembers } from '../../objects/descriptorTypes';
import { typeError, valueError } from '../../objects/errors';
import { NativeSpec } from '../../objects/native';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { toIndex } from '../../objects/toIndex';
import { defNew, readyType } from '../../objects/typeObject';
import { PyBytes, strOf } from '../../objects/values';
import { readBuffer, writeBuffer, bufferOf } from '../buffers';
import * as reading from './bufferedReading';
import { PyBuffered } from './bufferedState';
import { write } from './bufferedWriting';
import { attrOfAttached, flushAndClose, ioTypes, sizeArg, unsupported } from './ioBase';

export const bufferedTypes = {} as { reader: PyType; writer: PyType; random: PyType };

function installBufferedIOBase(): void {
  const t = (ioTypes.bufferedIOBase = bareType('_io._BufferedIOBase', ioTypes.ioBase));
  t.doc = 'What binary streams with a buffer have in common.';
  for (const name of ['read', 'read1'])
    defMethod(t, `${name}(self, size=-1, /)`, () => {
      throw unsupported(name);
    });
  defMethod(t, 'write(self, b, /)', () => {
    throw unsupported('write');
  });
  defMethod(t, 'detach(self, /)', () => {
    throw unsupported('detach');
  });
  const into = (self: Value, buffer: Value, method: string) => {
    const target = writeBuffer(buffer, `${method.replace('read', 'readinto')}() argument`);
    const data = callMethod(self, method, [target.length]);
    const bytes = data instanceof PyBytes ? data.data : undefined;
    if (bytes === undefined) throw typeError('read() should return bytes');
    if (bytes.length > target.length)
      throw valueError(`read() returned too much data: ${target.length} bytes requested, ${bytes.length} returned`);
    target.set(bytes);
    return bytes.length;
  };
  defMethod(t, 'readinto(self, buffer, /)', (self: Value, buffer: Value) => into(self, buffer, 'read'));
  defMethod(t, 'readinto1(self, buffer, /)', (self: Value, buffer: Value) => into(self, buffer, 'read1'));
  readyType(t);
}

/** What readers, writers and both have in common. */
function defCommon(t: PyType): void {
  defMethod(t, 'detach(self, /)', (self: PyBuffered) => {
    const raw = self.source();
    callMethod(self, 'flush');
    self.raw = undefined;
    self.detached = true;
    self.ready = false;
    return raw;
  });
  defMethod(t, 'close(self, /)', closeBuffered);
  for (const name of ['seekable', 'fileno', 'isatty'])
    defMethod(t, `${name}(self, /)`, (self: PyBuffered) => callMethod(self.source(), name));
  defMethod(t, '_dealloc_warn(self, source, /)', (self: PyBuffered, source: Value) => {
    if (self.raw !== undefined && lookupAttr(self.raw, '_dealloc_warn') !== undefined)
      callMethod(self.raw, '_dealloc_warn', [source]);
    return None;
  });
  defMethod(t, '__getstate__(self, /)', (self: PyBuffered) => {
    throw typeError(`cannot pickle '${self.cls.tpName}' instances`);
  });
  defMethod(t, '__sizeof__(self, /)', (self: PyBuffered) => 200 + self.size);
  defGetSet(t, 'raw', (self: PyBuffered) => self.raw);
  asMembers(t, 'raw');
  defGetSet(t, 'closed', (self: PyBuffered) => self.closed());
  defGetSet(t, 'name', (self: PyBuffered) => getAttr(self.source(), 'name'));
  defGetSet(t, 'mode', (self: PyBuffered) => getAttr(self.source(), 'mode'));
  defGetSet(
    t,
    '_finalizing',
    (self: PyBuffered) => self.finalizing,
    (self: PyBuffered, v) => {
      self.finalizing = v !== undefined && isTrue(v);
    },
  );
  defMethod(t, 'tell(self, /)', (self: PyBuffered) => {
    self.source();
    return self.exclusive(() => reading.tell(self));
  });
  defMethod(t, 'seek(self, target, whence=0, /)', (self: PyBuffered, target: Value, whence: Value) => {
    const n = Number(toIndex(whence));
    if (n < 0 || n > 4) throw valueError(`whence value ${n} unsupported`);
    self.checkOpen('seek of closed file');
    return self.exclusive(() => reading.seek(self, Number(toIndex(target)), n));
  });
  t.tp_repr = (self) => {
    const name = attrOfAttached(self, 'name');
    const cls = `${strOf(getAttr(typeOf(self), '__module__')) ?? '_io'}.${typeOf(self).name}`;
    return name === undefined ? `<${cls}>` : `<${cls} name=${repr(name)}>`;
  };
}

function closeBuffered(self: PyBuffered): Value {
  const raw = self.source();
  if (self.closed()) return None;
  flushAndClose(self, raw, self.finalizing);
  return None;
}

function defReading(t: PyType): void {
  defMethod(t, 'readable(self, /)', (self: PyBuffered) => callMethod(self.source(), 'readable'));
  defMethod(t, 'read(self, size=-1, /)', (self: PyBuffered, size: Value) => {
    self.source();
    const n = size === None ? -1 : Number(toIndex(size));
    if (n < -1) throw valueError('read length must be non-negative or -1');
    self.checkOpen('read of closed file');
    return n === -1 ? self.exclusive(() => reading.readAll(self)) : self.reading(() => reading.readExactly(self, n));
  });
  defMethod(t, 'read1(self, size=-1, /)', (self: PyBuffered, size: Value) => {
    self.checkOpen('read of closed file');
    return self.reading(() => new PyBytes(reading.read1(self, Number(toIndex(size)))));
  });
  defMethod(t, 'peek(self, size=0, /)', (self: PyBuffered, size: Value) => {
    toIndex(size);
    self.checkOpen('peek of closed file');
    return self.reading(() => new PyBytes(reading.peek(self)));
  });
  defMethod(t, 'readinto(self, buffer, /)', (self: PyBuffered, buffer: Value) => {
    const into = writeBuffer(buffer, 'readinto() argument');
    self.checkOpen('readinto of closed file');
    return self.reading(() => reading.readInto(self, into, false));
  });
  defMethod(t, 'readinto1(self, buffer, /)', (self: PyBuffered, buffer: Value) => {
    const into = writeBuffer(buffer, 'readinto1() argument');
    self.checkOpen('readinto of closed file');
    return self.reading(() => reading.readInto(self, into, true));
  });
  const readline = (self: PyBuffered, limit: number) => {
    self.checkOpen('readline of closed file');
    return self.reading(() => new PyBytes(reading.readLine(self, limit)));
  };
  defMethod(t, 'readline(self, size=-1, /)', (self: PyBuffered, size: Value) => readline(self, sizeArg(size)));
  t.tp_iternext = (self) => {
    const b = self as PyBuffered;
    if (b.cls !== bufferedTypes.reader && b.cls !== bufferedTypes.random) return ioTypes.ioBase.tp_iternext!(self);
    const line = readline(b, -1);
    return line.data.length === 0 ? undefined : line;
  };
}

function defWriting(t: PyType): void {
  defMethod(t, 'writable(self, /)', (self: PyBuffered) => callMethod(self.source(), 'writable'));
  defMethod(t, 'write(self, buffer, /)', (self: PyBuffered, data: Value) => {
    self.source();
    if (bufferOf(data) === undefined) throw typeError(`a bytes-like object is required, not '${typeOf(data).tpName}'`);
    const bytes = readBuffer(data);
    self.checkOpen('write to closed file');
    return self.exclusive(() => write(self, bytes));
  });
}

function flush(self: PyBuffered): Value {
  self.checkOpen('flush of closed file');
  self.exclusive(() => {
    self.flushWrites();
    if (self.canRead) self.undoReadAhead();
  });
  return callMethod(self.source(), 'flush');
}

function truncate(self: PyBuffered, pos: Value): Value {
  self.source();
  self.checkOpen('truncate of closed file');
  if (!self.canWrite) throw unsupported('truncate');
  return self.exclusive(() => {
    self.flushWrites();
    const at = pos === None ? reading.tell(self) : pos;
    return callMethod(self.source(), 'truncate', [at]);
  });
}

function defConstructor(t: PyType, canRead: boolean, canWrite: boolean): void {
  t.alloc = (cls) => new PyBuffered(cls);
  defNew(t, (cls) => new PyBuffered(cls));
  const spec = new NativeSpec(
    `${t.name}(self, raw, buffer_size=131072)`,
    (self: PyBuffered, raw: Value, size: Value) => {
      if (canRead && canWrite && !isTrue(callMethod(raw, 'seekable')))
        throw unsupported('File or stream is not seekable.');
      if (canRead && !isTrue(callMethod(raw, 'readable'))) throw unsupported('File or stream is not readable.');
      if (canWrite && !isTrue(callMethod(raw, 'writable'))) throw unsupported('File or stream is not writable.');
      self.init(raw, size, canRead, canWrite);
      return None;
    },
  );
  t.tp_init = (self, args, kwnames) => {
    const b = self as PyBuffered;
    b.raw = undefined;
    b.detached = false;
    b.ready = false;
    spec.call([self, ...args], kwnames);
  };
}

/** Makes the types. */
export function installBuffered(): void {
  installBufferedIOBase();
  const make = (name: string, canRead: boolean, canWrite: boolean, doc: string): PyType => {
    const t = bareType(`_io.${name}`, ioTypes.bufferedIOBase);
    t.doc = doc;
    defConstructor(t, canRead, canWrite);
    defCommon(t);
    if (canRead) defReading(t);
    if (canWrite) {
      defWriting(t);
      defMethod(t, 'flush(self, /)', flush);
    } else defMethod(t, 'flush(self, /)', (self: PyBuffered) => callMethod(self.source(), 'flush'));
    if (canWrite || canRead) defMethod(t, 'truncate(self, pos=None, /)', truncate);
    t.tp_finalize = (self) => {
      const b = self as PyBuffered;
      if (b.raw === undefined) return;
      b.finalizing = true;
      ioTypes.ioBase.tp_finalize!(self);
    };
    readyType(t);
    return t;
  };
  bufferedTypes.reader = make('BufferedReader', true, false, 'Reads from a raw stream through a buffer.');
  bufferedTypes.writer = make('BufferedWriter', false, true, 'Writes to a raw stream through a buffer.');
  bufferedTypes.random = make('BufferedRandom', true, true, 'Reads and writes a seekable raw stream through a buffer.');
}

/** A buffered stream over a raw one, without asking the raw stream what it can do. */
export function bufferedFor(type: PyType, raw: Value, size: number): PyBuffered {
  const b = new PyBuffered(type);
  b.init(raw, size, type !== bufferedTypes.writer, type !== bufferedTypes.reader);
  return b;
}
