/**
 * Annotations: PEP 649's `__annotate__` functions, and the strings of `from __future__ import annotations`.
 *
 * Owns: where annotations are evaluated. Must not know: what is annotated.
 */
import { MakeFunction, Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { intConst } from './constantTable';
import { mangle } from '../base/mangle';
import { maybeMangle } from './mangle';
import type { Scope } from './scope';
import { hasAnnotations } from './symtable';
import { unparseExpression } from './unparseExpression';

/** annotationlib.Format.VALUE_WITH_FAKE_GLOBALS: the highest format that compiled code understands. */
const VALUE_WITH_FAKE_GLOBALS = 2;

/** Enters a function of one parameter `format` that refuses formats it does not know. */
export function beginAnnotationFunction(
  c: CodeGenerator,
  name: string,
  scope: Scope,
  where: ast.Positioned,
  firstlineno: number,
): void {
  c.enterScope('annotations', name, scope, where, firstlineno);
  c.unit.argcount = 1;
  c.unit.posonlyargcount = 1;
  const body = c.newLabel();
  c.emit(Op.LOAD_FAST, 0);
  c.emitConst(intConst(VALUE_WITH_FAKE_GLOBALS));
  c.emit(Op.COMPARE_OP, 4);
  c.emitJump(Op.POP_JUMP_IF_FALSE, body);
  c.emit(Op.LOAD_COMMON_CONSTANT, 1);
  c.emit(Op.RAISE_VARARGS, 1);
  c.place(body);
}

/** Leaves `__annotate__`; its parameter is called `format`, a name that annotations themselves must not see. */
function endAnnotateFunction(c: CodeGenerator): void {
  c.emit(Op.RETURN_VALUE);
  c.unit.varnames.names[0] = 'format';
  c.makeClosure(c.exitScope(), 0);
}

/** Pushes what MAKE_FUNCTION needs for a function's annotations; gives its bit. */
export function functionAnnotations(c: CodeGenerator, s: ast.FunctionDef | ast.AsyncFunctionDef): number {
  if (!hasAnnotations(s.args, s.returns)) return 0;
  const annotated = annotatedParameters(s);
  beginAnnotationFunction(c, '__annotate__', c.scopeOf(s.args), s, s.lineno);
  for (const [name, annotation] of annotated) {
    c.emitStr(mangle(c.unit.privateName, name));
    if (c.options.futureAnnotations === true) c.emitStr(unparseExpression(annotation));
    else if (annotation.kind === 'Starred') {
      c.visitExpr(annotation.value);
      c.emit(Op.UNPACK_SEQUENCE, 1);
    } else {
      c.visitExpr(annotation);
    }
  }
  c.emit(Op.BUILD_MAP, annotated.length);
  endAnnotateFunction(c);
  return MakeFunction.ANNOTATE;
}

/** In the order of CPython's `__annotations__`. */
function annotatedParameters(s: ast.FunctionDef | ast.AsyncFunctionDef): [string, ast.Expr][] {
  const a = s.args;
  const out: [string, ast.Expr][] = [];
  const add = (arg: ast.Arg | null) => {
    if (arg !== null && arg.annotation !== null) out.push([arg.arg, arg.annotation]);
  };
  a.args.forEach(add);
  a.posonlyargs.forEach(add);
  add(a.vararg);
  a.kwonlyargs.forEach(add);
  add(a.kwarg);
  if (s.returns !== null) out.push(['return', s.returns]);
  return out;
}

/** Makes and stores `__annotate__` of the module or class that is being compiled, if it has annotated names. */
export function scopeAnnotations(c: CodeGenerator, storeAs: string, where: ast.Positioned, firstlineno: number): void {
  const scope = c.unit.scope;
  if (scope.annotations.size === 0 || c.options.futureAnnotations === true) return;
  beginAnnotationFunction(c, '__annotate__', scope.annotationBlock!, where, firstlineno);
  c.emit(Op.BUILD_MAP, 0);
  for (const [s, index] of scope.annotations) {
    const skip = c.newLabel();
    if (index >= 0) {
      c.emitConst(intConst(index));
      c.loadName('__conditional_annotations__');
      c.emit(Op.CONTAINS_OP, 0);
      c.emitJump(Op.POP_JUMP_IF_FALSE, skip);
    }
    c.emit(Op.DUP_TOP);
    c.visitExpr(s.annotation);
    c.emit(Op.ROT_TWO);
    c.emitStr(maybeMangle(c.unit.privateName, c.unit.scope, (s.target as ast.Name).id));
    c.emit(Op.STORE_SUBSCR);
    c.place(skip);
  }
  endAnnotateFunction(c);
  c.storeName(storeAs);
}

/** Before the body: the set of the annotations that were reached. */
export function beginConditionalAnnotations(c: CodeGenerator): void {
  if (!c.unit.scope.hasConditionalAnnotations) return;
  c.emit(Op.BUILD_SET, 0);
  if (c.unit.kind === 'class') c.emit(Op.STORE_DEREF, c.cellIndex('__conditional_annotations__'));
  else c.storeName('__conditional_annotations__');
}

export function visitAnnAssign(c: CodeGenerator, s: ast.AnnAssign): void {
  const target = s.target;
  if (s.value !== null) {
    c.visitExpr(s.value);
    c.visitExpr(target);
  }
  switch (target.kind) {
    case 'Name':
      if (s.simple !== 0 && (c.unit.kind === 'module' || c.unit.kind === 'class')) noteAnnotation(c, s, target);
      return;
    case 'Attribute':
      if (s.value === null) evaluateAndDrop(c, target.value);
      return;
    case 'Subscript':
      if (s.value === null) {
        evaluateAndDrop(c, target.value);
        evaluateSubscript(c, target.slice);
      }
  }
}

function noteAnnotation(c: CodeGenerator, s: ast.AnnAssign, target: ast.Name): void {
  if (c.options.futureAnnotations === true) {
    c.emitStr(unparseExpression(s.annotation));
    c.loadName('__annotations__');
    c.emitStr(maybeMangle(c.unit.privateName, c.unit.scope, target.id));
    c.emit(Op.STORE_SUBSCR);
    return;
  }
  const index = c.unit.scope.annotations.get(s);
  if (index === undefined || index < 0) return;
  if (c.unit.kind === 'class') c.emit(Op.LOAD_DEREF, c.cellIndex('__conditional_annotations__'));
  else c.loadName('__conditional_annotations__');
  c.emitConst(intConst(index));
  c.emit(Op.SET_ADD, 1);
  c.emit(Op.POP_TOP);
}

function evaluateAndDrop(c: CodeGenerator, e: ast.Expr): void {
  c.visitExpr(e);
  c.emit(Op.POP_TOP);
}

function evaluateSubscript(c: CodeGenerator, slice: ast.Expr): void {
  if (slice.kind === 'Slice') {
    for (const part of [slice.lower, slice.upper, slice.step]) if (part !== null) evaluateAndDrop(c, part);
  } else if (slice.kind === 'Tuple') {
    for (const part of slice.elts) evaluateSubscript(c, part);
  } else {
    evaluateAndDrop(c, slice);
  }
}
