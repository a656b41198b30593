/** Messages and places of syntax errors: each row is what CPython 3.14.2 answers. */

import assert from 'node:assert/strict';
import { parseExpression, parseInteractive, parseModule } from '../../runtime/syntax/parser';
import { PySyntaxError } from '../../runtime/syntax/syntaxError';

type Row = [
  source: string,
  type: string,
  message: string,
  line: number,
  column: number,
  endLine: number,
  endColumn: number,
];

const ROWS: Row[] = [
  ['x y', 'SyntaxError', 'invalid syntax', 1, 3, 1, 4],
  ['é y é\n', 'SyntaxError', 'invalid syntax', 1, 3, 1, 4],
  ['x = (', 'SyntaxError', "'(' was never closed", 1, 5, 1, 0],
  ['f(a b)', 'SyntaxError', 'invalid syntax. Perhaps you forgot a comma?', 1, 3, 1, 6],
  ['if x\n  y', 'SyntaxError', "expected ':'", 1, 5, 1, 6],
  ['def f():\npass', 'IndentationError', 'expected an indented block after function definition on line 1', 2, 1, 2, 5],
  ['x = 1\n y = 2', 'IndentationError', 'unexpected indent', 2, 1, 2, -1],
  ['if 1:\n\ta\n        b', 'TabError', 'inconsistent use of tabs and spaces in indentation', 3, 1, 3, 0],
  ['f() = 1', 'SyntaxError', "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1, 1, 4],
  ['print 1', 'SyntaxError', "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1, 1, 8],
  ['f(a=1, b)', 'SyntaxError', 'positional argument follows keyword argument', 1, 9, 1, 10],
  ['{1:2, 3}', 'SyntaxError', "':' expected after dictionary key", 1, 7, 1, 0],
  ['f"{}"', 'SyntaxError', "f-string: valid expression required before '}'", 1, 4, 1, 5],
  ['f"{a!z}"', 'SyntaxError', "f-string: invalid conversion character 'z': expected 's', 'r', or 'a'", 1, 6, 1, 7],
  ['"abc', 'SyntaxError', 'unterminated string literal (detected at line 1)', 1, 1, 1, 1],
  ['1__0', 'SyntaxError', 'invalid decimal literal', 1, 2, 1, 2],
  ['(]', 'SyntaxError', "closing parenthesis ']' does not match opening parenthesis '('", 1, 2, 1, 2],
  ['uf""', 'SyntaxError', "'u' and 'f' prefixes are incompatible", 1, 1, 1, 3],
  ['t"{x}" "a"', 'SyntaxError', 'cannot mix t-string literals with string or bytes literals', 1, 1, 1, 11],
  ['try: pass', 'SyntaxError', "expected 'except' or 'finally' block", 1, 10, 1, -1],
  ['a b\n0_', 'SyntaxError', 'invalid decimal literal', 2, 2, 2, 2],
];

function errorOf(run: () => unknown): PySyntaxError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof PySyntaxError);
    return error;
  }
  return assert.fail('no error');
}

describe('syntax errors', () => {
  for (const [source, ...expected] of ROWS) {
    it(JSON.stringify(source), () => {
      const { type, msg, lineno, offset, end_lineno, end_offset } = errorOf(() => parseModule(source, '<test>'));
      assert.deepEqual([type, msg, lineno, offset, end_lineno, end_offset], expected);
    });
  }

  it('carry the line of the source', () => {
    assert.equal(errorOf(() => parseModule('pass\nx y\n', '<test>')).text, 'x y\n');
  });

  it('end where the text ends without a newline in eval mode', () => {
    const { lineno, offset, text } = errorOf(() => parseExpression('1 +', '<test>'));
    assert.deepEqual([lineno, offset, text], [1, 0, '1 +']);
  });

  it('have no place for null bytes', () => {
    const { msg, lineno } = errorOf(() => parseModule('a\0b', '<test>'));
    assert.deepEqual([msg, lineno], ['source code string cannot contain null bytes', null]);
  });

  it('say that more input could help', () => {
    const options = { allowIncompleteInput: true, dontImplyDedent: true };
    assert.equal(errorOf(() => parseInteractive('if x:\n', '<test>', options)).type, '_IncompleteInputError');
    assert.equal(errorOf(() => parseInteractive('x = )\n', '<test>', options)).type, 'SyntaxError');
  });

  it('refuse a second statement in single mode', () => {
    const { msg } = errorOf(() => parseInteractive('a\nb\n', '<test>'));
    assert.equal(msg, 'multiple statements found while compiling a single statement');
  });
});
