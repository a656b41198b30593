/** The XML declaration and the text declaration: their pseudo-attributes (expat's doParseXmlDecl). */

export interface Declaration {
  version: string | undefined;
  encoding: string | undefined;
  /** Where the encoding's name is, from the declaration's beginning. */
  encodingAt: number;
  /** 1 yes, 0 no, -1 not said. */
  standalone: -1 | 0 | 1;
}

interface PseudoAttribute {
  name: string;
  nameAt: number;
  value: string;
  valueAt: number;
}

const isBlank = (c: string): boolean => c === ' ' || c === '\t' || c === '\r' || c === '\n';

/** Reads one `name="value"` after another. */
class PseudoAttributes {
  /** Where reading stands, or what is wrong. */
  at = 5;
  private readonly end: number;

  constructor(private readonly text: string) {
    this.end = text.length - 2;
  }

  skipBlanks(): void {
    while (this.at < this.end && isBlank(this.text[this.at])) this.at++;
  }

  get isAtEnd(): boolean {
    return this.at === this.end;
  }

  /** Undefined at the end; false for what is no attribute. */
  next(): PseudoAttribute | undefined | false {
    const { text } = this;
    if (this.isAtEnd) return undefined;
    if (!isBlank(text[this.at])) return false;
    this.skipBlanks();
    if (this.isAtEnd) return undefined;
    const nameAt = this.at;
    while (text[this.at] !== '=' && !isBlank(text[this.at])) {
      if (this.isAtEnd || text.charCodeAt(this.at) > 127) return false;
      this.at++;
    }
    const name = text.slice(nameAt, this.at);
    this.skipBlanks();
    if (text[this.at] !== '=' || name === '') return false;
    this.at++;
    this.skipBlanks();
    const quote = text[this.at];
    if (quote !== '"' && quote !== "'") return false;
    const valueAt = ++this.at;
    while (text[this.at] !== quote) {
      if (this.isAtEnd || !/[A-Za-z0-9._-]/.test(text[this.at])) return false;
      this.at++;
    }
    return { name, nameAt, value: text.slice(valueAt, this.at++), valueAt };
  }
}

/** Reads `<?xml …?>`; a number is the place of what is wrong. A text declaration is an external entity's. */
export function parseDeclaration(text: string, isTextDeclaration: boolean): Declaration | number {
  const out: Declaration = { version: undefined, encoding: undefined, encodingAt: 0, standalone: -1 };
  const reader = new PseudoAttributes(text);
  let found = reader.next();
  if (!found) return reader.at;
  if (found.name === 'version') {
    out.version = found.value;
    found = reader.next();
    if (found === false || (found === undefined && isTextDeclaration)) return reader.at;
    if (found === undefined) return out;
  } else if (!isTextDeclaration) return found.nameAt;
  if (found.name === 'encoding') {
    if (!/^[A-Za-z]/.test(found.value)) return found.valueAt;
    [out.encoding, out.encodingAt] = [found.value, found.valueAt];
    found = reader.next();
    if (found === false) return reader.at;
    if (found === undefined) return out;
  }
  if (found.name !== 'standalone' || isTextDeclaration) return found.nameAt;
  if (found.value !== 'yes' && found.value !== 'no') return found.valueAt;
  out.standalone = found.value === 'yes' ? 1 : 0;
  reader.skipBlanks();
  return reader.isAtEnd ? out : reader.at;
}
