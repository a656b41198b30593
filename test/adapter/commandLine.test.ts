import assert from 'node:assert/strict';
import { readCommandLine } from '../../adapter/commandLine';

function run(...args: string[]) {
  const line = readCommandLine(args);
  assert.equal(line.kind, 'run');
  return line;
}

describe('the command line', () => {
  it('takes a file and its arguments', () => {
    const { target, args } = run('a.py', '-x', '--port', '-');
    assert.deepEqual(target, { kind: 'file', value: 'a.py' });
    assert.deepEqual(args, ['-x', '--port', '-']);
  });

  it('takes a module and code, which end the options', () => {
    assert.deepEqual(run('-m', 'dis', '-h').args, ['-h']);
    assert.deepEqual(run('-cprint(1)', 'x').target, { kind: 'code', value: 'print(1)' });
    assert.deepEqual(run('-c', 'print(1)', '-V').args, ['-V']);
  });

  it('reads standard input', () => {
    assert.deepEqual(run().target, { kind: 'stdin', value: '' });
    assert.deepEqual(run('-').target, { kind: 'stdin', value: '-' });
    assert.deepEqual(run('-', 'one').args, ['one']);
  });

  it('takes grouped options and values', () => {
    const { flags } = run('-OOu', '-Wignore', '-X', 'dev', '-I', 'a.py');
    assert.equal(flags.optimize, 2);
    assert.equal(flags.unbuffered, true);
    assert.deepEqual(flags.warnings, ['ignore']);
    assert.deepEqual(flags.xoptions, ['dev']);
    assert.equal(flags.isolated && flags.ignoreEnvironment, true);
  });

  it('takes a file for a recording', () => {
    assert.equal(run('a.py', '--record', 'x').record, null);
    assert.equal(run('--record', 'run.cororec', '-m', 'app').record, 'run.cororec');
    assert.equal(run('--record=run.cororec', 'a.py').record, 'run.cororec');
    const wrong = (...args: string[]): string => (readCommandLine(args) as { message: string }).message;
    assert.match(wrong('--record'), /^--record needs a file\n/);
    assert.match(wrong('--explore', '3', '--record', 'x', 'a.py'), /^--explore and --record exclude each other\n/);
  });

  it('refuses what Python refuses', () => {
    assert.match((readCommandLine(['-Z']) as { message: string }).message, /^unknown option -Z\nusage: /);
    assert.match((readCommandLine(['-c']) as { message: string }).message, /^Argument expected for the -c option/);
    assert.equal(readCommandLine(['--version', 'a.py']).kind, 'version');
  });

  it('takes what has no effect here', () => {
    assert.deepEqual(run('-R', '--check-hash-based-pycs', 'never', 'a.py').target, { kind: 'file', value: 'a.py' });
    const wrong = readCommandLine(['--check-hash-based-pycs', 'often', 'a.py']) as { message: string };
    assert.match(wrong.message, /^--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n/);
    assert.match((readCommandLine(['-J']) as { message: string }).message, /^-J is reserved for Jython\n/);
  });

  it('tells the long form of the version from the short one', () => {
    assert.deepEqual(readCommandLine(['-V']), { kind: 'version', long: false });
    assert.deepEqual(readCommandLine(['-VV']), { kind: 'version', long: true });
    assert.deepEqual(readCommandLine(['-V', '-V']), { kind: 'version', long: true });
  });
});
