/**
 * The module `_pickle`: in CPython the fast twin of what the library also has in Python.
 *
 * DIFFERS: its objects are those of the library's own Python code; what reads is in library/_unpickling.py. `dump`,
 * `dumps`, `load` and `loads` do plain values themselves, instances that only have attributes among them.
 */
import { getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call, callKw } from '../objects/call';
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { PyBytes, strOf } from '../objects/values';
import { bufferOf } from './buffers';
import { importModule } from './importing';
import { picklePlain } from './pickle/plainPickler';
import { unpickleFile } from './pickle/plainFile';
import { plainEncodings, unpicklePlain } from './pickle/plainUnpickler';
import { pickleBufferType } from './pickleBuffer';
import { type ModuleBuilder, nativeModule } from './registry';

const sources: Record<string, string> = {
  PickleError: 'PickleError',
  PicklingError: 'PicklingError',
  UnpicklingError: 'UnpicklingError',
  Pickler: '_Pickler',
};

/** What has the same parameters as its namesake, to which it leaves what isn't plain. */
const writing = { dump: '_dump', dumps: '_dumps' };

/** What leaves all but plain values to `_unpickling`, which needs a part of `pickle`. */
const reading = ['load', 'loads'];

const HIGHEST_PROTOCOL = 5;

/** Undefined: the value, or what is asked for, is left to the library's code. */
function plain(v: Value, protocol: Value, bufferCallback: Value): Uint8Array[] | undefined {
  if (bufferCallback !== None) return undefined;
  if (protocol === None) return picklePlain(v, HIGHEST_PROTOCOL);
  if (typeof protocol !== 'number' || (protocol >= 0 && protocol < 2) || protocol > HIGHEST_PROTOCOL) return undefined;
  return picklePlain(v, protocol < 0 ? HIGHEST_PROTOCOL : protocol);
}

function joined(pieces: Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0];
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function defWriting(m: ModuleBuilder, dump: Value, dumps: Value): void {
  type Options = [protocol: Value, fixImports: Value, bufferCallback: Value];
  const others = ([, fixImports, bufferCallback]: Options): Record<string, Value> => ({
    fix_imports: fixImports,
    buffer_callback: bufferCallback,
  });
  m.def(
    'dumps(obj, protocol=None, *, fix_imports=True, buffer_callback=None)',
    (v: Value, ...options: Options) => {
      const pieces = plain(v, options[0], options[2]);
      if (pieces !== undefined) return new PyBytes(joined(pieces));
      return callKw(dumps, [v, options[0]], others(options));
    },
    'The pickle of an object, as bytes.',
  );
  m.def(
    'dump(obj, file, protocol=None, *, fix_imports=True, buffer_callback=None)',
    (v: Value, file: Value, ...options: Options) => {
      const write = lookupAttr(file, 'write');
      const pieces = write === undefined ? undefined : plain(v, options[0], options[2]);
      if (pieces === undefined) return callKw(dump, [v, file, options[0]], others(options));
      for (const piece of pieces) call(write!, [new PyBytes(piece)]);
      return None;
    },
    'Writes the pickle of an object to a file.',
  );
}

function defReading(m: ModuleBuilder, load: Value, loads: Value): void {
  type Options = [fixImports: Value, encoding: Value, errors: Value, buffers: Value];
  const others = ([fixImports, encoding, errors, buffers]: Options): Record<string, Value> => ({
    fix_imports: fixImports,
    encoding,
    errors,
    buffers,
  });
  /** The encoding, if plain values can be read with these options; undefined otherwise. */
  const plainEncoding = ([, encoding, errors, buffers]: Options): string | undefined =>
    typeof encoding === 'string' &&
    typeof errors === 'string' &&
    /^\w+$/.test(errors) &&
    buffers === None &&
    plainEncodings.has(encoding)
      ? encoding
      : undefined;
  m.def(
    "loads(data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None)",
    (data: Value, ...options: Options) => {
      const encoding = plainEncoding(options);
      const bytes = encoding === undefined ? undefined : bufferOf(data);
      const found = bytes === undefined ? undefined : unpicklePlain(bytes, encoding!);
      return typeof found === 'object' ? found.value : callKw(loads, [data], others(options));
    },
    'The object that bytes are the pickle of.',
  );
  m.def(
    "load(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=None)",
    (file: Value, ...options: Options) => {
      const encoding = plainEncoding(options);
      const found = encoding === undefined ? undefined : unpickleFile(file, encoding);
      return found ?? callKw(load, [file], others(options));
    },
    'The object whose pickle is read from a file.',
  );
}

const taken = new Set([...Object.keys(sources), ...Object.keys(writing), ...reading, 'Unpickler']);

/** Takes over what `pickle` has; false while it is being imported and has nothing yet. */
function takeOver(m: ModuleBuilder): boolean {
  const pickle = importModule('pickle');
  const found = Object.entries(sources).map(([name, source]) => [name, lookupAttr(pickle, source)] as const);
  for (const [name, v] of found) if (v !== undefined) m.set(name, v);
  if (found.some(([, v]) => v === undefined)) return false;
  defWriting(m, getAttr(pickle, writing.dump), getAttr(pickle, writing.dumps));
  const unpickling = importModule('_unpickling');
  m.set('Unpickler', getAttr(unpickling, 'Unpickler'));
  defReading(m, getAttr(unpickling, 'load'), getAttr(unpickling, 'loads'));
  return true;
}

nativeModule('_pickle', (m) => {
  m.type(pickleBufferType);
  if (takeOver(m)) return;
  // `pickle` itself asks for PickleBuffer first, and at its end for all the others.
  m.def('__getattr__(name, /)', (name: Value) => {
    if (taken.has(strOf(name)!) && takeOver(m)) {
      m.module.dict.delete('__getattr__');
      return lookupAttr(m.module, strOf(name)!)!;
    }
    throw newError(Exc.AttributeError, `module '_pickle' has no attribute '${strOf(name)}'`);
  });
});
