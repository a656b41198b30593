/**
 * One program behind a host: what the worker's entry and the debugger hold.
 *
 * Owns: installing the runtime, the debugger's view of it (Guest), from start to exit code.
 */
import '../modules/allModules';
import '../asyncioModules';
import { InternalError } from '../base/internalError';
import { LibraryArchive, type LibraryBytes } from '../bytecode/libraryArchive';
import type { Guest } from '../debug/guest';
import type { ProgramOptions } from '../debug/agentProtocol';
import { PyBaseException } from '../objects/exceptionTypes';
import { sysState } from '../objects/sysState';
import { compileSource } from '../modules/compileSource';
import { plainTraceback } from '../modules/exceptionDisplay';
import { libraryRef, PREFIX } from '../modules/library';
import { childProcesses } from '../modules/childProcesses';
import { descriptorText } from '../modules/descriptorText';
import { handleSignals } from '../modules/_signal';
import { runCode } from '../vm/execution';
import { installInterpreter } from '../vm/interpreter';
import { host } from '../host/currentHost';
import { withLibraryFiles } from './libraryFiles';
import { mainGlobals, runProgram, startInterpreter } from './runProgram';

/** Where packages of others are: pip's folder, and Debian's. */
const INSTALLED = /[\\/](?:site|dist)-packages[\\/]/;

export class Program {
  readonly guest: Guest;

  constructor(
    library: LibraryBytes,
    private readonly options: ProgramOptions,
  ) {
    libraryRef.library = new LibraryArchive(library, PREFIX);
    host().files = withLibraryFiles(host().files, libraryRef.library, PREFIX);
    installInterpreter();
    try {
      startInterpreter(options);
    } catch (e) {
      // A guest exception here is our own fault: the program hasn't begun.
      if (e instanceof PyBaseException)
        throw new InternalError(`the interpreter could not start\n${plainTraceback(e)}`);
      throw e;
    }
    this.guest = {
      compile: (source, filename, mode, allowTopLevelAwait = false) =>
        compileSource(source, filename, mode, { allowTopLevelAwait }),
      run: (code, globals, locals) => runCode(code, globals, locals),
      mainGlobals,
      modules: () => sysState.modules,
      librarySource: (filename) => libraryRef.library.findByPath(filename)?.source(),
      isLibrary: (filename) =>
        filename.startsWith('<frozen ') || filename.startsWith(`${PREFIX}/`) || INSTALLED.test(filename),
      childProcesses,
      descriptorText,
      handleSignals: (signals) => handleSignals(signals),
    };
  }

  /** Runs the program to its end; `uncaught` hears of an exception that ends it, before its traceback is printed. */
  run(uncaught: (exception: PyBaseException) => void): number {
    return runProgram(this.options, uncaught);
  }
}
