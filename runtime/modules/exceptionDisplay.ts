/**
 * Printing an exception with its traceback: by the library's `traceback`, or plainly where that cannot be had.
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { callKw } from '../objects/call';
import { PyBaseException } from '../objects/exceptionTypes';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { str } from '../objects/text';
import { type PyTraceback } from '../vm/exceptions';
import { strOf } from '../objects/values';
import { fullyQualifiedName } from '../objects/typeNames';
import { callImported, importAttr, importState } from './importing';

/** Writes to a Python stream, to sys.stderr by default; never fails. */
export function displayException(e: PyBaseException, file?: Value): void {
  const out = file ?? sysState.sysDict?.getStr('stderr');
  if (out === undefined || out === None) return;
  if (importState.bootstrap !== undefined) {
    try {
      if (file === undefined) callImported('traceback', '_print_exception_bltin', [e]);
      else
        callKw(importAttr('traceback', 'print_exception'), [e], {
          limit: importAttr('traceback', 'BUILTIN_EXCEPTION_LIMIT'),
          file,
        });
      return;
    } catch (failure) {
      if (!(failure instanceof PyBaseException)) throw failure;
      // E.g. an error while the library itself is broken: tell of the first one plainly.
    }
  }
  try {
    callMethod(out, 'write', [plainTraceback(e)]);
  } catch (failure) {
    if (!(failure instanceof PyBaseException)) throw failure;
  }
}

/** So many equal entries are shown one by one. */
const REPEATS = 3;

/** As CPython's C code prints it: source lines, but no marks below them, nor causes, groups and notes. */
export function displayIgnored(e: PyBaseException, file: Value): void {
  let text = e.traceback === undefined ? '' : 'Traceback (most recent call last):\n';
  let last = '';
  let count = 0;
  const tellRepeats = () => {
    const more = count - REPEATS;
    if (more > 0) text += `  [Previous line repeated ${more} more time${more === 1 ? '' : 's'}]\n`;
  };
  for (let tb = e.traceback as PyTraceback | undefined; tb !== undefined; tb = tb.next) {
    const { filename, name } = tb.frame.code;
    const entry = `  File "${filename}", line ${tb.lineno}, in ${name}\n`;
    if (entry !== last) {
      tellRepeats();
      count = 0;
    }
    last = entry;
    if (++count > REPEATS) continue;
    const line = sourceLine(filename, tb.lineno);
    text += line === '' ? entry : `${entry}    ${line}\n`;
  }
  tellRepeats();
  callMethod(file, 'write', [`${text}${exceptionLine(e)}\n`]);
}

function sourceLine(filename: string, line: number): string {
  if (importState.bootstrap === undefined) return '';
  try {
    return strOf(callImported('linecache', 'getline', [filename, line]))!.trim();
  } catch (failure) {
    if (!(failure instanceof PyBaseException)) throw failure;
    return '';
  }
}

/** Type and message as in the last line of a traceback. */
export function exceptionLine(e: PyBaseException): string {
  let text = '';
  try {
    text = str(e);
  } catch {
    text = '<exception str() failed>';
  }
  const name = fullyQualifiedName(e.cls);
  return text === '' ? name : `${name}: ${text}`;
}

/** Without source lines, groups and notes. */
export function plainTraceback(e: PyBaseException): string {
  let text = '';
  const before = e.cause ?? (e.suppressContext ? undefined : e.context);
  if (before !== undefined && before !== e) {
    const how =
      e.cause !== undefined
        ? 'The above exception was the direct cause of the following exception:'
        : 'During handling of the above exception, another exception occurred:';
    text += `${plainTraceback(before)}\n${how}\n\n`;
  }
  if (e.traceback !== undefined) {
    text += 'Traceback (most recent call last):\n';
    for (let tb = e.traceback as PyTraceback | undefined; tb !== undefined; tb = tb.next)
      text += `  File "${tb.frame.code.filename}", line ${tb.lineno}, in ${tb.frame.code.name}\n`;
  }
  return `${text}${exceptionLine(e)}\n`;
}
