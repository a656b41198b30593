/**
 * Builtin functions that compile and run code: compile, eval, exec, __build_class__.
 */
import { bytesOf } from '../../objects/buffer';
import { None } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { PyDict } from '../../objects/dict';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { pyCodeOf, PyCode, PyFunction } from '../../objects/function';
import { interp } from '../../objects/interp';
import { isTrue } from '../../objects/compare';
import { typeOf, type Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { buildClass } from '../../objects/typeMethods';
import { toIndex } from '../../objects/toIndex';
import { encodeUtf8 } from '../../objects/utfCodecs';
import { PyBytes, PyCell, PyTuple, strOf } from '../../objects/values';
import { runClassBody, runCode } from '../../vm/execution';
import { Frame } from '../../vm/frame';
import type { Code } from '../../bytecode/code';
import { compileSource, type CompileMode, decodeGuarded } from '../compileSource';
import { compileFile } from '../keptCode';
import { astBridge } from '../astBridge';
import { decodeFs } from '../../host/fsEncoding';
import { fspath } from '../osErrors';
import { preparedCode } from '../prepared';
import type { ModuleBuilder } from '../registry';
import { currentLocals } from './scope';
import { givenType } from '../../objects/typeNames';

/** PyCF_ flags of compile(). */
const PyCF = {
  DONT_IMPLY_DEDENT: 0x200,
  ONLY_AST: 0x400,
  TYPE_COMMENTS: 0x1000,
  TOP_LEVEL_AWAIT: 0x2000,
  INCOMPLETE: 0x4000,
  OPTIMIZED_AST: 0x8400,
};
/** All CO_FUTURE_ bits. */
const FUTURE_MASK = 0x1fe0000;

/** Source given as str or bytes-like. */
function sourceText(v: Value, what: string, filename: string, kinds = 'string, bytes or code'): string {
  const s = strOf(v);
  if (s !== undefined) {
    if (/\p{Surrogate}/u.test(s)) encodeUtf8(s);
    if (s.includes('\0')) throw nullBytes();
    return s;
  }
  const data = bytesOf(v);
  if (data === undefined) throw typeError(`${what} must be a ${kinds} object`);
  if (data.includes(0)) throw nullBytes();
  return decodeGuarded(data, filename);
}

const nullBytes = (): Value => call(Exc.SyntaxError, ['source code string cannot contain null bytes']);

function callerFlags(): number {
  const f = interp().currentFrame();
  return f instanceof Frame ? f.code.flags & FUTURE_MASK : 0;
}

/** What exec() and eval() run. */
function compileText(text: string, mode: 'exec' | 'eval'): Code {
  const futureFlags = callerFlags();
  const prepared = futureFlags === 0 && sysState.optimize === 0 ? preparedCode(mode, text, '<string>') : null;
  return prepared ?? compileSource(text, '<string>', mode, { futureFlags });
}

export function defCodeFunctions(m: ModuleBuilder): void {
  m.def('compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)', compile);
  m.def('eval(source, /, globals=None, locals=None)', (source: Value, globals: Value, locals: Value) => {
    const [g, l] = namespaces('eval', globals, locals);
    if (source instanceof PyCode) {
      if (source.code.freevars.length > 0)
        throw typeError('code object passed to eval() may not contain free variables');
      return runCode(source.code, g, l);
    }
    const text = sourceText(source, 'eval() arg 1', '<string>').replace(/^[ \t]+/, '');
    return runCode(compileText(text, 'eval'), g, l);
  });
  m.def(
    'exec(source, /, globals=None, locals=None, *, closure=None)',
    (source: Value, globals: Value, locals: Value, closure: Value) => {
      const [g, l] = namespaces('exec', globals, locals);
      if (source instanceof PyCode) {
        runCode(source.code, g, l, execClosure(source, closure));
        return None;
      }
      if (closure !== None) throw typeError('closure can only be used when source is a code object');
      runCode(compileText(sourceText(source, 'exec() arg 1', '<string>'), 'exec'), g, l);
      return None;
    },
  );
  m.def(
    '__build_class__(func, name, /, *bases, metaclass=<unrepresentable>, **kwds)!',
    (func: Value, name: Value, bases: Value[], metaclass: Value | undefined, kwds: PyDict) => {
      if (!(func instanceof PyFunction)) throw typeError('__build_class__: func must be a function');
      const text = strOf(name);
      if (text === undefined) throw typeError('__build_class__: name is not a string');
      const names = kwds.keyList() as string[];
      const values = kwds.valueList();
      if (metaclass !== undefined) {
        names.push('metaclass');
        values.push(metaclass);
      }
      return buildClass(func, text, bases, names, values, (f, ns) => runClassBody(f as PyFunction, ns));
    },
  );
}

function execClosure(source: PyCode, closure: Value): PyCell[] | null {
  const n = source.code.freevars.length;
  if (n === 0) {
    if (closure !== None) throw typeError('cannot use a closure with this code object');
    return null;
  }
  if (!(closure instanceof PyTuple) || closure.items.length !== n || !closure.items.every((c) => c instanceof PyCell))
    throw typeError(
      closure === None
        ? `code object requires a closure of exactly length ${n}`
        : `code object requires a closure of exactly length ${n}`,
    );
  return closure.items as PyCell[];
}

/** The namespaces of exec and eval: the caller's where they are not given. */
function namespaces(what: string, globals: Value, locals: Value): [PyDict, Value] {
  if (locals !== None && typeOf(locals).mp_subscript === null)
    throw typeError(
      what === 'exec' ? `locals must be a mapping or None, not ${typeOf(locals).tpName}` : 'locals must be a mapping',
    );
  if (globals === None) {
    const g = interp().currentGlobals();
    if (!(g instanceof PyDict)) throw newError(Exc.SystemError, 'globals and locals cannot be NULL');
    return [g, locals === None ? currentLocals() : locals];
  }
  if (!(globals instanceof PyDict))
    throw typeError(
      what === 'exec'
        ? `exec() globals must be a dict, not ${typeOf(globals).tpName}`
        : typeOf(globals).mp_subscript !== null
          ? 'globals must be a real dict; try eval(code, {}, mapping)'
          : 'globals must be a dict',
    );
  return [globals, locals === None ? globals : locals];
}

/** CPython's PyUnicode_FSDecoder. */
function fileName(v: Value): string {
  const path = fspath(v);
  const text = path instanceof PyBytes ? decodeFs(path.data) : strOf(path)!;
  if (text.includes('\0')) throw valueError('embedded null character');
  return text;
}

function compile(
  source: Value,
  filename: Value,
  mode: Value,
  flags: Value,
  dontInherit: Value,
  optimize: Value,
  featureVersion: Value,
): Value {
  const name = fileName(filename);
  const modeText = strOf(mode);
  if (modeText === undefined) throw typeError(`compile() argument 'mode' must be str, not ${givenType(mode)}`);
  const bits = Number(toIndex(flags));
  if (bits & ~(FUTURE_MASK | 0xffff)) throw valueError('compile(): unrecognised flags');
  const level = Number(toIndex(optimize));
  if (level < -1 || level > 2) throw valueError('compile(): invalid optimize value');
  if (!['exec', 'eval', 'single', 'func_type'].includes(modeText))
    throw valueError(
      bits & PyCF.ONLY_AST
        ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
        : "compile() mode must be 'exec', 'eval' or 'single'",
    );
  if (modeText === 'func_type' && !(bits & PyCF.ONLY_AST))
    throw valueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  const futureFlags = (bits & FUTURE_MASK) | (isTrue(dontInherit) ? 0 : callerFlags());
  const options = {
    futureFlags,
    optimize: level < 0 ? undefined : (level as 0 | 1 | 2),
    allowTopLevelAwait: (bits & PyCF.TOP_LEVEL_AWAIT) !== 0,
  };
  const bridge = astBridge.bridge;
  const optimized = (bits & PyCF.OPTIMIZED_AST) === PyCF.OPTIMIZED_AST;
  if (bridge?.isNode(source)) {
    if (optimized) return bridge.optimize(source, name, modeText as CompileMode, options);
    return bits & PyCF.ONLY_AST ? source : pyCodeOf(bridge.compile(source, name, modeText as CompileMode, options));
  }
  // A module's file, as importlib compiles it.
  if (source instanceof PyBytes && modeText === 'exec' && bits === 0 && futureFlags === 0)
    return pyCodeOf(compileFile(source.data, name, options.optimize));
  const text = sourceText(source, 'compile() arg 1', name, 'string, bytes or AST');
  const parse = {
    allowIncompleteInput: (bits & PyCF.INCOMPLETE) !== 0,
    dontImplyDedent: (bits & PyCF.DONT_IMPLY_DEDENT) !== 0,
    typeComments: (bits & PyCF.TYPE_COMMENTS) !== 0,
  };
  if (bits & PyCF.ONLY_AST) {
    if (bridge === undefined) throw newError(Exc.NotImplementedError, 'compile() to an AST needs the module _ast');
    return bridge.parse(text, name, modeText, { ...options, parse }, optimized, Number(featureVersion));
  }
  return pyCodeOf(compileSource(text, name, modeText as CompileMode, { ...options, parse }));
}
