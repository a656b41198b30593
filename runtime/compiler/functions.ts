/**
 * Function definitions and lambdas: defaults, annotations, the body's code object, type parameters.
 *
 * Owns: making functions. Must not know: what statements are in them.
 */
import { CodeFlag } from '../bytecode/code';
import { Intrinsic2, MakeFunction, Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { functionAnnotations } from './annotations';
import type { CodeGenerator } from './codeGenerator';
import { NONE, strConst, strTuple } from './constantTable';
import { cleanDocstring, docstringOf } from './docstring';
import { mangle } from '../base/mangle';
import { typeParameters } from './typeParameters';

export function visitFunctionDef(c: CodeGenerator, s: ast.FunctionDef | ast.AsyncFunctionDef): void {
  c.visitExprs(s.decorator_list);
  const firstlineno = s.decorator_list.length > 0 ? s.decorator_list[0].lineno : s.lineno;
  let flags = defaultArguments(c, s.args);
  if (s.type_params.length > 0) {
    genericFunction(c, s, flags, firstlineno);
  } else {
    flags |= functionAnnotations(c, s);
    functionBody(c, s, flags, firstlineno);
  }
  applyDecorators(c, s.decorator_list);
  c.storeName(s.name);
}

export function applyDecorators(c: CodeGenerator, decorators: ast.Expr[]): void {
  for (let i = decorators.length - 1; i >= 0; i--) c.emitAt(decorators[i], Op.CALL_FUNCTION, 1);
}

/** PEP 695: the function is made inside a function that holds its type parameters. */
function genericFunction(
  c: CodeGenerator,
  s: ast.FunctionDef | ast.AsyncFunctionDef,
  flags: number,
  firstlineno: number,
): void {
  const scope = c.scopeOf(s.type_params);
  c.enterScope('type parameters', `<generic parameters of ${s.name}>`, scope, s, firstlineno);
  const passed = (flags & 1) + ((flags >> 1) & 1);
  c.unit.argcount = passed;
  typeParameters(c, s.type_params);
  for (let i = 0; i < passed; i++) c.emit(Op.LOAD_FAST, i);
  functionBody(c, s, flags | functionAnnotations(c, s), firstlineno);
  c.emit(Op.ROT_TWO);
  c.emit(Op.CALL_INTRINSIC_2, Intrinsic2.SET_FUNCTION_TYPE_PARAMS);
  c.emit(Op.RETURN_VALUE);
  c.makeClosure(c.exitScope(), 0);
  if (passed === 1) c.emit(Op.ROT_TWO);
  else if (passed === 2) c.emit(Op.ROT_THREE);
  c.emit(Op.CALL_FUNCTION, passed);
}

function functionBody(
  c: CodeGenerator,
  s: ast.FunctionDef | ast.AsyncFunctionDef,
  flags: number,
  firstlineno: number,
): void {
  const kind = s.kind === 'AsyncFunctionDef' ? 'async function' : 'function';
  c.enterScope(kind, s.name, c.scopeOf(s), s, firstlineno);
  const documented = docstringOf(s.body);
  const docstring = c.options.optimize < 2 ? documented : null;
  c.unit.consts.add(docstring === null ? NONE : strConst(cleanDocstring(docstring)));
  if (docstring !== null) c.unit.extraFlags |= CodeFlag.HAS_DOCSTRING;
  setArguments(c, s.args);
  c.visitStmts(documented === null ? s.body : s.body.slice(1));
  c.makeClosure(c.exitScope(), flags);
}

export function visitLambda(c: CodeGenerator, e: ast.Lambda): void {
  const flags = defaultArguments(c, e.args);
  c.enterScope('lambda', '<lambda>', c.scopeOf(e), e, e.lineno);
  // So that the lambda can't have a docstring.
  c.unit.consts.add(NONE);
  setArguments(c, e.args);
  c.visitExpr(e.body);
  if (!c.unit.scope.generator) c.emitAt(e.body, Op.RETURN_VALUE);
  c.makeClosure(c.exitScope(), flags);
}

function setArguments(c: CodeGenerator, args: ast.Arguments): void {
  c.unit.argcount = args.posonlyargs.length + args.args.length;
  c.unit.posonlyargcount = args.posonlyargs.length;
  c.unit.kwonlyargcount = args.kwonlyargs.length;
}

/** Pushes the defaults; gives the bits of MAKE_FUNCTION. */
function defaultArguments(c: CodeGenerator, args: ast.Arguments): number {
  let flags = 0;
  if (args.defaults.length > 0) {
    flags |= MakeFunction.DEFAULTS;
    c.visitExprs(args.defaults);
    c.emit(Op.BUILD_TUPLE, args.defaults.length);
  }
  const names: string[] = [];
  args.kwonlyargs.forEach((arg, i) => {
    const value = args.kw_defaults[i];
    if (value === null || value === undefined) return;
    names.push(mangle(c.unit.privateName, arg.arg));
    c.visitExpr(value);
  });
  if (names.length > 0) {
    flags |= MakeFunction.KWDEFAULTS;
    c.emitConst(strTuple(names));
    c.emit(Op.BUILD_CONST_KEY_MAP, names.length);
  }
  return flags;
}
