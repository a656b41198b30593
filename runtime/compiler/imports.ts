/** Import statements. Owns: binding of modules and their names. Must not know: how modules are found. */
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { intConst, strTuple } from './constantTable';

export function visitImport(c: CodeGenerator, s: ast.Import): void {
  for (const alias of s.names) {
    c.emitConst(intConst(0));
    c.emitNone();
    c.emitName(Op.IMPORT_NAME, alias.name);
    if (alias.asname !== null) importAs(c, alias.name, alias.asname);
    else c.storeName(alias.name.split('.', 1)[0]);
  }
}

/** `import a.b.c as m` binds the last module of the path. */
function importAs(c: CodeGenerator, name: string, asname: string): void {
  const parts = name.split('.');
  for (let i = 1; i < parts.length; i++) {
    if (i > 1) {
      c.emit(Op.ROT_TWO);
      c.emit(Op.POP_TOP);
    }
    c.emitName(Op.IMPORT_FROM, parts[i]);
  }
  c.storeName(asname);
  if (parts.length > 1) c.emit(Op.POP_TOP);
}

export function visitImportFrom(c: CodeGenerator, s: ast.ImportFrom): void {
  c.emitConst(intConst(s.level ?? 0));
  c.emitConst(strTuple(s.names.map((alias) => alias.name)));
  c.emitName(Op.IMPORT_NAME, s.module ?? '');
  if (s.names[0].name === '*') return c.emit(Op.IMPORT_STAR);
  for (const alias of s.names) {
    c.emitName(Op.IMPORT_FROM, alias.name);
    c.storeName(alias.asname ?? alias.name);
  }
  c.emit(Op.POP_TOP);
}
