/**
 * `try` with `except`, `except*`, `else` and `finally`.
 *
 * Owns: exception handlers, in CPython 3.9's shape. Must not know: how exceptions find them (codeFlow.ts).
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';

export function visitTry(c: CodeGenerator, s: ast.Try | ast.TryStar): void {
  if (s.finalbody.length > 0) tryFinally(c, s);
  else tryExcept(c, s);
}

function tryFinally(c: CodeGenerator, s: ast.Try | ast.TryStar): void {
  const end = c.newLabel();
  const exit = c.newLabel();
  c.emitJump(Op.SETUP_FINALLY, end);
  c.nextBlock();
  c.pushBlock({ kind: 'finally try', body: s.finalbody });
  if (s.handlers.length > 0) tryExcept(c, s);
  else c.visitStmts(s.body);
  c.nowhere(() => c.emit(Op.POP_BLOCK));
  c.popBlock();
  c.visitStmts(s.finalbody);
  c.emitJumpNowhere(Op.JUMP_FORWARD, exit);
  c.place(end);
  c.pushBlock({ kind: 'finally end' });
  c.visitStmts(s.finalbody);
  c.popBlock();
  c.nowhere(() => c.emit(Op.RERAISE));
  c.place(exit);
}

/** The body of a `try`; what it raises goes on at `except`, which is placed behind it. */
function tryBody(c: CodeGenerator, s: ast.Try | ast.TryStar, except: number, orelse: number): void {
  c.emitJump(Op.SETUP_FINALLY, except);
  c.nextBlock();
  c.pushBlock({ kind: 'except' });
  c.visitStmts(s.body);
  c.nowhere(() => {
    c.emit(Op.POP_BLOCK);
    c.popBlock();
    c.emitJump(Op.JUMP_FORWARD, orelse);
  });
  c.place(except);
}

function tryExcept(c: CodeGenerator, s: ast.Try | ast.TryStar): void {
  if (s.kind === 'TryStar') return tryExceptStar(c, s);
  const orelse = c.newLabel();
  const end = c.newLabel();
  let except = c.newLabel();
  tryBody(c, s, except, orelse);
  s.handlers.forEach((handler, i) => {
    if (handler.type === null && i < s.handlers.length - 1) throw c.error("default 'except:' must be last", handler);
    c.setLine(handler.lineno);
    c.location = handler.type ?? handler;
    except = c.newLabel();
    if (handler.type !== null) {
      c.emit(Op.DUP_TOP);
      c.visitExpr(handler.type);
      c.emitJump(Op.JUMP_IF_NOT_EXC_MATCH, except);
    }
    c.location = handler;
    c.emit(Op.POP_TOP);
    if (handler.name !== null) namedHandler(c, handler, handler.name, end);
    else plainHandler(c, handler, end);
    c.place(except);
  });
  c.nowhere(() => c.emit(Op.RERAISE));
  c.place(orelse);
  c.visitStmts(s.orelse);
  c.place(end);
}

function plainHandler(c: CodeGenerator, handler: ast.ExceptHandler, end: number): void {
  c.emit(Op.POP_TOP);
  c.emit(Op.POP_TOP);
  c.nextBlock();
  c.pushBlock({ kind: 'handler cleanup', name: null });
  c.visitStmts(handler.body);
  c.popBlock();
  c.nowhere(() => {
    c.emit(Op.POP_EXCEPT);
    c.emitJump(Op.JUMP_FORWARD, end);
  });
}

/** The name is deleted at the end of the handler, however it ends. */
function namedHandler(c: CodeGenerator, handler: ast.ExceptHandler, name: string, end: number): void {
  const cleanup = c.newLabel();
  c.storeName(name);
  c.emit(Op.POP_TOP);
  c.emitJump(Op.SETUP_FINALLY, cleanup);
  c.nextBlock();
  c.pushBlock({ kind: 'handler cleanup', name });
  c.visitStmts(handler.body);
  c.popBlock();
  c.nowhere(() => {
    c.emit(Op.POP_BLOCK);
    c.emit(Op.POP_EXCEPT);
    deleteName(c, name);
    c.emitJump(Op.JUMP_FORWARD, end);
  });
  c.place(cleanup);
  c.nowhere(() => {
    deleteName(c, name);
    c.emit(Op.RERAISE);
  });
}

function deleteName(c: CodeGenerator, name: string): void {
  c.emitNone();
  c.storeName(name);
  c.deleteName(name);
}

/**
 * PEP 654, after CPython 3.11's code. In the handler the stack holds, above the three values of the old exception:
 * the original exception, a list of what the clauses raise, and what is not matched yet.
 */
function tryExceptStar(c: CodeGenerator, s: ast.TryStar): void {
  const orelse = c.newLabel();
  const end = c.newLabel();
  const except = c.newLabel();
  const reraise = c.newLabel();
  tryBody(c, s, except, orelse);
  c.setLine(s.handlers[0].lineno);
  c.location = s.handlers[0];
  c.emit(Op.POP_TOP);
  c.emit(Op.ROT_TWO);
  c.emit(Op.POP_TOP);
  c.emit(Op.BUILD_LIST, 0);
  c.emit(Op.DUP_TOP_TWO);
  c.emit(Op.POP_TOP);
  for (const handler of s.handlers) starHandler(c, handler);
  c.nowhere(() => {
    c.emit(Op.LIST_APPEND, 1);
    c.emit(Op.PREP_RERAISE_STAR);
    c.emit(Op.DUP_TOP);
    c.emitNone();
    c.emit(Op.IS_OP, 0);
    c.emitJump(Op.POP_JUMP_IF_FALSE, reraise);
    c.emit(Op.POP_TOP);
    c.emit(Op.POP_EXCEPT);
    c.emitJump(Op.JUMP_FORWARD, end);
    c.place(reraise);
    c.emit(Op.ROT_FOUR);
    c.emit(Op.POP_EXCEPT);
    c.emit(Op.RERAISE_STAR);
  });
  c.place(orelse);
  c.visitStmts(s.orelse);
  c.place(end);
}

/** original, list, exception -> original, list, rest. */
function starHandler(c: CodeGenerator, handler: ast.ExceptHandler): void {
  const noMatch = c.newLabel();
  const next = c.newLabel();
  const cleanup = c.newLabel();
  c.setLine(handler.lineno);
  c.location = handler.type ?? handler;
  c.visitExpr(handler.type!);
  c.emit(Op.CHECK_EG_MATCH);
  c.emit(Op.DUP_TOP);
  c.emitNone();
  c.emit(Op.IS_OP, 0);
  c.emitJump(Op.POP_JUMP_IF_TRUE, noMatch);
  c.location = handler;
  if (handler.name !== null) c.storeName(handler.name);
  else c.emit(Op.POP_TOP);
  c.emitJump(Op.SETUP_FINALLY, cleanup);
  c.nextBlock();
  c.pushBlock({ kind: 'except star handler' });
  c.visitStmts(handler.body);
  c.popBlock();
  c.nowhere(() => {
    c.emit(Op.POP_BLOCK);
    if (handler.name !== null) deleteName(c, handler.name);
    c.emitJump(Op.JUMP_FORWARD, next);
  });
  // What the clause raises goes to the list; its six values lie on original, list, rest.
  c.nowhere(() => {
    c.place(cleanup);
    if (handler.name !== null) deleteName(c, handler.name);
    c.emit(Op.POP_TOP);
    c.emit(Op.LIST_APPEND, 6);
    c.emit(Op.POP_TOP);
    c.emit(Op.POP_EXCEPT);
    c.emitJump(Op.JUMP_FORWARD, next);
    c.place(noMatch);
    c.emit(Op.POP_TOP);
    c.place(next);
  });
}
