/**
 * Boolean operators, comparisons, conditional expressions, and jumps that depend on them.
 *
 * Owns: short-circuit code. Must not know: the statements that use it.
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { checkCompare } from './semanticWarnings';

/** Jumps to `next` when `e` has the truth `cond`, else falls through (CPython's compiler_jump_if). */
export function jumpIf(c: CodeGenerator, e: ast.Expr, next: number, cond: boolean): void {
  switch (e.kind) {
    case 'UnaryOp':
      if (e.op === 'Not') return jumpIf(c, e.operand, next, !cond);
      break;
    case 'BoolOp': {
      const last = e.values.length - 1;
      const cond2 = e.op === 'Or';
      const next2 = cond2 !== cond ? c.newLabel() : next;
      for (let i = 0; i < last; i++) jumpIf(c, e.values[i], next2, cond2);
      jumpIf(c, e.values[last], next, cond);
      if (next2 !== next) c.place(next2);
      return;
    }
    case 'IfExp': {
      const end = c.newLabel();
      const next2 = c.newLabel();
      jumpIf(c, e.test, next2, false);
      jumpIf(c, e.body, next, cond);
      c.emitJump(Op.JUMP_FORWARD, end);
      c.place(next2);
      jumpIf(c, e.orelse, next, cond);
      c.place(end);
      return;
    }
    case 'Compare':
      if (e.ops.length > 1) return jumpIfChain(c, e, next, cond);
      break;
  }
  c.visitExpr(e);
  const before = c.location;
  c.location = e;
  c.emitJump(cond ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, next);
  c.location = before;
}

function jumpIfChain(c: CodeGenerator, e: ast.Compare, next: number, cond: boolean): void {
  checkCompare(c, e);
  const before = c.location;
  c.location = e;
  const cleanup = c.newLabel();
  c.visitExpr(e.left);
  const last = e.ops.length - 1;
  for (let i = 0; i < last; i++) {
    c.visitExpr(e.comparators[i]);
    c.emit(Op.DUP_TOP);
    c.emit(Op.ROT_THREE);
    emitCompare(c, e.ops[i]);
    c.emitJump(Op.POP_JUMP_IF_FALSE, cleanup);
    c.nextBlock();
  }
  c.visitExpr(e.comparators[last]);
  emitCompare(c, e.ops[last]);
  c.emitJump(cond ? Op.POP_JUMP_IF_TRUE : Op.POP_JUMP_IF_FALSE, next);
  const end = c.newLabel();
  c.emitJump(Op.JUMP_FORWARD, end);
  c.place(cleanup);
  c.emit(Op.POP_TOP);
  if (!cond) c.emitJump(Op.JUMP_FORWARD, next);
  c.place(end);
  c.location = before;
}

export function visitCompare(c: CodeGenerator, e: ast.Compare): void {
  checkCompare(c, e);
  c.visitExpr(e.left);
  const last = e.ops.length - 1;
  if (last === 0) {
    c.visitExpr(e.comparators[0]);
    return emitCompare(c, e.ops[0]);
  }
  const cleanup = c.newLabel();
  for (let i = 0; i < last; i++) {
    c.visitExpr(e.comparators[i]);
    c.emit(Op.DUP_TOP);
    c.emit(Op.ROT_THREE);
    emitCompare(c, e.ops[i]);
    c.emitJump(Op.JUMP_IF_FALSE_OR_POP, cleanup);
    c.nextBlock();
  }
  c.visitExpr(e.comparators[last]);
  emitCompare(c, e.ops[last]);
  const end = c.newLabel();
  c.emitJump(Op.JUMP_FORWARD, end);
  c.place(cleanup);
  c.emit(Op.ROT_TWO);
  c.emit(Op.POP_TOP);
  c.place(end);
}

const COMPARE_ARGS = { Lt: 0, LtE: 1, Eq: 2, NotEq: 3, Gt: 4, GtE: 5 } as const;

function emitCompare(c: CodeGenerator, op: ast.CompareOperator): void {
  switch (op) {
    case 'Is':
      return c.emit(Op.IS_OP, 0);
    case 'IsNot':
      return c.emit(Op.IS_OP, 1);
    case 'In':
      return c.emit(Op.CONTAINS_OP, 0);
    case 'NotIn':
      return c.emit(Op.CONTAINS_OP, 1);
    default:
      return c.emit(Op.COMPARE_OP, COMPARE_ARGS[op]);
  }
}

export function visitBoolOp(c: CodeGenerator, e: ast.BoolOp): void {
  const op = e.op === 'And' ? Op.JUMP_IF_FALSE_OR_POP : Op.JUMP_IF_TRUE_OR_POP;
  const end = c.newLabel();
  const last = e.values.length - 1;
  for (let i = 0; i < last; i++) {
    c.visitExpr(e.values[i]);
    c.emitJump(op, end);
  }
  c.visitExpr(e.values[last]);
  c.place(end);
}

export function visitIfExp(c: CodeGenerator, e: ast.IfExp): void {
  const end = c.newLabel();
  const next = c.newLabel();
  jumpIf(c, e.test, next, false);
  c.visitExpr(e.body);
  c.emitJump(Op.JUMP_FORWARD, end);
  c.place(next);
  c.visitExpr(e.orelse);
  c.place(end);
}
