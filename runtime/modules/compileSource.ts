/**
 * From source text to a code object, with Python's errors and warnings.
 *
 * Owns: turning the front end's PySyntaxError into the guest's SyntaxError, and the compiler's warnings into real ones.
 */
import type { Code } from '../bytecode/code';
import { compileModule, type CompilerWarning } from '../compiler/compile';
import { InvalidTree, validateTree } from '../compiler/validateTree';
import { host } from '../host/currentHost';
import { lookupAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { decode } from '../objects/codecs';
import { newError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { isInstanceOf, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { PyBytes, PyTuple } from '../objects/values';
import { decodeSource, encodingError } from '../syntax/decodeSource';
import { parseExpression, parseInteractive, parseModule } from '../syntax/parser';
import type { ParseOptions } from '../syntax/parser';
import { PySyntaxError } from '../syntax/syntaxError';
import type * as ast from '../syntax/ast';

export type CompileMode = 'exec' | 'eval' | 'single';

export interface SourceOptions {
  optimize?: 0 | 1 | 2;
  /** CO_FUTURE_* bits inherited from the caller. */
  futureFlags?: number;
  allowTopLevelAwait?: boolean;
  parse?: ParseOptions;
  /** Module for warnings; the library's own files give none. */
  quiet?: boolean;
}

/** Compiles a source text; raises SyntaxError. */
export function compileSource(source: string, filename: string, mode: CompileMode, options: SourceOptions = {}): Code {
  const parseOptions = options.quiet === true ? options.parse : issuing(options.parse, filename);
  return guarded(
    () => compileTree(parse(source, filename, mode, parseOptions), source, filename, mode, options),
    source,
  );
}

/** Parses a source text; raises SyntaxError. */
export function parseSource(
  source: string,
  filename: string,
  mode: CompileMode,
  options?: ParseOptions,
): ast.Module | ast.Expression | ast.Interactive {
  return guarded(() => parse(source, filename, mode, issuing(options, filename)), source);
}

/** Parsing gives warnings, too. */
const issuing = (options: ParseOptions | undefined, filename: string): ParseOptions => ({
  ...options,
  onWarning: (message, lineno) => !issue(message, filename, lineno),
});

/** Compiles a tree that came from elsewhere (the module `ast`); raises SyntaxError. */
export function compileTreeGuarded(
  tree: ast.Module | ast.Expression | ast.Interactive,
  filename: string,
  mode: CompileMode,
  options: SourceOptions,
): Code {
  return guarded(() => {
    validateTree(tree);
    return compileTree(tree, null, filename, mode, options);
  });
}

function parse(
  source: string,
  filename: string,
  mode: CompileMode,
  options?: ParseOptions,
): ast.Module | ast.Expression | ast.Interactive {
  if (mode === 'eval') return parseExpression(source, filename, options);
  if (mode === 'single') return parseInteractive(source, filename, options);
  return parseModule(source, filename, options);
}

function compileTree(
  tree: ast.Module | ast.Expression | ast.Interactive,
  source: string | null,
  filename: string,
  mode: CompileMode,
  options: SourceOptions,
): Code {
  const extraFlags = options.futureFlags ?? 0;
  return compileModule(tree, {
    filename,
    source,
    mode,
    optimize: options.optimize ?? (sysState.optimize as 0 | 1 | 2),
    futureAnnotations: (extraFlags & 0x1000000) !== 0,
    allowTopLevelAwait: options.allowTopLevelAwait,
    extraFlags,
    warn: options.quiet === true ? undefined : (w) => issueOfCompiler(w, filename),
  });
}

/** The text of a source file; raises SyntaxError when it is not in its encoding. */
export function decodeGuarded(bytes: Uint8Array, filename: string): string {
  return guarded(() => decodeSource(bytes, filename, decodeDeclared));
}

/** By the codec registry. Errors lose all but their text: CPython's _PyPegen_raise_tokenizer_init_error. */
function decodeDeclared(content: Uint8Array, encoding: string, filename: string): string {
  try {
    return decode(new PyBytes(content), encoding, 'strict');
  } catch (e) {
    const isKnown =
      e instanceof PyBaseException &&
      [Exc.LookupError, Exc.SyntaxError, Exc.ValueError].some((t) => isInstanceOf(e, t));
    throw isKnown ? encodingError(str(e), filename) : e;
  }
}

/** Runs what may raise the front end's errors, and raises the guest's instead. */
export function guarded<T>(f: () => T, source?: string): T {
  try {
    return f();
  } catch (e) {
    if (e instanceof PySyntaxError) throw guestSyntaxError(e, source);
    if (e instanceof InvalidTree) throw newError(Exc[e.type], e.message);
    throw e;
  }
}

/** The guest's exception for an error of the front end. */
export function guestSyntaxError(e: PySyntaxError, source?: string): PyBaseException {
  const n = (x: number | string | null): Value => x ?? None;
  // The parser has the text at hand; the others look for a file of that name, whatever it has in it now.
  const text = e.from === 'parser' || e.from === 'warning' ? e.text : lineOfFile(e.filename, e.lineno!);
  const place = { filename: e.filename, lineno: n(e.lineno), offset: n(e.offset), text: n(text) };
  const end = { end_lineno: n(e.end_lineno), end_offset: n(e.end_offset) };
  if (e.from === 'symbols') {
    const error = call(Exc[e.type], [e.msg]) as PyBaseException;
    for (const [name, value] of Object.entries({ ...place, ...end })) setAttr(error, name, value);
    return error;
  }
  const details = e.lineno === null ? [] : [new PyTuple(Object.values({ ...place, ...end }))];
  const error = call(Exc[e.type], [e.msg, ...details]) as PyBaseException;
  // `traceback` looks in it for a misspelt keyword.
  if (source !== undefined && e.msg.startsWith('invalid syntax'))
    setAttr(error, '_metadata', new PyTuple([0, 0, source.endsWith('\n') ? source : `${source}\n`]));
  return error;
}

/** With its line end; null where there is no such file or line. */
function lineOfFile(filename: string, lineno: number): string | null {
  try {
    const lines = decodeSource(host().files.readFile(filename), filename, decodeDeclared).split(/(?<=\n)/);
    return lines[lineno - 1] ?? null;
  } catch {
    return null;
  }
}

/** How many warnings there have been, shown or not. */
export const compilerWarnings = { count: 0 };

/** A warning of the compiler's; as an error it becomes a SyntaxError at its place. */
function issueOfCompiler(w: CompilerWarning, filename: string): void {
  if (issue(w.message, filename, w.lineno)) return;
  const { message, lineno, col_offset, end_lineno, end_col_offset } = w;
  const [offset, endOffset] = [col_offset + 1, end_col_offset + 1];
  throw new PySyntaxError('SyntaxError', message, filename, lineno, offset, end_lineno, endOffset, null, 'compiler');
}

/** Gives a SyntaxWarning; false where it is to be an error. */
function issue(message: string, filename: string, lineno: number): boolean {
  compilerWarnings.count++;
  const module = sysState.modules.getStr('_warnings');
  const f = module === undefined ? undefined : lookupAttr(module, 'warn_explicit');
  if (f === undefined) return true;
  try {
    call(f, [message, Exc.SyntaxWarning, filename, lineno]);
    return true;
  } catch (e) {
    if ((e as PyBaseException).cls !== Exc.SyntaxWarning) throw e;
    return false;
  }
}
