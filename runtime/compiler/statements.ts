/**
 * Statements: the dispatch over their kinds, and the simple ones and loops.
 *
 * Owns: control flow without exceptions. Must not know: the inside of expressions.
 */
import type { Const } from '../bytecode/constant';
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { visitAnnAssign } from './annotations';
import { visitClassDef } from './classes';
import type { CodeGenerator } from './codeGenerator';
import { jumpIf } from './conditions';
import { visitFunctionDef } from './functions';
import { visitImport, visitImportFrom } from './imports';
import { visitMatch } from './patterns';
import { isTrue } from './peephole';
import { visitTry } from './tryStatements';
import { visitTypeAlias } from './typeParameters';
import { visitBreak, visitContinue, visitReturn } from './unwinding';
import { visitAsyncWith, visitWith } from './withStatements';

export function visitStatement(c: CodeGenerator, s: ast.Stmt): void {
  c.startStatement(s);
  switch (s.kind) {
    case 'Expr':
      return visitExprStmt(c, s);
    case 'Assign': {
      c.visitExpr(s.value);
      const last = s.targets.length - 1;
      for (let i = 0; i <= last; i++) {
        if (i < last) c.emit(Op.DUP_TOP);
        c.visitExpr(s.targets[i]);
      }
      return;
    }
    case 'Return':
      return visitReturn(c, s);
    case 'If':
      return visitIf(c, s);
    case 'For':
      return visitFor(c, s);
    case 'While':
      return visitWhile(c, s);
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      return visitFunctionDef(c, s);
    case 'ClassDef':
      return visitClassDef(c, s);
    case 'AugAssign':
      return visitAugAssign(c, s);
    case 'AnnAssign':
      return visitAnnAssign(c, s);
    case 'Raise':
      if (s.exc !== null) c.visitExpr(s.exc);
      if (s.cause !== null) c.visitExpr(s.cause);
      return c.emit(Op.RAISE_VARARGS, s.exc === null ? 0 : s.cause === null ? 1 : 2);
    case 'Try':
    case 'TryStar':
      return visitTry(c, s);
    case 'With':
      return visitWith(c, s);
    case 'AsyncWith':
      return visitAsyncWith(c, s);
    case 'AsyncFor':
      return visitAsyncFor(c, s);
    case 'Import':
      return visitImport(c, s);
    case 'ImportFrom':
      return visitImportFrom(c, s);
    case 'Assert':
      return visitAssert(c, s);
    case 'Delete':
      return c.visitExprs(s.targets);
    case 'Match':
      return visitMatch(c, s);
    case 'TypeAlias':
      return visitTypeAlias(c, s);
    case 'Break':
      return visitBreak(c, s);
    case 'Continue':
      return visitContinue(c, s);
    case 'Pass':
      return c.emitLine(s);
    case 'Global':
    case 'Nonlocal':
      return;
  }
}

function visitExprStmt(c: CodeGenerator, s: ast.ExprStmt): void {
  if (c.options.mode === 'single' && c.unit.parent === null) {
    c.visitExpr(s.value);
    return c.emit(Op.PRINT_EXPR);
  }
  if (s.value.kind === 'Constant') return c.emitLine(s);
  c.visitExpr(s.value);
  c.emit(Op.POP_TOP);
}

/** The truth of a test that is a constant, or null. */
function constantTruth(e: ast.Expr): boolean | null {
  return e.kind === 'Constant' ? isTrue(e.value) : null;
}

function visitIf(c: CodeGenerator, s: ast.If): void {
  const end = c.newLabel();
  const truth = constantTruth(s.test);
  if (truth !== null) c.emitLine(s.test);
  if (truth === false) {
    c.silently(() => c.visitStmts(s.body));
    c.visitStmts(s.orelse);
  } else if (truth === true) {
    c.visitStmts(s.body);
    c.silently(() => c.visitStmts(s.orelse));
  } else {
    const hasElse = s.orelse.length > 0;
    const next = hasElse ? c.newLabel() : end;
    jumpIf(c, s.test, next, false);
    c.visitStmts(s.body);
    if (hasElse) {
      c.emitJumpNowhere(Op.JUMP_FORWARD, end);
      c.place(next);
      c.visitStmts(s.orelse);
    }
  }
  c.place(end);
}

function visitWhile(c: CodeGenerator, s: ast.While): void {
  const truth = constantTruth(s.test);
  if (truth === false) {
    c.emitLine(s.test);
    c.silently(() => {
      c.pushBlock({ kind: 'while', start: -1, exit: -1 });
      c.visitStmts(s.body);
      c.popBlock();
    });
    return c.visitStmts(s.orelse);
  }
  const start = c.newLabel();
  const end = c.newLabel();
  const anchor = c.newLabel();
  c.place(start);
  c.pushBlock({ kind: 'while', start, exit: end });
  if (truth === null) jumpIf(c, s.test, anchor, false);
  else c.emitLine(s.test);
  c.visitStmts(s.body);
  c.emitJumpNowhere(Op.JUMP_ABSOLUTE, start);
  if (truth === null) c.place(anchor);
  c.popBlock();
  c.visitStmts(s.orelse);
  c.place(end);
}

function visitFor(c: CodeGenerator, s: ast.For): void {
  const start = c.newLabel();
  const cleanup = c.newLabel();
  const end = c.newLabel();
  c.pushBlock({ kind: 'for', start, exit: end });
  c.visitExpr(s.iter);
  c.location = s.iter;
  c.emit(Op.GET_ITER);
  c.place(start);
  c.emitJump(Op.FOR_ITER, cleanup);
  c.location = s;
  c.visitExpr(s.target);
  c.visitStmts(s.body);
  c.emitJumpNowhere(Op.JUMP_ABSOLUTE, start);
  c.place(cleanup);
  c.popBlock();
  c.visitStmts(s.orelse);
  c.place(end);
}

function visitAsyncFor(c: CodeGenerator, s: ast.AsyncFor): void {
  const start = c.newLabel();
  const except = c.newLabel();
  const end = c.newLabel();
  c.visitExpr(s.iter);
  c.location = s.iter;
  c.emit(Op.GET_AITER);
  c.place(start);
  c.pushBlock({ kind: 'for', start, exit: end });
  c.emitJump(Op.SETUP_FINALLY, except);
  c.emit(Op.GET_ANEXT);
  c.emitNone();
  c.emit(Op.YIELD_FROM);
  c.noteAwait('async for', s.iter, s.iter);
  c.emit(Op.POP_BLOCK);
  c.location = s;
  c.visitExpr(s.target);
  c.visitStmts(s.body);
  c.emitJumpNowhere(Op.JUMP_ABSOLUTE, start);
  c.popBlock();
  c.place(except);
  // 3.9's line table gives END_ASYNC_FOR to the `else` block
  if (s.orelse.length > 0) c.setLine(s.orelse[0].lineno);
  c.emitAt(s.iter, Op.END_ASYNC_FOR);
  c.visitStmts(s.orelse);
  c.place(end);
}

function visitAssert(c: CodeGenerator, s: ast.Assert): void {
  // An assertion over a tuple is always true.
  const test = s.test;
  const constantTuple = test.kind === 'Constant' && (test.value as Const).type === 'tuple';
  if ((test.kind === 'Tuple' && test.elts.length > 0) || (constantTuple && isTrue(test.value))) {
    c.warn('assertion is always true, perhaps remove parentheses?', s);
  }
  if (c.options.optimize > 0) return;
  const end = c.newLabel();
  jumpIf(c, test, end, true);
  c.location = test;
  c.emit(Op.LOAD_ASSERTION_ERROR);
  if (s.msg !== null) {
    c.visitExpr(s.msg);
    c.emit(Op.CALL_FUNCTION, 1);
  }
  c.emit(Op.RAISE_VARARGS, 1);
  c.place(end);
}

const INPLACE_OPCODES: { [op in ast.Operator]: number } = {
  Add: Op.INPLACE_ADD,
  Sub: Op.INPLACE_SUBTRACT,
  Mult: Op.INPLACE_MULTIPLY,
  MatMult: Op.INPLACE_MATRIX_MULTIPLY,
  Div: Op.INPLACE_TRUE_DIVIDE,
  Mod: Op.INPLACE_MODULO,
  Pow: Op.INPLACE_POWER,
  LShift: Op.INPLACE_LSHIFT,
  RShift: Op.INPLACE_RSHIFT,
  BitOr: Op.INPLACE_OR,
  BitXor: Op.INPLACE_XOR,
  BitAnd: Op.INPLACE_AND,
  FloorDiv: Op.INPLACE_FLOOR_DIVIDE,
};

function visitAugAssign(c: CodeGenerator, s: ast.AugAssign): void {
  const target = s.target;
  c.location = target;
  switch (target.kind) {
    case 'Attribute':
      c.visitExpr(target.value);
      c.emit(Op.DUP_TOP);
      c.emitName(Op.LOAD_ATTR, target.attr);
      break;
    case 'Subscript':
      c.visitExpr(target.value);
      c.visitExpr(target.slice);
      c.emit(Op.DUP_TOP_TWO);
      c.emit(Op.BINARY_SUBSCR);
      break;
    case 'Name':
      c.loadName(target.id);
      break;
    default:
      throw c.error('illegal expression for augmented assignment', target);
  }
  c.location = s;
  c.visitExpr(s.value);
  c.emit(INPLACE_OPCODES[s.op]);
  c.location = target;
  switch (target.kind) {
    case 'Attribute':
      c.emit(Op.ROT_TWO);
      return c.emitName(Op.STORE_ATTR, target.attr);
    case 'Subscript':
      c.emit(Op.ROT_THREE);
      return c.emit(Op.STORE_SUBSCR);
    case 'Name':
      return c.storeName(target.id);
  }
}
