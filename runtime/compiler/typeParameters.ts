/**
 * PEP 695: type parameters and `type` statements; PEP 696: their defaults.
 *
 * Owns: the evaluator functions of bounds, defaults and aliases. Must not know: functions and classes that use them.
 */
import { Intrinsic1, Intrinsic2, MakeFunction, Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { beginAnnotationFunction } from './annotations';
import type { CodeGenerator } from './codeGenerator';
import { intConst } from './constantTable';
import type { Scope } from './scope';

/** Makes the type parameters, stores each under its name and leaves a tuple of them on the stack. */
export function typeParameters(c: CodeGenerator, params: ast.TypeParam[]): void {
  let defaultSeen = false;
  for (const p of params) {
    const before = c.location;
    c.location = p;
    c.emitStr(p.name);
    if (p.kind === 'TypeVar' && p.bound !== null) {
      evaluator(c, p.bound, p.name, c.scopeOf(p), false);
      const constraints = p.bound.kind === 'Tuple';
      c.emit(Op.CALL_INTRINSIC_2, constraints ? Intrinsic2.TYPEVAR_WITH_CONSTRAINTS : Intrinsic2.TYPEVAR_WITH_BOUND);
    } else {
      c.emit(Op.CALL_INTRINSIC_1, INTRINSICS[p.kind]);
    }
    if (p.default_value !== null) {
      defaultSeen = true;
      evaluator(c, p.default_value, p.name, c.symbols.defaultScopes.get(p)!, p.kind === 'TypeVarTuple');
      c.emit(Op.CALL_INTRINSIC_2, Intrinsic2.SET_TYPEPARAM_DEFAULT);
    } else if (defaultSeen) {
      throw c.error(`non-default type parameter '${p.name}' follows default type parameter`, p);
    }
    c.emit(Op.DUP_TOP);
    c.storeName(p.name);
    c.location = before;
  }
  c.emit(Op.BUILD_TUPLE, params.length);
}

const INTRINSICS = {
  TypeVar: Intrinsic1.TYPEVAR,
  ParamSpec: Intrinsic1.PARAMSPEC,
  TypeVarTuple: Intrinsic1.TYPEVARTUPLE,
} as const;

/** A function of `format` (default: VALUE) that evaluates an expression late. */
function evaluator(c: CodeGenerator, e: ast.Expr, name: string, scope: Scope, starred: boolean): void {
  c.emitConst({ type: 'tuple', items: [intConst(1)] });
  beginAnnotationFunction(c, name, scope, e, e.lineno);
  if (starred && e.kind === 'Starred') {
    c.visitExpr(e.value);
    c.emit(Op.UNPACK_SEQUENCE, 1);
  } else {
    c.visitExpr(e);
  }
  c.emit(Op.RETURN_VALUE);
  c.makeClosure(c.exitScope(), MakeFunction.DEFAULTS);
}

export function visitTypeAlias(c: CodeGenerator, s: ast.TypeAlias): void {
  const name = s.name.kind === 'Name' ? s.name.id : '';
  const generic = s.type_params.length > 0;
  if (generic) {
    c.enterScope('type parameters', `<generic parameters of ${name}>`, c.scopeOf(s.type_params), s, s.lineno);
    c.emitStr(name);
    typeParameters(c, s.type_params);
  } else {
    c.emitStr(name);
    c.emitNone();
  }
  c.emitConst({ type: 'tuple', items: [intConst(1)] });
  beginAnnotationFunction(c, name, c.scopeOf(s), s.value, s.lineno);
  c.visitExpr(s.value);
  c.emit(Op.RETURN_VALUE);
  c.makeClosure(c.exitScope(), MakeFunction.DEFAULTS);
  c.emit(Op.BUILD_TUPLE, 3);
  c.emit(Op.CALL_INTRINSIC_1, Intrinsic1.TYPEALIAS);
  if (generic) {
    c.emit(Op.RETURN_VALUE);
    c.makeClosure(c.exitScope(), 0);
    c.emit(Op.CALL_FUNCTION, 0);
  }
  c.storeName(name);
}
