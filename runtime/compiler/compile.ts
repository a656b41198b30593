/**
 * The compiler's entry: from an AST to the code object of a module.
 *
 * Owns: the order of the passes. Must not know: how code runs.
 */
import type { Code } from '../bytecode/code';
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import { beginConditionalAnnotations, scopeAnnotations } from './annotations';
import { visitBody } from './body';
import { CodeGenerator } from './codeGenerator';
import type { CompileOptions, CompilerWarning } from './compileOptions';
import { visitExpression } from './expressions';
import { preprocess } from './preprocess';
import { SourceText } from './sourceText';
import { visitStatement } from './statements';
import { buildSymbolTable } from './symtable';
import { checkFutureImports } from './futureFeatures';

export type { CompileOptions, CompilerWarning } from './compileOptions';

class ModuleGenerator extends CodeGenerator {
  visitExpr(e: ast.Expr): void {
    visitExpression(this, e);
  }

  visitStmt(s: ast.Stmt): void {
    visitStatement(this, s);
  }
}

/** Compiles a tree. Throws PySyntaxError. The tree is changed: constants are folded in place. */
export function compileModule(tree: ast.Module | ast.Expression | ast.Interactive, given: CompileOptions): Code {
  const text = new SourceText(given.filename, given.source);
  const future = tree.kind === 'Expression' ? 0 : checkFutureImports(tree.body, text);
  const options = withDefaults(given, future);
  preprocess(tree, options);
  const symbols = buildSymbolTable(tree, text, {
    futureAnnotations: options.futureAnnotations === true,
    allowTopLevelAwait: options.allowTopLevelAwait === true,
  });
  text.stage = 'compiler';
  const c = new ModuleGenerator(text, symbols, options);
  const start = tree.kind === 'Expression' ? tree.body : (tree.body[0] ?? NO_STATEMENT);
  c.enterScope('module', '<module>', symbols.top, start, 1);
  if (tree.kind === 'Expression') {
    c.visitExpr(tree.body);
    c.emit(Op.RETURN_VALUE);
  } else {
    c.setLine(start.lineno);
    scopeAnnotations(c, '__annotate__', start, start.lineno);
    beginConditionalAnnotations(c);
    if (tree.kind === 'Module') visitBody(c, tree.body);
    else c.visitStmts(tree.body);
  }
  return c.exitScope();
}

const NO_STATEMENT: ast.Positioned = { lineno: 1, col_offset: 0, end_lineno: 1, end_col_offset: 0 };

/** CO_FUTURE_ANNOTATIONS */
const FUTURE_ANNOTATIONS = 0x1000000;

function withDefaults(given: CompileOptions, future: number): CompileOptions {
  const seen = new Set<string>();
  const flags = (given.extraFlags ?? 0) | future | (given.futureAnnotations === true ? FUTURE_ANNOTATIONS : 0);
  return {
    ...given,
    futureAnnotations: (flags & FUTURE_ANNOTATIONS) !== 0,
    extraFlags: flags,
    // `finally` bodies are compiled more than once, but their warnings are to be heard once
    warn: (warning: CompilerWarning) => {
      const key = `${warning.lineno}:${warning.col_offset}:${warning.message}`;
      if (seen.has(key)) return;
      seen.add(key);
      given.warn?.(warning);
    },
  };
}
