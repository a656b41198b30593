/**
 * SyntaxError's fields and text (CPython's exceptions.c, SyntaxError).
 */
import { typeError } from './errors';
import { Exc, PyBaseException } from './exceptionTypes';
import { defFields, getField, noKeywords, setField } from './exceptionMethods';
import { toArray } from './iteration';
import type { Value } from './object';
import { str } from './text';

const details = ['filename', 'lineno', 'offset', 'text', 'end_lineno', 'end_offset', '_metadata'];

function fill(e: PyBaseException, args: Value[]): void {
  e.args = args.slice();
  if (args.length >= 1) setField(e, 'msg', args[0]);
  if (args.length !== 2) return;
  const info = toArray(args[1]);
  if (info.length < 4) throw typeError(`function takes at least 4 arguments (${info.length} given)`);
  if (info.length > 7) throw typeError(`function takes at most 7 arguments (${info.length} given)`);
  details.forEach((name, i) => {
    setField(e, name, info[i]);
  });
  if (info[4] !== undefined && info[5] === undefined)
    throw typeError('end_offset must be provided when end_lineno is provided');
}

export interface SyntaxErrorInfo {
  filename: string;
  lineno: number;
  offset: number;
  text: string | undefined;
  endLineno: number;
  endOffset: number;
}

export function installSyntaxError(): void {
  const t = Exc.SyntaxError;
  t.alloc = (cls) => new PyBaseException(cls, []);
  t.tp_init = (self, args, kw) => {
    const e = self as PyBaseException;
    noKeywords(e.cls.name, kw);
    fill(e, args);
  };
  defFields(t, 'msg', ...details, 'print_file_and_line');
  t.tp_str = (self) => {
    const e = self as PyBaseException;
    const filename = getField(e, 'filename');
    const lineno = getField(e, 'lineno');
    const msg = str(getField(e, 'msg'));
    const base = typeof filename === 'string' ? filename.slice(filename.lastIndexOf('/') + 1) : undefined;
    const line = typeof lineno === 'number' ? lineno : undefined;
    if (base !== undefined && line !== undefined) return `${msg} (${base}, line ${line})`;
    if (base !== undefined) return `${msg} (${base})`;
    return line === undefined ? msg : `${msg} (line ${line})`;
  };
}
