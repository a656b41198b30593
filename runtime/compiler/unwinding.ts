/**
 * Leaving constructs early: what `return`, `break` and `continue` undo on their way out.
 *
 * Owns: unwinding of frame blocks, as CPython 3.9's compiler_unwind_fblock. Must not know: how blocks are entered.
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { NOWHERE } from './lineMarks';
import { ScopeType } from './scope';
import type { FrameBlock } from './unit';
import { callExitWithNones } from './withStatements';

type Loop = Extract<FrameBlock, { kind: 'for' | 'while' }>;

export function visitReturn(c: CodeGenerator, s: ast.Return): void {
  const scope = c.unit.scope;
  if (scope.type !== ScopeType.FUNCTION) throw c.error("'return' outside function", s);
  if (s.value !== null && scope.coroutine && scope.generator) {
    throw c.error("'return' with value in async generator", s);
  }
  const { value } = s;
  const keep = value !== null && value.kind !== 'Constant';
  if (keep) c.visitExpr(value);
  else if (value !== null) c.emitLine(value);
  if (value === null || value.lineno !== s.lineno) c.emitLine(s);
  else if (!keep) c.location = value;
  unwindAll(c, keep, s);
  if (value === null) c.emitNone();
  else if (!keep) {
    const { line } = c;
    c.changeLine(value.lineno);
    c.emitConst(value.value);
    c.changeLine(line);
  }
  c.emit(Op.RETURN_VALUE);
}

export function visitBreak(c: CodeGenerator, s: ast.Break): void {
  c.emitLine(s);
  const loop = unwindToLoop(c, s);
  if (loop === null) throw c.error("'break' outside loop", s);
  unwindBlock(c, loop, false, s);
  c.emitJump(Op.JUMP_ABSOLUTE, loop.exit);
}

export function visitContinue(c: CodeGenerator, s: ast.Continue): void {
  c.emitLine(s);
  const loop = unwindToLoop(c, s);
  if (loop === null) throw c.error("'continue' not properly in loop", s);
  c.emitJump(Op.JUMP_ABSOLUTE, loop.start);
}

/** Unwinds up to the innermost loop, which stays; null when there is none. */
function unwindToLoop(c: CodeGenerator, s: ast.Stmt): Loop | null {
  const blocks = c.unit.blocks;
  const popped: FrameBlock[] = [];
  let loop: Loop | null = null;
  while (blocks.length > 0) {
    const top = blocks[blocks.length - 1];
    if (top.kind === 'for' || top.kind === 'while') {
      loop = top;
      break;
    }
    blocks.pop();
    popped.push(top);
    unwindBlock(c, top, false, s);
  }
  while (popped.length > 0) blocks.push(popped.pop()!);
  return loop;
}

function unwindAll(c: CodeGenerator, keep: boolean, s: ast.Positioned): void {
  const blocks = c.unit.blocks;
  const popped: FrameBlock[] = [];
  while (blocks.length > 0) {
    const top = blocks.pop()!;
    popped.push(top);
    unwindBlock(c, top, keep, s);
  }
  while (popped.length > 0) blocks.push(popped.pop()!);
}

/** Undoes one construct; `keep` when a value on top of the stack must survive. */
function unwindBlock(c: CodeGenerator, block: FrameBlock, keep: boolean, s: ast.Positioned): void {
  switch (block.kind) {
    case 'while':
      return;
    case 'for':
    case 'pop value':
      if (keep) c.emit(Op.ROT_TWO);
      return c.emit(Op.POP_TOP);
    case 'except':
      return c.emit(Op.POP_BLOCK);
    case 'finally try': {
      c.emit(Op.POP_BLOCK);
      if (keep) c.pushBlock({ kind: 'pop value' });
      c.visitStmts(block.body);
      if (keep) c.popBlock();
      // What follows seems to belong to the block, which runs after the statement that leaves it.
      c.location = NOWHERE;
      return c.setLine(s.lineno);
    }
    case 'finally end':
      if (keep) c.emit(Op.ROT_FOUR);
      c.emit(Op.POP_TOP);
      c.emit(Op.POP_TOP);
      c.emit(Op.POP_TOP);
      if (keep) c.emit(Op.ROT_FOUR);
      return c.emit(Op.POP_EXCEPT);
    case 'with':
    case 'async with': {
      // Stands for the statement that leaves, so that no NOP need do it.
      c.emit(Op.POP_BLOCK);
      c.location = block.where;
      if (keep) c.emit(Op.ROT_TWO);
      callExitWithNones(c);
      if (block.kind === 'async with') c.emitAwait('async with exit', block.where, block.where);
      c.emit(Op.POP_TOP);
      c.location = NOWHERE;
      return;
    }
    case 'handler cleanup':
      if (block.name !== null) c.emit(Op.POP_BLOCK);
      if (keep) c.emit(Op.ROT_FOUR);
      c.emit(Op.POP_EXCEPT);
      if (block.name !== null) {
        c.emitNone();
        c.storeName(block.name);
        c.deleteName(block.name);
      }
      return;
    case 'except star handler':
      throw c.error("'break', 'continue' and 'return' cannot appear in an except* block", s);
  }
}
