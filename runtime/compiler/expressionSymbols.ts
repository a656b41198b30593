/**
 * The symbol table's first pass over expressions and patterns.
 *
 * Owns: comprehensions, lambdas, walruses, and what may not stand where (await, yield). Must not know: statements.
 * DIFFERS: comprehensions are functions of their own, as in CPython 3.9 (no inlining).
 */
import type * as ast from '../syntax/ast';
import { type ComprehensionType, Def, ScopeType } from './scope';
import { ScopeBuilder } from './scopeBuilder';

export class ExpressionSymbols extends ScopeBuilder {
  protected exprs(list: (ast.Expr | null)[]): void {
    for (let i = 0; i < list.length; i++) {
      const e = list[i];
      if (e !== null) this.expr(e);
    }
  }

  protected params(a: ast.Arguments): void {
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

  // --- patterns ---

  protected pattern(p: ast.Pattern): void {
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

  protected expr(e: ast.Expr): void {
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

  protected keywords(keywords: ast.Keyword[]): void {
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
