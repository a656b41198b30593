/**
 * Checks a tree that a program built itself before it is compiled (CPython's ast.c, _PyAST_Validate).
 *
 * Owns: what the parser never makes but a program can. Must not know: scopes and code.
 */
import type * as ast from '../syntax/ast';

/** The tree cannot be compiled; the caller raises the guest's exception of that type. */
export class InvalidTree extends Error {
  constructor(
    readonly type: 'ValueError' | 'TypeError',
    message: string,
  ) {
    super(message);
  }
}

export function validateTree(tree: ast.Module | ast.Expression | ast.Interactive): void {
  if (tree.kind === 'Expression') expr(tree.body, 'Load');
  else stmts(tree.body);
}

function refuse(message: string, type: 'ValueError' | 'TypeError' = 'ValueError'): never {
  throw new InvalidTree(type, message);
}

function positions(p: ast.Positioned): void {
  const { lineno, end_lineno, col_offset, end_col_offset } = p;
  if (lineno > end_lineno) refuse(`AST node line range (${lineno}, ${end_lineno}) is not valid`);
  if ((lineno < 0 && end_lineno !== lineno) || (col_offset < 0 && col_offset !== end_col_offset)) {
    refuse(
      `AST node column range (${col_offset}, ${end_col_offset}) for line range (${lineno}, ${end_lineno}) is not valid`,
    );
  }
  if (lineno === end_lineno && col_offset > end_col_offset) {
    refuse(`line ${lineno}, column ${col_offset}-${end_col_offset} is not a valid range`);
  }
}

function name(id: string): void {
  if (id === 'None' || id === 'True' || id === 'False') refuse(`identifier field can't represent '${id}' constant`);
}

function nonempty(list: readonly unknown[], what: string, owner: string): void {
  if (list.length === 0) refuse(`empty ${what} on ${owner}`);
}

function stmts(list: (ast.Stmt | null)[]): void {
  for (const s of list) {
    if (s === null) refuse('None disallowed in statement list');
    stmt(s);
  }
}

function body(list: ast.Stmt[], owner: string): void {
  nonempty(list, 'body', owner);
  stmts(list);
}

function exprs(list: (ast.Expr | null)[], ctx: ast.ExprContext): void {
  for (const e of list) {
    if (e === null) refuse('None disallowed in expression list');
    expr(e, ctx);
  }
}

function optional(e: ast.Expr | null): void {
  if (e !== null) expr(e, 'Load');
}

function args(a: ast.Arguments): void {
  for (const arg of [...a.posonlyargs, ...a.args, a.vararg, ...a.kwonlyargs, a.kwarg]) {
    if (arg === null) continue;
    positions(arg);
    optional(arg.annotation);
  }
  if (a.defaults.length > a.posonlyargs.length + a.args.length) {
    refuse('more positional defaults than args on arguments');
  }
  if (a.kw_defaults.length !== a.kwonlyargs.length) {
    refuse('length of kwonlyargs is not the same as kw_defaults on arguments');
  }
  exprs(a.defaults, 'Load');
  for (const e of a.kw_defaults) optional(e);
}

function comprehension(generators: ast.Comprehension[]): void {
  if (generators.length === 0) refuse('comprehension with no generators');
  for (const g of generators) {
    expr(g.target, 'Store');
    expr(g.iter, 'Load');
    exprs(g.ifs, 'Load');
  }
}

function context(e: ast.Expr, ctx: ast.ExprContext): void {
  if (e.kind === 'Name') name(e.id);
  switch (e.kind) {
    case 'Name':
    case 'Attribute':
    case 'Subscript':
    case 'Starred':
    case 'List':
    case 'Tuple':
      if (e.ctx !== ctx) refuse(`expression must have ${ctx} context but has ${e.ctx} instead`);
      return;
    default:
      if (ctx !== 'Load') refuse(`expression which can't be assigned to in ${ctx} context`);
  }
}

function expr(e: ast.Expr, ctx: ast.ExprContext): void {
  positions(e);
  context(e, ctx);
  switch (e.kind) {
    case 'BoolOp':
      if (e.values.length < 2) refuse('BoolOp with less than 2 values');
      return exprs(e.values, 'Load');
    case 'BinOp':
      expr(e.left, 'Load');
      return expr(e.right, 'Load');
    case 'UnaryOp':
      return expr(e.operand, 'Load');
    case 'Lambda':
      args(e.args);
      return expr(e.body, 'Load');
    case 'IfExp':
      return exprs([e.test, e.body, e.orelse], 'Load');
    case 'Dict':
      if (e.keys.length !== e.values.length) refuse("Dict doesn't have the same number of keys as values");
      for (const key of e.keys) optional(key);
      return exprs(e.values, 'Load');
    case 'Set':
      return exprs(e.elts, 'Load');
    case 'ListComp':
    case 'SetComp':
    case 'GeneratorExp':
      comprehension(e.generators);
      return expr(e.elt, 'Load');
    case 'DictComp':
      comprehension(e.generators);
      expr(e.key, 'Load');
      return expr(e.value, 'Load');
    case 'Yield':
      return optional(e.value);
    case 'YieldFrom':
    case 'Await':
      return expr(e.value, 'Load');
    case 'Compare':
      if (e.comparators.length === 0) refuse('Compare with no comparators');
      if (e.comparators.length !== e.ops.length) {
        refuse('Compare has a different number of comparators and operands');
      }
      exprs(e.comparators, 'Load');
      return expr(e.left, 'Load');
    case 'Call':
      expr(e.func, 'Load');
      exprs(e.args, 'Load');
      for (const keyword of e.keywords) expr(keyword.value, 'Load');
      return;
    case 'JoinedStr':
    case 'TemplateStr':
      return exprs(e.values, 'Load');
    case 'FormattedValue':
    case 'Interpolation':
      expr(e.value, 'Load');
      return optional(e.format_spec);
    case 'Attribute':
      return expr(e.value, 'Load');
    case 'Subscript':
      expr(e.slice, 'Load');
      return expr(e.value, 'Load');
    case 'Starred':
      return expr(e.value, ctx);
    case 'Slice':
      optional(e.lower);
      optional(e.upper);
      return optional(e.step);
    case 'List':
    case 'Tuple':
      return exprs(e.elts, ctx);
    case 'NamedExpr':
      if (e.target.kind !== 'Name') refuse('NamedExpr target must be a Name', 'TypeError');
      return expr(e.value, 'Load');
    case 'Name':
    case 'Constant':
      return;
  }
}

// --- patterns ---

function isPatternLiteral(e: ast.Expr): boolean {
  switch (e.kind) {
    case 'Constant':
      return ['int', 'float', 'complex', 'str', 'bytes'].includes(e.value.type);
    case 'Attribute':
      return true;
    case 'UnaryOp':
      return e.op === 'USub' && isPatternLiteral(e.operand);
    case 'BinOp':
      return (e.op === 'Add' || e.op === 'Sub') && isPatternLiteral(e.left) && isPatternLiteral(e.right);
    case 'JoinedStr':
    case 'TemplateStr':
      return true; // refused later, with its place
    default:
      return false;
  }
}

function patternValue(e: ast.Expr): void {
  expr(e, 'Load');
  if (!isPatternLiteral(e)) refuse('patterns may only match literals and attribute lookups');
}

function capture(id: string): void {
  if (id === '_') refuse("can't capture name '_' in patterns");
  name(id);
}

function patterns(list: ast.Pattern[], starOk: boolean): void {
  for (const p of list) pattern(p, starOk);
}

function pattern(p: ast.Pattern, starOk: boolean): void {
  positions(p);
  switch (p.kind) {
    case 'MatchValue':
      return patternValue(p.value);
    case 'MatchSingleton':
      if (p.value.type !== 'None' && p.value.type !== 'bool') {
        refuse('MatchSingleton can only contain True, False and None');
      }
      return;
    case 'MatchSequence':
      return patterns(p.patterns, true);
    case 'MatchMapping':
      if (p.keys.length !== p.patterns.length) {
        refuse("MatchMapping doesn't have the same number of keys as patterns");
      }
      if (p.rest !== null) capture(p.rest);
      for (const key of p.keys) if (!(key.kind === 'Constant' && isSingleton(key.value))) patternValue(key);
      return patterns(p.patterns, false);
    case 'MatchClass': {
      if (p.kwd_attrs.length !== p.kwd_patterns.length) {
        refuse("MatchClass doesn't have the same number of keyword attributes as patterns");
      }
      expr(p.cls, 'Load');
      let cls: ast.Expr = p.cls;
      while (cls.kind === 'Attribute') cls = cls.value;
      if (cls.kind !== 'Name') refuse('MatchClass cls field can only contain Name or Attribute nodes.');
      p.kwd_attrs.forEach(name);
      patterns(p.patterns, false);
      return patterns(p.kwd_patterns, false);
    }
    case 'MatchStar':
      if (!starOk) refuse("can't use MatchStar here");
      if (p.name !== null) capture(p.name);
      return;
    case 'MatchAs':
      if (p.name !== null) capture(p.name);
      if (p.pattern === null) return;
      if (p.name === null) refuse('MatchAs must specify a target name if a pattern is given');
      return pattern(p.pattern, false);
    case 'MatchOr':
      if (p.patterns.length < 2) refuse('MatchOr requires at least 2 patterns');
      return patterns(p.patterns, false);
  }
}

function isSingleton(value: ast.ConstantValue): boolean {
  return value.type === 'None' || value.type === 'bool';
}

// --- statements ---

function typeParams(list: ast.TypeParam[]): void {
  for (const p of list) {
    positions(p);
    name(p.name);
    if (p.kind === 'TypeVar') optional(p.bound);
    optional(p.default_value);
  }
}

function stmt(s: ast.Stmt): void {
  positions(s);
  switch (s.kind) {
    case 'FunctionDef':
    case 'AsyncFunctionDef':
      body(s.body, s.kind);
      typeParams(s.type_params);
      args(s.args);
      exprs(s.decorator_list, 'Load');
      return optional(s.returns);
    case 'ClassDef':
      body(s.body, 'ClassDef');
      typeParams(s.type_params);
      exprs(s.bases, 'Load');
      for (const keyword of s.keywords) expr(keyword.value, 'Load');
      return exprs(s.decorator_list, 'Load');
    case 'Return':
      return optional(s.value);
    case 'Delete':
      nonempty(s.targets, 'targets', 'Delete');
      return exprs(s.targets, 'Del');
    case 'Assign':
      nonempty(s.targets, 'targets', 'Assign');
      exprs(s.targets, 'Store');
      return expr(s.value, 'Load');
    case 'AugAssign':
      expr(s.target, 'Store');
      return expr(s.value, 'Load');
    case 'AnnAssign':
      if (s.target.kind !== 'Name' && s.simple !== 0) refuse('AnnAssign with simple non-Name target', 'TypeError');
      expr(s.target, 'Store');
      optional(s.value);
      return expr(s.annotation, 'Load');
    case 'TypeAlias':
      if (s.name.kind !== 'Name') refuse('TypeAlias with non-Name name', 'TypeError');
      expr(s.name, 'Store');
      typeParams(s.type_params);
      return expr(s.value, 'Load');
    case 'For':
    case 'AsyncFor':
      expr(s.target, 'Store');
      expr(s.iter, 'Load');
      body(s.body, s.kind);
      return stmts(s.orelse);
    case 'While':
    case 'If':
      expr(s.test, 'Load');
      body(s.body, s.kind);
      return stmts(s.orelse);
    case 'With':
    case 'AsyncWith':
      nonempty(s.items, 'items', s.kind);
      for (const item of s.items) {
        expr(item.context_expr, 'Load');
        if (item.optional_vars !== null) expr(item.optional_vars, 'Store');
      }
      return body(s.body, s.kind);
    case 'Match':
      expr(s.subject, 'Load');
      nonempty(s.cases, 'cases', 'Match');
      for (const c of s.cases) {
        pattern(c.pattern, false);
        optional(c.guard);
        body(c.body, 'match_case');
      }
      return;
    case 'Raise':
      if (s.exc === null && s.cause !== null) refuse('Raise with cause but no exception');
      optional(s.exc);
      return optional(s.cause);
    case 'Try':
    case 'TryStar':
      return tryStmt(s);
    case 'Assert':
      expr(s.test, 'Load');
      return optional(s.msg);
    case 'Import':
      return nonempty(s.names, 'names', 'Import');
    case 'ImportFrom':
      if ((s.level ?? 0) < 0) refuse('Negative ImportFrom level');
      return nonempty(s.names, 'names', 'ImportFrom');
    case 'Global':
    case 'Nonlocal':
      return nonempty(s.names, 'names', s.kind);
    case 'Expr':
      return expr(s.value, 'Load');
    case 'Pass':
    case 'Break':
    case 'Continue':
      return;
  }
}

function tryStmt(s: ast.Try | ast.TryStar): void {
  body(s.body, s.kind);
  if (s.handlers.length === 0 && s.finalbody.length === 0)
    refuse(`${s.kind} has neither except handlers nor finalbody`);
  if (s.handlers.length === 0 && s.orelse.length > 0) refuse(`${s.kind} has orelse but no except handlers`);
  for (const handler of s.handlers) {
    positions(handler);
    optional(handler.type);
    body(handler.body, 'ExceptHandler');
  }
  stmts(s.finalbody);
  stmts(s.orelse);
}
