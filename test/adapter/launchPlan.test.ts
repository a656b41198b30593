import assert from 'node:assert/strict';
import { planLaunch } from '../../adapter/launchPlan';
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
  [{ code: 'pass', originTrackingDepth: -1 }, /'originTrackingDepth' can't be -1/],
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
});
