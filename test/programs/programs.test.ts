/**
 * Programs over real packages do what they do under CPython: the output stands in each program as `# expect: text`, and
 * where CPython 3.13 is installed it is asked as well.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { findPython } from '../../scripts/findPython';
import { debianRelease, fetchPackages, packagesPath } from './debianPackages';

/** The packages' versions that the expectations were written with are this release's. */
const RELEASE = '12';
const TIMEOUT = 120_000;
const cli = resolve(__dirname, '../../dist/cli.js');

interface Program {
  file: string;
  packages: string[];
  environment: Record<string, string>;
  expected: string[];
}

function readProgram(name: string): Program {
  const file = join(__dirname, name);
  const source = readFileSync(file, 'utf8');
  const header = (key: string): string[] =>
    new RegExp(`^# ${key}: (.*)$`, 'm').exec(source)?.[1].split(' ').filter(Boolean) ?? [];
  return {
    file,
    packages: header('packages'),
    environment: Object.fromEntries(header('environment').map((pair) => pair.split('=') as [string, string])),
    expected: [...source.matchAll(/# expect: ?(.*)$/gm)].map((m) => m[1].trimEnd()),
  };
}

function run(command: string, args: string[], environment: Record<string, string>): Promise<string> {
  return new Promise((done, failed) => {
    const env = { ...process.env, ...environment, PYTHONPATH: packagesPath, PYTHONDONTWRITEBYTECODE: '1' };
    const child = spawn(command, args, { env, timeout: TIMEOUT, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
    child.on('error', failed);
    child.on('close', (code) => done(code === 0 ? out : `${out}\nexit code ${code}\n${errors}`));
  });
}

const lines = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());

describe('programs over real packages', function () {
  this.timeout(TIMEOUT);
  const programs = readdirSync(__dirname)
    .filter((name) => name.endsWith('.py'))
    .sort()
    .map(readProgram);
  const cpython = findPython('3.13');

  before(function () {
    const failure =
      debianRelease() !== RELEASE && cpython === null
        ? `neither Debian ${RELEASE}, whose packages the expectations are for, nor CPython 3.13`
        : fetchPackages([...new Set(programs.flatMap((p) => p.packages))]);
    if (failure === null) return;
    console.log(`      skipped: ${failure}`);
    this.skip();
  });

  for (const program of programs)
    it(program.file.slice(__dirname.length + 1), async () => {
      assert.ok(program.expected.length > 0, 'the program expects nothing');
      const args = ['-W', 'ignore', program.file];
      const [ours, theirs] = await Promise.all([
        run(process.execPath, [cli, ...args], program.environment),
        cpython === null ? null : run(cpython, args, program.environment),
      ]);
      if (theirs !== null && debianRelease() === RELEASE) assert.deepEqual(lines(theirs), program.expected, 'CPython');
      assert.deepEqual(lines(ours), theirs === null ? program.expected : lines(theirs));
    });
});
