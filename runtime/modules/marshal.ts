/**
 * The module `marshal`: values to bytes and back.
 *
 * Owns: the functions and reading from files. DIFFERS: code objects are in our own form.
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { isTrue } from '../objects/compare';
import { newError, typeError, valueError } from '../objects/errors';
import { typeOf, type Value } from '../objects/object';
import { toIndex } from '../objects/toIndex';
import { PyByteArray, PyBytes } from '../objects/values';
import { bufferOf, readBuffer } from './buffers';
import { MARSHAL_VERSION } from './marshal/format';
import { MarshalReader, type ByteSource } from './marshal/reader';
import { marshalDump } from './marshal/writer';
import { nativeModule } from './registry';

const tooShort = () => newError('EOFError', 'marshal data too short');

function fromBytes(data: Uint8Array): ByteSource {
  let at = 0;
  return (count) => {
    if (at + count > data.length) throw tooShort();
    at += count;
    return data.subarray(at - count, at);
  };
}

/** Reads no further than the value goes: something else may follow in the file. */
function fromFile(file: Value): ByteSource {
  return (count) => {
    const target = new PyByteArray(new Uint8Array(count));
    const got = Number(toIndex(callMethod(file, 'readinto', [target])));
    if (got > count) throw valueError(`read() returned too much data: ${count} bytes requested, ${got} returned`);
    if (got < count) throw newError('EOFError', 'EOF read where not expected');
    return target.data;
  };
}

const notBytes = (v: Value) => typeError(`file.read() returned not bytes but ${typeOf(v).tpName}`);

nativeModule('marshal', (m) => {
  m.set('version', MARSHAL_VERSION);
  m.def(
    `dumps(value, version=${MARSHAL_VERSION}, /, *, allow_code=True)`,
    (value: Value, version: Value, allowCode: Value) =>
      new PyBytes(marshalDump(value, Number(toIndex(version)), isTrue(allowCode))),
  );
  m.def('loads(bytes, /, *, allow_code=True)', (bytes: Value, allowCode: Value) =>
    new MarshalReader(fromBytes(readBuffer(bytes)), isTrue(allowCode)).root(),
  );
  m.def(
    `dump(value, file, version=${MARSHAL_VERSION}, /, *, allow_code=True)`,
    (value: Value, file: Value, version: Value, allowCode: Value) => {
      const bytes = marshalDump(value, Number(toIndex(version)), isTrue(allowCode));
      return callMethod(file, 'write', [new PyBytes(bytes)]);
    },
  );
  m.def('load(file, /, *, allow_code=True)', (file: Value, allowCode: Value) => {
    const probe = callMethod(file, 'read', [0]);
    if (probe === None || bufferOf(probe) === undefined) throw notBytes(probe);
    return new MarshalReader(fromFile(file), isTrue(allowCode)).root();
  });
});
