/**
 * What the front end throws when a source text is not Python.
 *
 * Owns: the plain error class. Must not know: the guest's exception objects (the compiler's caller converts).
 */

export type SyntaxErrorType = 'SyntaxError' | 'IndentationError' | 'TabError' | '_IncompleteInputError' | 'MemoryError';

/**
 * Who found it. CPython's three give their errors different contents; a warning that is to be an error ends the parsing,
 * where another error may turn out to be one further ahead.
 */
export type SyntaxErrorSource = 'parser' | 'warning' | 'symbols' | 'compiler';

/** `offset` and `end_offset` are CPython's: columns in characters from 1; `end_offset` may be -1 or 0. All four are null without a place. */
export class PySyntaxError extends Error {
  constructor(
    readonly type: SyntaxErrorType,
    readonly msg: string,
    readonly filename: string,
    readonly lineno: number | null,
    readonly offset: number | null,
    readonly end_lineno: number | null,
    readonly end_offset: number | null,
    readonly text: string | null,
    readonly from: SyntaxErrorSource = 'parser',
  ) {
    super(`${type}: ${msg} (${filename}, line ${lineno ?? '?'})`);
    this.name = 'PySyntaxError';
  }
}
