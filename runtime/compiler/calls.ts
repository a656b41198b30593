/**
 * Calls: of methods, with keywords, with `*` and `**`.
 *
 * Owns: the argument protocols of CALL_FUNCTION, CALL_METHOD and their like. Must not know: what is called.
 */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { strTuple } from './constantTable';
import { buildCollection } from './displays';
import { checkCaller } from './semanticWarnings';

export function visitCall(c: CodeGenerator, e: ast.Call): void {
  const func = e.func;
  if (func.kind === 'Attribute' && e.keywords.length === 0 && !e.args.some((arg) => arg.kind === 'Starred')) {
    c.visitExpr(func.value);
    const where = methodPosition(func, e);
    const before = c.location;
    c.location = where === null ? func : where.attribute;
    c.emitName(Op.LOAD_METHOD, func.attr);
    c.location = before;
    c.visitExprs(e.args);
    if (where !== null) c.location = where.call;
    c.emit(Op.CALL_METHOD, e.args.length);
    c.location = before;
    return;
  }
  checkCaller(c, func);
  c.visitExpr(func);
  callWith(c, 0, e.args, e.keywords);
}

/** In a chain over several lines tracebacks show the line of the attribute, not that of the chain's beginning. */
function methodPosition(
  func: ast.Attribute,
  call: ast.Call,
): { attribute: ast.Positioned; call: ast.Positioned } | null {
  if (func.lineno === func.end_lineno) return null;
  const start = Math.max(0, func.end_col_offset - utf8Length(func.attr));
  const lineno = func.end_lineno;
  return {
    attribute: { lineno, col_offset: start, end_lineno: lineno, end_col_offset: func.end_col_offset },
    call: { lineno, col_offset: start, end_lineno: call.end_lineno, end_col_offset: call.end_col_offset },
  };
}

function utf8Length(name: string): number {
  let bytes = 0;
  for (const char of name) {
    const codePoint = char.codePointAt(0)!;
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** Compiles the arguments and the call; the callable and `pushed` arguments are on the stack. */
export function callWith(c: CodeGenerator, pushed: number, args: ast.Expr[], keywords: ast.Keyword[]): void {
  checkDuplicates(c, keywords);
  if (keywords.some((k) => k.arg === null) || args.some((arg) => arg.kind === 'Starred')) {
    return callUnpacking(c, pushed, args, keywords);
  }
  c.visitExprs(args);
  if (keywords.length === 0) return c.emit(Op.CALL_FUNCTION, pushed + args.length);
  for (const keyword of keywords) c.visitExpr(keyword.value);
  c.emitConst(strTuple(keywords.map((k) => k.arg!)));
  c.emit(Op.CALL_FUNCTION_KW, pushed + args.length + keywords.length);
}

function checkDuplicates(c: CodeGenerator, keywords: ast.Keyword[]): void {
  for (let i = 0; i < keywords.length; i++) {
    const name = keywords[i].arg;
    if (name === null) continue;
    for (let j = i + 1; j < keywords.length; j++) {
      if (keywords[j].arg === name) throw c.error(`keyword argument repeated: ${name}`, keywords[j]);
    }
  }
}

function callUnpacking(c: CodeGenerator, pushed: number, args: ast.Expr[], keywords: ast.Keyword[]): void {
  const only = args.length === 1 ? args[0] : null;
  if (pushed === 0 && only?.kind === 'Starred') c.visitExpr(only.value);
  else buildCollection(c, args, pushed, Op.BUILD_LIST, Op.LIST_APPEND, Op.LIST_EXTEND, true);
  if (keywords.length === 0) return c.emit(Op.CALL_FUNCTION_EX, 0);
  let built = false;
  let pending: ast.Keyword[] = [];
  const flush = () => {
    keywordDict(c, pending);
    if (built) c.emit(Op.DICT_MERGE, 1);
    built = true;
    pending = [];
  };
  for (const keyword of keywords) {
    if (keyword.arg !== null) {
      pending.push(keyword);
      continue;
    }
    if (pending.length > 0) flush();
    if (!built) {
      c.emit(Op.BUILD_MAP, 0);
      built = true;
    }
    c.visitExpr(keyword.value);
    c.emit(Op.DICT_MERGE, 1);
  }
  if (pending.length > 0) flush();
  c.emit(Op.CALL_FUNCTION_EX, 1);
}

function keywordDict(c: CodeGenerator, keywords: ast.Keyword[]): void {
  if (keywords.length > 1) {
    for (const keyword of keywords) c.visitExpr(keyword.value);
    c.emitConst(strTuple(keywords.map((k) => k.arg!)));
    return c.emit(Op.BUILD_CONST_KEY_MAP, keywords.length);
  }
  c.emitStr(keywords[0].arg!);
  c.visitExpr(keywords[0].value);
  c.emit(Op.BUILD_MAP, 1);
}
