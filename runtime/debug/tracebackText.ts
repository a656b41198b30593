/** An exception's traceback as Python prints it, without the carets. Owns: the format. Runs no guest code but str(). */
import type { PyBaseException } from '../objects/exceptionTypes';
import { PyTraceback } from '../vm/exceptions';
import type { SourceTexts } from './sourceTexts';
import { failureText } from './valueText';

export function tracebackText(exception: PyBaseException, texts: SourceTexts): string {
  const lines = ['Traceback (most recent call last):'];
  for (let entry = exception.traceback; entry instanceof PyTraceback; entry = entry.next) {
    const { code } = entry.frame;
    lines.push(`  File "${code.filename}", line ${entry.lineno}, in ${code.qualname}`);
    const text = texts.line(code.filename, entry.lineno)?.trim();
    if (text) lines.push(`    ${text}`);
  }
  lines.push(failureText(exception));
  return lines.join('\n');
}
