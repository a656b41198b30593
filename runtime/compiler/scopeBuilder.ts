/**
 * What all of the symbol table's first pass needs: entering scopes and noting what they do with names.
 *
 * Owns: the stack of scopes and name flags. Must not know: which syntax opens a scope or binds a name.
 */
import type * as ast from '../syntax/ast';
import { maybeMangle } from './mangle';
import { Def, Scope, ScopeType } from './scope';
import type { SourceText } from './sourceText';

export interface SymtableOptions {
  futureAnnotations: boolean;
  allowTopLevelAwait: boolean;
}

const NO_POSITION: ast.Positioned = { lineno: 0, col_offset: 0, end_lineno: 0, end_col_offset: 0 };

export class ScopeBuilder {
  readonly scopes = new Map<object, Scope>();
  readonly top = new Scope('top', ScopeType.MODULE, null, NO_POSITION);
  protected cur = this.top;
  protected readonly stack: Scope[] = [this.top];
  protected privateName: string | null = null;

  constructor(
    protected readonly text: SourceText,
    protected readonly options: SymtableOptions,
  ) {}

  // --- scopes ---

  protected newScope(name: string, type: ScopeType, key: object | null, where: ast.Positioned): Scope {
    const prev = this.cur;
    const scope = new Scope(name, type, prev, where);
    scope.nested = prev.nested || prev.functionLike;
    if (type === ScopeType.FUNCTION && prev.type === ScopeType.CLASS) scope.method = true;
    if (key !== null) this.scopes.set(key, scope);
    return scope;
  }

  protected enterExisting(scope: Scope): void {
    const prev = this.cur;
    this.stack.push(scope);
    scope.compIterExpr = prev.compIterExpr;
    if (prev.mangledNames !== null && scope.type !== ScopeType.CLASS) scope.mangledNames = prev.mangledNames;
    this.cur = scope;
  }

  protected enter(name: string, type: ScopeType, key: object | null, where: ast.Positioned): Scope {
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

  protected exit(): void {
    this.stack.pop();
    this.cur = this.stack[this.stack.length - 1];
  }

  protected seeClassScope(where: ast.Positioned): void {
    this.cur.canSeeClassScope = true;
    this.define('__classdict__', Def.USE, where);
  }

  protected error(message: string, where: ast.Positioned): never {
    throw this.text.error(message, where);
  }

  // --- names ---

  protected lookup(scope: Scope, name: string): number {
    return scope.symbols.get(maybeMangle(this.privateName, scope, name)) ?? 0;
  }

  protected define(name: string, flag: number, where: ast.Positioned, ctx: ast.ExprContext = 'Store'): void {
    if (flag & (Def.PARAM | Def.LOCAL | Def.IMPORT)) this.checkName(name, where, ctx);
    if (flag & Def.TYPE_PARAM) this.cur.mangledNames?.add(name);
    this.defineIn(this.cur, name, flag, where);
  }

  protected defineIn(scope: Scope, name: string, flag: number, where: ast.Positioned): void {
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

  protected checkName(name: string, where: ast.Positioned, ctx: ast.ExprContext): void {
    if (name !== '__debug__') return;
    if (ctx === 'Store') this.error('cannot assign to __debug__', where);
    if (ctx === 'Del') this.error('cannot delete __debug__', where);
  }

  protected directive(name: string, where: ast.Positioned): void {
    (this.cur.directives ??= []).push({ name: maybeMangle(this.privateName, this.cur, name), where });
  }

  protected topLevelAwait(): boolean {
    return this.options.allowTopLevelAwait && this.cur.type === ScopeType.MODULE;
  }

  protected inAsyncDef(): boolean {
    return this.cur.type === ScopeType.FUNCTION && this.cur.coroutine;
  }
}
