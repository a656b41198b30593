/**
 * The pass over the AST before symbol tables: constant folding and `__debug__` (CPython 3.9's ast_opt.c), and the
 * warnings of PEP 765 about leaving a `finally` block.
 *
 * Owns: rewriting of expressions in place. Must not know: scopes and code.
 */
import type { Const } from '../bytecode/constant';
import type * as ast from '../syntax/ast';
import type { CompileOptions } from './compileOptions';
import { foldBinary, foldSubscript, foldUnary } from './constantArithmetic';
import { frozenset } from './displays';
import { formatAsJoined } from './percentFormat';

type Root = ast.Module | ast.Expression | ast.Interactive;

/** Before compiling. */
export function preprocess(tree: Root, options: CompileOptions): void {
  run(new Preprocessor(options, true), tree);
}

/** What a program gets that asks for an optimised tree (`ast.parse(..., optimize=1)`): CPython 3.14 folds in the compiler. */
export function optimizeTree(tree: Root, options: CompileOptions): void {
  run(new Preprocessor(options, false), tree);
}

function run(pass: Preprocessor, tree: Root): void {
  if (tree.kind === 'Expression') tree.body = pass.expr(tree.body);
  else pass.body(tree.body, tree.kind === 'Module');
}

function constant(value: Const, at: ast.Expr): ast.Constant {
  return {
    kind: 'Constant',
    value: value as ast.ConstantValue,
    ukind: null,
    lineno: at.lineno,
    col_offset: at.col_offset,
    end_lineno: at.end_lineno,
    end_col_offset: at.end_col_offset,
  };
}

function constantItems(elts: ast.Expr[]): Const[] | null {
  for (const e of elts) if (e.kind !== 'Constant') return null;
  return elts.map((e) => (e as ast.Constant).value as Const);
}

const INVERSE: { [op in ast.CompareOperator]?: ast.CompareOperator } = {
  Is: 'IsNot',
  IsNot: 'Is',
  In: 'NotIn',
  NotIn: 'In',
};

class Preprocessor {
  private inFinally = false;
  private inLoop = false;
  private inPattern = false;

  constructor(
    private readonly options: CompileOptions,
    /** Whether constants are computed. */
    private readonly folds: boolean,
  ) {}

  /** A body that may begin with a docstring: folding must not make one. */
  body(list: ast.Stmt[], mayBeDocstring: boolean): void {
    if (!this.folds) return this.bodyOfTree(list, mayBeDocstring);
    const first = list.length > 0 ? list[0] : null;
    const hadDocstring = first !== null && isDocstring(first);
    this.stmts(list);
    if (!hadDocstring && first !== null && first.kind === 'Expr' && isDocstring(first)) {
      const { lineno, col_offset, end_lineno, end_col_offset } = first.value;
      const values = [first.value];
      first.value = { kind: 'JoinedStr', values, lineno, col_offset, end_lineno, end_col_offset };
    }
  }

  private bodyOfTree(list: ast.Stmt[], mayBeDocstring: boolean): void {
    if (mayBeDocstring && this.options.optimize === 2 && list.length > 0 && isDocstring(list[0])) {
      const { lineno, col_offset, end_lineno, end_col_offset } = list[0];
      list.splice(
        0,
        1,
        ...(list.length === 1 ? [{ kind: 'Pass' as const, lineno, col_offset, end_lineno, end_col_offset }] : []),
      );
    }
    this.stmts(list);
  }

  private stmts(list: ast.Stmt[]): void {
    for (let i = 0; i < list.length; i++) this.stmt(list[i]);
  }

  private list(list: ast.Expr[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i];
      if (e.kind !== 'Name' && e.kind !== 'Constant') list[i] = this.expr(e);
      else if (e.kind === 'Name') list[i] = this.name(e);
    }
  }

  private optionalList(list: (ast.Expr | null)[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i];
      if (e !== null) list[i] = this.expr(e);
    }
  }

  private optional(e: ast.Expr | null): ast.Expr | null {
    return e === null ? null : this.expr(e);
  }

  private stmt(s: ast.Stmt): void {
    switch (s.kind) {
      case 'Expr':
        s.value = this.expr(s.value);
        return;
      case 'Assign':
        this.list(s.targets);
        s.value = this.expr(s.value);
        return;
      case 'Return':
        if (this.inFinally) this.warnFinally('return', s);
        s.value = this.optional(s.value);
        return;
      case 'If':
        s.test = this.expr(s.test);
        this.stmts(s.body);
        return this.stmts(s.orelse);
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.functionDef(s);
      case 'ClassDef':
        this.typeParams(s.type_params);
        this.list(s.bases);
        this.keywords(s.keywords);
        this.inFunction(() => this.body(s.body, true), false);
        return this.list(s.decorator_list);
      case 'Delete':
        return this.list(s.targets);
      case 'AugAssign':
        s.target = this.expr(s.target);
        s.value = this.expr(s.value);
        return;
      case 'AnnAssign':
        s.target = this.expr(s.target);
        if (this.options.futureAnnotations !== true) s.annotation = this.expr(s.annotation);
        s.value = this.optional(s.value);
        return;
      case 'TypeAlias':
        s.name = this.expr(s.name);
        this.typeParams(s.type_params);
        s.value = this.expr(s.value);
        return;
      case 'For':
      case 'AsyncFor':
        s.target = this.expr(s.target);
        s.iter = this.expr(s.iter);
        if (s.kind === 'For' && this.folds) s.iter = foldIterable(s.iter);
        this.loop(s.body);
        return this.stmts(s.orelse);
      case 'While':
        s.test = this.expr(s.test);
        this.loop(s.body);
        return this.stmts(s.orelse);
      case 'With':
      case 'AsyncWith':
        for (const item of s.items) {
          item.context_expr = this.expr(item.context_expr);
          item.optional_vars = this.optional(item.optional_vars);
        }
        return this.stmts(s.body);
      case 'Raise':
        s.exc = this.optional(s.exc);
        s.cause = this.optional(s.cause);
        return;
      case 'Try':
      case 'TryStar':
        this.stmts(s.body);
        for (const handler of s.handlers) {
          handler.type = this.optional(handler.type);
          this.stmts(handler.body);
        }
        this.stmts(s.orelse);
        return this.finallyBody(s.finalbody);
      case 'Assert':
        s.test = this.expr(s.test);
        s.msg = this.optional(s.msg);
        return;
      case 'Match':
        s.subject = this.expr(s.subject);
        for (const c of s.cases) {
          this.pattern(c.pattern);
          c.guard = this.optional(c.guard);
          this.stmts(c.body);
        }
        return;
      case 'Break':
      case 'Continue':
        if (this.inFinally && !this.inLoop) this.warnFinally(s.kind === 'Break' ? 'break' : 'continue', s);
        return;
      default:
        return;
    }
  }

  private functionDef(s: ast.FunctionDef | ast.AsyncFunctionDef): void {
    this.typeParams(s.type_params);
    this.arguments(s.args);
    this.inFunction(() => this.body(s.body, true), true);
    this.list(s.decorator_list);
    if (this.options.futureAnnotations !== true) s.returns = this.optional(s.returns);
  }

  private inFunction(visit: () => void, function_: boolean): void {
    const { inFinally, inLoop } = this;
    if (function_) {
      this.inFinally = false;
      this.inLoop = false;
    }
    visit();
    this.inFinally = inFinally;
    this.inLoop = inLoop;
  }

  private loop(body: ast.Stmt[]): void {
    const { inLoop } = this;
    this.inLoop = true;
    this.stmts(body);
    this.inLoop = inLoop;
  }

  private finallyBody(body: ast.Stmt[]): void {
    const { inFinally, inLoop } = this;
    this.inFinally = true;
    this.inLoop = false;
    this.stmts(body);
    this.inFinally = inFinally;
    this.inLoop = inLoop;
  }

  private warnFinally(word: string, s: ast.Stmt): void {
    const { lineno, col_offset, end_lineno, end_col_offset } = s;
    const message = `'${word}' in a 'finally' block`;
    this.options.warn?.({ category: 'SyntaxWarning', message, lineno, col_offset, end_lineno, end_col_offset });
  }

  private arguments(a: ast.Arguments): void {
    if (this.options.futureAnnotations !== true) {
      for (const arg of [...a.posonlyargs, ...a.args, a.vararg, ...a.kwonlyargs, a.kwarg]) {
        if (arg !== null && arg.annotation !== null) arg.annotation = this.expr(arg.annotation);
      }
    }
    this.list(a.defaults);
    this.optionalList(a.kw_defaults);
  }

  private keywords(keywords: ast.Keyword[]): void {
    for (const keyword of keywords) keyword.value = this.expr(keyword.value);
  }

  private typeParams(params: ast.TypeParam[]): void {
    for (const p of params) {
      if (p.kind === 'TypeVar') p.bound = this.optional(p.bound);
      p.default_value = this.optional(p.default_value);
    }
  }

  private pattern(p: ast.Pattern): void {
    this.inPattern = true;
    this.inOnePattern(p);
    this.inPattern = false;
  }

  private inOnePattern(p: ast.Pattern): void {
    switch (p.kind) {
      case 'MatchValue':
        p.value = this.expr(p.value);
        return;
      case 'MatchSequence':
      case 'MatchOr':
        return p.patterns.forEach((sub) => this.inOnePattern(sub));
      case 'MatchMapping':
        this.list(p.keys);
        return p.patterns.forEach((sub) => this.inOnePattern(sub));
      case 'MatchClass':
        p.cls = this.expr(p.cls);
        p.patterns.forEach((sub) => this.inOnePattern(sub));
        return p.kwd_patterns.forEach((sub) => this.inOnePattern(sub));
      case 'MatchAs':
        if (p.pattern !== null) this.inOnePattern(p.pattern);
        return;
      default:
        return;
    }
  }

  // --- expressions ---

  private name(e: ast.Name): ast.Expr {
    if (e.id !== '__debug__' || e.ctx !== 'Load') return e;
    return constant({ type: 'bool', value: this.options.optimize === 0 }, e);
  }

  expr(e: ast.Expr): ast.Expr {
    switch (e.kind) {
      case 'Name':
        return this.name(e);
      case 'Constant':
        return e;
      case 'Attribute':
      case 'Starred':
        e.value = this.expr(e.value);
        return e;
      case 'Call':
        e.func = this.expr(e.func);
        this.list(e.args);
        this.keywords(e.keywords);
        return e;
      case 'BinOp':
        e.left = this.expr(e.left);
        e.right = this.expr(e.right);
        return this.binary(e);
      case 'UnaryOp':
        e.operand = this.expr(e.operand);
        return this.unary(e);
      case 'BoolOp':
        this.list(e.values);
        return e;
      case 'Compare': {
        e.left = this.expr(e.left);
        this.list(e.comparators);
        const last = e.ops.length - 1;
        if (this.folds && (e.ops[last] === 'In' || e.ops[last] === 'NotIn'))
          e.comparators[last] = foldIterable(e.comparators[last]);
        return e;
      }
      case 'Subscript':
        e.value = this.expr(e.value);
        e.slice = this.expr(e.slice);
        return this.subscript(e);
      case 'Tuple': {
        this.list(e.elts);
        const items = this.folds && e.ctx === 'Load' ? constantItems(e.elts) : null;
        return items === null ? e : constant({ type: 'tuple', items }, e);
      }
      case 'List':
      case 'Set':
        this.list(e.elts);
        return e;
      case 'Dict':
        this.optionalList(e.keys);
        this.list(e.values);
        return e;
      case 'IfExp':
        e.test = this.expr(e.test);
        e.body = this.expr(e.body);
        e.orelse = this.expr(e.orelse);
        return e;
      case 'Lambda':
        this.arguments(e.args);
        e.body = this.expr(e.body);
        return e;
      case 'ListComp':
      case 'SetComp':
      case 'GeneratorExp':
        e.elt = this.expr(e.elt);
        this.generators(e.generators);
        return e;
      case 'DictComp':
        e.key = this.expr(e.key);
        e.value = this.expr(e.value);
        this.generators(e.generators);
        return e;
      case 'Await':
      case 'YieldFrom':
      case 'NamedExpr':
        e.value = this.expr(e.value);
        return e;
      case 'Yield':
        e.value = this.optional(e.value);
        return e;
      case 'FormattedValue':
      case 'Interpolation':
        e.value = this.expr(e.value);
        e.format_spec = this.optional(e.format_spec);
        return e;
      case 'JoinedStr':
      case 'TemplateStr':
        this.list(e.values);
        return e;
      case 'Slice':
        e.lower = this.optional(e.lower);
        e.upper = this.optional(e.upper);
        e.step = this.optional(e.step);
        return e;
    }
  }

  private generators(generators: ast.Comprehension[]): void {
    for (const g of generators) {
      g.target = this.expr(g.target);
      g.iter = this.expr(g.iter);
      if (this.folds) g.iter = foldIterable(g.iter);
      this.list(g.ifs);
    }
  }

  private binary(e: ast.BinOp): ast.Expr {
    if (!this.folds) return (!this.inPattern ? formatAsJoined(e) : foldedBinary(e)) ?? e;
    return foldedBinary(e) ?? e;
  }

  private unary(e: ast.UnaryOp): ast.Expr {
    if (!this.folds && !this.inPattern) return e;
    const operand = e.operand;
    if (operand.kind === 'Constant') {
      const value = foldUnary(e.op, operand.value);
      return value === null ? e : constant(value, e);
    }
    // `not a in b` is `a not in b`
    if (e.op === 'Not' && operand.kind === 'Compare' && operand.ops.length === 1) {
      const inverse = INVERSE[operand.ops[0]];
      // identity with a literal gets a warning, which is to name the operator that was written
      const warned = operand.ops[0].startsWith('Is') && (isLiteral(operand.left) || isLiteral(operand.comparators[0]));
      if (inverse !== undefined && !warned) {
        operand.ops[0] = inverse;
        return operand;
      }
    }
    return e;
  }

  private subscript(e: ast.Subscript): ast.Expr {
    if (!this.folds || e.ctx !== 'Load' || e.value.kind !== 'Constant' || e.slice.kind !== 'Constant') return e;
    const value = foldSubscript(e.value.value, e.slice.value);
    return value === null ? e : constant(value, e);
  }
}

function foldedBinary(e: ast.BinOp): ast.Constant | null {
  if (e.left.kind !== 'Constant' || e.right.kind !== 'Constant') return null;
  const value = foldBinary(e.op, e.left.value, e.right.value);
  return value === null ? null : constant(value, e);
}

/** A list or set display that is only iterated or searched can be a tuple or a frozenset. */
function foldIterable(e: ast.Expr): ast.Expr {
  if (e.kind === 'List') {
    if (e.elts.some((elt) => elt.kind === 'Starred')) return e;
    const items = constantItems(e.elts);
    if (items !== null) return constant({ type: 'tuple', items }, e);
    const { elts, lineno, col_offset, end_lineno, end_col_offset } = e;
    return { kind: 'Tuple', elts, ctx: 'Load', lineno, col_offset, end_lineno, end_col_offset };
  }
  if (e.kind === 'Set') {
    const items = constantItems(e.elts);
    if (items !== null) return constant(frozenset(items), e);
  }
  return e;
}

function isLiteral(e: ast.Expr): boolean {
  return e.kind === 'Constant' && !['None', 'bool', 'Ellipsis'].includes(e.value.type);
}

function isDocstring(s: ast.Stmt): boolean {
  return s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.type === 'str';
}
