/**
 * Python functions, bound methods and code objects as values.
 *
 * Owns: their data. How they are called is the VM's business.
 */
import { CodeFlag, type Code } from '../bytecode/code';
import { codeType, functionType, methodType, None } from './builtinTypes';
import type { PyDict } from './dict';
import { PyObject, type Value } from './object';
import type { PyCell, PyTuple } from './values';

export class PyCode extends PyObject {
  readonly code: Code;
  constructor(code: Code) {
    super(codeType);
    this.code = code;
  }
}

const pyCodes = new WeakMap<Code, PyCode>();

/** The one Python object that stands for a code object. */
export function pyCodeOf(code: Code): PyCode {
  let c = pyCodes.get(code);
  if (c === undefined) pyCodes.set(code, (c = new PyCode(code)));
  return c;
}

export class PyFunction extends PyObject {
  code: Code;
  readonly globals: PyDict;
  readonly builtins: PyDict;
  name: string;
  qualname: string;
  /** Defaults of the last positional parameters. */
  defaults: Value[] | null = null;
  kwdefaults: PyDict | null = null;
  readonly closure: PyCell[] | null;
  doc: Value;
  module: Value;
  /** `__annotate__`: a callable or None (PEP 649). */
  annotate: Value = None;
  annotations: PyDict | null = null;
  typeParams: PyTuple | null = null;
  /** Called with positional arguments only and as many as declared: no binding needed. */
  simple: boolean;

  constructor(code: Code, globals: PyDict, builtins: PyDict, qualname: string, closure: PyCell[] | null) {
    super(functionType);
    this.code = code;
    this.globals = globals;
    this.builtins = builtins;
    this.name = code.name;
    this.qualname = qualname;
    this.closure = closure;
    this.doc = None;
    this.module = globals.getStr('__name__') ?? None;
    this.simple = isSimple(code);
    if (code.flags & CodeFlag.HAS_DOCSTRING) {
      const first = code.consts[0];
      if (first?.type === 'str') this.doc = first.value;
    }
  }
}

/** No `*args`, `**kwargs` or keyword-only parameters. */
export function isSimple(code: Code): boolean {
  return (code.flags & (CodeFlag.VARARGS | CodeFlag.VARKEYWORDS)) === 0 && code.kwonlyargcount === 0;
}

/** A callable bound to its first argument. */
export class PyMethod extends PyObject {
  readonly func: Value;
  readonly self: Value;
  constructor(func: Value, self: Value) {
    super(methodType);
    this.func = func;
    this.self = self;
  }
}
