/**
 * Compiling source files by way of the host's code cache (what CPython's .pyc files are for).
 *
 * Owns: when a result may be kept: it is the file's alone, and compiling it gave no warning, which would be given the
 * first time only. Must not know: where it is kept.
 */
import type { Code } from '../bytecode/code';
import { deserializeCode } from '../bytecode/codeReader';
import { serializeCode } from '../bytecode/codeWriter';
import { host } from '../host/currentHost';
import { sysState } from '../objects/sysState';
import { compilerWarnings, compileSource, decodeGuarded } from './compileSource';

/** Shorter files are compiled faster than found. */
const SHORTEST = 1000;

/** Compiles the bytes of a source file; raises SyntaxError. */
export function compileFile(bytes: Uint8Array, filename: string, optimize?: 0 | 1 | 2): Code {
  const { codeCache } = host();
  const compile = () => compileSource(decodeGuarded(bytes, filename), filename, 'exec', { optimize });
  if (codeCache === null || bytes.length < SHORTEST) return compile();
  const kind = `module, -O ${optimize ?? sysState.optimize}`;
  const kept = codeCache.get(kind, bytes);
  if (kept !== null) return deserializeCode(kept, filename);
  const before = compilerWarnings.count;
  const code = compile();
  if (compilerWarnings.count === before) codeCache.put(kind, bytes, serializeCode(code));
  return code;
}
