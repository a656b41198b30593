/**
 * Finding the end of a line in decoded text, in each of the newline modes. Owns: nothing but the search.
 */

export interface NewlineMode {
  /** Line ends have been translated to "\n". */
  translate: boolean;
  /** All of \n, \r and \r\n end a line. */
  universal: boolean;
  /** Else this does. */
  readnl: string;
}

/** The index after the line end found from `start` on; -1 where there is none. A lone \r at the end counts as none. */
export function findLineEnd(s: string, start: number, mode: NewlineMode, final: boolean): number {
  if (mode.translate || (!mode.universal && mode.readnl === '\n')) {
    const i = s.indexOf('\n', start);
    return i < 0 ? -1 : i + 1;
  }
  if (!mode.universal) {
    const i = s.indexOf(mode.readnl, start);
    return i < 0 ? -1 : i + mode.readnl.length;
  }
  const lf = s.indexOf('\n', start);
  const cr = s.indexOf('\r', start);
  if (cr < 0 || (lf >= 0 && lf < cr)) return lf < 0 ? -1 : lf + 1;
  if (cr + 1 < s.length) return s[cr + 1] === '\n' ? cr + 2 : cr + 1;
  return final ? cr + 1 : -1;
}
