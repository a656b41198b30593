import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '..', '..');

describe('the grammar of bytecode listings', () => {
  it('gives what dis.tmtest says', () => {
    const program = resolve(root, 'node_modules', 'vscode-tmgrammar-test', 'dist', 'unit.js');
    const args = [program, '-g', 'syntaxes/dis.tmLanguage.json', 'test/syntaxes/*.tmtest'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stdout + stderr);
    assert.match(stdout, /dis\.tmtest/);
  });
});
