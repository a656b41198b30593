/**
 * One scope of the symbol table: CPython's PySTEntryObject.
 *
 * Owns: the flags of a name, what is known of a scope. Must not know: how scopes are found in the AST (symtable.ts) or
 * resolved (resolveScopes.ts).
 */
import type { AnnAssign, Positioned } from '../syntax/ast';

/** How a name is bound or used in one scope; the resolved scope is kept above these bits. Numbers as in `_symtable`. */
export const Def = {
  GLOBAL: 1,
  LOCAL: 2,
  PARAM: 4,
  NONLOCAL: 8,
  USE: 16,
  FREE_CLASS: 64,
  IMPORT: 128,
  ANNOT: 256,
  COMP_ITER: 512,
  TYPE_PARAM: 1024,
  COMP_CELL: 2048,
  /** LOCAL | PARAM | IMPORT | TYPE_PARAM */
  BOUND: 2 | 4 | 128 | 1024,
} as const;

export const SCOPE_OFFSET = 12;

export const NameScope = { NONE: 0, LOCAL: 1, GLOBAL_EXPLICIT: 2, GLOBAL_IMPLICIT: 3, FREE: 4, CELL: 5 } as const;

/** Numbers as in `_symtable` (TYPE_FUNCTION ...). */
export const ScopeType = {
  FUNCTION: 0,
  CLASS: 1,
  MODULE: 2,
  ANNOTATION: 3,
  TYPE_ALIAS: 4,
  TYPE_PARAMETERS: 5,
  TYPE_VARIABLE: 6,
} as const;
export type ScopeType = (typeof ScopeType)[keyof typeof ScopeType];

export type ComprehensionType = 'none' | 'list' | 'set' | 'dict' | 'generator';

/** A `global` or `nonlocal` declaration, for errors found when scopes are resolved. */
export interface Directive {
  name: string;
  where: Positioned;
}

export class Scope {
  readonly symbols = new Map<string, number>();
  /** Parameters in order. */
  readonly varnames: string[] = [];
  readonly children: Scope[] = [];
  directives: Directive[] | null = null;

  nested = false;
  generator = false;
  coroutine = false;
  comprehension: ComprehensionType = 'none';
  varargs = false;
  varkeywords = false;
  returnsValue = false;
  method = false;
  needsClassClosure = false;
  needsClassDict = false;
  compIterTarget = false;
  compIterExpr = 0;
  annotationsUsed = false;
  canSeeClassScope = false;
  inConditionalBlock = false;
  inUnevaluatedAnnotation = false;
  hasConditionalAnnotations = false;
  /** The scope of the annotations of a module or class; function annotations are found by their `arguments` node. */
  annotationBlock: Scope | null = null;
  /**
   * Annotated names of a module or class in order, for its `__annotate__`; with their index in
   * `__conditional_annotations__`, or -1 for those that are always there.
   */
  readonly annotations = new Map<AnnAssign, number>();
  conditionalAnnotations = 0;
  /** In the type parameter scope of a class: the only names that are mangled. */
  mangledNames: Set<string> | null = null;
  /** 'a TypeVar bound' and the like. */
  typeVariableInfo = '';

  constructor(
    readonly name: string,
    readonly type: ScopeType,
    readonly parent: Scope | null,
    readonly where: Positioned | null,
  ) {}

  get functionLike(): boolean {
    return this.type !== ScopeType.CLASS && this.type !== ScopeType.MODULE;
  }

  /** The resolved scope of an already mangled name. */
  scopeOf(name: string): number {
    return (this.symbols.get(name) ?? 0) >> SCOPE_OFFSET;
  }
}
