/** Docstrings. Owns: what counts as one, and the removal of indentation that CPython 3.13 does. Must not know: scopes. */
import type { Stmt } from '../syntax/ast';

export function docstringOf(body: Stmt[]): string | null {
  const first = body.length > 0 ? body[0] : null;
  if (first?.kind !== 'Expr' || first.value.kind !== 'Constant' || first.value.value.type !== 'str') return null;
  return first.value.value.value;
}

/** CPython's _PyCompile_CleanDoc: tabs to blanks, the common indentation of all lines but the first removed. */
export function cleanDocstring(doc: string): string {
  const text = doc.includes('\t') ? expandTabs(doc) : doc;
  const lines = text.split('\n');
  let margin = Infinity;
  for (let i = 1; i < lines.length; i++) {
    const indent = leadingBlanks(lines[i]);
    if (indent < lines[i].length) margin = Math.min(margin, indent);
  }
  if (margin === Infinity) margin = 0;
  if (margin === 0 && !text.startsWith(' ')) return text;
  lines[0] = lines[0].slice(leadingBlanks(lines[0]));
  for (let i = 1; i < lines.length; i++) lines[i] = lines[i].slice(Math.min(margin, leadingBlanks(lines[i])));
  return lines.join('\n');
}

function leadingBlanks(line: string): number {
  let i = 0;
  while (i < line.length && line.charCodeAt(i) === 32) i++;
  return i;
}

function expandTabs(text: string): string {
  let out = '';
  let column = 0;
  for (const char of text) {
    if (char === '\t') {
      const blanks = 8 - (column % 8);
      out += ' '.repeat(blanks);
      column += blanks;
    } else {
      out += char;
      column = char === '\n' || char === '\r' ? 0 : column + 1;
    }
  }
  return out;
}
