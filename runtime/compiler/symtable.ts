/**
 * The first pass over the AST: which scopes there are and what each does with its names (CPython's symtable.c).
 *
 * Owns: scopes of modules, functions, classes, comprehensions, annotations and type parameters, and the syntax errors
 * found on the way. Must not know: code generation.
 * DIFFERS: comprehensions are functions of their own, as in CPython 3.9 (no inlining).
 */
import type * as ast from '../syntax/ast';
import { maybeMangle } from './mangle';
import { resolveScopes } from './resolveScopes';
import { Def, Scope, ScopeType, type ComprehensionType } from './scope';
import type { SourceText } from './sourceText';

export interface SymbolTable {
  readonly top: Scope;
  /** By the AST node that opens the scope; annotations by the `arguments` node, type parameters by their array. */
  readonly scopes: Map<object, Scope>;
  /** Scopes of type parameter defaults, by the type parameter. */
  readonly defaultScopes: Map<object, Scope>;
}

export interface SymtableOptions {
  futureAnnotations: boolean;
  allowTopLevelAwait: boolean;
}

export function buildSymbolTable(
  tree: ast.Module | ast.Interactive | ast.Expression,
  text: SourceText,
  options: SymtableOptions,
): SymbolTable {
  const builder = new SymtableBuilder(text, options);
  builder.visitModule(tree);
  resolveScopes(builder.top, text);
  return builder;
}

const NO_POSITION: ast.Positioned = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

class SymtableBuilder implements SymbolTable {
  readonly scopes = new Map<object, Scope>();
  readonly defaultScopes = new Map<object, Scope>();
  readonly top = new Scope('top', ScopeType.MODULE, null, NO_POSITION);
  private cur = this.top;
  private readonly stack: Scope[] = [this.top];
  private privateName: string | null = null;
  private futureEnd: ast.Positioned | null = null;

  constructor(
    private readonly text: SourceText,
    private readonly options: SymtableOptions,
  ) {}

  visitModule(tree: ast.Module | ast.Interactive | ast.Expression): void {
    this.scopes.set(tree, this.top);
    if (tree.kind === 'Expression') {
      this.expr(tree.body);
      return;
    }
    this.futureEnd = lastFutureImport(tree.body);
    this.stmts(tree.body);
  }

  // --- scopes ---

  private newScope(name: string, type: ScopeType, key: object | null, where: ast.Positioned): Scope {
    const prev = this.cur;
    const scope = new Scope(name, type, prev, where);
    scope.nested = prev.nested || prev.functionLike;
    if (type === ScopeType.FUNCTION && prev.type === ScopeType.CLASS) scope.method = true;
    if (key !== null) this.scopes.set(key, scope);
    return scope;
  }

  private enterExisting(scope: Scope): void {
    const prev = this.cur;
    this.stack.push(scope);
    scope.compIterExpr = prev.compIterExpr;
    if (prev.mangledNames !== null && scope.type !== ScopeType.CLASS) scope.mangledNames = prev.mangledNames;
    this.cur = scope;
  }

  private enter(name: string, type: ScopeType, key: object | null, where: ast.Positioned): Scope {
    const prev = this.cur;
    const scope = this.newScope(name, type, key, where);
    this.enterExisting(scope);
    // Under `from __future__ import annotations` annotations become strings: their names must not count.
    if (!(this.options.futureAnnotations && type === ScopeType.ANNOTATION)) prev.children.push(scope);
    if (type === ScopeType.ANNOTATION || type === ScopeType.TYPE_VARIABLE || type === ScopeType.TYPE_ALIAS) {
      this.define('.format', Def.PARAM, where);
      this.define('.format', Def.USE, where);
    }
    return scope;
  }

  private exit(): void {
    this.stack.pop();
    this.cur = this.stack[this.stack.length - 1];
  }

  private seeClassScope(where: ast.Positioned): void {
    this.cur.canSeeClassScope = true;
    this.define('__classdict__', Def.USE, where);
  }

  private error(message: string, where: ast.Positioned): never {
    throw this.text.error(message, where);
  }

  // --- names ---

  private lookup(scope: Scope, name: string): number {
    return scope.symbols.get(maybeMangle(this.privateName, scope, name)) ?? 0;
  }

  private define(name: string, flag: number, where: ast.Positioned, ctx: ast.ExprContext = 'Store'): void {
    if (flag & (Def.PARAM | Def.LOCAL | Def.IMPORT)) this.checkName(name, where, ctx);
    if (flag & Def.TYPE_PARAM) this.cur.mangledNames?.add(name);
    this.defineIn(this.cur, name, flag, where);
  }

  private defineIn(scope: Scope, name: string, flag: number, where: ast.Positioned): void {
    const mangled = maybeMangle(this.privateName, this.cur, name);
    const old = scope.symbols.get(mangled) ?? 0;
    if (flag & old & Def.PARAM) this.error(`duplicate argument '${name}' in function definition`, where);
    if (flag & old & Def.TYPE_PARAM) this.error(`duplicate type parameter '${name}'`, where);
    let value = old | flag;
    if (scope.compIterTarget) {
      if (value & (Def.GLOBAL | Def.NONLOCAL)) {
        this.error(`comprehension inner loop cannot rebind assignment expression target '${name}'`, where);
      }
      value |= Def.COMP_ITER;
    }
    if (value !== old) scope.symbols.set(mangled, value);
    if (flag & Def.PARAM) scope.varnames.push(mangled);
    else if (flag & Def.GLOBAL) this.top.symbols.set(mangled, (this.top.symbols.get(mangled) ?? 0) | flag);
  }

  private checkName(name: string, where: ast.Positioned, ctx: ast.ExprContext): void {
    if (name !== '__debug__') return;
    if (ctx === 'Store') this.error('cannot assign to __debug__', where);
    if (ctx === 'Del') this.error('cannot delete __debug__', where);
  }

  private directive(name: string, where: ast.Positioned): void {
    (this.cur.directives ??= []).push({ name: maybeMangle(this.privateName, this.cur, name), where });
  }

  // --- statements ---

  private stmts(list: ast.Stmt[]): void {
    for (let i = 0; i < list.length; i++) this.stmt(list[i]);
  }

  private exprs(list: (ast.Expr | null)[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i];
      if (e !== null) this.expr(e);
    }
  }

  private conditional(visit: () => void): void {
    const scope = this.cur;
    const before = scope.inConditionalBlock;
    scope.inConditionalBlock = true;
    visit();
    scope.inConditionalBlock = before;
  }

  private stmt(s: ast.Stmt): void {
    switch (s.kind) {
      case 'Expr':
        return this.expr(s.value);
      case 'Assign':
        this.exprs(s.targets);
        return this.expr(s.value);
      case 'Return':
        if (s.value !== null) {
          this.expr(s.value);
          this.cur.returnsValue = true;
        }
        return;
      case 'If':
      case 'While':
        this.expr(s.test);
        return this.conditional(() => {
          this.stmts(s.body);
          this.stmts(s.orelse);
        });
      case 'FunctionDef':
      case 'AsyncFunctionDef':
        return this.functionDef(s);
      case 'ClassDef':
        return this.classDef(s);
      case 'TypeAlias':
        return this.typeAlias(s);
      case 'Delete':
        return this.exprs(s.targets);
      case 'AnnAssign':
        return this.annAssign(s);
      case 'AugAssign':
        this.expr(s.target);
        return this.expr(s.value);
      case 'AsyncFor':
      case 'For':
        if (s.kind === 'AsyncFor') this.requireCoroutine("'async for' outside async function", s);
        this.expr(s.target);
        this.expr(s.iter);
        return this.conditional(() => {
          this.stmts(s.body);
          this.stmts(s.orelse);
        });
      case 'AsyncWith':
      case 'With':
        if (s.kind === 'AsyncWith') this.requireCoroutine("'async with' outside async function", s);
        return this.conditional(() => {
          for (const item of s.items) {
            this.expr(item.context_expr);
            if (item.optional_vars !== null) this.expr(item.optional_vars);
          }
          this.stmts(s.body);
        });
      case 'Match':
        this.expr(s.subject);
        return this.conditional(() => {
          for (const c of s.cases) {
            this.pattern(c.pattern);
            if (c.guard !== null) this.expr(c.guard);
            this.stmts(c.body);
          }
        });
      case 'Raise':
        if (s.exc !== null) this.expr(s.exc);
        if (s.cause !== null) this.expr(s.cause);
        return;
      case 'Try':
      case 'TryStar':
        return this.conditional(() => {
          this.stmts(s.body);
          for (const handler of s.handlers) {
            if (handler.type !== null) this.expr(handler.type);
            if (handler.name !== null) this.define(handler.name, Def.LOCAL, handler);
            this.stmts(handler.body);
          }
          this.stmts(s.orelse);
          this.stmts(s.finalbody);
        });
      case 'Assert':
        this.expr(s.test);
        if (s.msg !== null) this.expr(s.msg);
        return;
      case 'Import':
        for (const alias of s.names) this.alias(alias);
        return;
      case 'ImportFrom':
        for (const alias of s.names) this.alias(alias);
        return this.checkFutureImport(s);
      case 'Global':
      case 'Nonlocal':
        return this.declaration(s);
      case 'Pass':
      case 'Break':
      case 'Continue':
        return;
    }
  }

  private declaration(s: ast.Global | ast.Nonlocal): void {
    const word = s.kind === 'Global' ? 'global' : 'nonlocal';
    for (const name of s.names) {
      const flags = this.lookup(this.cur, name);
      if (flags & Def.PARAM) this.error(`name '${name}' is parameter and ${word}`, s);
      if (flags & Def.USE) this.error(`name '${name}' is used prior to ${word} declaration`, s);
      if (flags & Def.ANNOT) this.error(`annotated name '${name}' can't be ${word}`, s);
      if (flags & Def.LOCAL) this.error(`name '${name}' is assigned to before ${word} declaration`, s);
      this.define(name, s.kind === 'Global' ? Def.GLOBAL : Def.NONLOCAL, s);
      this.directive(name, s);
    }
  }

  private alias(alias: ast.Alias): void {
    const name = alias.asname ?? alias.name;
    if (name === '*') {
      if (this.cur.type !== ScopeType.MODULE) this.error('import * only allowed at module level', alias);
      return;
    }
    const dot = name.indexOf('.');
    this.define(dot < 0 ? name : name.slice(0, dot), Def.IMPORT, alias);
  }

  private checkFutureImport(s: ast.ImportFrom): void {
    if (s.module !== '__future__' || (s.level ?? 0) !== 0) return;
    const last = this.futureEnd;
    const late = last === null || s.lineno > last.lineno;
    if (late || (s.lineno === last.end_lineno && s.col_offset > last.end_col_offset)) {
      this.error('from __future__ imports must occur at the beginning of the file', s);
    }
  }

  private requireCoroutine(message: string, where: ast.Positioned): void {
    if (this.topLevelAwait()) this.cur.coroutine = true;
    if (!this.cur.coroutine) this.error(message, where);
  }

  private topLevelAwait(): boolean {
    return this.options.allowTopLevelAwait && this.cur.type === ScopeType.MODULE;
  }

  private inAsyncDef(): boolean {
    return this.cur.type === ScopeType.FUNCTION && this.cur.coroutine;
  }

  private functionDef(s: ast.FunctionDef | ast.AsyncFunctionDef): void {
    this.define(s.name, Def.LOCAL, s);
    this.exprs(s.args.defaults);
    this.exprs(s.args.kw_defaults);
    this.exprs(s.decorator_list);
    const generic = s.type_params.length > 0;
    if (generic) {
      const kwDefaults = s.args.kw_defaults.some((e) => e !== null);
      this.enterTypeParams(s, s.args.defaults.length > 0, kwDefaults);
    }
    const scope = this.newScope(s.name, ScopeType.FUNCTION, s, s);
    this.functionAnnotations(s);
    this.cur.children.push(scope);
    this.enterExisting(scope);
    scope.coroutine = s.kind === 'AsyncFunctionDef';
    this.params(s.args);
    this.stmts(s.body);
    this.exit();
    if (generic) this.exit();
  }

  private classDef(s: ast.ClassDef): void {
    this.define(s.name, Def.LOCAL, s);
    this.exprs(s.decorator_list);
    const outer = this.privateName;
    const generic = s.type_params.length > 0;
    if (generic) this.enterTypeParams(s, false, false);
    this.exprs(s.bases);
    this.keywords(s.keywords);
    this.enter(s.name, ScopeType.CLASS, s, s);
    this.privateName = s.name;
    if (generic) {
      this.define('__type_params__', Def.LOCAL, s);
      this.define('.type_params', Def.USE, s);
    }
    this.stmts(s.body);
    this.exit();
    if (generic) this.exit();
    this.privateName = outer;
  }

  private typeAlias(s: ast.TypeAlias): void {
    this.expr(s.name);
    const inClass = this.cur.type === ScopeType.CLASS;
    const generic = s.type_params.length > 0;
    if (generic) this.enterTypeParams(s, false, false);
    this.enter(aliasName(s), ScopeType.TYPE_ALIAS, s, s);
    if (inClass) this.seeClassScope(s.value);
    this.expr(s.value);
    this.exit();
    if (generic) this.exit();
  }

  private annAssign(s: ast.AnnAssign): void {
    this.cur.annotationsUsed = true;
    const target = s.target;
    if (target.kind === 'Name') {
      const flags = this.lookup(this.cur, target.id);
      if (flags & (Def.GLOBAL | Def.NONLOCAL) && this.cur !== this.top && s.simple !== 0) {
        this.error(`annotated name '${target.id}' can't be ${flags & Def.GLOBAL ? 'global' : 'nonlocal'}`, s);
      }
      if (s.simple !== 0) this.define(target.id, Def.ANNOT | Def.LOCAL, target);
      else if (s.value !== null) this.define(target.id, Def.LOCAL, target);
    } else {
      this.expr(target);
    }
    this.variableAnnotation(s);
    if (s.value !== null) this.expr(s.value);
  }

  private variableAnnotation(s: ast.AnnAssign): void {
    const owner = this.cur;
    const future = this.options.futureAnnotations;
    const type = owner.type;
    // A module may be seen half executed, so all of its annotations count as conditional.
    const conditional = (type === ScopeType.CLASS && owner.inConditionalBlock) || type === ScopeType.MODULE;
    if (conditional && !owner.hasConditionalAnnotations && !future) {
      owner.hasConditionalAnnotations = true;
      this.define('__conditional_annotations__', Def.USE, s.annotation);
    }
    if (s.simple !== 0 && s.target.kind === 'Name') {
      owner.annotations.set(s, conditional ? owner.conditionalAnnotations++ : -1);
    }
    if (owner.annotationBlock === null) {
      owner.annotationBlock = this.enter('__annotate__', ScopeType.ANNOTATION, null, s.annotation);
      if (type === ScopeType.CLASS && !future) this.seeClassScope(s.annotation);
    } else {
      this.enterExisting(owner.annotationBlock);
    }
    const unevaluated = type === ScopeType.FUNCTION;
    if (unevaluated) this.cur.inUnevaluatedAnnotation = true;
    this.expr(s.annotation);
    if (unevaluated) this.cur.inUnevaluatedAnnotation = false;
    this.exit();
  }

  private functionAnnotations(s: ast.FunctionDef | ast.AsyncFunctionDef): void {
    const a = s.args;
    if (!hasAnnotations(a, s.returns)) return;
    const inClass = this.cur.canSeeClassScope || this.cur.type === ScopeType.CLASS;
    this.enter('__annotate__', ScopeType.ANNOTATION, a, s);
    if (inClass) this.seeClassScope(s);
    this.cur.annotationsUsed = true;
    for (const arg of a.posonlyargs) if (arg.annotation !== null) this.expr(arg.annotation);
    for (const arg of a.args) if (arg.annotation !== null) this.expr(arg.annotation);
    if (a.vararg?.annotation) this.expr(a.vararg.annotation);
    if (a.kwarg?.annotation) this.expr(a.kwarg.annotation);
    for (const arg of a.kwonlyargs) if (arg.annotation !== null) this.expr(arg.annotation);
    if (s.returns !== null) this.expr(s.returns);
    this.exit();
  }

  private params(a: ast.Arguments): void {
    for (const arg of a.posonlyargs) this.define(arg.arg, Def.PARAM, arg);
    for (const arg of a.args) this.define(arg.arg, Def.PARAM, arg);
    for (const arg of a.kwonlyargs) this.define(arg.arg, Def.PARAM, arg);
    if (a.vararg !== null) {
      this.define(a.vararg.arg, Def.PARAM, a.vararg);
      this.cur.varargs = true;
    }
    if (a.kwarg !== null) {
      this.define(a.kwarg.arg, Def.PARAM, a.kwarg);
      this.cur.varkeywords = true;
    }
  }

  private enterTypeParams(
    s: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.TypeAlias,
    hasDefaults: boolean,
    hasKwDefaults: boolean,
  ): void {
    const inClass = this.cur.type === ScopeType.CLASS;
    this.enter(s.kind === 'TypeAlias' ? aliasName(s) : s.name, ScopeType.TYPE_PARAMETERS, s.type_params, s);
    if (inClass) this.seeClassScope(s);
    if (s.kind === 'ClassDef') {
      this.define('.type_params', Def.LOCAL, s);
      this.define('.type_params', Def.USE, s);
      this.define('.generic_base', Def.LOCAL, s);
      this.define('.generic_base', Def.USE, s);
    }
    if (hasDefaults) this.define('.defaults', Def.PARAM, s);
    if (hasKwDefaults) this.define('.kwdefaults', Def.PARAM, s);
    if (s.kind === 'ClassDef') {
      this.privateName = s.name;
      this.cur.mangledNames = new Set();
    }
    for (const param of s.type_params) this.typeParam(param);
  }

  private typeParam(p: ast.TypeParam): void {
    this.define(p.name, Def.TYPE_PARAM | Def.LOCAL, p);
    if (p.name === '__classdict__') this.error(`reserved name '${p.name}' cannot be used for type parameter`, p);
    if (p.kind === 'TypeVar' && p.bound !== null) {
      const info = p.bound.kind === 'Tuple' ? 'a TypeVar constraint' : 'a TypeVar bound';
      this.typeVariable(p.bound, p.name, info, this.scopes, p);
    }
    if (p.default_value !== null) {
      this.typeVariable(p.default_value, p.name, `a ${p.kind} default`, this.defaultScopes, p);
    }
  }

  private typeVariable(e: ast.Expr, name: string, info: string, into: Map<object, Scope>, key: object): void {
    const inClass = this.cur.canSeeClassScope;
    const scope = this.enter(name, ScopeType.TYPE_VARIABLE, null, e);
    into.set(key, scope);
    if (inClass) this.seeClassScope(e);
    scope.typeVariableInfo = info;
    this.expr(e);
    this.exit();
  }

  // --- patterns ---

  private pattern(p: ast.Pattern): void {
    switch (p.kind) {
      case 'MatchValue':
        return this.expr(p.value);
      case 'MatchSingleton':
        return;
      case 'MatchSequence':
      case 'MatchOr':
        for (const sub of p.patterns) this.pattern(sub);
        return;
      case 'MatchStar':
        if (p.name !== null) this.define(p.name, Def.LOCAL, p);
        return;
      case 'MatchMapping':
        this.exprs(p.keys);
        for (const sub of p.patterns) this.pattern(sub);
        if (p.rest !== null) this.define(p.rest, Def.LOCAL, p);
        return;
      case 'MatchClass':
        this.expr(p.cls);
        for (const sub of p.patterns) this.pattern(sub);
        p.kwd_attrs.forEach((name, i) => this.checkName(name, p.kwd_patterns[i], 'Store'));
        for (const sub of p.kwd_patterns) this.pattern(sub);
        return;
      case 'MatchAs':
        if (p.pattern !== null) this.pattern(p.pattern);
        if (p.name !== null) this.define(p.name, Def.LOCAL, p);
        return;
    }
  }

  // --- expressions ---

  private expr(e: ast.Expr): void {
    switch (e.kind) {
      case 'Name':
        return this.name(e);
      case 'Constant':
        return;
      case 'Attribute':
        this.checkName(e.attr, e, e.ctx);
        return this.expr(e.value);
      case 'Call':
        this.expr(e.func);
        this.exprs(e.args);
        return this.keywords(e.keywords);
      case 'BoolOp':
        return this.exprs(e.values);
      case 'BinOp':
        this.expr(e.left);
        return this.expr(e.right);
      case 'UnaryOp':
        return this.expr(e.operand);
      case 'Compare':
        this.expr(e.left);
        return this.exprs(e.comparators);
      case 'Subscript':
        this.expr(e.value);
        return this.expr(e.slice);
      case 'Tuple':
      case 'List':
      case 'Set':
        return this.exprs(e.elts);
      case 'Dict':
        this.exprs(e.keys);
        return this.exprs(e.values);
      case 'IfExp':
        this.expr(e.test);
        this.expr(e.body);
        return this.expr(e.orelse);
      case 'Lambda':
        this.exprs(e.args.defaults);
        this.exprs(e.args.kw_defaults);
        this.enter('<lambda>', ScopeType.FUNCTION, e, e);
        this.params(e.args);
        this.expr(e.body);
        return this.exit();
      case 'NamedExpr':
        return this.namedExpr(e);
      case 'ListComp':
        return this.comprehension(e, '<listcomp>', 'list', e.elt, null);
      case 'SetComp':
        return this.comprehension(e, '<setcomp>', 'set', e.elt, null);
      case 'GeneratorExp':
        return this.comprehension(e, '<genexpr>', 'generator', e.elt, null);
      case 'DictComp':
        return this.comprehension(e, '<dictcomp>', 'dict', e.key, e.value);
      case 'Yield':
      case 'YieldFrom':
        this.refuseInAnnotation('yield expression', e);
        if (e.value !== null) this.expr(e.value);
        this.cur.generator = true;
        if (this.cur.comprehension !== 'none') this.refuseYield(e);
        return;
      case 'Await':
        return this.awaitExpr(e);
      case 'FormattedValue':
      case 'Interpolation':
        this.expr(e.value);
        if (e.format_spec !== null) this.expr(e.format_spec);
        return;
      case 'JoinedStr':
      case 'TemplateStr':
        return this.exprs(e.values);
      case 'Starred':
        return this.expr(e.value);
      case 'Slice':
        if (e.lower !== null) this.expr(e.lower);
        if (e.upper !== null) this.expr(e.upper);
        if (e.step !== null) this.expr(e.step);
        return;
    }
  }

  private name(e: ast.Name): void {
    const scope = this.cur;
    if (scope.inUnevaluatedAnnotation) return;
    this.define(e.id, e.ctx === 'Load' ? Def.USE : Def.LOCAL, e, e.ctx);
    if (e.id === 'super' && e.ctx === 'Load' && scope.functionLike) this.define('__class__', Def.USE, e);
  }

  private keywords(keywords: ast.Keyword[]): void {
    for (const keyword of keywords) if (keyword.arg !== null) this.checkName(keyword.arg, keyword, 'Store');
    for (const keyword of keywords) this.expr(keyword.value);
  }

  private awaitExpr(e: ast.Await): void {
    this.refuseInAnnotation('await expression', e);
    if (!this.topLevelAwait()) {
      if (!this.cur.functionLike) this.error("'await' outside function", e);
      if (!this.inAsyncDef() && this.cur.comprehension === 'none') this.error("'await' outside async function", e);
    }
    this.expr(e.value);
    this.cur.coroutine = true;
  }

  private namedExpr(e: ast.NamedExpr): void {
    this.refuseInAnnotation('named expression', e);
    if (this.cur.compIterExpr > 0) {
      this.error('assignment expression cannot be used in a comprehension iterable expression', e);
    }
    if (this.cur.comprehension !== 'none' && e.target.kind === 'Name') this.bindOutsideComprehension(e.target);
    this.expr(e.value);
    this.expr(e.target);
  }

  /** PEP 572: the target of a walrus in a comprehension belongs to the scope around it. */
  private bindOutsideComprehension(target: ast.Name): void {
    const name = target.id;
    for (let i = this.stack.length - 1; i >= 0; i--) {
      const scope = this.stack[i];
      if (scope.comprehension !== 'none') {
        const flags = this.lookup(scope, name);
        if (flags & Def.COMP_ITER && flags & Def.LOCAL) {
          this.error(`assignment expression cannot rebind comprehension iteration variable '${name}'`, target);
        }
        continue;
      }
      if (scope.type === ScopeType.FUNCTION) {
        this.define(name, this.lookup(scope, name) & Def.GLOBAL ? Def.GLOBAL : Def.NONLOCAL, target);
        this.directive(name, target);
        return this.defineIn(scope, name, Def.LOCAL, target);
      }
      if (scope.type === ScopeType.MODULE) {
        this.define(name, Def.GLOBAL, target);
        this.directive(name, target);
        return this.defineIn(scope, name, Def.GLOBAL, target);
      }
      const place = WALRUS_REFUSED[scope.type];
      if (place !== undefined) {
        this.error(`assignment expression within a comprehension cannot be used ${place}`, target);
      }
    }
  }

  private refuseInAnnotation(what: string, e: ast.Positioned): void {
    switch (this.cur.type) {
      case ScopeType.ANNOTATION:
        return this.error(`${what} cannot be used within an annotation`, e);
      case ScopeType.TYPE_VARIABLE:
        return this.error(`${what} cannot be used within ${this.cur.typeVariableInfo}`, e);
      case ScopeType.TYPE_ALIAS:
        return this.error(`${what} cannot be used within a type alias`, e);
      case ScopeType.TYPE_PARAMETERS:
        return this.error(`${what} cannot be used within the definition of a generic`, e);
    }
  }

  private refuseYield(e: ast.Positioned): never {
    const kind = this.cur.comprehension;
    this.error(`'yield' inside ${kind === 'generator' ? 'generator expression' : `${kind} comprehension`}`, e);
  }

  private comprehension(
    e: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
    name: string,
    type: ComprehensionType,
    elt: ast.Expr,
    value: ast.Expr | null,
  ): void {
    const generators = e.generators;
    const outermost = generators[0];
    this.cur.compIterExpr++;
    this.expr(outermost.iter);
    this.cur.compIterExpr--;
    const scope = this.enter(name, ScopeType.FUNCTION, e, e);
    scope.comprehension = type;
    if (outermost.is_async !== 0) scope.coroutine = true;
    this.define('.0', Def.PARAM, e);
    scope.compIterTarget = true;
    this.expr(outermost.target);
    scope.compIterTarget = false;
    this.exprs(outermost.ifs);
    for (let i = 1; i < generators.length; i++) this.innerComprehension(generators[i]);
    if (value !== null) this.expr(value);
    this.expr(elt);
    scope.generator = type === 'generator';
    const isAsync = scope.coroutine && type !== 'generator';
    this.exit();
    if (!isAsync) return;
    if (!this.inAsyncDef() && this.cur.comprehension === 'none' && !this.topLevelAwait()) {
      this.error('asynchronous comprehension outside of an asynchronous function', e);
    }
    this.cur.coroutine = true;
  }

  private innerComprehension(c: ast.Comprehension): void {
    const scope = this.cur;
    scope.compIterTarget = true;
    this.expr(c.target);
    scope.compIterTarget = false;
    scope.compIterExpr++;
    this.expr(c.iter);
    scope.compIterExpr--;
    this.exprs(c.ifs);
    if (c.is_async !== 0) scope.coroutine = true;
  }
}

const WALRUS_REFUSED: { [type: number]: string } = {
  [ScopeType.CLASS]: 'in a class body',
  [ScopeType.TYPE_PARAMETERS]: 'within the definition of a generic',
  [ScopeType.TYPE_ALIAS]: 'in a type alias',
  [ScopeType.TYPE_VARIABLE]: 'in a TypeVar bound',
};

function aliasName(s: ast.TypeAlias): string {
  return s.name.kind === 'Name' ? s.name.id : '';
}

export function hasAnnotations(a: ast.Arguments, returns: ast.Expr | null): boolean {
  if (returns !== null || a.vararg?.annotation || a.kwarg?.annotation) return true;
  const annotated = (arg: ast.Arg) => arg.annotation !== null;
  return a.args.some(annotated) || a.posonlyargs.some(annotated) || a.kwonlyargs.some(annotated);
}

/** The last of the `from __future__` imports that begin a module (only a docstring may precede them). */
export function lastFutureImport(body: ast.Stmt[]): ast.ImportFrom | null {
  let last: ast.ImportFrom | null = null;
  for (let i = 0; i < body.length; i++) {
    const s = body[i];
    if (s.kind === 'ImportFrom' && s.module === '__future__' && (s.level ?? 0) === 0) last = s;
    else if (!(i === 0 && s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.type === 'str')) break;
  }
  return last;
}
