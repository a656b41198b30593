/** The token stream of `tokenize`: numbers of CPython 3.14's `token`. */

import assert from 'node:assert/strict';
import { tokenStream } from '../../runtime/syntax/tokenizeIter';

function rows(source: string, extra: boolean): string[] {
  const { tokens, error } = tokenStream(source, extra);
  const lines = tokens.map((t) => `${t.type} ${JSON.stringify(t.text)} ${t.line},${t.col}-${t.endLine},${t.endCol}`);
  return error === null ? lines : [...lines, error.msg];
}

describe('tokenStream', () => {
  it('gives comments and newlines without meaning only when asked for', () => {
    assert.deepEqual(rows('# c\nx\n', true), [
      '65 "# c" 1,0-1,3',
      '66 "\\n" 1,3-1,4',
      '1 "x" 2,0-2,1',
      '4 "\\n" 2,1-2,2',
      '0 "" 3,0-3,0',
    ]);
    assert.deepEqual(rows('# c\nx\n', false), ['1 "x" 2,0-2,1', '4 "" 2,1-2,1', '0 "" 2,-1-2,-1']);
  });

  it('adds an empty newline behind a last line without one', () => {
    assert.deepEqual(rows('x', true), ['1 "x" 1,0-1,1', '4 "" 1,1-1,2', '0 "" 2,0-2,0']);
  });

  it('splits f-strings', () => {
    const texts = tokenStream('f"a{b:>{c}}"\n', true).tokens.map((t) => t.text);
    assert.deepEqual(texts, ['f"', 'a', '{', 'b', ':', '>', '{', 'c', '}', '', '}', '"', '\n', '']);
  });

  it('keeps \\r\\n', () => {
    assert.deepEqual(rows('a\r\n', true), ['1 "a" 1,0-1,1', '4 "\\r\\n" 1,1-1,3', '0 "" 2,0-2,0']);
  });

  it('ends with an error inside brackets', () => {
    assert.equal(rows('(a\n', true).at(-1), 'unexpected EOF in multi-line statement');
  });
});
