/**
 * OSError and its subclasses by errno (CPython's exceptions.c, OSError).
 */
import { None } from './builtinTypes';
import { defGetSet, defMethod } from './descriptors';
import { attributeError, typeError } from './errors';
import { Exc, PyBaseException, type ExcName } from './exceptionTypes';
import { defFields, getField, noKeywords, setField, textOfArgs } from './exceptionMethods';
import { isSubtype, type CallSlot, type PyType, type Value } from './object';
import { repr, str } from './text';
import { indexOrUndefined, toIndex } from './toIndex';
import { defNew } from './typeObject';
import { PyTuple } from './values';

/** Linux's numbers. */
const byErrno: Record<number, ExcName> = {
  1: 'PermissionError',
  2: 'FileNotFoundError',
  3: 'ProcessLookupError',
  4: 'InterruptedError',
  10: 'ChildProcessError',
  11: 'BlockingIOError',
  13: 'PermissionError',
  17: 'FileExistsError',
  20: 'NotADirectoryError',
  21: 'IsADirectoryError',
  32: 'BrokenPipeError',
  103: 'ConnectionAbortedError',
  104: 'ConnectionResetError',
  108: 'BrokenPipeError',
  110: 'TimeoutError',
  111: 'ConnectionRefusedError',
  114: 'BlockingIOError',
  115: 'BlockingIOError',
};

/** The exception class for an errno: FileNotFoundError for 2, and so on; OSError for most. */
export function osErrorClass(errno: number): PyType {
  return Exc[byErrno[errno] ?? 'OSError'];
}

function fill(e: PyBaseException, args: Value[]): void {
  e.fields = new Map();
  let kept = args;
  if (args.length >= 2 && args.length <= 5) {
    setField(e, 'errno', args[0]);
    setField(e, 'strerror', args[1]);
    const filename = args[2];
    if (filename !== undefined && filename !== None) {
      if (isSubtype(e.cls, Exc.BlockingIOError) && indexOrUndefined(filename) !== undefined) {
        // BlockingIOError's third argument is the number of characters written.
        setField(e, 'characters_written', toIndex(filename));
      } else {
        setField(e, 'filename', filename);
        const second = args[4];
        if (second !== undefined && second !== None) setField(e, 'filename2', second);
        kept = args.slice(0, 2);
      }
    } else if (filename !== undefined) kept = args.slice(0, 2);
  }
  e.args = kept.slice();
}

export function installOSError(): void {
  const t = Exc.OSError;
  t.alloc = (cls) => new PyBaseException(cls, []);
  // With a Python __init__ and OSError's own __new__, the arguments are __init__'s business.
  const init: PyType['tp_init'] = (self, args, kw) => {
    const e = self as PyBaseException;
    if (!usesInit(e.cls)) return;
    noKeywords(e.cls.name, kw);
    fill(e, args);
  };
  t.tp_init = init;
  const usesInit = (cls: PyType): boolean => cls.tp_init !== init && cls.tp_new === t.tp_new;
  const make: CallSlot<PyType> = (cls, args, kw) => {
    if (usesInit(cls)) return cls.alloc!(cls);
    noKeywords(cls.name, kw);
    let actual = cls;
    if (cls === t && args.length >= 2 && args.length <= 5 && typeof args[0] === 'number')
      actual = osErrorClass(args[0]);
    const e = actual.alloc!(actual) as PyBaseException;
    fill(e, args);
    return e;
  };
  defNew(t, make);
  t.tp_str = (self) => {
    const e = self as PyBaseException;
    const f = (name: string) => e.fields?.get(name);
    const errno = f('errno');
    const strerror = f('strerror');
    const filename = f('filename');
    if (filename !== undefined) {
      const second = f('filename2');
      return `[Errno ${str(errno ?? None)}] ${str(strerror ?? None)}: ${repr(filename)}${second === undefined ? '' : ` -> ${repr(second)}`}`;
    }
    if (errno !== undefined && strerror !== undefined) return `[Errno ${str(errno)}] ${str(strerror)}`;
    return textOfArgs(e);
  };
  defFields(t, 'errno', 'strerror', 'filename', 'filename2');
  defGetSet(
    t,
    'characters_written',
    (self: PyBaseException) => {
      const v = self.fields?.get('characters_written');
      if (v === undefined) throw attributeError(self, 'characters_written', 'characters_written');
      return v;
    },
    (self: PyBaseException, v) => {
      if (v === undefined && !self.fields?.has('characters_written'))
        throw attributeError(self, 'characters_written', 'characters_written');
      if (v !== undefined && indexOrUndefined(v) === undefined) throw typeError('an integer is required');
      setField(self, 'characters_written', v);
    },
  );
  defMethod(t, '__reduce__(self, /)', (self: PyBaseException) => {
    let { args } = self;
    if (args.length === 2 && self.fields?.has('filename')) {
      args = [...args, getField(self, 'filename')];
      if (self.fields.has('filename2')) args.push(None, getField(self, 'filename2'));
    }
    const out: Value[] = [self.cls, new PyTuple(args)];
    if (self.dict !== undefined) out.push(self.dict);
    return new PyTuple(out);
  });
}
