/** Sources that are huge or nested deeply end in CPython's errors, never in a stack overflow of ours. */

import assert from 'node:assert/strict';
import { parseModule } from '../../runtime/syntax/parser';
import { PySyntaxError } from '../../runtime/syntax/syntaxError';

function messageOf(source: string): string {
  try {
    parseModule(source, '<test>');
  } catch (error) {
    assert.ok(error instanceof PySyntaxError);
    return `${error.type}: ${error.msg}`;
  }
  return 'accepted';
}

describe('limits of the parser', () => {
  it('are 200 open brackets', () => {
    assert.equal(messageOf('('.repeat(200) + '1' + ')'.repeat(200)), 'accepted');
    assert.equal(messageOf('('.repeat(201) + '1' + ')'.repeat(201)), 'SyntaxError: too many nested parentheses');
  });

  it('are 100 levels of indentation', () => {
    const nested = (depth: number): string =>
      Array.from({ length: depth }, (_, i) => ' '.repeat(i) + 'if 1:\n').join('') + ' '.repeat(depth) + 'x';
    assert.equal(messageOf(nested(99)), 'accepted');
    assert.equal(messageOf(nested(100)), 'IndentationError: too many levels of indentation');
  });

  it('turn a stack overflow into a MemoryError', () => {
    assert.equal(messageOf('-'.repeat(1_000_000) + '1'), 'MemoryError: Parser stack overflowed - Memory Error');
  });

  it('do not concern long sums and attribute chains', () => {
    assert.equal(messageOf('1+'.repeat(20_000) + '1'), 'accepted');
    assert.equal(messageOf('a' + '.b'.repeat(20_000)), 'accepted');
  });

  it('find an error behind thousands of right statements', () => {
    assert.equal(
      messageOf('def f():\n' + '    x = [1, {"a": b}]\n'.repeat(3000) + '    x y\n'),
      'SyntaxError: invalid syntax',
    );
  });
});
