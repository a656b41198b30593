/**
 * The fast parser's view of the tokens: the current one, the next one, positions of nodes.
 *
 * Owns: moving through tokens. Must not know: the grammar. Where the grammar does not match, `fail` throws a
 * sentinel; who wants to know why runs the error pass over the same source.
 */

import type { Positioned } from './ast';
import type { Lexer } from './lexer';
import { Tok } from './token';

/** Thrown without a stack: the error pass finds out what is wrong. */
export const PARSE_FAILURE = { message: 'the fast parser refuses this source' };

export class TokenCursor {
  /** Index of the current token. */
  protected p = 0;
  protected readonly source: string;
  protected readonly kinds: Uint8Array;
  protected readonly starts: Int32Array;
  protected readonly ends: Int32Array;
  protected readonly lines: Int32Array;
  protected readonly cols: Int32Array;
  protected readonly endLines: Int32Array;
  protected readonly endCols: Int32Array;
  private readonly nameIndices: Int32Array;
  private readonly names: readonly string[];

  /** The lexer must have read all tokens. */
  constructor(lexer: Lexer) {
    const tokens = lexer.tokens;
    this.source = lexer.source;
    this.kinds = tokens.kind;
    this.starts = tokens.start;
    this.ends = tokens.end;
    this.lines = tokens.line;
    this.cols = tokens.col;
    this.endLines = tokens.endLine;
    this.endCols = tokens.endCol;
    this.nameIndices = tokens.name;
    this.names = lexer.names.names;
  }

  protected fail(): never {
    throw PARSE_FAILURE;
  }

  protected at(kind: Tok): boolean {
    return this.kinds[this.p] === kind;
  }

  protected accept(kind: Tok): boolean {
    if (this.kinds[this.p] !== kind) return false;
    this.p++;
    return true;
  }

  protected expect(kind: Tok): void {
    if (this.kinds[this.p] !== kind) this.fail();
    this.p++;
  }

  /** The identifier of the Name token at `index`, in NFKC. */
  protected nameAt(index: number): string {
    return this.names[this.nameIndices[index]];
  }

  protected expectName(): string {
    if (this.kinds[this.p] !== Tok.Name) this.fail();
    return this.names[this.nameIndices[this.p++]];
  }

  /** The type comment at the current place, if the caller asked for type comments. */
  protected parseTypeComment(): string | null {
    if (!this.at(Tok.TypeComment)) return null;
    const index = this.p++;
    return this.source.slice(this.starts[index], this.ends[index]);
  }

  /** From the token at index `s` to the one just consumed. */
  protected span(s: number): Positioned {
    const e = this.p - 1;
    return {
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[e],
      end_col_offset: this.endCols[e],
    };
  }

  /** Mirrors _PyPegen_get_last_nonwhitespace_token: where a compound statement ends. */
  protected lastToken(): number {
    let index = this.p - 1;
    while (index > 0) {
      const kind = this.kinds[index];
      if (kind !== Tok.EndMarker && (kind < Tok.Newline || kind > Tok.Dedent)) break;
      index--;
    }
    return index;
  }
}
