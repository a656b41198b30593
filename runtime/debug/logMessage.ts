/**
 * Log messages of breakpoints: text with expressions in braces.
 *
 * Owns: splitting them. `{{` and `}}` stand for braces. Must not know: how expressions are evaluated.
 */
export type LogPart = { kind: 'text'; text: string } | { kind: 'expression'; text: string };

export function parseLogMessage(message: string): LogPart[] {
  const parts: LogPart[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < message.length; at++) {
    const char = message[at];
    if ((char === '{' || char === '}') && message[at + 1] === char) {
      text += char;
      at++;
    } else if (char === '{') {
      const end = closingBrace(message, at + 1);
      if (end < 0) {
        text += message.slice(at);
        break;
      }
      flush();
      parts.push({ kind: 'expression', text: message.slice(at + 1, end) });
      at = end;
    } else {
      text += char;
    }
  }
  flush();
  return parts;
}

/** The brace that ends an expression, which may hold braces, brackets and strings of its own; -1 if none does. */
function closingBrace(message: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < message.length; at++) {
    const char = message[at];
    if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if ('([{'.includes(char)) depth++;
    else if (char === '}' && depth === 0) return at;
    else if (')]}'.includes(char)) depth--;
  }
  return -1;
}
