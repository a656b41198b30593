/**
 * The second pass of the symbol table: decides for each name whether it is local, cell, free or global
 * (CPython's analyze_block).
 *
 * Owns: name resolution across scopes. Must not know: the AST.
 */
import { Def, NameScope, type Scope, SCOPE_OFFSET, ScopeType } from './scope';
import type { SourceText } from './sourceText';

type Names = Set<string>;

export function resolveScopes(top: Scope, text: SourceText): void {
  new Resolver(text).resolve(top, null, new Set(), new Set(), new Set(), null);
}

class Resolver {
  constructor(private readonly text: SourceText) {}

  /** Resolves a scope and its children; adds to `free` the names that they need from outside. */
  resolve(
    scope: Scope,
    bound: Names | null,
    free: Names,
    global: Names,
    typeParams: Names,
    classEntry: Scope | null,
  ): void {
    const isClass = scope.type === ScopeType.CLASS;
    const local: string[] = [];
    const resolved = new Map<string, number>();
    // Global statements in a class do not reach its methods, so copy before its names are resolved.
    const inner = new Set<string>(isClass ? bound : null);
    const innerGlobal = new Set<string>(isClass ? global : null);
    for (const [name, flags] of scope.symbols) {
      resolved.set(name, this.resolveName(scope, name, flags, bound, local, free, global, typeParams, classEntry));
    }
    if (isClass) {
      inner.add('__class__');
      inner.add('__classdict__');
      inner.add('__conditional_annotations__');
    } else {
      if (scope.functionLike) for (const name of local) inner.add(name);
      if (bound !== null) for (const name of bound) inner.add(name);
      for (const name of global) innerGlobal.add(name);
    }

    const innerFree = new Set<string>();
    for (const child of scope.children) {
      const entry = child.canSeeClassScope ? (isClass ? scope : classEntry) : null;
      // What one child adds to the sets must not reach its siblings.
      this.resolve(child, new Set(inner), innerFree, new Set(innerGlobal), new Set(typeParams), entry);
    }

    if (scope.functionLike) {
      for (const [name, kind] of resolved) {
        if (kind === NameScope.LOCAL && innerFree.delete(name)) resolved.set(name, NameScope.CELL);
      }
    } else if (isClass) {
      if (innerFree.delete('__class__')) scope.needsClassClosure = true;
      if (innerFree.delete('__classdict__')) scope.needsClassDict = true;
      if (innerFree.delete('__conditional_annotations__')) scope.hasConditionalAnnotations = true;
    }
    this.update(scope, resolved, bound, innerFree, isClass);
    for (const name of innerFree) free.add(name);
  }

  private update(
    scope: Scope,
    resolved: Map<string, number>,
    bound: Names | null,
    free: Names,
    isClass: boolean,
  ): void {
    const symbols = scope.symbols;
    for (const [name, kind] of resolved) symbols.set(name, symbols.get(name)! | (kind << SCOPE_OFFSET));
    for (const name of free) {
      const flags = symbols.get(name);
      if (flags !== undefined) {
        // A name of the class body may be free in a method without being free in the class; likewise in the scopes
        // that see the class, where it may stand for the class's own name.
        const own = isClass ? (flags & (Def.BOUND | Def.GLOBAL)) !== 0 : scope.canSeeClassScope;
        if (own) symbols.set(name, flags | Def.FREE_CLASS);
      } else if (bound?.has(name) === true) {
        symbols.set(name, NameScope.FREE << SCOPE_OFFSET);
      }
    }
  }

  private resolveName(
    scope: Scope,
    name: string,
    flags: number,
    bound: Names | null,
    local: string[],
    free: Names,
    global: Names,
    typeParams: Names,
    classEntry: Scope | null,
  ): number {
    if (flags & Def.GLOBAL) {
      if (flags & Def.NONLOCAL) throw this.errorAt(scope, name, `name '${name}' is nonlocal and global`);
      global.add(name);
      bound?.delete(name);
      return NameScope.GLOBAL_EXPLICIT;
    }
    if (flags & Def.NONLOCAL) {
      if (bound === null) throw this.errorAt(scope, name, 'nonlocal declaration not allowed at module level');
      if (!bound.has(name)) throw this.errorAt(scope, name, `no binding for nonlocal '${name}' found`);
      if (typeParams.has(name)) {
        throw this.errorAt(scope, name, `nonlocal binding not allowed for type parameter '${name}'`);
      }
      free.add(name);
      return NameScope.FREE;
    }
    if (flags & Def.BOUND) {
      local.push(name);
      global.delete(name);
      if (flags & Def.TYPE_PARAM) typeParams.add(name);
      else typeParams.delete(name);
      return NameScope.LOCAL;
    }
    if (classEntry !== null) {
      const inClass = classEntry.symbols.get(name) ?? 0;
      if (inClass & Def.GLOBAL) return NameScope.GLOBAL_EXPLICIT;
      if (inClass & Def.BOUND && !(inClass & Def.NONLOCAL)) return NameScope.GLOBAL_IMPLICIT;
    }
    if (bound?.has(name) === true) {
      free.add(name);
      return NameScope.FREE;
    }
    return NameScope.GLOBAL_IMPLICIT;
  }

  private errorAt(scope: Scope, name: string, message: string): Error {
    const directive = scope.directives?.find((d) => d.name === name);
    return this.text.error(message, directive?.where ?? scope.where);
  }
}
