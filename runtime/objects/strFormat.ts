/**
 * `str.format`: the markup with replacement fields (CPython's unicode_format.h).
 */
import { getAttr } from './attributes';
import { type PyDict } from './dict';
import { indexError, keyError, valueError } from './errors';
import type { Value } from './object';
import { getItem } from './subscript';
import { converted, formatted } from './text';
import { strOf } from './values';

/** A piece of a format string: literal text, then perhaps a field. */
export interface MarkupPiece {
  literal: string;
  field: { name: string; spec: string; conversion: string; expand: boolean } | undefined;
}

/** Splits a format string. */
export function* parseMarkup(s: string): Generator<MarkupPiece> {
  let pos = 0;
  const end = s.length;
  while (pos < end) {
    const start = pos;
    let c = '';
    let markup = false;
    while (pos < end) {
      c = s[pos++];
      if (c === '{' || c === '}') {
        markup = true;
        break;
      }
    }
    const atEnd = pos >= end;
    let stop = pos;
    if (c === '}' && (atEnd || s[pos] !== '}')) throw valueError("Single '}' encountered in format string");
    if (atEnd && c === '{') throw valueError("Single '{' encountered in format string");
    if (!atEnd && markup) {
      if (s[pos] === c) {
        pos++;
        markup = false;
      } else stop--;
    }
    const literal = s.slice(start, stop);
    if (!markup) {
      yield { literal, field: undefined };
      continue;
    }
    const [field, next] = parseField(s, pos);
    pos = next;
    yield { literal, field };
  }
}

function parseField(s: string, at: number): [NonNullable<MarkupPiece['field']>, number] {
  const end = s.length;
  let pos = at;
  let c = '';
  while (pos < end) {
    c = s[pos++];
    if (c === '{') throw valueError("unexpected '{' in field name");
    if (c === '[') {
      while (pos < end && s[pos] !== ']') pos++;
      continue;
    }
    if (c === '}' || c === ':' || c === '!') break;
  }
  if (c !== '}' && c !== ':' && c !== '!') throw valueError("expected '}' before end of string");
  const name = s.slice(at, pos - 1);
  if (c === '}') return [{ name, spec: '', conversion: '', expand: false }, pos];
  let conversion = '';
  if (c === '!') {
    if (pos >= end) throw valueError('end of string while looking for conversion specifier');
    conversion = String.fromCodePoint(s.codePointAt(pos)!);
    pos += conversion.length;
    if (pos < end) {
      c = s[pos++];
      if (c === '}') return [{ name, spec: '', conversion, expand: false }, pos];
      if (c !== ':') throw valueError("expected ':' after conversion specifier");
    }
  }
  const start = pos;
  let depth = 1;
  let expand = false;
  while (pos < end) {
    c = s[pos++];
    if (c === '{') {
      expand = true;
      depth++;
    } else if (c === '}' && --depth === 0) return [{ name, spec: s.slice(start, pos - 1), conversion, expand }, pos];
  }
  throw valueError("unmatched '{' in format spec");
}

/** A number at the start of a field name or between brackets; undefined where it is none. */
function fieldInteger(s: string): number | undefined {
  if (!/^\d+$/.test(s)) return undefined;
  if (s.length > 18 && BigInt(s) > 9223372036854775807n) throw valueError('Too many decimal digits in format string');
  return Number(s);
}

export interface FieldPath {
  /** Position, name, or '' for automatic numbering. */
  first: number | string;
  rest: { isAttr: boolean; key: string | number }[];
}

/** `a.b[0]` into its parts. `rest` is read lazily in CPython: errors in it come when it is used. */
export function splitFieldName(
  name: string,
): [first: number | string, rest: () => Generator<FieldPath['rest'][number]>] {
  const m = /[.[]/.exec(name);
  const head = m === null ? name : name.slice(0, m.index);
  return [fieldInteger(head) ?? head, () => fieldRest(name, head.length)];
}

function* fieldRest(name: string, from: number): Generator<FieldPath['rest'][number]> {
  let pos = from;
  while (pos < name.length) {
    const c = name[pos++];
    if (c !== '.' && c !== '[') throw valueError("Only '.' or '[' may follow ']' in format field specifier");
    const start = pos;
    if (c === '.') {
      while (pos < name.length && name[pos] !== '.' && name[pos] !== '[') pos++;
    } else {
      while (pos < name.length && name[pos] !== ']') pos++;
      if (pos >= name.length) throw valueError("Missing ']' in format string");
    }
    const key = name.slice(start, pos);
    if (c === '[') pos++;
    if (key === '') throw valueError('Empty attribute in format string');
    yield c === '.' ? { isAttr: true, key } : { isAttr: false, key: fieldInteger(key) ?? key };
  }
}

/** Numbering of fields in one call: automatic or manual, not both. */
interface Numbering {
  state: 'none' | 'automatic' | 'manual';
  next: number;
}

type Source = { args: readonly Value[] | undefined; named: (key: string) => Value };

function fieldValue(name: string, source: Source, numbering: Numbering): Value {
  const [head, rest] = splitFieldName(name);
  let first = head;
  if (first === '' || typeof first === 'number') {
    const kind = first === '' ? 'automatic' : 'manual';
    if (numbering.state === 'none') numbering.state = kind;
    else if (numbering.state !== kind)
      throw valueError(
        kind === 'automatic'
          ? 'cannot switch from manual field specification to automatic field numbering'
          : 'cannot switch from automatic field numbering to manual field specification',
      );
    if (first === '') first = numbering.next++;
  }
  let v: Value;
  if (typeof first === 'number') {
    if (source.args === undefined) throw valueError('Format string contains positional fields');
    if (first >= source.args.length)
      throw indexError(`Replacement index ${first} out of range for positional args tuple`);
    v = source.args[first];
  } else v = source.named(first);
  for (const step of rest()) v = step.isAttr ? getAttr(v, step.key as string) : getItem(v, step.key);
  return v;
}

/** What is all of the result is the object itself, be it of a subclass (as CPython's _PyUnicodeWriter keeps it). */
function build(markup: Value, source: Source, depth: number, numbering: Numbering): Value {
  if (depth < 0) throw valueError('Max string recursion exceeded');
  let out = '';
  let last: Value = '';
  const s = strOf(markup)!;
  for (const { literal, field } of parseMarkup(s)) {
    if (literal !== '') {
      out += literal;
      last = literal.length === s.length ? markup : '';
    }
    if (field === undefined) continue;
    let v = fieldValue(field.name, source, numbering);
    switch (field.conversion) {
      case '':
        break;
      case 'r':
      case 's':
      case 'a':
        v = converted(v, field.conversion);
        break;
      default: {
        const code = field.conversion.codePointAt(0)!;
        throw valueError(
          code > 32 && code < 127
            ? `Unknown conversion specifier ${field.conversion}`
            : `Unknown conversion specifier \\x${code.toString(16)}`,
        );
      }
    }
    last = formatted(v, field.expand ? build(field.spec, source, depth - 1, numbering) : field.spec);
    out += strOf(last)!;
  }
  return out !== '' && out === strOf(last) ? last : out;
}

/** `s.format(*args, **kwargs)`. */
export function formatMethod(s: Value, args: readonly Value[], kwargs: PyDict): Value {
  const named = (key: string): Value => {
    const v = kwargs.getStr(key);
    if (v === undefined) throw keyError(key);
    return v;
  };
  return build(s, { args, named }, 1, { state: 'none', next: 0 });
}

/** `s.format_map(mapping)`. */
export function formatMap(s: Value, mapping: Value): Value {
  return build(s, { args: undefined, named: (key) => getItem(mapping, key) }, 1, { state: 'none', next: 0 });
}
