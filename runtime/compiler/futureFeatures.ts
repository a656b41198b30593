/**
 * `from __future__ import ...` (CPython's future.c).
 *
 * Owns: which features there are and their bits in co_flags. Must not know: what they change.
 */
import type * as ast from '../syntax/ast';
import type { SourceText } from './sourceText';

/** Features of `__future__`: those that are the language now have no bit that matters. */
const FEATURES = new Map<string, number>([
  ['nested_scopes', 0],
  ['generators', 0],
  ['division', 0x20000],
  ['absolute_import', 0x40000],
  ['with_statement', 0x80000],
  ['print_function', 0x100000],
  ['unicode_literals', 0x200000],
  ['barry_as_FLUFL', 0x400000],
  ['generator_stop', 0x800000],
  ['annotations', 0x1000000],
]);

/** Bits that CPython keeps in co_flags. */
const KEPT = 0x1000000 | 0x400000;

export function checkFutureImports(body: ast.Stmt[], text: SourceText): number {
  let flags = 0;
  for (let i = 0; i < body.length; i++) {
    const s = body[i];
    if (s.kind === 'ImportFrom' && s.module === '__future__' && (s.level ?? 0) === 0) {
      for (const alias of s.names) {
        const bit = FEATURES.get(alias.name);
        if (bit !== undefined) flags |= bit & KEPT;
        else if (alias.name === 'braces') throw text.error('not a chance', alias);
        else throw text.error(`future feature ${alias.name} is not defined`, alias);
      }
    } else if (!(i === 0 && s.kind === 'Expr' && s.value.kind === 'Constant' && s.value.value.type === 'str')) {
      break;
    }
  }
  return flags;
}
