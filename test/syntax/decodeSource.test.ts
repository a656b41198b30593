/** From the bytes of a source file to its text. */

import assert from 'node:assert/strict';
import { declaredEncoding, decodeSource } from '../../runtime/syntax/decodeSource';
import { PySyntaxError } from '../../runtime/syntax/syntaxError';

function bytes(...parts: (string | number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
}

function messageOf(source: Uint8Array): string {
  try {
    decodeSource(source, '<test>');
  } catch (error) {
    assert.ok(error instanceof PySyntaxError);
    return `${error.msg} ${error.lineno},${error.offset}`;
  }
  return 'decoded';
}

describe('decodeSource', () => {
  it('reads UTF-8 by default and drops the byte order mark', () => {
    assert.equal(decodeSource(bytes([0xef, 0xbb, 0xbf, 0xc3, 0xa9]), '<test>'), 'é');
  });

  it('heeds a declaration in the first two lines', () => {
    assert.equal(decodeSource(bytes('#!x\n# -*- coding: latin-1 -*-\n', [0xe9]), '<test>').at(-1), 'é');
    assert.equal(declaredEncoding(bytes('x = 1\n# coding: latin-1\n')), null);
  });

  it('names the first byte that is not UTF-8', () => {
    const place = '1,3';
    assert.match(
      messageOf(bytes('ab', [0xff])),
      /^Non-UTF-8 code starting with '\\xff' on line 1, but no encoding declared/,
    );
    assert.ok(messageOf(bytes('ab', [0xff])).endsWith(place));
  });

  it('refuses unknown encodings and a mark that contradicts the declaration', () => {
    assert.equal(messageOf(bytes('# coding: fake\n')), 'unknown encoding: fake 0,-1');
    assert.equal(messageOf(bytes([0xef, 0xbb, 0xbf], '# coding: latin-1\n')), 'encoding problem: latin-1 with BOM 1,0');
  });
});
