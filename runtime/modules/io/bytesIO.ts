/**
 * `_io.BytesIO`: a buffered stream in memory (CPython's bytesio.c).
 */
import { instanceDict } from '../../objects/attributes';
import { bareType, memoryviewType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { forEach } from '../../objects/iteration';
import { NativeSpec } from '../../objects/native';
import { typeOf, type PyType, type Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { defNew, readyType } from '../../objects/typeObject';
import { PyByteArray, PyBytes, PyList, PyTuple } from '../../objects/values';
import { readBuffer, writeBuffer } from '../buffers';
import { markAll, treatAsWeak } from '../gc/mark';
import { ioTypes, PyIOBase, sizeArg } from './ioBase';

class PyBytesIO extends PyIOBase {
  data = new Uint8Array(0);
  length = 0;
  pos = 0;
  /** What getbuffer() has exported: while a view of it lives, nothing is resized. The marker doesn't look in here. */
  readonly exported: { memories: PyByteArray[] } = { memories: [] };

  override get finalizationRank(): number {
    return 4;
  }

  check(): void {
    if (this.ioClosed) throw valueError('I/O operation on closed file.');
  }

  /** A view that nobody has any more is as good as released: there are no reference counts that would have done it. */
  checkExports(): void {
    if (this.exported.memories.length === 0) return;
    const open = this.exported.memories.filter((b) => b.exports > 0);
    if (open.length > 0) {
      const { reached } = markAll();
      if (open.some((b) => reached.has(b)))
        throw newError('BufferError', 'Existing exports of data: object cannot be re-sized');
    }
    this.exported.memories = [];
  }

  reserve(n: number): void {
    if (n <= this.data.length) return;
    const bigger = new Uint8Array(Math.max(n, Math.ceil(this.data.length * 1.5), 64));
    bigger.set(this.data.subarray(0, this.length));
    this.data = bigger;
  }

  take(n: number): PyBytes {
    const end = Math.min(this.length, this.pos + n);
    const out = this.pos >= end ? new Uint8Array(0) : this.data.slice(this.pos, end);
    this.pos += out.length;
    return new PyBytes(out);
  }

  write(bytes: Uint8Array): number {
    this.check();
    this.checkExports();
    if (bytes.length === 0) return 0;
    const end = this.pos + bytes.length;
    this.reserve(end);
    if (this.pos > this.length) this.data.fill(0, this.length, this.pos);
    this.data.set(bytes, this.pos);
    this.pos = end;
    this.length = Math.max(this.length, end);
    return bytes.length;
  }

  lineLength(limit: number): number {
    const rest = this.data.subarray(Math.min(this.pos, this.length), this.length);
    const end = rest.indexOf(10);
    const n = end < 0 ? rest.length : end + 1;
    return limit >= 0 ? Math.min(n, limit) : n;
  }
}

function readline(self: PyBytesIO, size: Value): PyBytes {
  self.check();
  return self.take(self.lineLength(sizeArg(size)));
}

function getState(self: PyBytesIO): Value {
  self.check();
  return new PyTuple([new PyBytes(self.data.slice(0, self.length)), self.pos, self.dict?.copy() ?? None]);
}

function setState(self: PyBytesIO, state: Value): Value {
  self.check();
  if (!(state instanceof PyTuple) || state.items.length < 3)
    throw typeError(`${self.cls.tpName}.__setstate__ argument should be 3-tuple, got ${typeOf(state).tpName}`);
  const [data, pos, dict] = state.items;
  self.checkExports();
  const bytes = readBuffer(data);
  if (typeof pos !== 'number') throw typeError(`second item of state must be an integer, not ${typeOf(pos).tpName}`);
  if (pos < 0) throw valueError('position value cannot be negative');
  self.data = bytes.slice();
  self.length = bytes.length;
  self.pos = pos;
  if (dict !== None) {
    if (!(dict instanceof PyDict))
      throw typeError(`third item of state should be a dict, got a ${typeOf(dict).tpName}`);
    instanceDict(self)!.update(dict);
  }
  return None;
}

function seek(self: PyBytesIO, posIn: Value, whenceIn: Value): Value {
  self.check();
  const pos = Number(toIndex(posIn));
  const whence = Number(toIndex(whenceIn));
  if (whence < 0 || whence > 2) throw valueError(`invalid whence (${whence}, should be 0, 1 or 2)`);
  if (whence === 0 && pos < 0) throw valueError(`negative seek value ${pos}`);
  const base = whence === 0 ? 0 : whence === 1 ? self.pos : self.length;
  return (self.pos = Math.max(0, base + pos));
}

/** Makes the type. */
export function installBytesIO(): PyType {
  const t = bareType('_io.BytesIO', ioTypes.bufferedIOBase);
  t.doc = 'A binary stream over bytes in memory.';
  t.alloc = (cls) => new PyBytesIO(cls);
  defNew(t, (cls) => new PyBytesIO(cls));
  const spec = new NativeSpec("BytesIO(self, initial_bytes=b'')", (self: PyBytesIO, initial: Value | undefined) => {
    self.checkExports();
    const bytes = initial === undefined || initial === None ? new Uint8Array(0) : readBuffer(initial).slice();
    self.data = bytes;
    self.length = bytes.length;
    self.pos = 0;
    return None;
  });
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
  for (const name of ['readable', 'writable', 'seekable'])
    defMethod(t, `${name}(self, /)`, (self: PyBytesIO) => (self.check(), true));
  defMethod(t, 'isatty(self, /)', (self: PyBytesIO) => (self.check(), false));
  defMethod(t, 'flush(self, /)', (self: PyBytesIO) => (self.check(), None));
  defMethod(t, 'tell(self, /)', (self: PyBytesIO) => (self.check(), self.pos));
  defMethod(t, 'getvalue(self, /)', (self: PyBytesIO) => (self.check(), new PyBytes(self.data.slice(0, self.length))));
  defMethod(t, 'getbuffer(self, /)', (self: PyBytesIO) => {
    self.check();
    const memory = new PyByteArray(self.data.subarray(0, self.length));
    treatAsWeak(self.exported);
    self.exported.memories.push(memory);
    return call(memoryviewType, [memory]);
  });
  const read = (self: PyBytesIO, size: Value) => {
    self.check();
    const n = sizeArg(size);
    return self.take(n < 0 ? Math.max(0, self.length - self.pos) : n);
  };
  defMethod(t, 'read(self, size=-1, /)', read);
  defMethod(t, 'read1(self, size=-1, /)', read);
  defMethod(t, 'readline(self, size=-1, /)', readline);
  defMethod(t, 'readlines(self, size=None, /)', (self: PyBytesIO, size: Value) => {
    self.check();
    const limit = sizeArg(size);
    const lines: Value[] = [];
    let total = 0;
    for (;;) {
      const line = self.take(self.lineLength(-1));
      if (line.data.length === 0) break;
      lines.push(line);
      total += line.data.length;
      if (limit > 0 && total >= limit) break;
    }
    return new PyList(lines);
  });
  defMethod(t, 'readinto(self, buffer, /)', (self: PyBytesIO, buffer: Value) => {
    self.check();
    const into = writeBuffer(buffer, 'readinto() argument');
    const got = self.take(into.length).data;
    into.set(got);
    return got.length;
  });
  defMethod(t, 'write(self, b, /)', (self: PyBytesIO, b: Value) => (self.check(), self.write(readBuffer(b))));
  defMethod(t, 'writelines(self, lines, /)', (self: PyBytesIO, lines: Value) => {
    self.check();
    forEach(lines, (line) => self.write(readBuffer(line)));
    return None;
  });
  defMethod(t, 'seek(self, pos, whence=0, /)', seek);
  defMethod(t, 'truncate(self, size=None, /)', (self: PyBytesIO, size: Value) => {
    self.check();
    self.checkExports();
    const n = size === None ? self.pos : Number(toIndex(size));
    if (n < 0) throw valueError(`negative size value ${n}`);
    if (n < self.length) self.length = n;
    return n;
  });
  defMethod(t, 'close(self, /)', (self: PyBytesIO) => {
    self.checkExports();
    self.ioClosed = true;
    self.data = new Uint8Array(0);
    self.length = 0;
    return None;
  });
  defMethod(t, '__getstate__(self, /)', getState);
  defMethod(t, '__setstate__(self, object, /)', setState);
  defMethod(t, '__sizeof__(self, /)', (self: PyBytesIO) => 100 + self.data.length);
  defGetSet(t, 'closed', (self: PyBytesIO) => self.ioClosed);
  t.tp_iter = (self) => {
    (self as PyBytesIO).check();
    return self;
  };
  t.tp_iternext = (self) => {
    const b = self as PyBytesIO;
    b.check();
    const line = b.take(b.lineLength(-1));
    return line.data.length === 0 ? undefined : line;
  };
  t.tp_finalize = () => undefined;
  readyType(t);
  return t;
}
