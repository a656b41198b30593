/**
 * `_io.BufferedRWPair`: a reader and a writer as one stream.
 */
import { callMethod, getAttr } from '../../objects/attributes';
import { bareType, None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { isTrue } from '../../objects/compare';
import { defGetSet, defMethod } from '../../objects/descriptors';
import { PyBaseException } from '../../objects/exceptionTypes';
import { runtimeError, valueError } from '../../objects/errors';
import { NativeSpec } from '../../objects/native';
import type { PyType, Value } from '../../objects/object';
import { defNew, readyType } from '../../objects/typeObject';
import { bufferedTypes } from './buffered';
import { ioTypes, PyIOBase, unsupported } from './ioBase';

class PyPair extends PyIOBase {
  reader: Value | undefined = undefined;
  writer: Value | undefined = undefined;

  override get finalizationRank(): number {
    return 3;
  }
}

function readerOf(self: PyPair): Value {
  if (self.reader === undefined) throw valueError('I/O operation on uninitialized object');
  return self.reader;
}

function writerOf(self: PyPair): Value {
  if (self.writer === undefined) throw valueError('I/O operation on uninitialized object');
  return self.writer;
}

/** Makes the type. */
export function installBufferedPair(): PyType {
  const t = bareType('_io.BufferedRWPair', ioTypes.bufferedIOBase);
  t.doc = 'Reads from one raw stream and writes to another, each through a buffer.';
  t.alloc = (cls) => new PyPair(cls);
  defNew(t, (cls) => new PyPair(cls));
  const spec = new NativeSpec(
    'BufferedRWPair(self, reader, writer, buffer_size=131072, /)',
    (self: PyPair, reader: Value, writer: Value, size: Value) => {
      if (!isTrue(callMethod(reader, 'readable'))) throw unsupported('File or stream is not readable.');
      if (!isTrue(callMethod(writer, 'writable'))) throw unsupported('File or stream is not writable.');
      self.reader = call(bufferedTypes.reader, [reader, size]);
      self.writer = call(bufferedTypes.writer, [writer, size]);
      return None;
    },
  );
  t.tp_init = (self, args, kwnames) => {
    spec.call([self, ...args], kwnames);
  };
  for (const name of ['read', 'peek', 'read1', 'readinto', 'readinto1'])
    defMethod(t, `${name}(self, *args)`, (self: PyPair, args: Value[]) => callMethod(readerOf(self), name, args));
  defMethod(t, 'write(self, buffer, /)', (self: PyPair, b: Value) => callMethod(writerOf(self), 'write', [b]));
  defMethod(t, 'flush(self, /)', (self: PyPair) => callMethod(writerOf(self), 'flush'));
  defMethod(t, 'readable(self, /)', (self: PyPair) => callMethod(readerOf(self), 'readable'));
  defMethod(t, 'writable(self, /)', (self: PyPair) => callMethod(writerOf(self), 'writable'));
  defMethod(t, 'isatty(self, /)', (self: PyPair) => {
    const w = callMethod(writerOf(self), 'isatty');
    return w !== false ? w : callMethod(readerOf(self), 'isatty');
  });
  defMethod(t, 'close(self, /)', (self: PyPair) => {
    let failure: unknown;
    try {
      callMethod(writerOf(self), 'close');
    } catch (e) {
      failure = e;
    }
    try {
      callMethod(readerOf(self), 'close');
    } catch (e) {
      if (failure instanceof PyBaseException && e instanceof PyBaseException) e.context = failure;
      throw e;
    }
    if (failure !== undefined) throw failure;
    return None;
  });
  defGetSet(t, 'closed', (self: PyPair) => {
    if (self.writer === undefined) throw runtimeError('the BufferedRWPair object is being garbage-collected');
    return getAttr(self.writer, 'closed');
  });
  readyType(t);
  return t;
}
