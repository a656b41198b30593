/** One row as text (CPython's join_append and csv_writerow). */
import { None } from '../../objects/builtinTypes';
import { newError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { typeOf } from '../../objects/object';
import { str } from '../../objects/text';
import { strOf } from '../../objects/values';
import { csvState, Quote, type Dialect } from './dialect';

const isNumber = (v: Value): boolean =>
  typeOf(v).nb_index !== null || typeOf(v).nb_int !== null || typeOf(v).nb_float !== null;

/** A field's text with what quoting and escaping it needs. */
function formatField(text: string, quotedArg: boolean, d: Dialect): string {
  let quoted = quotedArg;
  let out = '';
  for (const c of text) {
    const special =
      c === d.delimiter ||
      c === d.escapechar ||
      c === d.quotechar ||
      c === '\n' ||
      c === '\r' ||
      d.lineterminator.includes(c);
    let escape = false;
    if (special) {
      if (d.quoting === Quote.none) escape = true;
      else if (c === d.quotechar) {
        if (d.doublequote) out += c;
        else escape = true;
        if (!escape) quoted = true;
      } else if (c === d.escapechar) escape = true;
      else quoted = true;
      if (escape) {
        if (d.escapechar === undefined) throw newError(csvState.error, 'need to escape, but no escapechar set');
        out += d.escapechar;
      }
    }
    out += c;
  }
  return quoted ? `${d.quotechar ?? ''}${out}${d.quotechar ?? ''}` : out;
}

export function formatRow(row: readonly Value[], d: Dialect): string {
  const parts = row.map((v) => {
    let quoted = false;
    switch (d.quoting) {
      case Quote.nonNumeric:
        quoted = !isNumber(v);
        break;
      case Quote.all:
        quoted = true;
        break;
      case Quote.strings:
        quoted = strOf(v) !== undefined;
        break;
      case Quote.notNull:
        quoted = v !== None;
        break;
    }
    const text = v === None ? '' : str(v);
    if (text === '' && !quoted && d.delimiter === ' ' && d.skipinitialspace) {
      if (d.quoting === Quote.none || (v === None && (d.quoting === Quote.strings || d.quoting === Quote.notNull)))
        throw newError(
          csvState.error,
          'empty field must be quoted if delimiter is a space and skipinitialspace is true',
        );
      quoted = true;
    }
    return formatField(text, quoted, d);
  });
  // A row of one empty field would read back as no row.
  if (parts.length === 1 && parts[0] === '') {
    if (d.quoting === Quote.none || (row[0] === None && (d.quoting === Quote.strings || d.quoting === Quote.notNull)))
      throw newError(csvState.error, 'single empty field record must be quoted');
    parts[0] = `${d.quotechar ?? ''}${d.quotechar ?? ''}`;
  }
  return parts.join(d.delimiter) + d.lineterminator;
}
