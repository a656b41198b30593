/**
 * The life of a program: what `python FILE`, `-m`, `-c` and `-` do (CPython's main.c and pylifecycle.c).
 *
 * Owns: setting up sys for a command line, running `__main__`, what becomes of its exception, the end. Must not know:
 * the debugger.
 */
import type { Code } from '../bytecode/code';
import { pyCodeOf } from '../objects/function';
import { callMethod, getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { type PyDict } from '../objects/dict';
import { isError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { intOf, PyList, PyModule, PyTuple, strOf } from '../objects/values';
import { HostError, namesIn } from '../host/hostFiles';
import { host } from '../host/currentHost';
import { complain } from '../host/standardError';
import { compileSource, decodeGuarded } from '../modules/compileSource';
import { displayException } from '../modules/exceptionDisplay';
import { stopDirectImports } from '../modules/directImport';
import { callImported, importModule, importState, whyNotHere } from '../modules/importing';
import { compileFile } from '../modules/keptCode';
import { afterExecution, LIBRARY_ROOT } from '../modules/library';
import { asGuestException, StopProgram } from '../vm/exceptions';
import { runCode } from '../vm/execution';
import type { ProgramOptions } from '../debug/agentProtocol';
import { setUpSys } from './sysSetup';
import { createStandardStreams } from './standardStreams';
import { startImports } from './startImports';
import { isArchive } from './archives';
import { BY_SIGINT, finish } from './finish';
import { interact, runStartupFile, showBanner } from './repl';
import { listBytecode } from './listBytecode';
import { runSite } from './site';
import { compiledLoader, isCompiledFile, readCompiledFile } from './compiledFile';
import { fatalSetting, heededEnvironment } from './startSettings';

/** What left a sitecustomize or usercustomize although it is no error: the program doesn't begin. */
let siteFailure: PyBaseException | undefined;

/** Ends a program that is not there: there is nothing more to say of it. */
let couldNotOpen: PyBaseException | undefined;

/** Everything up to the program's first line. */
export function startInterpreter(options: ProgramOptions): void {
  startImports();
  sysState.builtins.setStr('open', getAttr(importModule('_io'), 'open'));
  const sys = sysState.modules.getStr('sys') as PyModule;
  setUpSys(sys, options);
  const env = heededEnvironment(options.flags);
  createStandardStreams(sys, options.flags);
  makeMain();
  if (options.flags.verbose > 0 || (env.PYTHONVERBOSE ?? '') !== '') stopDirectImports();
  try {
    runSite(sys, options);
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
    siteFailure = e;
  }
  // It reads the options and complains of those that it doesn't understand.
  if ((sys.dict.getStr('warnoptions') as PyList).items.length > 0) importModule('warnings');
}

/** The module `__main__`. */
function makeMain(): PyModule {
  const main = new PyModule('__main__');
  for (const name of ['__doc__', '__package__', '__spec__']) main.dict.setStr(name, None);
  main.dict.setStr('__builtins__', sysState.modules.getStr('builtins')!);
  const loader = importState.bootstrap!.dict.getStr('BuiltinImporter');
  if (loader !== undefined) main.dict.setStr('__loader__', loader);
  sysState.modules.setStr('__main__', main);
  return main;
}

export function mainGlobals(): PyDict {
  return (sysState.modules.getStr('__main__') as PyModule).dict;
}

/** Runs the program to its end and returns the exit code. */
export function runProgram(options: ProgramOptions, uncaught: (e: PyBaseException) => void): number {
  const fatal = fatalSetting(options.flags);
  if (fatal !== undefined) {
    complain(fatal);
    return 1;
  }
  if (siteFailure !== undefined) {
    complain('Fatal Python error: init_import_site: Failed to import the site module\n');
    complain('Python runtime state: initialized\n');
    displayException(siteFailure);
    return 1;
  }
  let code = 0;
  try {
    try {
      if (!startsInteractive(options)) runTarget(options);
    } catch (thrown) {
      const e = asGuestException(thrown);
      sayWhereLooked(e);
      if (!isSubtype(e.cls, Exc.SystemExit)) uncaught(e);
      // With -i, the end of the program is not the end.
      if (!inspects(options)) code = ended(e);
      else if (e !== couldNotOpen) show(e);
    }
    if (startsInteractive(options) || inspects(options)) code = runInteractive(options);
    return finish(code);
  } catch (e) {
    if (e instanceof StopProgram) return e.exitCode;
    throw e;
  }
}

/**
 * A note on an import that ends the program: nobody but its user sees it, who may have meant another environment. Not
 * about submodules, which can only be in their package, nor for what is known to be missing.
 */
function sayWhereLooked(e: PyBaseException): void {
  const name = strOf(e.fields?.get('name') ?? None);
  if (e.cls !== Exc.ModuleNotFoundError || name === undefined || name.includes('.')) return;
  const told = e.dict?.getStr('__notes__') !== undefined || str(e) !== `No module named '${name}'`;
  const path = sysState.sysDict?.getStr('path');
  if (told || !(path instanceof PyList)) return;
  const places = path.items
    .map((place) => strOf(place))
    .filter((place) => place !== undefined && place !== LIBRARY_ROOT);
  const named = [...new Set(places.map((place) => (place === '' ? host().files.cwd() : place)))].join(', ');
  for (const place of places)
    for (const file of namesIn(host().files, place === '' ? host().files.cwd() : place!))
      if (file.startsWith(`${name}.`) && /\.(so|pyd)$/.test(file)) {
        callMethod(e, 'add_note', [`${file} is a C extension for another Python; CPython can run it`]);
        return;
      }
  const venv = host().env.VIRTUAL_ENV ? '' : '; no virtual environment is in use (VIRTUAL_ENV)';
  callMethod(e, 'add_note', [`looked for in ${named === '' ? '' : `${named} and `}the standard library${venv}`]);
}

/** Without a program, and with a person (or -i, which says that there is one). */
function startsInteractive({ target, flags }: ProgramOptions): boolean {
  return target.kind === 'stdin' && (flags.inspect || (target.value === '' && host().isTerminal(0)));
}

function inspects({ flags, target }: ProgramOptions): boolean {
  if (target.kind === 'stdin') return false;
  return flags.inspect || (!flags.ignoreEnvironment && !!host().env.PYTHONINSPECT && host().isTerminal(0));
}

function runInteractive(options: ProgramOptions): number {
  const globals = mainGlobals();
  const reports = { rememberText, show };
  const { flags } = options;
  const startup = flags.ignoreEnvironment ? '' : (host().env.PYTHONSTARTUP ?? '');
  try {
    if (startsInteractive(options)) {
      if (!flags.quiet) showBanner();
      if (startup !== '') runStartupFile(globals, startup, reports);
    }
    interact(globals, reports);
    return 0;
  } catch (thrown) {
    return ended(asGuestException(thrown));
  }
}

function runTarget(options: ProgramOptions): void {
  const { target } = options;
  switch (target.kind) {
    case 'file':
      runFile(absolute(target.value), options);
      return;
    case 'module':
      if (target.value === 'dis') {
        const code = listBytecode(options.args, readStdin);
        if (code !== 0) throw systemExit(code);
        return;
      }
      runModule(target.value);
      return;
    case 'code':
      runText(target.value.endsWith('\n') ? target.value : `${target.value}\n`, '<string>');
      return;
    case 'stdin':
      mainGlobals().setStr('__file__', '<stdin>');
      runText(readStdin(), '<stdin>');
  }
}

/** `-m NAME`. */
function runModule(name: string): void {
  try {
    callImported('runpy', '_run_module_as_main', [name]);
  } catch (e) {
    // runpy says no more than that there is none.
    const note = whyNotHere(name);
    if (note !== undefined && e instanceof PyBaseException && isError(e, Exc.SystemExit)) {
      const said = strOf(getAttr(e, 'code'));
      if (said?.endsWith(`No module named ${name}`)) throw systemExit(`${said}\n${note}`);
    }
    throw e;
  }
}

function runText(source: string, filename: string): void {
  const globals = mainGlobals();
  const code = compileSource(source, filename, 'exec');
  // CPython registers the text before it runs; nobody misses it before linecache is there.
  afterExecution.set('linecache', () => rememberText(code, source, filename));
  runCode(code, globals, globals);
}

function rememberText(code: Code, source: string, filename: string): void {
  try {
    callImported('linecache', '_register_code', [pyCodeOf(code), source, filename]);
  } catch (e) {
    // The program has broken the library: its traceback goes without source lines.
    if (!(e instanceof PyBaseException)) throw e;
  }
}

function runFile(path: string, options: ProgramOptions): void {
  let data: Uint8Array;
  try {
    const stat = host().files.stat(path);
    if ((stat.mode & 0o170000) === 0o040000) {
      runFolder(path);
      return;
    }
    data = host().files.readFile(path);
  } catch (e) {
    if (!(e instanceof HostError)) throw e;
    const reason = e.code === 'ENOENT' ? 'No such file or directory' : e.message;
    complain(`python: can't open file '${absolute(path)}': [Errno ${Math.abs(e.errno)}] ${reason}\n`);
    throw (couldNotOpen = systemExit(2));
  }
  if (isArchive(path)) {
    runFolder(path);
    return;
  }
  if (isCompiledFile(path, data)) {
    runCompiledFile(path, data);
    return;
  }
  // The line break stays: the others keep their numbers.
  if (options.flags.skipFirstLine) data = data.subarray(Math.max(data.indexOf(10), 0));
  const nul = data.indexOf(0);
  if (nul >= 0) throw nullBytes(path, data.subarray(0, nul).filter((byte) => byte === 10).length + 1);
  const globals = mainGlobals();
  globals.setStr('__file__', path);
  globals.setStr('__cached__', None);
  const external = sysState.modules.getStr('_frozen_importlib_external');
  const loaderClass = external === undefined ? undefined : lookupAttr(external, 'SourceFileLoader');
  if (loaderClass !== undefined) globals.setStr('__loader__', call(loaderClass, ['__main__', path]));
  runCode(compileFile(data, path), globals, globals);
}

function runCompiledFile(path: string, data: Uint8Array): void {
  const globals = mainGlobals();
  globals.setStr('__file__', path);
  globals.setStr('__cached__', None);
  globals.setStr('__loader__', compiledLoader(path));
  runCode(readCompiledFile(data), globals, globals);
}

/** No source, but a file of another kind. */
function nullBytes(path: string, line: number): Value {
  return call(Exc.SyntaxError, ['source code cannot contain null bytes', new PyTuple([path, line, 0, ''])]);
}

/** A folder or an archive with a `__main__.py`. */
function runFolder(path: string): void {
  (sysState.sysDict!.getStr('path') as PyList).items.unshift(path);
  callImported('runpy', '_run_module_as_main', ['__main__', false]);
}

function absolute(path: string): string {
  return path.startsWith('/') ? path : `${host().files.cwd()}/${path}`;
}

function readStdin(): string {
  const chunks: number[] = [];
  for (;;) {
    const data = host().readInput(65536);
    if (data === null) continue;
    if (data.length === 0) break;
    for (const b of data) chunks.push(b);
  }
  return decodeGuarded(Uint8Array.from(chunks), '<stdin>');
}

function systemExit(code: number | string): PyBaseException {
  const e = new PyBaseException(Exc.SystemExit, [code]);
  (e.fields = new Map()).set('code', code);
  return e;
}

/** What CPython's PyErr_PrintEx does: SystemExit's code, or the traceback and 1. */
export function ended(e: PyBaseException): number {
  if (isSubtype(e.cls, Exc.SystemExit)) return exitCode(e.fields?.get('code') ?? e.args[0] ?? None);
  try {
    show(e);
  } catch (failure) {
    // The hook ends the program in its own way.
    if (failure instanceof PyBaseException && isSubtype(failure.cls, Exc.SystemExit)) return ended(failure);
    throw failure;
  }
  return isSubtype(e.cls, Exc.KeyboardInterrupt) ? BY_SIGINT : 1;
}

/** Prints an exception by way of sys.excepthook. */
function show(e: PyBaseException): void {
  const sys = sysState.sysDict!;
  sys.setStr('last_exc', e);
  sys.setStr('last_type', e.cls);
  sys.setStr('last_value', e);
  sys.setStr('last_traceback', e.traceback ?? None);
  flushQuietly('stdout');
  const hook = sys.getStr('excepthook');
  if (hook === undefined) {
    write2('sys.excepthook is missing\n');
    displayException(e);
  } else {
    try {
      call(hook, [e.cls, e, e.traceback ?? None]);
    } catch (failure) {
      if (!(failure instanceof PyBaseException)) throw failure;
      if (isSubtype(failure.cls, Exc.SystemExit)) throw failure;
      flushQuietly('stdout');
      write2('Error in sys.excepthook:\n');
      displayException(failure);
      write2('\nOriginal exception was:\n');
      displayException(e);
    }
  }
}

function exitCode(code: Value): number {
  if (code === None) return 0;
  const n = intOf(code);
  // What a C long doesn't hold is -1.
  if (n !== undefined) return Number(BigInt.asUintN(8, BigInt.asIntN(64, BigInt(n)) === BigInt(n) ? BigInt(n) : -1n));
  flushQuietly('stdout');
  write2(`${str(code)}\n`);
  return 1;
}

function write2(text: string): void {
  const out = sysState.sysDict?.getStr('stderr');
  if (out === undefined || out === None) return;
  try {
    callMethod(out, 'write', [text]);
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
  }
}

export function flushQuietly(name: 'stdout' | 'stderr'): void {
  const out = sysState.sysDict?.getStr(name);
  if (out === undefined || out === None) return;
  try {
    callMethod(out, 'flush');
  } catch (e) {
    if (!(e instanceof PyBaseException)) throw e;
  }
}
