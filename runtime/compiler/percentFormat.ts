/**
 * `'%s and %r' % (a, b)` as an f-string (CPython's optimize_format in ast_preprocess.c).
 *
 * Owns: reading the format. Must not know: what else is done to the tree.
 */
import type * as ast from '../syntax/ast';

type Range = Pick<ast.Expr, 'lineno' | 'col_offset' | 'end_lineno' | 'end_col_offset'>;

/** One conversion; a literal between two is what doesn't match. */
const CONVERSION = /%(?:%|([-+ #0]*)(\d{1,3})?(?:\.(\d{1,3})?)?([rsa]))/y;

/** The f-string, or null where the format or its arguments are of another kind. */
export function formatAsJoined(e: ast.BinOp): ast.JoinedStr | null {
  const { left, right } = e;
  if (e.op !== 'Mod' || left.kind !== 'Constant' || left.value.type !== 'str' || right.kind !== 'Tuple') return null;
  if (right.elts.some((elt) => elt.kind === 'Starred')) return null;
  const { lineno, col_offset, end_lineno, end_col_offset } = e;
  const at: Range = { lineno, col_offset, end_lineno, end_col_offset };
  const values: ast.Expr[] = [];
  const format = left.value.value;
  let literal = '';
  let used = 0;
  for (let i = 0; i < format.length;) {
    if (format[i] !== '%') {
      literal += format[i++];
      continue;
    }
    CONVERSION.lastIndex = i;
    const m = CONVERSION.exec(format);
    if (m === null) return null;
    i = CONVERSION.lastIndex;
    if (m[4] === undefined) {
      literal += '%';
      continue;
    }
    if (used === right.elts.length) return null;
    if (literal !== '') values.push(text(literal, at));
    literal = '';
    values.push(converted(right.elts[used++], m, at));
  }
  if (literal !== '') values.push(text(literal, at));
  return used < right.elts.length ? null : { kind: 'JoinedStr', values, ...at };
}

function converted(value: ast.Expr, m: RegExpExecArray, at: Range): ast.FormattedValue {
  const [, flags, width, precision, letter] = m;
  let spec = '';
  if (width !== undefined) spec = (flags.includes('-') ? '' : '>') + String(Number(width));
  if (m[0].includes('.')) spec += `.${Number(precision ?? 0)}`;
  const format_spec = spec === '' ? null : (text(spec, at) as ast.Expr);
  return { kind: 'FormattedValue', value, conversion: letter.charCodeAt(0), format_spec, ...at };
}

function text(value: string, at: Range): ast.Constant {
  return { kind: 'Constant', value: { type: 'str', value }, ukind: null, ...at };
}
