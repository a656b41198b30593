/** Trees that a program builds itself: what CPython refuses, with its messages; and that the library's own trees pass. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { InvalidTree, validateTree } from '../../runtime/compiler/validateTree';
import type * as ast from '../../runtime/syntax/ast';
import { parseModule } from '../../runtime/syntax/parser';

/** The message that a tree gets after `change`, or 'valid'. */
function verdict(source: string, change: (s: never) => void): string {
  const tree = parseModule(`${source}\n`, 'test.py');
  change(tree.body[0] as never);
  try {
    validateTree(tree);
  } catch (error) {
    if (error instanceof InvalidTree) return `${error.type}: ${error.message}`;
    throw error;
  }
  return 'valid';
}

describe('the validation of trees', () => {
  it('accepts what the parser makes', () => {
    const source = readFileSync('test/bytecode/listings/exceptions.py', 'utf8');
    validateTree(parseModule(source, 'exceptions.py'));
    const patterns = 'match x:\n    case [1, -2, *a] | {"k": b.c, **d} | C(e=None) as f: pass\n';
    validateTree(parseModule(patterns, 'patterns.py'));
  });

  it('refuses empty bodies and lists', () => {
    assert.equal(
      verdict('def f(): pass', (s: ast.FunctionDef) => (s.body = [])),
      'ValueError: empty body on FunctionDef',
    );
    assert.equal(
      verdict('del a', (s: ast.Delete) => (s.targets = [])),
      'ValueError: empty targets on Delete',
    );
    assert.equal(
      verdict('import a', (s: ast.Import) => (s.names = [])),
      'ValueError: empty names on Import',
    );
  });

  it('refuses contexts that do not fit', () => {
    assert.equal(
      verdict('a = b', (s: ast.Assign) => ((s.targets[0] as ast.Name).ctx = 'Load')),
      'ValueError: expression must have Store context but has Load instead',
    );
    assert.equal(
      verdict('a = 1', (s: ast.Assign) => (s.targets = [s.value])),
      "ValueError: expression which can't be assigned to in Store context",
    );
  });

  it('refuses names of constants', () => {
    assert.equal(
      verdict('a', (s: ast.ExprStmt) => ((s.value as ast.Name).id = 'None')),
      "ValueError: identifier field can't represent 'None' constant",
    );
  });

  it('refuses positions that run backwards', () => {
    assert.equal(
      verdict('abc', (s: ast.ExprStmt) => (s.value.end_col_offset = -1)),
      'ValueError: line 1, column 0--1 is not a valid range',
    );
  });

  it('refuses patterns that are not', () => {
    const change = (s: ast.Match) => {
      const p = s.cases[0].pattern as ast.MatchOr;
      p.patterns.pop();
    };
    assert.equal(verdict('match x:\n    case 1 | 2: pass', change), 'ValueError: MatchOr requires at least 2 patterns');
  });

  it('refuses handlers where there are none', () => {
    assert.equal(
      verdict('try: pass\nexcept: pass', (s: ast.Try) => (s.handlers = [])),
      'ValueError: Try has neither except handlers nor finalbody',
    );
  });
});
