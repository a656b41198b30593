/**
 * The first pass over the AST: which scopes there are and what each does with its names (CPython's symtable.c).
 *
 * Owns: statements, and the scopes of modules, functions, classes, annotations and type parameters. Must not know: code
 * generation.
 */
import type * as ast from '../syntax/ast';
import { ExpressionSymbols } from './expressionSymbols';
import { resolveScopes } from './resolveScopes';
import { Def, type Scope, ScopeType } from './scope';
import type { SymtableOptions } from './scopeBuilder';
import type { SourceText } from './sourceText';

export interface SymbolTable {
  readonly top: Scope;
  /** By the AST node that opens the scope; annotations by the `arguments` node, type parameters by their array. */
  readonly scopes: Map<object, Scope>;
  /** Scopes of type parameter defaults, by the type parameter. */
  readonly defaultScopes: Map<object, Scope>;
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

class SymtableBuilder extends ExpressionSymbols implements SymbolTable {
  readonly defaultScopes = new Map<object, Scope>();
  private futureEnd: ast.Positioned | null = null;

  visitModule(tree: ast.Module | ast.Interactive | ast.Expression): void {
    this.scopes.set(tree, this.top);
    if (tree.kind === 'Expression') {
      this.expr(tree.body);
      return;
    }
    this.futureEnd = lastFutureImport(tree.body);
    this.stmts(tree.body);
  }

  // --- statements ---

  private stmts(list: ast.Stmt[]): void {
    for (let i = 0; i < list.length; i++) this.stmt(list[i]);
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
    if (conditional && !owner.hasConditionalAnnotations) {
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
    if (conditional && !future) this.define('__conditional_annotations__', Def.USE, s.annotation);
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
}

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
