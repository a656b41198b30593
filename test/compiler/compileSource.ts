/** Shortcuts of the compiler's tests: source text in, code objects, errors or warnings out. */
import type { Code } from '../../runtime/bytecode/code';
import { compileModule, type CompileOptions, type CompilerWarning } from '../../runtime/compiler/compile';
import { parseExpression, parseInteractive, parseModule } from '../../runtime/syntax/parser';
import { PySyntaxError } from '../../runtime/syntax/syntaxError';

export function compileSource(source: string, options: Partial<CompileOptions> = {}): Code {
  const { filename = 'test.py', mode = 'exec' } = options;
  const parse = mode === 'eval' ? parseExpression : mode === 'single' ? parseInteractive : parseModule;
  return compileModule(parse(source, filename), { filename, source, mode, optimize: 0, ...options });
}

/** The code object of a function or class inside, by its co_name. */
export function codeNamed(code: Code, name: string): Code {
  const found = findCode(code, name);
  if (found === null) throw new Error(`no code object ${name}`);
  return found;
}

function findCode(code: Code, name: string): Code | null {
  if (code.name === name) return code;
  for (const value of code.consts) {
    const found = value.type === 'code' ? findCode(value.code, name) : null;
    if (found !== null) return found;
  }
  return null;
}

/** 'line:column message' of the SyntaxError that compiling gives. */
export function errorOf(source: string): string {
  try {
    compileSource(source);
  } catch (error) {
    if (error instanceof PySyntaxError) return `${error.lineno}:${error.offset} ${error.msg}`;
    throw error;
  }
  return 'no error';
}

export function warningsOf(source: string, optimize: 0 | 1 | 2 = 0): string[] {
  const warnings: CompilerWarning[] = [];
  compileSource(source, { optimize, warn: (warning) => warnings.push(warning) });
  return warnings.map((w) => `${w.lineno}:${w.col_offset} ${w.message}`);
}
