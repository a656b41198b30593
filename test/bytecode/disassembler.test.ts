/**
 * Listings against golden files that CPython 3.9's `python -m dis` printed (addresses replaced by 0x0).
 * To make one anew: python3.9 -m dis NAME.py | sed -E 's/at 0x[0-9a-f]+/at 0x0/' > NAME.txt
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disassemble } from '../../runtime/bytecode/disassembler';
import { compileSource } from '../compiler/compileSource';

const FOLDER = join(__dirname, 'listings');

describe('listings', () => {
  const sources = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
  for (const name of sources) {
    it(`of ${name} are CPython 3.9's, byte for byte`, () => {
      const code = compileSource(readFileSync(join(FOLDER, name), 'utf8'), { filename: name });
      const expected = readFileSync(join(FOLDER, name.replace('.py', '.txt')), 'utf8');
      assert.equal(disassemble(code, { address: () => '0x0' }), expected);
    });
  }

  it('has a golden file for each construct that the seed documents show', () => {
    assert.ok(sources.includes('coroutine.py'));
    const code = compileSource(readFileSync(join(FOLDER, 'coroutine.py'), 'utf8'));
    const f = code.consts.find((value) => value.type === 'code')!.code;
    assert.equal(f.flags, 195);
  });
});
