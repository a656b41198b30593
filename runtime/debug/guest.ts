/**
 * What the debug agent needs from the rest of the runtime.
 *
 * Owns: the interface; workerMain.ts fills it in. Must not know: how programs are compiled, imported and run.
 */
import type { Code } from '../bytecode/code';
import type { PyDict } from '../objects/dict';
import type { Value } from '../objects/object';

export interface Guest {
  /** Throws the guest's SyntaxError. With `topLevelAwait`, running what awaits gives a coroutine. */
  compile(source: string, filename: string, mode: 'exec' | 'eval', topLevelAwait?: boolean): Code;
  /** Runs a module-level code object; returns its value (that of the expression, in mode `eval`). */
  run(code: Code, globals: PyDict, locals: Value): Value;
  /** The globals of `__main__`. */
  mainGlobals(): PyDict;
  /** sys.modules. */
  modules(): PyDict;
  /** The text of a source that is no file, such as the library's; undefined where there is none. */
  librarySource(filename: string): string | undefined;
  /** Not the user's own code. */
  isLibrary(filename: string): boolean;
  /** Those that nobody has waited for. */
  childProcesses(): { pid: number; status: number | undefined }[];
  /** What a descriptor is; null where there is nothing to say. */
  descriptorText(fd: number): string | null;
  /** Signals have arrived while the program computes: runs their Python handlers. */
  handleSignals(signals: readonly number[]): void;
}
