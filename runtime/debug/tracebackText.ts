/**
 * An exception's traceback as Python prints it, without the carets; and for a cancellation in the same form, where it
 * came from. Owns: the format. Runs no guest code but str().
 */
import type { CauseInfo } from '../introspect/snapshot';
import type { PyBaseException } from '../objects/exceptionTypes';
import { PyTraceback } from '../vm/exceptions';
import type { SourceTexts } from './sourceTexts';
import { failureText } from './valueText';

export function tracebackText(exception: PyBaseException, texts: SourceTexts): string {
  const lines = ['Traceback (most recent call last):'];
  for (let entry = exception.traceback; entry instanceof PyTraceback; entry = entry.next) {
    const { code } = entry.frame;
    lines.push(...entryLines(code.filename, entry.lineno, code.qualname, texts));
  }
  lines.push(failureText(exception));
  return lines.join('\n');
}

/** The stacks of a cancellation chain, outermost frame first, as a traceback has them. */
export function cancellationText(chain: readonly CauseInfo[], texts: SourceTexts): string {
  return chain
    .flatMap((cause, index) => [
      `${index === 0 ? 'Cancelled' : `${cause.of ?? 'That'} was cancelled`} by ${cause.by}${cause.how === cause.by ? '' : `, ${cause.how}`}${cause.frames.length > 0 ? ':' : ''}`,
      ...cause.frames.toReversed().flatMap(({ path, line, name }) => entryLines(path, line, name, texts)),
    ])
    .join('\n');
}

function entryLines(filename: string, line: number, name: string, texts: SourceTexts): string[] {
  const text = texts.line(filename, line)?.trim();
  return [`  File "${filename}", line ${line}, in ${name}`, ...(text ? [`    ${text}`] : [])];
}
