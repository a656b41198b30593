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

  it('have a NOP more, where PEP 626 asks for a line that nothing else carries', () => {
    const nops = (source: string) =>
      disassemble(compileSource(source), { address: () => '0x0' })
        .split('\n')
        .filter((line) => line.includes('NOP'))
        .map((line) => Number.parseInt(line));
    assert.deepEqual(nops('while True:\n    f()\n'), [1]);
    assert.deepEqual(nops('if 0:\n    f()\nelse:\n    g()\n'), [1]);
    assert.deepEqual(nops('if f():\n    pass\ng()\n'), [2]);
    // Something else carries the line.
    assert.deepEqual(nops('while True: f()\n'), []);
    assert.deepEqual(nops('try:\n    f()\nexcept E:\n    pass\n'), []);
    assert.deepEqual(nops('for x in y:\n    if x:\n        continue\n    with x:\n        break\n'), []);
  });

  it('has a golden file for each construct that the seed documents show', () => {
    assert.ok(sources.includes('coroutine.py'));
    const code = compileSource(readFileSync(join(FOLDER, 'coroutine.py'), 'utf8'));
    const f = code.consts.find((value) => value.type === 'code')!.code;
    assert.equal(f.flags, 195);
  });
});
