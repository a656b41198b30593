/**
 * The lexer: each call of `next` appends the next token to the buffer, or throws a PySyntaxError.
 *
 * Owns: CPython's tok_get_normal_mode: indentation, brackets, names, operators, comments, line continuations.
 * Must not know: the grammar. It needs no help from the parser, so tokens can be read lazily or all at once.
 */

import type { TypeIgnore } from './ast';
import { codePoints, LexerState } from './lexerState';
import { lexNumber } from './lexNumber';
import { lexPlainString, lexStringStart, lexStringText } from './lexString';
import { hashStep } from './nameTable';
import type { PySyntaxError } from './syntaxError';
import { ONE_CHARACTER, threeCharacters, twoCharacters } from './operatorTokens';
import { FIRST_KEYWORD, KEYWORDS, Tok } from './token';

const MAX_INDENTS = 100;
const MAX_BRACKETS = 200;
const TAB_SIZE = 8;

/** Bits of CHAR: what an ASCII character can be part of. */
const NAME_START = 1;
const NAME_PART = 2;
const DIGIT = 4;
const CHAR = new Uint8Array(128);
for (let code = 0; code < 128; code++) {
  const char = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(char)) CHAR[code] = NAME_START | NAME_PART;
  else if (/[0-9]/.test(char)) CHAR[code] = DIGIT | NAME_PART;
}

/** In the order in which CPython complains. */
const INCOMPATIBLE_PREFIXES = ['ub', 'ur', 'uf', 'ut', 'bf', 'bt', 'ft'];

const LAST_KEYWORD_INDEX = KEYWORDS.length - 1;

export class Lexer extends LexerState {
  /** Reads the next token. After EndMarker it appends EndMarker again. */
  next(): void {
    const mode = this.mode;
    if (mode !== null && mode.inText) {
      if (lexStringText(this, mode)) return;
    }
    this.lexNormal();
    if (this.pos >= this.source.length && this.source.charCodeAt(this.pos - 1) !== 10) this.reachedEnd = true;
    if (this.options.interactive === true) this.implyNewline();
  }

  private started = false;

  private implyNewline(): void {
    const { kind, count } = this.tokens;
    if (kind[count - 1] !== Tok.EndMarker || !this.started) {
      this.started = true;
      return;
    }
    this.started = false;
    kind[count - 1] = Tok.Newline;
    if (this.indents.length > 1 && this.options.dontImplyDedent !== true) {
      this.pendingIndents = 1 - this.indents.length;
      this.indents.length = this.altIndents.length = 1;
    }
  }

  /** Reads all tokens up to EndMarker. */
  readAll(): void {
    const tokens = this.tokens;
    do this.next();
    while (tokens.kind[tokens.count - 1] !== Tok.EndMarker);
  }

  private lexNormal(): void {
    const source = this.source;
    for (;;) {
      let blankLine = false;
      if (this.atLineStart) {
        this.atLineStart = false;
        blankLine = this.lexIndentation();
      }
      if (this.pendingIndents !== 0) {
        this.tokenLine = this.line;
        this.tokenLineStart = this.lineStart;
        if (this.pendingIndents < 0) {
          this.pendingIndents++;
          if (this.pos >= source.length) this.reachedEnd = true;
          this.emit(Tok.Dedent, this.pos, this.pos);
        } else {
          this.pendingIndents--;
          this.emit(Tok.Indent, this.options.extraTokens ? this.lineStart : this.pos, this.pos);
        }
        return;
      }
      // Spaces, comments and continuation lines.
      let code: number;
      let commentStart = -1;
      for (;;) {
        code = source.charCodeAt(this.pos);
        while (code === 0x20 || code === 0x09 || code === 0x0c) code = source.charCodeAt(++this.pos);
        if (code === 0x23) {
          const end = source.indexOf('\n', this.pos);
          const start = (commentStart = this.pos);
          this.pos = end < 0 ? source.length : end;
          if (this.options.extraTokens) {
            this.beginToken();
            this.commentNewline = blankLine;
            this.emit(Tok.Comment, start, this.pos);
            return;
          }
          if (this.options.typeComments === true && this.lexTypeComment(start, blankLine)) return;
          if (this.atLineStart) break;
          code = source.charCodeAt(this.pos);
        }
        if (code !== 0x5c) break;
        this.lexContinuation();
      }
      if (this.atLineStart) continue;
      this.beginToken();
      const start = this.pos;
      if (start >= source.length) {
        this.reachedEnd = true;
        if (this.options.extraTokens !== true && this.brackets.length > 0) throw this.neverClosed();
        this.emit(Tok.EndMarker, start, start);
        return;
      }
      if (code < 128) {
        const bits = CHAR[code];
        if (bits & NAME_START) {
          this.lexName(start);
          return;
        }
        if (
          bits & DIGIT ||
          (code === 0x2e && CHAR[source.charCodeAt(start + 1) & 127] & DIGIT && source.charCodeAt(start + 1) < 128)
        ) {
          lexNumber(this);
          this.emit(Tok.Number, start, this.pos);
          return;
        }
        if (code === 10) {
          this.pos = start + 1;
          this.atLineStart = true;
          const meaningless = blankLine || this.brackets.length > 0 || this.commentNewline;
          this.commentNewline = false;
          if (!meaningless) {
            // As in CPython, a comment belongs to the newline behind it.
            this.emit(Tok.Newline, commentStart < 0 || this.options.extraTokens ? start : commentStart, start + 1);
          } else if (this.options.extraTokens) {
            this.emit(Tok.NL, start, start + 1);
          }
          this.line++;
          this.lineStart = this.pos;
          if (!meaningless || this.options.extraTokens) return;
          continue;
        }
        if (code === 0x22 || code === 0x27) {
          lexPlainString(this, start);
          return;
        }
        this.lexOperator(code, start);
        return;
      }
      this.lexName(start);
      return;
    }
  }

  /** With extra tokens: the newline behind a comment that stands alone on its line means nothing. */
  private commentNewline = false;
  readonly typeIgnores: TypeIgnore[] = [];

  /** The comment source[start, pos): if it is a type comment, emits it; notes `# type: ignore`. */
  private lexTypeComment(start: number, blankLine: boolean): boolean {
    const source = this.source;
    const prefix = /#[ \t]*type:[ \t]*/y;
    prefix.lastIndex = start;
    const match = prefix.exec(source);
    if (match === null) return false;
    const textStart = start + match[0].length;
    const tagStart = textStart + 6;
    const ignored = source.startsWith('ignore', textStart) && tagStart <= this.pos;
    if (ignored && (tagStart === this.pos || /[^0-9A-Za-z\x80-\uffff]/.test(source[tagStart]))) {
      this.typeIgnores.push({ kind: 'TypeIgnore', lineno: this.line, tag: source.slice(tagStart, this.pos) });
      if (blankLine && this.pos < source.length) {
        this.pos++;
        this.line++;
        this.lineStart = this.pos;
        this.atLineStart = true;
      }
      return false;
    }
    this.beginToken();
    this.emit(Tok.TypeComment, textStart, this.pos);
    return true;
  }

  private beginToken(): void {
    this.tokenLine = this.line;
    this.tokenLineStart = this.lineStart;
  }

  /** Measures the new line's indentation; answers whether the line is blank or holds only a comment. */
  private lexIndentation(): boolean {
    const source = this.source;
    let column = 0;
    let altColumn = 0;
    let continued = 0;
    let code: number;
    for (;;) {
      code = source.charCodeAt(this.pos);
      if (code === 0x20) {
        column++;
        altColumn++;
      } else if (code === 0x09) {
        column = (Math.floor(column / TAB_SIZE) + 1) * TAB_SIZE;
        altColumn++;
      } else if (code === 0x0c) {
        column = altColumn = 0;
      } else if (code === 0x5c) {
        if (continued === 0) continued = column;
        this.lexContinuation();
        continue;
      } else {
        break;
      }
      this.pos++;
    }
    if (code === 0x23 || code === 10) return true;
    if (this.brackets.length > 0) return false;
    if (continued !== 0) column = altColumn = continued;
    const { indents, altIndents } = this;
    const top = indents.length - 1;
    if (column === indents[top]) {
      if (altColumn !== altIndents[top]) throw this.tabError();
    } else if (column > indents[top]) {
      if (indents.length >= MAX_INDENTS) {
        throw this.errorAt('IndentationError', 'too many levels of indentation', this.line, 1, 0, this.wholeLine());
      }
      if (altColumn <= altIndents[top]) throw this.tabError();
      this.pendingIndents++;
      indents.push(column);
      altIndents.push(altColumn);
    } else {
      while (indents.length > 1 && column < indents[indents.length - 1]) {
        this.pendingIndents--;
        indents.pop();
        altIndents.pop();
      }
      if (column !== indents[indents.length - 1]) {
        const text = this.wholeLine();
        const message = 'unindent does not match any outer indentation level';
        throw this.errorAt('IndentationError', message, this.line, codePoints(text, 0, text.length), -1, text);
      }
      if (altColumn !== altIndents[altIndents.length - 1]) throw this.tabError();
    }
    return false;
  }

  private tabError(): Error {
    const message = 'inconsistent use of tabs and spaces in indentation';
    return this.errorAt('TabError', message, this.line, 1, 0, this.wholeLine());
  }

  /** The current line with its newline, if it has one. */
  private wholeLine(): string {
    const end = this.source.indexOf('\n', this.lineStart);
    return this.source.slice(this.lineStart, end < 0 ? undefined : end + 1);
  }

  /** Mirrors tok_continuation_line: `pos` is at a backslash, which must end the line. */
  private lexContinuation(): void {
    const source = this.source;
    const backslash = this.pos++;
    if (source.charCodeAt(this.pos) !== 10) {
      const atEnd = this.pos >= source.length;
      const offset = codePoints(source, this.lineStart, backslash) + (atEnd ? 1 : 2);
      const message = 'unexpected character after line continuation character';
      throw this.errorAt('SyntaxError', message, this.line, offset, 0, this.wholeLine());
    }
    this.pos++;
    if (this.pos >= source.length) throw this.endOfSource();
    this.line++;
    this.lineStart = this.pos;
  }

  private endOfSource(): Error {
    this.reachedEnd = true;
    const text = this.wholeLine();
    if (this.brackets.length > 0) return this.neverClosed();
    return this.errorAt(
      'SyntaxError',
      'unexpected EOF while parsing',
      this.line,
      codePoints(text, 0, text.length),
      -1,
      text,
    );
  }

  /** Mirrors raise_unclosed_parentheses_error. */
  neverClosed(): PySyntaxError {
    const last = this.brackets.length - 1;
    const line = this.bracketLines[last];
    const lineStart = this.bracketLineStarts[last];
    const offset = codePoints(this.source, lineStart, this.bracketStarts[last]) + 1;
    const message = `'${String.fromCharCode(this.brackets[last])}' was never closed`;
    // The text has its newline only if it is the last line.
    const end = this.source.indexOf('\n', lineStart) + 1;
    const text = end === this.source.length ? this.source.slice(lineStart) : this.lineText(lineStart);
    return this.errorAt('SyntaxError', message, line, offset, 0, text);
  }

  /** A name, a keyword, or a string whose prefix looked like a name. */
  private lexName(start: number): void {
    const source = this.source;
    let pos = start;
    let code = source.charCodeAt(pos);
    let hash = 0;
    while (code < 128 && CHAR[code] & NAME_PART) {
      hash = hashStep(hash, code);
      code = source.charCodeAt(++pos);
    }
    if ((code === 0x22 || code === 0x27) && pos - start <= 5 && this.lexPrefixed(start, pos)) return;
    if (code >= 128) {
      this.lexUnicodeName(start, pos);
      return;
    }
    const index = this.names.intern(source, start, pos, hash);
    this.pos = pos;
    const at = this.tokens.count;
    this.emit(index <= LAST_KEYWORD_INDEX ? FIRST_KEYWORD + index : Tok.Name, start, pos);
    this.tokens.name[at] = index;
  }

  /** If source[start, quote) is a string prefix, reads the string. */
  private lexPrefixed(start: number, quote: number): boolean {
    const letters = this.source.slice(start, quote).toLowerCase();
    for (let i = 0; i < letters.length; i++) {
      if (!'brfut'.includes(letters[i]) || letters.indexOf(letters[i]) < i) return false;
    }
    this.pos = quote;
    for (const [first, second] of INCOMPATIBLE_PREFIXES) {
      if (!letters.includes(first) || !letters.includes(second)) continue;
      const message = `'${first}' and '${second}' prefixes are incompatible`;
      throw this.errorRange(message, start + 1 - this.lineStart, quote + 1 - this.lineStart);
    }
    if (letters.includes('f')) lexStringStart(this, start, 'f', letters.includes('r'));
    else if (letters.includes('t')) lexStringStart(this, start, 't', letters.includes('r'));
    else lexPlainString(this, start);
    return true;
  }

  /** A name with characters beyond ASCII: checked against XID_Start and XID_Continue, interned in NFKC. */
  private lexUnicodeName(start: number, from: number): void {
    const source = this.source;
    let pos = from;
    for (;;) {
      const code = source.charCodeAt(pos);
      if (code >= 128 || (code < 128 && CHAR[code] & NAME_PART)) pos++;
      else break;
    }
    if (this.options.extraTokens !== true) this.verifyIdentifier(start, pos);
    this.pos = pos;
    const index = this.names.internString(source.slice(start, pos).normalize('NFKC'));
    const at = this.tokens.count;
    this.emit(Tok.Name, start, pos);
    this.tokens.name[at] = index;
  }

  private verifyIdentifier(start: number, end: number): void {
    let pos = start;
    while (pos < end) {
      const codePoint = this.source.codePointAt(pos) as number;
      const char = String.fromCodePoint(codePoint);
      const valid = pos === start ? /[\p{XID_Start}_]/u.test(char) : /\p{XID_Continue}/u.test(char);
      if (!valid) {
        this.pos = pos + char.length;
        const hex = codePoint.toString(16).toUpperCase().padStart(4, '0');
        if (isPrintable(char)) throw this.error(`invalid character '${char}' (U+${hex})`);
        throw this.error(`invalid non-printable character U+${hex}`);
      }
      pos += char.length;
    }
  }

  private lexOperator(code: number, start: number): void {
    const source = this.source;
    const mode = this.mode;
    if (mode !== null && (code === 0x3a || code === 0x7d || code === 0x21 || code === 0x7b)) {
      if (code === 0x3a && mode.bracketDepth - 1 === mode.expressionDepth) {
        mode.inText = true;
        mode.inFormatSpec = true;
        this.pos = start + 1;
        this.emit(Tok.Colon, start, start + 1);
        return;
      }
    }
    const second = source.charCodeAt(start + 1);
    let kind = twoCharacters(code, second);
    if (kind !== 0) {
      const longer = threeCharacters(kind, source.charCodeAt(start + 2), code);
      this.pos = start + (longer === 0 ? 2 : 3);
      if (longer !== 0) kind = longer;
      this.emit(kind, start, this.pos);
      return;
    }
    if (code === 0x2e && second === 0x2e && source.charCodeAt(start + 2) === 0x2e) {
      this.pos = start + 3;
      this.emit(Tok.Ellipsis, start, this.pos);
      return;
    }
    this.pos = start + 1;
    if (code === 0x28 || code === 0x5b || code === 0x7b) this.openBracket(code, start);
    else if (code === 0x29 || code === 0x5d || code === 0x7d) this.closeBracket(code);
    kind = code < 128 ? ONE_CHARACTER[code] : 0;
    if (kind === 0) {
      if (code < 32 || code === 127) {
        throw this.error(`invalid non-printable character U+${code.toString(16).toUpperCase().padStart(4, '0')}`);
      }
      kind = Tok.Unknown;
    }
    if (code === 0x3d && mode !== null && mode.expressionDepth >= 0 && mode.bracketDepth - mode.expressionDepth === 1) {
      mode.inDebug = true;
    }
    this.emit(kind, start, start + 1);
  }

  private openBracket(code: number, start: number): void {
    if (this.brackets.length >= MAX_BRACKETS) throw this.error('too many nested parentheses');
    this.brackets.push(code);
    this.bracketLines.push(this.line);
    this.bracketStarts.push(start);
    this.bracketLineStarts.push(this.lineStart);
    if (this.mode !== null) this.mode.bracketDepth++;
  }

  private closeBracket(code: number): void {
    const mode = this.mode;
    const char = String.fromCharCode(code);
    const strict = this.options.extraTokens !== true;
    if (mode !== null && mode.bracketDepth === 0 && code === 0x7d) {
      throw this.error(`${mode.prefix}-string: single '}' is not allowed`);
    }
    if (strict && this.brackets.length === 0) throw this.error(`unmatched '${char}'`);
    if (this.brackets.length > 0) {
      const opening = this.brackets.pop() as number;
      const openingLine = this.bracketLines.pop() as number;
      this.bracketStarts.pop();
      this.bracketLineStarts.pop();
      const matches = opening === 0x28 ? code === 0x29 : code === opening + 2;
      if (strict && !matches) {
        if (mode !== null && opening === 0x7b && mode.bracketDepth - 1 === mode.expressionDepth) {
          throw this.error(`${mode.prefix}-string: unmatched '${char}'`);
        }
        const message = `closing parenthesis '${char}' does not match opening parenthesis '${String.fromCharCode(opening)}'`;
        throw this.error(openingLine !== this.line ? `${message} on line ${openingLine}` : message);
      }
    }
    if (mode === null) return;
    mode.bracketDepth--;
    if (mode.bracketDepth < 0) throw this.error(`${mode.prefix}-string: unmatched '${char}'`);
    if (code === 0x7d && mode.bracketDepth === mode.expressionDepth) {
      mode.expressionDepth--;
      mode.inText = true;
      // Behind a nested field the text of the outer field's format spec goes on.
      mode.inFormatSpec = false;
      mode.inDebug = false;
    }
  }
}

/** Mirrors str.isprintable for one character. */
function isPrintable(char: string): boolean {
  return char === ' ' || !/[\p{C}\p{Z}]/u.test(char);
}
