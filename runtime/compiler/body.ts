/** The body of a module or class. Owns: docstring and annotation set-up. Must not know: single statements. */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { strConst } from './constantTable';
import { cleanDocstring, docstringOf } from './docstring';

export function visitBody(c: CodeGenerator, body: ast.Stmt[]): void {
  if (c.options.futureAnnotations === true && c.unit.scope.annotationBlock !== null) c.emit(Op.SETUP_ANNOTATIONS);
  let first = 0;
  if (c.options.optimize < 2) {
    const docstring = docstringOf(body);
    if (docstring !== null) {
      const statement = body[0];
      first = 1;
      const line = c.line;
      c.location = statement;
      c.changeLine(statement.lineno);
      c.emitConst(strConst(cleanDocstring(docstring)));
      c.changeLine(line);
      c.storeName('__doc__');
    }
  }
  for (let i = first; i < body.length; i++) c.visitStmt(body[i]);
}
