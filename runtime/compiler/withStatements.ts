/**
 * `with` and `async with`.
 *
 * Owns: entering and leaving context managers. Must not know: what is in their bodies.
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';

/** exit(None, None, None) */
export function callExitWithNones(c: CodeGenerator): void {
  c.emitNone();
  c.emit(Op.DUP_TOP);
  c.emit(Op.DUP_TOP);
  c.emit(Op.CALL_FUNCTION, 3);
}

/** After WITH_EXCEPT_START: raises again, or drops exception and manager when the result is true. */
function finishExcept(c: CodeGenerator): void {
  const exit = c.newLabel();
  c.nowhere(() => {
    c.emitJump(Op.POP_JUMP_IF_TRUE, exit);
    c.emit(Op.RERAISE);
    c.place(exit);
    c.emit(Op.POP_TOP);
    c.emit(Op.POP_TOP);
    c.emit(Op.POP_TOP);
    c.emit(Op.POP_EXCEPT);
    c.emit(Op.POP_TOP);
  });
}

export function visitWith(c: CodeGenerator, s: ast.With, index = 0): void {
  const item = s.items[index];
  const final = c.newLabel();
  const exit = c.newLabel();
  c.visitExpr(item.context_expr);
  const before = c.location;
  c.location = item.context_expr;
  c.emitJump(Op.SETUP_WITH, final);
  c.location = before;
  c.nextBlock();
  c.pushBlock({ kind: 'with', where: item.context_expr }, item.context_expr);
  if (item.optional_vars !== null) c.visitExpr(item.optional_vars);
  else c.emit(Op.POP_TOP);
  if (index + 1 === s.items.length) c.visitStmts(s.body);
  else visitWith(c, s, index + 1);
  c.nowhere(() => c.emit(Op.POP_BLOCK));
  c.location = item.context_expr;
  c.popBlock();
  callExitWithNones(c);
  c.emit(Op.POP_TOP);
  c.emitJump(Op.JUMP_FORWARD, exit);
  c.place(final);
  c.emit(Op.WITH_EXCEPT_START);
  finishExcept(c);
  c.place(exit);
}

export function visitAsyncWith(c: CodeGenerator, s: ast.AsyncWith, index = 0): void {
  const item = s.items[index];
  const where = item.context_expr;
  const final = c.newLabel();
  const exit = c.newLabel();
  c.visitExpr(where);
  const before = c.location;
  c.location = where;
  c.emit(Op.BEFORE_ASYNC_WITH);
  c.emitAwait('async with enter', where, where);
  c.emitJump(Op.SETUP_ASYNC_WITH, final);
  c.location = before;
  c.nextBlock();
  c.pushBlock({ kind: 'async with', where }, where);
  if (item.optional_vars !== null) c.visitExpr(item.optional_vars);
  else c.emit(Op.POP_TOP);
  if (index + 1 === s.items.length) c.visitStmts(s.body);
  else visitAsyncWith(c, s, index + 1);
  c.nowhere(() => c.emit(Op.POP_BLOCK));
  c.location = where;
  c.popBlock();
  callExitWithNones(c);
  c.emitAwait('async with exit', where, where);
  c.emit(Op.POP_TOP);
  c.emitJump(Op.JUMP_ABSOLUTE, exit);
  c.place(final);
  c.emit(Op.WITH_EXCEPT_START);
  c.emitAwait('async with exit', where, where);
  finishExcept(c);
  c.place(exit);
}
