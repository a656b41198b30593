/**
 * The tokens of the prolog and of document type definitions, and of entities' values (expat's prologTok).
 */
import { Ch, characterLength, isSpace } from './characters';
import { Scanner } from './scanner';

export type PrologToken =
  | 'none'
  | 'invalid'
  | 'partial'
  | 'pi'
  | 'xmlDecl'
  | 'comment'
  | 'instanceStart'
  | 'prologSpace'
  | 'declOpen'
  | 'declClose'
  | 'name'
  | 'prefixedName'
  | 'nmtoken'
  | 'poundName'
  | 'or'
  | 'percent'
  | 'openParen'
  | 'closeParen'
  | 'openBracket'
  | 'closeBracket'
  | 'literal'
  | 'paramEntityRef'
  | 'comma'
  | 'nameQuestion'
  | 'nameAsterisk'
  | 'namePlus'
  | 'closeParenQuestion'
  | 'closeParenAsterisk'
  | 'closeParenPlus'
  | 'condSectOpen'
  | 'condSectClose';

export type EntityValueToken =
  'none' | 'invalid' | 'partial' | 'chars' | 'newline' | 'trailingCr' | 'entityRef' | 'charRef' | 'paramEntityRef';

const single: Record<number, PrologToken | undefined> = {
  [Ch.comma]: 'comma',
  [Ch.openBracket]: 'openBracket',
  [Ch.open]: 'openParen',
  [Ch.bar]: 'or',
  [Ch.greater]: 'declClose',
};

/** What may follow a name. */
const afterName = new Set<number>([Ch.greater, Ch.close, Ch.comma, Ch.bar, Ch.openBracket, Ch.percent]);
const afterGroup = new Set<number>([Ch.greater, Ch.comma, Ch.bar, Ch.close]);
const afterPound = new Set<number>([Ch.close, Ch.greater, Ch.percent, Ch.bar]);
const afterLiteral = new Set<number>([Ch.greater, Ch.percent, Ch.openBracket]);

export class PrologScanner extends Scanner {
  /** The token reaches to the end of the text: it may be longer when there is more. */
  provisional = false;

  private atEnd(tok: PrologToken, end: number): PrologToken {
    this.provisional = true;
    this.next = end;
    return tok;
  }

  prolog(text: string, i: number, end: number): PrologToken {
    this.provisional = false;
    if (i === end) return 'none';
    const c = text.charCodeAt(i);
    const one = single[c];
    if (one !== undefined) return this.found(one, i + 1);
    switch (c) {
      case Ch.quote:
      case Ch.apostrophe:
        return this.literal(text, i + 1, end, c);
      case Ch.less:
        return this.opening(text, i + 1, end);
      case Ch.space:
      case Ch.tab:
      case Ch.lf:
      case Ch.cr:
        return this.spaces(text, i, end);
      case Ch.percent:
        return this.percent(text, i + 1, end);
      case Ch.closeBracket:
        if (++i === end) return this.atEnd('closeBracket', end);
        if (text.charCodeAt(i) === Ch.closeBracket) {
          if (i + 1 === end) return 'partial';
          if (text.charCodeAt(i + 1) === Ch.greater) return this.found('condSectClose', i + 2);
        }
        return this.found('closeBracket', i);
      case Ch.close:
        return this.closeParen(text, i + 1, end);
      case Ch.hash:
        return this.poundName(text, i + 1, end);
    }
    return this.nameOrToken(text, i, end);
  }

  private spaces(text: string, i: number, end: number): PrologToken {
    const isLastCr = (at: number) => at + 1 === end && text.charCodeAt(at) === Ch.cr;
    if (isLastCr(i)) return this.atEnd('prologSpace', end);
    i++;
    // A "\r" at the end may be the half of a "\r\n".
    while (i < end && isSpace(text.charCodeAt(i)) && !isLastCr(i)) i++;
    return this.found('prologSpace', i);
  }

  /** From behind "<". */
  private opening(text: string, i: number, end: number): PrologToken {
    if (i === end) return 'partial';
    const c = text.charCodeAt(i);
    if (c === Ch.exclamation) return this.declaration(text, i + 1, end);
    if (c === Ch.question) return this.instruction(text, i + 1, end);
    return this.startsName(c) ? this.found('instanceStart', i - 1) : this.invalid(i);
  }

  /** From behind "<!". */
  private declaration(text: string, i: number, end: number): PrologToken {
    if (i === end) return 'partial';
    const c = text.charCodeAt(i);
    if (c === Ch.minus) return this.comment(text, i + 1, end);
    if (c === Ch.openBracket) return this.found('condSectOpen', i + 1);
    const isLetter = (d: number) => d < 128 && this.startsName(d);
    if (!isLetter(c)) return this.invalid(i);
    while (i < end && isLetter(text.charCodeAt(i))) i++;
    if (i === end) return 'partial';
    const d = text.charCodeAt(i);
    if (d === Ch.percent) {
      if (i + 1 === end) return 'partial';
      const e = text.charCodeAt(i + 1);
      // Not <!ENTITY% name "…">.
      return isSpace(e) || e === Ch.percent ? this.invalid(i) : this.found('declOpen', i);
    }
    return isSpace(d) ? this.found('declOpen', i) : this.invalid(i);
  }

  private percent(text: string, i: number, end: number): 'partial' | 'invalid' | 'percent' | 'paramEntityRef' {
    if (i === end) return 'partial';
    const c = text.charCodeAt(i);
    if (isSpace(c) || c === Ch.percent) return this.found('percent', i);
    if (!this.startsName(c)) return this.invalid(i);
    i = this.skipName(text, i + 1, end);
    if (i === end) return 'partial';
    return text.charCodeAt(i) === Ch.semicolon ? this.found('paramEntityRef', i + 1) : this.invalid(i);
  }

  private poundName(text: string, i: number, end: number): PrologToken {
    if (i === end) return 'partial';
    if (!this.startsName(text.charCodeAt(i))) return this.invalid(i);
    i = this.skipName(text, i + 1, end);
    if (i === end) return this.atEnd('poundName', end);
    const c = text.charCodeAt(i);
    return isSpace(c) || afterPound.has(c) ? this.found('poundName', i) : this.invalid(i);
  }

  private literal(text: string, i: number, end: number, quote: number): PrologToken {
    while (i < end && text.charCodeAt(i) !== quote) {
      const n = characterLength(text, i);
      if (n === 0) return this.invalid(i);
      i += n;
    }
    if (i === end) return 'partial';
    if (++i === end) return this.atEnd('literal', end);
    const c = text.charCodeAt(i);
    return this.found(isSpace(c) || afterLiteral.has(c) ? 'literal' : 'invalid', i);
  }

  private closeParen(text: string, i: number, end: number): PrologToken {
    if (i === end) return this.atEnd('closeParen', end);
    const c = text.charCodeAt(i);
    if (c === Ch.asterisk) return this.found('closeParenAsterisk', i + 1);
    if (c === Ch.question) return this.found('closeParenQuestion', i + 1);
    if (c === Ch.plus) return this.found('closeParenPlus', i + 1);
    return isSpace(c) || afterGroup.has(c) ? this.found('closeParen', i) : this.invalid(i);
  }

  private nameOrToken(text: string, i: number, end: number): PrologToken {
    let tok: 'name' | 'prefixedName' | 'nmtoken';
    const first = text.charCodeAt(i);
    if (this.startsName(first)) tok = 'name';
    else if (this.continuesName(first) || first === Ch.colon) tok = 'nmtoken';
    else return this.invalid(i);
    i = this.skipName(text, i + 1, end);
    while (i < end) {
      const c = text.charCodeAt(i);
      if (c === Ch.colon) {
        i++;
        if (tok === 'name') {
          if (i === end) return 'partial';
          tok = this.continuesName(text.charCodeAt(i)) ? 'prefixedName' : 'nmtoken';
        } else tok = 'nmtoken';
        i = this.skipName(text, i, end);
        continue;
      }
      if (isSpace(c) || afterName.has(c)) return this.found(tok, i);
      if (tok !== 'nmtoken') {
        if (c === Ch.plus) return this.found('namePlus', i + 1);
        if (c === Ch.asterisk) return this.found('nameAsterisk', i + 1);
        if (c === Ch.question) return this.found('nameQuestion', i + 1);
      }
      return this.invalid(i);
    }
    return this.atEnd(tok, end);
  }

  entityValue(text: string, i: number, end: number): EntityValueToken {
    if (i === end) return 'none';
    const start = i;
    for (; i < end; i++) {
      const c = text.charCodeAt(i);
      if (c !== Ch.ampersand && c !== Ch.percent && c !== Ch.lf && c !== Ch.cr) continue;
      if (i > start) break;
      if (c === Ch.ampersand) return this.reference(text, i + 1, end) as EntityValueToken;
      if (c === Ch.percent) {
        const tok = this.percent(text, i + 1, end);
        return tok === 'percent' ? 'invalid' : tok;
      }
      if (c === Ch.lf) return this.found('newline', i + 1);
      if (i + 1 === end) return 'trailingCr';
      return this.found('newline', text.charCodeAt(i + 1) === Ch.lf ? i + 2 : i + 1);
    }
    return this.found('chars', i);
  }

  /** The end of `<![IGNORE[…]]>`, sections inside it included. */
  ignoredSection(text: string, i: number, end: number): 'ignored' | 'partial' | 'invalid' {
    let level = 0;
    while (i < end) {
      const c = text.charCodeAt(i);
      if (c === Ch.less || c === Ch.closeBracket) {
        const [second, third] = c === Ch.less ? [Ch.exclamation, Ch.openBracket] : [Ch.closeBracket, Ch.greater];
        if (++i === end) return 'partial';
        if (text.charCodeAt(i) !== second) continue;
        if (++i === end) return 'partial';
        if (text.charCodeAt(i) !== third) continue;
        i++;
        if (c === Ch.less) level++;
        else if (level-- === 0) return this.found('ignored', i);
        continue;
      }
      const n = characterLength(text, i);
      if (n === 0) return this.invalid(i);
      i += n;
    }
    return 'partial';
  }
}
