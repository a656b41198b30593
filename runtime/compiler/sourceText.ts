/**
 * The source text as the compiler needs it: for the positions in syntax errors and the texts of await points.
 *
 * Owns: turning UTF-8 byte columns into character columns. Must not know: what is wrong.
 */
import type { Positioned } from '../syntax/ast';
import { PySyntaxError, type SyntaxErrorSource } from '../syntax/syntaxError';

export class SourceText {
  private lines: string[] | null = null;
  /** Who finds errors now. */
  stage: SyntaxErrorSource = 'symbols';

  constructor(
    readonly filename: string,
    readonly source: string | null,
  ) {}

  line(lineno: number): string | null {
    if (this.source === null) return null;
    this.lines ??= this.source.split(/\r\n|\r|\n/);
    return this.lines[lineno - 1] ?? null;
  }

  /** The index in code points (from 0) of a UTF-8 byte column. */
  characterColumn(lineno: number, byteColumn: number): number {
    const text = this.line(lineno);
    if (text === null || isAscii(text)) return byteColumn;
    let bytes = 0;
    let index = 0;
    for (const char of text) {
      if (bytes >= byteColumn) break;
      bytes += utf8Length(char.codePointAt(0)!);
      index++;
    }
    return index;
  }

  /** The text of a node, on one line: line ends with the blanks around them become one blank. */
  textOf(node: Positioned): string {
    if (this.source === null || node.lineno < 1) return '';
    const parts: string[] = [];
    for (let lineno = node.lineno; lineno <= node.end_lineno; lineno++) {
      const text = this.line(lineno);
      if (text === null) return '';
      const start = lineno === node.lineno ? byteToIndex(text, node.col_offset) : 0;
      const end = lineno === node.end_lineno ? byteToIndex(text, node.end_col_offset) : text.length;
      parts.push(text.slice(start, end));
    }
    return parts.length === 1 ? parts[0] : parts.map((part) => part.replace(/\\$/, '').trim()).join(' ');
  }

  error(message: string, where: Positioned | null): PySyntaxError {
    const { filename, stage } = this;
    if (where === null) return new PySyntaxError('SyntaxError', message, filename, 1, 0, 1, 0, null, stage);
    return new PySyntaxError(
      'SyntaxError',
      message,
      filename,
      where.lineno,
      this.characterColumn(where.lineno, where.col_offset) + 1,
      where.end_lineno,
      this.characterColumn(where.end_lineno, where.end_col_offset) + 1,
      null,
      stage,
    );
  }
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

function utf8Length(codePoint: number): number {
  return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

function byteToIndex(text: string, byteColumn: number): number {
  let bytes = 0;
  let index = 0;
  while (bytes < byteColumn && index < text.length) {
    const codePoint = text.codePointAt(index)!;
    bytes += utf8Length(codePoint);
    index += codePoint > 0xffff ? 2 : 1;
  }
  return index;
}
