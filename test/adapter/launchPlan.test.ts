import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import manifest from '../../package.json';
import { EXPECTED, planLaunch } from '../../adapter/launchPlan';
import type { LaunchArguments } from '../../adapter/protocol';

/** Configurations that can't be used, and what the user reads. */
const BAD: [launch: unknown, message: RegExp][] = [
  [{}, /'program' is missing/],
  [{ program: '' }, /'program' is empty/],
  [{ program: 7 }, /'program' can't be 7/],
  [{ program: '/nowhere/at/all.py' }, /'\/nowhere\/at\/all.py' doesn't exist/],
  [{ code: 'pass', module: 'json' }, /'module' and 'code' exclude each other/],
  [{ code: 'pass', cwd: '/nowhere' }, /working directory '\/nowhere' doesn't exist/],
  [{ code: 'pass', args: 'one two' }, /'args' can't be "one two"/],
  [{ code: 'pass', env: { A: 1 } }, /'env' can't be/],
  [{ code: 'pass', clock: 'fast' }, /'clock' can't be "fast"/],
  [{ code: 'pass', schedule: -1 }, /'schedule' can't be -1/],
  [{ code: 'pass', schedule: { choices: [1], stopAt: 0 } }, /'schedule' can't be \{"choices":\[1\],"stopAt":0\}/],
  [{ code: 'pass', schedule: 7, clock: 'real' }, /'schedule' can only be kept with the virtual clock/],
  [{ code: 'pass', originTrackingDepth: -1 }, /'originTrackingDepth' can't be -1/],
  [{ code: 'pass', virtualEnvironment: 3 }, /'virtualEnvironment' can't be 3/],
  [{ code: 'pass', virtualEnvironment: '' }, /'' isn't a virtual environment/],
  [{ code: 'pass', cwd: '/', virtualEnvironment: 'no' }, /'\/no' isn't a virtual environment \(it has no pyvenv.cfg\)/],
];

describe('a launch configuration', () => {
  for (const [launch, message] of BAD) {
    it(`is refused: ${JSON.stringify(launch)}`, () => {
      assert.throws(() => planLaunch(launch as LaunchArguments), { name: 'DapError', message, showUser: true });
    });
  }

  it('changes the environment', () => {
    const { engine } = planLaunch({ code: 'pass', env: { COROSCOPE_TEST: 'yes', PATH: null } });
    assert.equal(engine.env.COROSCOPE_TEST, 'yes');
    assert.equal('PATH' in engine.env, false);
  });

  it('has the virtual clock with a schedule, and none for the order of asyncio', () => {
    const { engine } = planLaunch({ code: 'pass', schedule: 7 });
    assert.deepEqual([engine.clock, engine.program.schedule?.seed], ['virtual', 7]);
    const recorded = planLaunch({ code: 'pass', clock: 'virtual', schedule: { choices: [-2, 1], stopAt: 3 } });
    assert.deepEqual(recorded.engine.program.schedule, { seed: null, choices: [-2, 1], stopAt: 3, mostSteps: null });
    const plain = planLaunch({ code: 'pass', clock: 'real', schedule: 'fifo' });
    assert.deepEqual([plain.engine.clock, 'schedule' in plain.engine.program], ['real', false]);
  });

  it('names its virtual environment by a path from its working directory', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'coroscope-'));
    try {
      mkdirSync(join(cwd, 'packages'));
      writeFileSync(join(cwd, 'packages/pyvenv.cfg'), '');
      const env = { VIRTUAL_ENV: '/another' };
      const { engine } = planLaunch({ code: 'pass', cwd, env, virtualEnvironment: 'packages' });
      assert.equal(engine.env.VIRTUAL_ENV, join(cwd, 'packages'));
      assert.equal(planLaunch({ code: 'pass', cwd, env }).engine.env.VIRTUAL_ENV, '/another');
    } finally {
      rmSync(cwd, { recursive: true });
    }
  });

  it('has the attributes that the editor explains', () => {
    const [debuggerEntry] = manifest.contributes.debuggers;
    const explained = Object.keys(debuggerEntry.configurationAttributes.launch.properties);
    assert.deepEqual(explained.sort(), Object.keys(EXPECTED).sort());
  });
});
