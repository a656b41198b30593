/**
 * The interactive interpreter: `-i`, and a terminal as standard input (CPython's pythonrun.c, PyRun_InteractiveLoop).
 *
 * Owns: prompts, and when a statement is whole (the library's codeop says). Must not know: what ran before.
 */
import { pyCodeOf, type PyCode } from '../objects/function';
import { callMethod, getAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import type { PyDict } from '../objects/dict';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isSubtype, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { strOf } from '../objects/values';
import { complain } from '../host/standardError';
import { compileSource } from '../modules/compileSource';
import { callImported, importAttr } from '../modules/importing';
import { asGuestException } from '../vm/exceptions';
import { runCode } from '../vm/execution';

const FILENAME = '<stdin>';

/** Names a piece of text for tracebacks, and shows an exception as at the end of a program. */
export interface ReplReports {
  rememberText(code: PyCode['code'], source: string, filename: string): void;
  show(e: PyBaseException): void;
}

export function showBanner(): void {
  const sys = sysState.sysDict!;
  const version = str(sys.getStr('version') ?? '');
  const platform = str(sys.getStr('platform') ?? '');
  complain(
    `Python ${version} on ${platform}\nType "help", "copyright", "credits" or "license" for more information.\n`,
  );
}

/** Reads and runs statements to the end of standard input; SystemExit comes out. */
export function interact(globals: PyDict, reports: ReplReports): void {
  const sys = sysState.sysDict!;
  if (sys.getStr('ps1') === undefined) sys.setStr('ps1', '>>> ');
  if (sys.getStr('ps2') === undefined) sys.setStr('ps2', '... ');
  const compileCommand = call(importAttr('codeop', 'CommandCompiler'), []);
  for (;;) {
    try {
      if (!statement(globals, compileCommand, reports)) break;
    } catch (thrown) {
      const e = asGuestException(thrown);
      if (isSubtype(e.cls, Exc.SystemExit)) throw e;
      if (isSubtype(e.cls, Exc.KeyboardInterrupt)) complain('\nKeyboardInterrupt\n');
      else reports.show(e);
    }
  }
  complain('\n');
}

/** One statement; false at the end of the input. */
function statement(globals: PyDict, compileCommand: Value, reports: ReplReports): boolean {
  const sys = sysState.sysDict!;
  let source = '';
  for (;;) {
    flushOutput();
    complain(str(sys.getStr(source === '' ? 'ps1' : 'ps2') ?? ''));
    const line = strOf(callMethod(sys.getStr('stdin') ?? None, 'readline')) ?? '';
    if (line === '' && source === '') return false;
    source += line;
    const whole = compiled(compileCommand, source, line === '');
    if (whole === null) continue;
    try {
      runCode(whole.code, globals, globals);
    } catch (e) {
      if (e instanceof PyBaseException) reports.rememberText(whole.code, source, FILENAME);
      throw e;
    }
    return true;
  }
}

/** The compiled statement, or null while lines of it are missing; `isWhole`: none will follow. */
function compiled(compileCommand: Value, source: string, isWhole: boolean): PyCode | null {
  try {
    if (isWhole) return pyCodeOf(compileSource(source, FILENAME, 'single'));
    // The last line break only ends the line: a block goes on until an empty one.
    const code = call(compileCommand, [source.replace(/\n$/, ''), FILENAME, 'single']);
    return code === None ? null : (code as PyCode);
  } catch (e) {
    // A SyntaxError is the statement's, not codeop's.
    if (e instanceof PyBaseException) e.traceback = undefined;
    if (e instanceof PyBaseException && isSubtype(e.cls, Exc.SyntaxError)) giveLine(e, source);
    throw e;
  }
}

/** An error that the compiler found has no line, since there is no file; what was typed is shown all the same. */
function giveLine(error: PyBaseException, source: string): void {
  const lineno = getAttr(error, 'lineno');
  if (typeof lineno !== 'number' || getAttr(error, 'text') !== None) return;
  const line = source.split('\n')[lineno - 1];
  if (line !== undefined) setAttr(error, 'text', `${line}\n`);
}

function flushOutput(): void {
  const out = sysState.sysDict!.getStr('stdout');
  if (out !== undefined && out !== None) callMethod(out, 'flush');
}

/** The file's text; where there is none, that is all that is said. */
function startupSource(path: string): string {
  try {
    const file = callImported('tokenize', 'open', [path]);
    const source = strOf(callMethod(file, 'read')) ?? '';
    callMethod(file, 'close');
    return source;
  } catch (e) {
    if (e instanceof PyBaseException && isSubtype(e.cls, Exc.OSError)) {
      complain('Could not open PYTHONSTARTUP\n');
      e.traceback = undefined;
    }
    throw e;
  }
}

/** The file that $PYTHONSTARTUP names is run before the first prompt; what goes wrong in it is only shown. */
export function runStartupFile(globals: PyDict, path: string, reports: ReplReports): void {
  try {
    const source = startupSource(path);
    runCode(compileSource(source, path, 'exec'), globals, globals);
  } catch (thrown) {
    const e = asGuestException(thrown);
    if (isSubtype(e.cls, Exc.SystemExit)) throw e;
    reports.show(e);
  }
}
