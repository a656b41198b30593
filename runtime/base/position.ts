/**
 * Positions in a source text, as code objects and tracebacks carry them.
 *
 * Owns: the two shapes. Must not know: the AST, code objects.
 */

/** `line` counts from 1, `column` counts UTF-8 bytes from 0. */
export interface SourcePosition {
  line: number;
  column: number;
}

/** From the first byte to behind the last. */
export interface SourceRange {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}
