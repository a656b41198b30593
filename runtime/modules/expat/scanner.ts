/**
 * Finds where tokens end (expat's xmltok): of content, of CDATA sections, of attributes' and entities' values. Those of
 * the prolog are in prologScanner.ts.
 *
 * Owns: lexical well-formedness. Knows no grammar, no entities, no handlers. Each method begins at `i` and leaves in
 * `next` where the token ends, or where what is invalid stands.
 */
import { Ch, characterLength, continuesName, isDigit, isHexDigit, isSpace, startsName } from './characters';

export type Token =
  | 'none'
  | 'invalid'
  /** The text ends before the token does. */
  | 'partial'
  | 'trailingCr'
  | 'trailingBracket'
  | 'startTag'
  | 'emptyElement'
  | 'endTag'
  | 'chars'
  | 'newline'
  | 'cdataOpen'
  | 'cdataClose'
  | 'entityRef'
  | 'charRef'
  | 'pi'
  | 'xmlDecl'
  | 'comment'
  | 'space';

/** A run of text that is only text. */
const plainRun = /(?:[\t\x20-\x25\x27-\x3b\x3d-\x5c\x5e-\ud7ff\ue000-\ufffd]|[\ud800-\udbff][\udc00-\udfff])+/y;

export class Scanner {
  next = 0;
  /** Of the last start tag: where its name ends. */
  nameEnd = 0;
  /** Of the last start tag: for each attribute where its name begins and ends, and its value. */
  readonly attributes: number[] = [];

  constructor(readonly namespaces: boolean) {}

  protected invalid(at: number): 'invalid' {
    this.next = at;
    return 'invalid';
  }

  protected found<T extends string>(tok: T, at: number): T {
    this.next = at;
    return tok;
  }

  protected startsName(c: number): boolean {
    return startsName(c) || (c === Ch.colon && !this.namespaces);
  }

  protected continuesName(c: number): boolean {
    return continuesName(c) || (c === Ch.colon && !this.namespaces);
  }

  /** The end of the name's characters from `i` on. */
  protected skipName(text: string, i: number, end: number): number {
    while (i < end && this.continuesName(text.charCodeAt(i))) i++;
    return i;
  }

  protected skipSpace(text: string, i: number, end: number): number {
    while (i < end && isSpace(text.charCodeAt(i))) i++;
    return i;
  }

  content(text: string, i: number, end: number): Token {
    if (i === end) return 'none';
    switch (text.charCodeAt(i)) {
      case Ch.less:
        return this.markup(text, i + 1, end);
      case Ch.ampersand:
        return this.reference(text, i + 1, end);
      case Ch.lf:
        return this.found('newline', i + 1);
      case Ch.cr:
        if (i + 1 === end) return 'trailingCr';
        return this.found('newline', text.charCodeAt(i + 1) === Ch.lf ? i + 2 : i + 1);
      case Ch.closeBracket:
        if (i + 1 === end) return 'trailingBracket';
        if (text.charCodeAt(i + 1) === Ch.closeBracket) {
          if (i + 2 === end) return 'trailingBracket';
          if (text.charCodeAt(i + 2) === Ch.greater) return this.invalid(i + 2);
        }
        i++;
        break;
      default:
        if (characterLength(text, i) === 0) return this.invalid(i);
    }
    return this.characters(text, i, end);
  }

  private characters(text: string, i: number, end: number): Token {
    while (i < end) {
      plainRun.lastIndex = i;
      if (plainRun.test(text)) i = Math.min(plainRun.lastIndex, end);
      if (i === end || text.charCodeAt(i) !== Ch.closeBracket) break;
      // "]]" and the end of the text: what follows decides.
      if (i + 1 === end) break;
      if (text.charCodeAt(i + 1) === Ch.closeBracket) {
        if (i + 2 === end) break;
        if (text.charCodeAt(i + 2) === Ch.greater) return this.invalid(i + 2);
      }
      i++;
    }
    return this.found('chars', i);
  }

  /** From behind "<". */
  private markup(text: string, i: number, end: number): Token {
    if (i === end) return 'partial';
    const c = text.charCodeAt(i);
    if (c === Ch.slash) return this.endTag(text, i + 1, end);
    if (c === Ch.question) return this.instruction(text, i + 1, end);
    if (c === Ch.exclamation) {
      if (i + 1 === end) return 'partial';
      const kind = text.charCodeAt(i + 1);
      if (kind === Ch.minus) return this.comment(text, i + 2, end);
      if (kind === Ch.openBracket) return this.cdataOpen(text, i + 2, end);
      return this.invalid(i + 1);
    }
    if (!this.startsName(c)) return this.invalid(i);
    this.attributes.length = 0;
    const tok = this.qualifiedName(text, i, end);
    if (tok !== 'name') return tok;
    i = this.nameEnd = this.next;
    if (isSpace(text.charCodeAt(i))) {
      i = this.skipSpace(text, i, end);
      if (i === end) return 'partial';
      if (this.startsName(text.charCodeAt(i))) return this.attributesOfTag(text, i, end);
    }
    return this.endOfTag(text, i, end);
  }

  /** A name with one colon at most where namespaces are on; something stands behind it. */
  private qualifiedName(text: string, i: number, end: number): 'name' | 'partial' | 'invalid' {
    i = this.skipName(text, i + 1, end);
    if (i < end && text.charCodeAt(i) === Ch.colon) {
      if (++i === end) return 'partial';
      if (!this.startsName(text.charCodeAt(i))) return this.invalid(i);
      i = this.skipName(text, i + 1, end);
    }
    if (i === end) return 'partial';
    return this.found('name', i);
  }

  /** ">" or "/>". */
  private endOfTag(text: string, i: number, end: number): Token {
    const c = text.charCodeAt(i);
    if (c === Ch.greater) return this.found('startTag', i + 1);
    if (c !== Ch.slash) return this.invalid(i);
    if (i + 1 === end) return 'partial';
    return text.charCodeAt(i + 1) === Ch.greater ? this.found('emptyElement', i + 2) : this.invalid(i + 1);
  }

  private attributesOfTag(text: string, i: number, end: number): Token {
    for (;;) {
      const start = i;
      const tok = this.qualifiedName(text, i, end);
      if (tok !== 'name') return tok;
      const nameEnd = this.next;
      i = this.skipSpace(text, nameEnd, end);
      if (i === end) return 'partial';
      if (text.charCodeAt(i) !== Ch.equals) return this.invalid(i);
      i = this.skipSpace(text, i + 1, end);
      if (i === end) return 'partial';
      const quote = text.charCodeAt(i);
      if (quote !== Ch.quote && quote !== Ch.apostrophe) return this.invalid(i);
      const value = ++i;
      for (;;) {
        if (i === end) return 'partial';
        const c = text.charCodeAt(i);
        if (c === quote) break;
        if (c === Ch.less) return this.invalid(i);
        if (c === Ch.ampersand) {
          const ref = this.reference(text, i + 1, end);
          if (ref === 'invalid' || ref === 'partial') return ref;
          i = this.next;
          continue;
        }
        const n = characterLength(text, i);
        if (n === 0) return this.invalid(i);
        i += n;
      }
      this.attributes.push(start, nameEnd, value, i);
      if (++i === end) return 'partial';
      if (!isSpace(text.charCodeAt(i))) return this.endOfTag(text, i, end);
      i = this.skipSpace(text, i, end);
      if (i === end) return 'partial';
      if (!this.startsName(text.charCodeAt(i))) return this.endOfTag(text, i, end);
    }
  }

  /** From behind "</". Any colon is good: the name must equal the start tag's. */
  private endTag(text: string, i: number, end: number): Token {
    if (i === end) return 'partial';
    if (!this.startsName(text.charCodeAt(i))) return this.invalid(i);
    i++;
    while (i < end && (continuesName(text.charCodeAt(i)) || text.charCodeAt(i) === Ch.colon)) i++;
    this.nameEnd = i;
    i = this.skipSpace(text, i, end);
    if (i === end) return 'partial';
    return text.charCodeAt(i) === Ch.greater ? this.found('endTag', i + 1) : this.invalid(i);
  }

  private cdataOpen(text: string, i: number, end: number): Token {
    for (const c of 'CDATA[') {
      if (i === end) return 'partial';
      if (text[i] !== c) return this.invalid(i);
      i++;
    }
    return this.found('cdataOpen', i);
  }

  /** From behind "&". */
  protected reference(text: string, i: number, end: number): Token {
    if (i === end) return 'partial';
    if (text.charCodeAt(i) === Ch.hash) return this.characterReference(text, i + 1, end);
    if (!this.startsName(text.charCodeAt(i))) return this.invalid(i);
    i = this.skipName(text, i + 1, end);
    if (i === end) return 'partial';
    return text.charCodeAt(i) === Ch.semicolon ? this.found('entityRef', i + 1) : this.invalid(i);
  }

  private characterReference(text: string, i: number, end: number): Token {
    if (i === end) return 'partial';
    const isHex = text.charCodeAt(i) === Ch.x;
    const belongs = isHex ? isHexDigit : isDigit;
    if (isHex && ++i === end) return 'partial';
    if (!belongs(text.charCodeAt(i))) return this.invalid(i);
    while (i < end && belongs(text.charCodeAt(i))) i++;
    if (i === end) return 'partial';
    return text.charCodeAt(i) === Ch.semicolon ? this.found('charRef', i + 1) : this.invalid(i);
  }

  /** From behind "<!-". */
  protected comment(text: string, i: number, end: number): 'partial' | 'invalid' | 'comment' {
    if (i === end) return 'partial';
    if (text.charCodeAt(i) !== Ch.minus) return this.invalid(i);
    i++;
    while (i < end) {
      if (text.charCodeAt(i) === Ch.minus) {
        if (++i === end) return 'partial';
        if (text.charCodeAt(i) !== Ch.minus) continue;
        if (++i === end) return 'partial';
        return text.charCodeAt(i) === Ch.greater ? this.found('comment', i + 1) : this.invalid(i);
      }
      const n = characterLength(text, i);
      if (n === 0) return this.invalid(i);
      i += n;
    }
    return 'partial';
  }

  /** From behind "<?". */
  protected instruction(text: string, i: number, end: number): 'partial' | 'invalid' | 'pi' | 'xmlDecl' {
    if (i === end) return 'partial';
    if (!this.startsName(text.charCodeAt(i))) return this.invalid(i);
    const start = i;
    i = this.skipName(text, i + 1, end);
    if (i === end) return 'partial';
    const c = text.charCodeAt(i);
    if (!isSpace(c) && c !== Ch.question) return this.invalid(i);
    const target = text.slice(start, i);
    if (target !== 'xml' && target.toLowerCase() === 'xml') return this.invalid(i);
    const tok = target === 'xml' ? 'xmlDecl' : 'pi';
    if (c === Ch.question) {
      if (i + 1 === end) return 'partial';
      return text.charCodeAt(i + 1) === Ch.greater ? this.found(tok, i + 2) : this.invalid(i + 1);
    }
    i++;
    while (i < end) {
      if (text.charCodeAt(i) === Ch.question) {
        if (++i === end) return 'partial';
        if (text.charCodeAt(i) === Ch.greater) return this.found(tok, i + 1);
        continue;
      }
      const n = characterLength(text, i);
      if (n === 0) return this.invalid(i);
      i += n;
    }
    return 'partial';
  }

  cdataSection(text: string, i: number, end: number): Token {
    if (i === end) return 'none';
    const c = text.charCodeAt(i);
    if (c === Ch.lf) return this.found('newline', i + 1);
    if (c === Ch.cr) {
      if (i + 1 === end) return 'partial';
      return this.found('newline', text.charCodeAt(i + 1) === Ch.lf ? i + 2 : i + 1);
    }
    if (c === Ch.closeBracket) {
      if (i + 1 === end) return 'partial';
      if (text.charCodeAt(i + 1) === Ch.closeBracket) {
        if (i + 2 === end) return 'partial';
        if (text.charCodeAt(i + 2) === Ch.greater) return this.found('cdataClose', i + 3);
      }
      i++;
    } else {
      const n = characterLength(text, i);
      if (n === 0) return this.invalid(i);
      i += n;
    }
    while (i < end) {
      const d = text.charCodeAt(i);
      const n = characterLength(text, i);
      if (d === Ch.lf || d === Ch.cr || d === Ch.closeBracket || n === 0) break;
      i += n;
    }
    return this.found('chars', i);
  }

  attributeValue(text: string, i: number, end: number): Token {
    if (i === end) return 'none';
    const start = i;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      const isMark = c === Ch.ampersand || c === Ch.less || isSpace(c);
      if (!isMark) continue;
      if (i > start) break;
      if (c === Ch.ampersand) return this.reference(text, i + 1, end);
      // Only in a replacement text: the tag's own value has been looked through.
      if (c === Ch.less) return this.invalid(i);
      if (c === Ch.lf) return this.found('newline', i + 1);
      if (c !== Ch.cr) return this.found('space', i + 1);
      if (i + 1 === end) return 'trailingCr';
      return this.found('newline', text.charCodeAt(i + 1) === Ch.lf ? i + 2 : i + 1);
    }
    return this.found('chars', i);
  }
}
