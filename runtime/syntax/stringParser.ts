/**
 * Parses string literals: plain ones, f-strings, t-strings and their implicit concatenation.
 *
 * Owns: JoinedStr, TemplateStr and what they hold. Must not know: expressions (a subclass parses them).
 */

import type {
  ConstantValue,
  Constant,
  Expr,
  FormattedValue,
  Interpolation,
  JoinedStr,
  Positioned,
  TemplateStr,
} from './ast';
import { decodeBytes, decodeStr, type EscapeWarning, splitLiteral } from './stringLiteral';
import { Tok } from './token';
import { TokenCursor } from './tokenCursor';

/** A string's part while it is parsed: JoinedStr stands for the two parts of a `{x=}` field. */
type Part = Constant | FormattedValue | Interpolation | JoinedStr;

export abstract class StringParser extends TokenCursor {
  /** annotated_rhs: a yield expression or star expressions. */
  protected abstract parseAnnotatedRhs(): Expr;

  /** One or more adjacent literals; the current token begins one. */
  protected parseStrings(): Expr {
    const s = this.p;
    const kind = this.kinds[s];
    if (kind === Tok.TStringStart) return this.parseTemplates(s);
    if (kind === Tok.String) {
      const next = this.kinds[s + 1];
      if (next !== Tok.String && next !== Tok.FStringStart && next !== Tok.TStringStart) {
        this.p++;
        return this.plainLiteral(s);
      }
    }
    const elements: (Constant | JoinedStr)[] = [];
    for (;;) {
      const kind = this.kinds[this.p];
      if (kind === Tok.String) elements.push(this.plainLiteral(this.p++));
      else if (kind === Tok.FStringStart) elements.push(this.parseFString());
      else break;
    }
    if (this.at(Tok.TStringStart)) this.fail();
    return this.concatenate(elements, s);
  }

  /** Told of the first doubtful escape of each literal, which begins at `at` in the source. */
  protected abstract warnEscape(message: string, at: number): void;

  private escapeWarning(bodyStart: number): EscapeWarning {
    let warned = false;
    return (message, at) => {
      if (!warned) this.warnEscape(message, bodyStart + at);
      warned = true;
    };
  }

  private plainLiteral(index: number): Constant {
    const start = this.starts[index];
    const end = this.ends[index];
    const source = this.source;
    const literal = splitLiteral(source, start, end);
    const bodyStart = start + literal.bodyStart;
    const body = source.slice(bodyStart, end - literal.quoteSize);
    let value: ConstantValue;
    if (literal.bytes) {
      if (/[^\x00-\x7f]/.test(body)) this.fail();
      value = { type: 'bytes', value: decodeBytes(body, literal.raw, this.escapeWarning(bodyStart)) };
    } else {
      value = { type: 'str', value: literal.raw ? body : decodeStr(body, this.escapeWarning(bodyStart)) };
    }
    return this.constant(value, literal.unicode ? 'u' : null, index, index);
  }

  private constant(value: ConstantValue, ukind: string | null, first: number, last: number): Constant {
    return {
      kind: 'Constant',
      value,
      ukind,
      lineno: this.lines[first],
      col_offset: this.cols[first],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
  }

  /** Mirrors _PyPegen_concatenate_strings. */
  private concatenate(elements: (Constant | JoinedStr)[], s: number): Expr {
    const last = this.p - 1;
    const isBytes = (element: Constant | JoinedStr): boolean =>
      element.kind === 'Constant' && element.value.type === 'bytes';
    const bytes = isBytes(elements[0]);
    let interpolated = false;
    for (const element of elements) {
      if (isBytes(element) !== bytes) this.fail();
      if (element.kind === 'JoinedStr') interpolated = true;
    }
    if (!interpolated && elements.length === 1) return elements[0];
    if (bytes) {
      const pieces = elements.map((element) =>
        element.kind === 'Constant' && element.value.type === 'bytes' ? element.value.value : new Uint8Array(),
      );
      const joined = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
      let offset = 0;
      for (const piece of pieces) {
        joined.set(piece, offset);
        offset += piece.length;
      }
      return this.constant({ type: 'bytes', value: joined }, null, s, last);
    }
    const parts: Expr[] = [];
    for (const element of elements) {
      if (element.kind === 'JoinedStr') parts.push(...element.values);
      else parts.push(element);
    }
    const folded = foldConstants(parts, interpolated);
    if (!interpolated) {
      const first = folded[0] as Constant;
      return this.constant(first.value, first.ukind, s, last);
    }
    return {
      kind: 'JoinedStr',
      values: folded,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
  }

  private parseTemplates(s: number): Expr {
    const parts: Expr[] = [];
    while (this.at(Tok.TStringStart)) {
      const start = this.p;
      this.p++;
      const body = this.parseTextAndFields(this.isRaw(start), Tok.TStringMiddle, Tok.TStringEnd);
      parts.push(...body);
    }
    if (this.at(Tok.String) || this.at(Tok.FStringStart)) this.fail();
    const last = this.p - 1;
    const template: TemplateStr = {
      kind: 'TemplateStr',
      values: foldConstants(parts, true),
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
    return template;
  }

  private parseFString(): JoinedStr {
    const s = this.p++;
    const values = this.parseTextAndFields(this.isRaw(s), Tok.FStringMiddle, Tok.FStringEnd);
    const last = this.p - 1;
    return {
      kind: 'JoinedStr',
      values,
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
  }

  private isRaw(start: number): boolean {
    return /[rR]/.test(this.source.slice(this.starts[start], this.ends[start]));
  }

  /** Mirrors _PyPegen_joined_str, behind the string's start; consumes its end. */
  private parseTextAndFields(raw: boolean, middle: Tok, end: Tok): Expr[] {
    const parts: Expr[] = [];
    for (;;) {
      const kind = this.kinds[this.p];
      if (kind === middle) {
        const text = this.textConstant(this.p++, raw);
        if (text.value.type === 'str' && text.value.value !== '') parts.push(text);
      } else if (kind === Tok.LBrace) {
        const field = this.parseField(middle, middle === Tok.TStringMiddle);
        if (field.kind === 'JoinedStr') parts.push(...field.values);
        else parts.push(field);
      } else {
        this.expect(end);
        return parts;
      }
    }
  }

  private textConstant(index: number, raw: boolean): Constant {
    const text = this.source.slice(this.starts[index], this.ends[index]);
    const value = raw ? text : decodeStr(text, this.escapeWarning(this.starts[index]));
    return this.constant({ type: 'str', value }, null, index, index);
  }

  /** fstring_replacement_field or tstring_replacement_field; mirrors _PyPegen_formatted_value. */
  private parseField(middle: Tok, template: boolean): Part {
    const s = this.p++;
    const value = this.parseAnnotatedRhs();
    const debug = this.accept(Tok.Equal);
    // The expression's text ends where the conversion, the format spec or the field does.
    const terminator = this.p;
    let conversion = -1;
    if (this.accept(Tok.Exclamation)) {
      conversion = this.parseConversion();
    }
    let spec: Expr | null = null;
    if (this.at(Tok.Colon)) spec = this.parseFormatSpec(middle);
    this.expect(Tok.RBrace);
    if (debug && conversion === -1 && spec === null) conversion = 114;
    const last = this.p - 1;
    const position: Positioned = {
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
    const text = debug || template ? this.expressionText(s, terminator) : '';
    let field: FormattedValue | Interpolation;
    if (template) {
      const str = text.replace(debug ? /[\s=]+$/ : /\s+$/, '');
      field = {
        kind: 'Interpolation',
        value,
        str: { type: 'str', value: str },
        conversion,
        format_spec: spec,
        ...position,
      };
    } else {
      field = { kind: 'FormattedValue', value, conversion, format_spec: spec, ...position };
    }
    if (!debug) return field;
    const endLine = this.lines[terminator];
    const endCol = this.cols[terminator];
    const label: Constant = {
      kind: 'Constant',
      value: { type: 'str', value: text },
      ukind: null,
      lineno: position.lineno,
      col_offset: position.col_offset + 1,
      end_lineno: endLine,
      end_col_offset: endCol,
    };
    return {
      kind: 'JoinedStr',
      values: [label, field],
      lineno: position.lineno,
      col_offset: position.col_offset,
      end_lineno: endLine,
      end_col_offset: endCol,
    };
  }

  private parseConversion(): number {
    const index = this.p;
    if (this.starts[index] !== this.ends[index - 1]) this.fail();
    switch (this.expectName()) {
      case 's':
        return 115;
      case 'r':
        return 114;
      case 'a':
        return 97;
      default:
        return this.fail();
    }
  }

  /** Mirrors _PyPegen_setup_full_format_spec. */
  private parseFormatSpec(middle: Tok): Expr {
    const s = this.p++;
    const parts: Expr[] = [];
    for (;;) {
      const kind = this.kinds[this.p];
      if (kind === middle) {
        const text = this.textConstant(this.p++, false);
        if (text.value.type === 'str' && text.value.value !== '') parts.push(text);
      } else if (kind === Tok.LBrace) {
        // In a template's format spec, too: the spec is a str.
        parts.push(this.parseField(middle, false));
      } else {
        break;
      }
    }
    const last = this.p - 1;
    const flat: Expr[] = [];
    for (const part of parts) {
      if (part.kind === 'JoinedStr') flat.push(...part.values);
      else flat.push(part);
    }
    return {
      kind: 'JoinedStr',
      values: foldConstants(flat, true),
      lineno: this.lines[s],
      col_offset: this.cols[s],
      end_lineno: this.endLines[last],
      end_col_offset: this.endCols[last],
    };
  }

  /** The source between the field's brace and its terminator, without comments. */
  private expressionText(brace: number, terminator: number): string {
    const from = this.ends[brace];
    const text = this.source.slice(from, this.starts[terminator]);
    if (!text.includes('#')) return text;
    let result = '';
    let pos = from;
    for (let index = brace + 1; index <= terminator; index++) {
      const gap = this.source.slice(pos, this.starts[index]);
      result += this.isTextToken(index) ? gap : gap.replace(/#[^\n]*/g, '');
      result += index === terminator ? '' : this.source.slice(this.starts[index], this.ends[index]);
      pos = this.ends[index];
    }
    return result;
  }

  private isTextToken(index: number): boolean {
    const kind = this.kinds[index];
    return (
      kind === Tok.FStringMiddle || kind === Tok.TStringMiddle || kind === Tok.FStringEnd || kind === Tok.TStringEnd
    );
  }
}

/** Joins neighbouring str constants and, in an interpolated string, drops empty ones. */
function foldConstants(parts: Expr[], dropEmpty: boolean): Expr[] {
  const folded: Expr[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (part.kind !== 'Constant' || part.value.type !== 'str') {
      folded.push(part);
      continue;
    }
    let text = part.value.value;
    let last = part;
    while (i + 1 < parts.length) {
      const next = parts[i + 1];
      if (next.kind !== 'Constant' || next.value.type !== 'str') break;
      text += next.value.value;
      last = next;
      i++;
    }
    if (dropEmpty && text === '') continue;
    folded.push({
      ...part,
      value: { type: 'str', value: text },
      end_lineno: last.end_lineno,
      end_col_offset: last.end_col_offset,
    });
  }
  return folded;
}
