import assert from 'node:assert/strict';
import { differencesPage, remarks } from '../../scripts/differences';

describe('differences', () => {
  it('takes a remark to the end of its comment or paragraph', () => {
    const source = [
      '/**',
      ' * A thing. DIFFERS: it is',
      ' * other.',
      ' *',
      ' * More.',
      ' */',
      '/** DIFFERS: short. */',
      'f(); // DIFFERS: here',
      '// too.',
      'g();',
    ].join('\n');
    assert.deepEqual(remarks(source), ['it is other.', 'short.', 'here too.']);
  });

  it('are listed in docs/differences.md as the code marks them: npm run differences', () => {
    const { now, wanted } = differencesPage();
    assert.equal(now, wanted);
  });
});
