/**
 * Expressions: the dispatch over their kinds, and those too small for a file of their own.
 *
 * Owns: names, constants, operators, attributes, subscripts, f- and t-strings, yield and await.
 * Must not know: statements.
 */
import type { Const } from '../bytecode/constant';
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { visitCall } from './calls';
import type { CodeGenerator } from './codeGenerator';
import { visitComprehension } from './comprehensions';
import { visitBoolOp, visitCompare, visitIfExp } from './conditions';
import { visitDict, visitList, visitSet, visitTuple } from './displays';
import { visitLambda } from './functions';
import { ScopeType } from './scope';
import { checkIndex, checkSubscripter } from './semanticWarnings';

const BINARY_OPCODES: { [op in ast.Operator]: number } = {
  Add: Op.BINARY_ADD,
  Sub: Op.BINARY_SUBTRACT,
  Mult: Op.BINARY_MULTIPLY,
  MatMult: Op.BINARY_MATRIX_MULTIPLY,
  Div: Op.BINARY_TRUE_DIVIDE,
  Mod: Op.BINARY_MODULO,
  Pow: Op.BINARY_POWER,
  LShift: Op.BINARY_LSHIFT,
  RShift: Op.BINARY_RSHIFT,
  BitOr: Op.BINARY_OR,
  BitXor: Op.BINARY_XOR,
  BitAnd: Op.BINARY_AND,
  FloorDiv: Op.BINARY_FLOOR_DIVIDE,
};

const UNARY_OPCODES: { [op in ast.UnaryOperator]: number } = {
  Invert: Op.UNARY_INVERT,
  Not: Op.UNARY_NOT,
  UAdd: Op.UNARY_POSITIVE,
  USub: Op.UNARY_NEGATIVE,
};

export function visitExpression(c: CodeGenerator, e: ast.Expr): void {
  const location = c.location;
  const line = c.line;
  c.location = e;
  c.changeLine(e.lineno);
  dispatch(c, e);
  c.changeLine(line);
  c.location = location;
}

function dispatch(c: CodeGenerator, e: ast.Expr): void {
  switch (e.kind) {
    case 'Name':
      return e.ctx === 'Load' ? c.loadName(e.id) : e.ctx === 'Store' ? c.storeName(e.id) : c.deleteName(e.id);
    case 'Constant':
      return c.emitConst(e.value);
    case 'Attribute':
      return visitAttribute(c, e);
    case 'Call':
      return visitCall(c, e);
    case 'BinOp':
      c.visitExpr(e.left);
      c.visitExpr(e.right);
      return c.emit(BINARY_OPCODES[e.op]);
    case 'Compare':
      return visitCompare(c, e);
    case 'Subscript':
      return visitSubscript(c, e);
    case 'BoolOp':
      return visitBoolOp(c, e);
    case 'UnaryOp':
      c.visitExpr(e.operand);
      return c.emit(UNARY_OPCODES[e.op]);
    case 'Tuple':
      return visitTuple(c, e);
    case 'List':
      return visitList(c, e);
    case 'Dict':
      return visitDict(c, e);
    case 'Set':
      return visitSet(c, e);
    case 'IfExp':
      return visitIfExp(c, e);
    case 'Lambda':
      return visitLambda(c, e);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
    case 'GeneratorExp':
      return visitComprehension(c, e);
    case 'JoinedStr':
      c.visitExprs(e.values);
      if (e.values.length !== 1) c.emit(Op.BUILD_STRING, e.values.length);
      return;
    case 'FormattedValue':
      return visitFormattedValue(c, e);
    case 'TemplateStr':
      return visitTemplate(c, e);
    case 'Interpolation':
      return visitInterpolation(c, e);
    case 'Slice':
      return visitSlice(c, e);
    case 'NamedExpr':
      c.visitExpr(e.value);
      c.emit(Op.DUP_TOP);
      return c.visitExpr(e.target);
    case 'Await':
      c.visitExpr(e.value);
      return c.emitAwait('await', e, e.value);
    case 'Yield':
      return visitYield(c, e);
    case 'YieldFrom':
      return visitYieldFrom(c, e);
    case 'Starred':
      throw c.error(
        e.ctx === 'Store'
          ? 'starred assignment target must be in a list or tuple'
          : "can't use starred expression here",
        e,
      );
  }
}

function visitAttribute(c: CodeGenerator, e: ast.Attribute): void {
  noteStaticAttribute(c, e);
  c.visitExpr(e.value);
  if (e.lineno !== e.end_lineno) {
    const lineno = e.end_lineno;
    const col_offset = Math.max(0, e.end_col_offset - e.attr.length);
    c.location = { lineno, col_offset, end_lineno: lineno, end_col_offset: e.end_col_offset };
  }
  c.emitName(e.ctx === 'Load' ? Op.LOAD_ATTR : e.ctx === 'Store' ? Op.STORE_ATTR : Op.DELETE_ATTR, e.attr);
}

/** `self.x = ...` in a method counts as one of the class's __static_attributes__. */
function noteStaticAttribute(c: CodeGenerator, e: ast.Attribute): void {
  if (e.ctx !== 'Store' || e.value.kind !== 'Name' || e.value.id !== 'self') return;
  for (let unit = c.unit.parent; unit !== null; unit = unit.parent) {
    if (unit.kind === 'class') {
      (unit.staticAttributes ??= new Set()).add(e.attr);
      return;
    }
  }
}

function visitSubscript(c: CodeGenerator, e: ast.Subscript): void {
  if (e.ctx === 'Load') {
    checkSubscripter(c, e.value);
    checkIndex(c, e.value, e.slice);
  }
  c.visitExpr(e.value);
  c.visitExpr(e.slice);
  c.emit(e.ctx === 'Load' ? Op.BINARY_SUBSCR : e.ctx === 'Store' ? Op.STORE_SUBSCR : Op.DELETE_SUBSCR);
}

function visitSlice(c: CodeGenerator, e: ast.Slice): void {
  if (e.lower !== null) c.visitExpr(e.lower);
  else c.emitNone();
  if (e.upper !== null) c.visitExpr(e.upper);
  else c.emitNone();
  if (e.step !== null) c.visitExpr(e.step);
  c.emit(Op.BUILD_SLICE, e.step !== null ? 3 : 2);
}

/** 's', 'r' and 'a' as FORMAT_VALUE and BUILD_INTERPOLATION number them. */
function conversionNumber(conversion: number): number {
  return conversion === 115 ? 1 : conversion === 114 ? 2 : conversion === 97 ? 3 : 0;
}

function visitFormattedValue(c: CodeGenerator, e: ast.FormattedValue): void {
  c.visitExpr(e.value);
  let arg = conversionNumber(e.conversion);
  if (e.format_spec !== null) {
    c.visitExpr(e.format_spec);
    arg |= 4;
  }
  c.emit(Op.FORMAT_VALUE, arg);
}

function visitTemplate(c: CodeGenerator, e: ast.TemplateStr): void {
  // strings and interpolations alternate; an empty string stands where two interpolations meet
  const strings: Const[] = [];
  const interpolations: ast.Expr[] = [];
  let afterString = false;
  for (const value of e.values) {
    if (value.kind === 'Constant') {
      strings.push(value.value);
      afterString = true;
    } else {
      if (!afterString) strings.push({ type: 'str', value: '' });
      interpolations.push(value);
      afterString = false;
    }
  }
  if (!afterString) strings.push({ type: 'str', value: '' });
  c.emitConst({ type: 'tuple', items: strings });
  c.visitExprs(interpolations);
  c.emit(Op.BUILD_TUPLE, interpolations.length);
  c.emit(Op.BUILD_TEMPLATE);
}

function visitInterpolation(c: CodeGenerator, e: ast.Interpolation): void {
  c.visitExpr(e.value);
  c.emitConst(e.str);
  let arg = conversionNumber(e.conversion) << 2;
  if (e.format_spec !== null) {
    c.visitExpr(e.format_spec);
    arg |= 1;
  }
  c.emit(Op.BUILD_INTERPOLATION, arg);
}

function visitYield(c: CodeGenerator, e: ast.Yield): void {
  if (c.unit.scope.type !== ScopeType.FUNCTION) throw c.error("'yield' outside function", e);
  if (e.value !== null) c.visitExpr(e.value);
  else c.emitNone();
  c.emit(Op.YIELD_VALUE);
  if (c.unit.scope.coroutine) c.noteAwait('yield', e, e.value);
}

function visitYieldFrom(c: CodeGenerator, e: ast.YieldFrom): void {
  if (c.unit.scope.type !== ScopeType.FUNCTION) throw c.error("'yield from' outside function", e);
  if (c.unit.kind === 'async function') throw c.error("'yield from' inside async function", e);
  c.visitExpr(e.value);
  c.emit(Op.GET_YIELD_FROM_ITER);
  c.emitNone();
  c.emit(Op.YIELD_FROM);
}
