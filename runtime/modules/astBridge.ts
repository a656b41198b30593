/**
 * The seam between compile() and the module `_ast`, which turns trees into Python objects and back.
 *
 * Owns: the interface; modules/_ast.ts sets it.
 */
import type { Code } from '../bytecode/code';
import type { Value } from '../objects/object';
import type { CompileMode, SourceOptions } from './compileSource';

export interface AstBridge {
  /** Is it an instance of ast.AST? */
  isNode(v: Value): boolean;
  compile(tree: Value, filename: string, mode: CompileMode, options: SourceOptions): Code;
  /** The tree as the compiler's first pass leaves it (PyCF_OPTIMIZED_AST). */
  optimize(tree: Value, filename: string, mode: CompileMode, options: SourceOptions): Value;
  /** `mode` may be func_type, too; `minor` is the newest Python 3 whose syntax may be used, or -1. */
  parse(
    source: string,
    filename: string,
    mode: string,
    options: SourceOptions,
    optimized: boolean,
    minor: number,
  ): Value;
}

export const astBridge: { bridge: AstBridge | undefined } = { bridge: undefined };
