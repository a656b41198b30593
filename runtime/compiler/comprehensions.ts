/**
 * Comprehensions and generator expressions: functions of one argument, the outermost iterator.
 *
 * Owns: their code. Must not know: other expressions.
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { jumpIf } from './conditions';

type ComprehensionNode = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp;

const NAMES = {
  ListComp: '<listcomp>',
  SetComp: '<setcomp>',
  DictComp: '<dictcomp>',
  GeneratorExp: '<genexpr>',
} as const;

export function visitComprehension(c: CodeGenerator, e: ComprehensionNode): void {
  const outermost = e.generators[0];
  const scope = c.scopeOf(e);
  c.enterScope('comprehension', NAMES[e.kind], scope, e, e.lineno);
  const isAsync = scope.coroutine;
  if (e.kind === 'ListComp') c.emit(Op.BUILD_LIST, 0);
  else if (e.kind === 'SetComp') c.emit(Op.BUILD_SET, 0);
  else if (e.kind === 'DictComp') c.emit(Op.BUILD_MAP, 0);
  loop(c, e, 0, 0);
  if (e.kind !== 'GeneratorExp') c.emit(Op.RETURN_VALUE);
  c.makeClosure(c.exitScope(), 0);
  c.visitExpr(outermost.iter);
  c.emitAt(outermost.iter, outermost.is_async !== 0 ? Op.GET_AITER : Op.GET_ITER);
  c.emit(Op.CALL_FUNCTION, 1);
  if (isAsync && e.kind !== 'GeneratorExp') c.emitAwait('async comprehension', e, e);
}

function loop(c: CodeGenerator, e: ComprehensionNode, index: number, depth: number): void {
  if (e.generators[index].is_async !== 0) asyncLoop(c, e, index, depth);
  else syncLoop(c, e, index, depth);
}

function syncLoop(c: CodeGenerator, e: ComprehensionNode, index: number, depth: number): void {
  const generator = e.generators[index];
  const start = c.newLabel();
  const ifCleanup = c.newLabel();
  const anchor = c.newLabel();
  let single = false;
  if (index === 0) {
    receiveIterator(c);
  } else {
    const only = singleItem(generator.iter);
    if (only !== null) {
      // `for y in [f(x)]` is an assignment
      c.visitExpr(only);
      single = true;
    } else {
      c.visitExpr(generator.iter);
      c.emitAt(generator.iter, Op.GET_ITER);
    }
  }
  if (!single) {
    depth++;
    c.place(start);
    const before = c.location;
    c.location = generator.iter;
    c.emitJump(Op.FOR_ITER, anchor);
    c.location = before;
    c.nextBlock();
  }
  c.visitExpr(generator.target);
  inside(c, e, index, depth, ifCleanup);
  c.place(ifCleanup);
  if (!single) {
    c.emitJump(Op.JUMP_ABSOLUTE, start);
    c.place(anchor);
  }
}

function asyncLoop(c: CodeGenerator, e: ComprehensionNode, index: number, depth: number): void {
  const generator = e.generators[index];
  const start = c.newLabel();
  const except = c.newLabel();
  const ifCleanup = c.newLabel();
  if (index === 0) {
    receiveIterator(c);
  } else {
    c.visitExpr(generator.iter);
    c.emitAt(generator.iter, Op.GET_AITER);
  }
  c.place(start);
  const before = c.location;
  c.location = generator.iter;
  c.emitJump(Op.SETUP_FINALLY, except);
  c.emit(Op.GET_ANEXT);
  c.emitNone();
  c.emit(Op.YIELD_FROM);
  c.noteAwait('async for', generator.iter, generator.iter);
  c.emit(Op.POP_BLOCK);
  c.location = before;
  c.visitExpr(generator.target);
  inside(c, e, index, depth + 1, ifCleanup);
  c.place(ifCleanup);
  c.emitJump(Op.JUMP_ABSOLUTE, start);
  c.place(except);
  c.emitAt(generator.iter, Op.END_ASYNC_FOR);
}

function receiveIterator(c: CodeGenerator): void {
  c.unit.argcount = 1;
  c.emit(Op.LOAD_FAST, 0);
}

function singleItem(iter: ast.Expr): ast.Expr | null {
  if ((iter.kind !== 'List' && iter.kind !== 'Tuple') || iter.elts.length !== 1) return null;
  return iter.elts[0].kind === 'Starred' ? null : iter.elts[0];
}

/** Conditions, inner loops, and in the innermost loop the element. */
function inside(c: CodeGenerator, e: ComprehensionNode, index: number, depth: number, ifCleanup: number): void {
  for (const test of e.generators[index].ifs) {
    jumpIf(c, test, ifCleanup, false);
    c.nextBlock();
  }
  if (index + 1 < e.generators.length) return loop(c, e, index + 1, depth);
  switch (e.kind) {
    case 'GeneratorExp':
      c.visitExpr(e.elt);
      c.emitAt(e.elt, Op.YIELD_VALUE);
      if (c.unit.scope.coroutine) c.noteAwait('yield', e.elt, e.elt);
      return c.emitAt(e.elt, Op.POP_TOP);
    case 'ListComp':
      c.visitExpr(e.elt);
      return c.emitAt(e.elt, Op.LIST_APPEND, depth + 1);
    case 'SetComp':
      c.visitExpr(e.elt);
      return c.emitAt(e.elt, Op.SET_ADD, depth + 1);
    case 'DictComp':
      c.visitExpr(e.key);
      c.visitExpr(e.value);
      return c.emitAt(e.key, Op.MAP_ADD, depth + 1);
  }
}
