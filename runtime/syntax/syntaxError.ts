/**
 * What the front end throws when a source text is not Python.
 *
 * Owns: the plain error class. Must not know: the guest's exception objects (the compiler's caller converts).
 */

export type SyntaxErrorType = 'SyntaxError' | 'IndentationError' | 'TabError' | '_IncompleteInputError';

/** `offset` and `end_offset` are CPython's: columns in characters from 1; `end_offset` may be -1 or 0. */
export class PySyntaxError extends Error {
  constructor(
    readonly type: SyntaxErrorType,
    readonly msg: string,
    readonly filename: string,
    readonly lineno: number,
    readonly offset: number,
    readonly end_lineno: number,
    readonly end_offset: number,
    readonly text: string | null,
  ) {
    super(`${type}: ${msg} (${filename}, line ${lineno})`);
    this.name = 'PySyntaxError';
  }
}
