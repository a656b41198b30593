import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { FakeHostOptions } from '../../runtime/host/fake/fakeHost';

interface SeedRun {
  seed: number;
  first: string;
  second: string;
}

// As deep below the project as readLibraryFile() expects its source to be.
const bundle = join(__dirname, '.cache', 'seedRuns.js');
const root = join(__dirname, '..', '..');

/** Runs one of the programs for a range of seeds, each twice, in a process of its own. */
function runSeeds(program: string, [first, count]: [number, number], options: FakeHostOptions): SeedRun[] {
  const args = [bundle, join(__dirname, 'programs', program), String(first), String(count), JSON.stringify(options)];
  const out = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return out
    .trim()
    .split('\n')
    .map((line) => {
      const [seed, first, second] = JSON.parse(line) as [number, string, string];
      return { seed, first, second };
    });
}

describe('programs on the network in memory', function () {
  this.timeout(900_000);

  before(() => {
    buildSync({
      entryPoints: [join(__dirname, 'seedRuns.ts')],
      outfile: bundle,
      bundle: true,
      platform: 'node',
      target: 'node20',
      define: { 'import.meta.url': '__bundleUrl' },
      inject: [join(root, 'scripts', 'bundleUrl.mjs')],
    });
  });

  it('print the same under the same seed, for 1,000 seeds; and take different courses under different ones', () => {
    const runs = runSeeds('echoes.py', [1, 1000], { network: { latency: [0.001, 0.02], resets: 0.03 } });
    assert.equal(runs.length, 1000);
    for (const { seed, first, second } of runs) assert.equal(first, second, `seed ${seed}`);
    assert.ok(new Set(runs.map(({ first }) => first)).size > 900, 'the seeds hardly differ');
    const broken = runs.filter(({ first }) => first.includes('ConnectionResetError')).length;
    assert.ok(broken > 100 && broken < 900, `${broken} of 1000 met a reset`);
    for (const { first } of runs) assert.doesNotMatch(first, /Traceback|never retrieved/);
  });

  it('print the same with threads beside the tasks, and find no program to start', () => {
    const runs = runSeeds('workers.py', [1, 100], {});
    assert.equal(runs.length, 100);
    for (const { seed, first, second } of runs) assert.equal(first, second, `seed ${seed}`);
    for (const { first } of runs) assert.match(first, /^\[0, 1, 2, 3, 4, 5\] \[.*\] \S+\nNo such file or directory\n$/);
    assert.ok(new Set(runs.map(({ first }) => first)).size > 90, 'the seeds hardly differ');
  });

  it('go on when datagrams are lost', () => {
    const runs = runSeeds('datagrams.py', [1, 30], { network: { loss: 0.3 } });
    for (const { first, second } of runs) {
      assert.equal(first, second);
      assert.deepEqual(
        first
          .trim()
          .split('\n')
          .map((line) => line.replace(/ after \d+/, '')),
        ["b'MESSAGE 0'", "b'MESSAGE 1'", "b'MESSAGE 2'"],
      );
    }
    assert.ok(
      runs.some(({ first }) => / after [2-9]/.test(first)),
      'none was lost',
    );
  });

  it('wait a partition out, see connections break off at the moment given, and read what is typed', () => {
    const [{ first }] = runSeeds('partition.py', [1, 1], {
      network: {
        names: { 'db.example': ['10.0.0.7'] },
        faults: [
          { kind: 'partition', at: 1, until: 5 },
          { kind: 'reset', at: 7, port: 8000 },
        ],
      },
      input: [{ at: 10, text: 'typed\n' }],
    });
    assert.deepEqual(first.trim().split('\n'), [
      "b'one' True",
      "b'two' True",
      'reset at 7.0',
      "the server's side, too",
      'refused',
      'gaierror',
      'typed True',
    ]);
  });

  it('take the time that the network needs, and see one connection closed but not the other', () => {
    const [{ first }] = runSeeds('delays.py', [1, 1], {
      network: { latency: [0.25, 0.25], faults: [{ kind: 'close', at: 3, port: 8000 }] },
    });
    assert.deepEqual(first.trim().split('\n'), [
      'connected 0.5',
      "served b'there and back' 1.25",
      "b'there and back' 1.5",
      "b'' 3.0",
      "the server's side closed 3.0",
      "served b'still open' 3.25",
      "b'still open' 3.5",
      "the server's side closed 3.75",
      'over 3.75',
    ]);
  });

  it('lose datagrams in a partition, on its port only', () => {
    const [{ first }] = runSeeds('parted.py', [1, 1], {
      network: { faults: [{ kind: 'partition', at: 1, until: 2, port: 9000 }] },
    });
    assert.deepEqual(first.trim().split('\n'), ['9000 0.25 0.75 2.25 2.75', '9001 0.25 0.75 1.25 1.75 2.25 2.75']);
  });
});
