/**
 * The exception classes as bare types, and the exception object.
 *
 * Owns: the hierarchy (CPython's exceptions.c, its docs' tree) and the fields of an exception object. A guest exception
 * travels through native code as a JavaScript `throw` of the PyBaseException itself.
 */
import { bareType } from './builtinTypes';
import { PyObject, type PyType, type Value } from './object';

const tree = `
BaseException
 BaseExceptionGroup
 GeneratorExit
 KeyboardInterrupt
 SystemExit
 Exception
  ArithmeticError
   FloatingPointError
   OverflowError
   ZeroDivisionError
  AssertionError
  AttributeError
  BufferError
  EOFError
  ImportError
   ModuleNotFoundError
  LookupError
   IndexError
   KeyError
  MemoryError
  NameError
   UnboundLocalError
  OSError
   BlockingIOError
   ChildProcessError
   ConnectionError
    BrokenPipeError
    ConnectionAbortedError
    ConnectionRefusedError
    ConnectionResetError
   FileExistsError
   FileNotFoundError
   InterruptedError
   IsADirectoryError
   NotADirectoryError
   PermissionError
   ProcessLookupError
   TimeoutError
  ReferenceError
  RuntimeError
   NotImplementedError
   PythonFinalizationError
   RecursionError
  StopAsyncIteration
  StopIteration
  SyntaxError
   IndentationError
    TabError
   _IncompleteInputError
  SystemError
  TypeError
  ValueError
   UnicodeError
    UnicodeDecodeError
    UnicodeEncodeError
    UnicodeTranslateError
  Warning
   BytesWarning
   DeprecationWarning
   EncodingWarning
   FutureWarning
   ImportWarning
   PendingDeprecationWarning
   ResourceWarning
   RuntimeWarning
   SyntaxWarning
   UnicodeWarning
   UserWarning`;

/** The exception classes by name, e.g. `Exc.TypeError`. */
export const Exc = build() as Record<ExcName, PyType>;

export type ExcName =
  | 'BaseException'
  | 'BaseExceptionGroup'
  | 'GeneratorExit'
  | 'KeyboardInterrupt'
  | 'SystemExit'
  | 'Exception'
  | 'ArithmeticError'
  | 'FloatingPointError'
  | 'OverflowError'
  | 'ZeroDivisionError'
  | 'AssertionError'
  | 'AttributeError'
  | 'BufferError'
  | 'EOFError'
  | 'ImportError'
  | 'ModuleNotFoundError'
  | 'LookupError'
  | 'IndexError'
  | 'KeyError'
  | 'MemoryError'
  | 'NameError'
  | 'UnboundLocalError'
  | 'OSError'
  | 'BlockingIOError'
  | 'ChildProcessError'
  | 'ConnectionError'
  | 'BrokenPipeError'
  | 'ConnectionAbortedError'
  | 'ConnectionRefusedError'
  | 'ConnectionResetError'
  | 'FileExistsError'
  | 'FileNotFoundError'
  | 'InterruptedError'
  | 'IsADirectoryError'
  | 'NotADirectoryError'
  | 'PermissionError'
  | 'ProcessLookupError'
  | 'TimeoutError'
  | 'ReferenceError'
  | 'RuntimeError'
  | 'NotImplementedError'
  | 'PythonFinalizationError'
  | 'RecursionError'
  | 'StopAsyncIteration'
  | 'StopIteration'
  | 'SyntaxError'
  | 'IndentationError'
  | 'TabError'
  | '_IncompleteInputError'
  | 'SystemError'
  | 'TypeError'
  | 'ValueError'
  | 'UnicodeError'
  | 'UnicodeDecodeError'
  | 'UnicodeEncodeError'
  | 'UnicodeTranslateError'
  | 'Warning'
  | 'BytesWarning'
  | 'DeprecationWarning'
  | 'EncodingWarning'
  | 'FutureWarning'
  | 'ImportWarning'
  | 'PendingDeprecationWarning'
  | 'ResourceWarning'
  | 'RuntimeWarning'
  | 'SyntaxWarning'
  | 'UnicodeWarning'
  | 'UserWarning';

function build(): Record<string, PyType> {
  const all: Record<string, PyType> = {};
  const path: PyType[] = [];
  for (const line of tree.trim().split('\n')) {
    const name = line.trimStart();
    const depth = line.length - name.length;
    path.length = depth;
    const t = bareType(name, path[depth - 1]);
    path.push(t);
    all[name] = t;
  }
  return all;
}

/** CPython's PyBaseExceptionObject. */
export class PyBaseException extends PyObject {
  args: Value[];
  /** A PyTraceback, or undefined for None. */
  traceback: PyObject | undefined = undefined;
  context: PyBaseException | undefined = undefined;
  cause: PyBaseException | undefined = undefined;
  suppressContext = false;
  private map: Map<string, Value> | null = null;
  /** `value` of a StopIteration that nobody has asked for by name: such an exception ends each coroutine. */
  private result: Value | undefined = undefined;

  constructor(cls: PyType, args: Value[]) {
    super(cls);
    this.args = args;
  }

  /** Fields of particular classes (`value` of StopIteration, `errno` of OSError ...), by Python name. */
  get fields(): Map<string, Value> | null {
    if (this.result !== undefined) this.fields = new Map([['value', this.result]]);
    return this.map;
  }
  set fields(map: Map<string, Value> | null) {
    this.map = map;
    this.result = undefined;
  }

  /** A StopIteration's `value`; undefined in other exceptions. */
  get stopValue(): Value | undefined {
    return this.result ?? this.map?.get('value');
  }
  /** Makes `value` the only field. */
  set stopValue(value: Value | undefined) {
    this.map = null;
    this.result = value;
  }
}
