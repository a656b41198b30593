/** What a compilation is asked for. Owns: the options' types. Must not know: the compiler. */
import type { Positioned } from '../syntax/ast';

/** A warning that the compiler wants issued; the caller turns it into a real one. */
export interface CompilerWarning extends Positioned {
  category: 'SyntaxWarning';
  message: string;
}

export interface CompileOptions {
  filename: string;
  /** The source text, for error messages and the texts of await points; null when there is only an AST. */
  source: string | null;
  mode: 'exec' | 'eval' | 'single';
  /** 0, 1 (-O: no asserts, __debug__ False) or 2 (-OO: no docstrings either). */
  optimize: 0 | 1 | 2;
  /** `from __future__ import annotations` inherited from the caller of compile(). */
  futureAnnotations?: boolean;
  /** compile()'s PyCF_ALLOW_TOP_LEVEL_AWAIT. */
  allowTopLevelAwait?: boolean;
  /** Further bits for co_flags of every code object (__future__ features). */
  extraFlags?: number;
  warn?: (warning: CompilerWarning) => void;
}
