/**
 * `python FILE.pyc`: a compiled file instead of a source (CPython's run_pyc_file).
 */
import { newError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyCode } from '../objects/function';
import { PyBytes } from '../objects/values';
import type { Code } from '../bytecode/code';
import { callImported } from '../modules/importing';
import { pycMagicNumber } from '../modules/library';
import type { Value } from '../objects/object';

/** Magic number, flags, and the source's date and size. */
const HEADER = 16;

/** By its name, or as CPython knows one without a name: by the magic number. */
export function isCompiledFile(path: string, data: Uint8Array): boolean {
  if (path.endsWith('.pyc')) return true;
  return data.length >= HEADER && hasOurMagic(data);
}

function hasOurMagic(data: Uint8Array): boolean {
  const magic = pycMagicNumber();
  return [0, 8, 16, 24].every((shift, i) => data[i] === ((magic >>> shift) & 255));
}

export function compiledLoader(path: string): Value {
  return callImported('_frozen_importlib_external', 'SourcelessFileLoader', ['__main__', path]);
}

export function readCompiledFile(data: Uint8Array): Code {
  if (!hasOurMagic(data)) throw newError(Exc.RuntimeError, 'Bad magic number in .pyc file');
  const code = callImported('marshal', 'loads', [new PyBytes(data.subarray(HEADER))]);
  if (!(code instanceof PyCode)) throw newError(Exc.RuntimeError, 'Bad code object in .pyc file');
  return code.code;
}
