import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPCODES } from '../../runtime/bytecode/opcodes';
import { fuse, F } from '../../runtime/vm/fuse';
import { O } from '../../runtime/vm/opcodeNumbers';

/** The members of a const enum, which do not exist at run time: from its source. */
function members(file: string): Record<string, number> {
  const text = readFileSync(join(__dirname, '..', '..', 'runtime', 'vm', file), 'utf8');
  return Object.fromEntries([...text.matchAll(/^  ([A-Z_0-9]+) = (\d+),$/gm)].map((m) => [m[1], Number(m[2])]));
}

describe('the opcode numbers of the loop', () => {
  it('are those of the table, all of them', () => {
    const table = Object.fromEntries(OPCODES.filter((o) => o !== undefined).map((o) => [o.name, o.number]));
    assert.deepEqual(members('opcodeNumbers.ts'), table);
  });

  it('leave room for fused instructions', () => {
    const fused = Object.values(members('fuse.ts'));
    assert.ok(fused.length > 5);
    for (const number of fused) assert.equal(OPCODES[number], undefined);
  });
});

describe('fusing', () => {
  it('changes only the first word of a sequence, and can be undone', () => {
    const plain = [O.LOAD_FAST, O.LOAD_CONST, O.COMPARE_OP, O.POP_JUMP_IF_FALSE, O.LOAD_FAST, O.RETURN_VALUE];
    const ops = Int32Array.from(plain, (op, i) => (i << 8) | op);
    const changed = fuse(ops);
    assert.deepEqual([...changed.keys()], [0]);
    assert.equal(ops[0] & 0xff, F.FAST_CONST_COMPARE_JUMP);
    for (const [i, word] of changed) ops[i] = word;
    assert.deepEqual(
      [...ops],
      plain.map((op, i) => (i << 8) | op),
    );
  });
});
