import assert from 'node:assert/strict';
import {
  chosenEnvironment,
  complete,
  type Configuration,
  fillIn,
  forFile,
  forRecording,
  hasVirtualClock,
} from '../../extension/launch/launchConfiguration';

const defaults = { justMyCode: true, originTrackingDepth: 16, timelineSize: 1000 };
const python = { path: '/w/sub/prog.py', languageId: 'python', untitled: false };
const launch = (more: Configuration): Configuration => ({ type: 'coroscope', request: 'launch', name: 'x', ...more });

function problemOf(configuration: Configuration): string {
  const resolved = complete(configuration, defaults, '/w');
  assert.equal(resolved.ok, false);
  return resolved.ok ? '' : resolved.problem;
}

describe('a launch configuration', () => {
  it('is made for the active Python file where there is none', () => {
    assert.deepEqual(fillIn({}, python), {
      ok: true,
      configuration: { type: 'coroscope', request: 'launch', name: 'Debug prog.py', program: '/w/sub/prog.py' },
    });
  });

  it('needs an active Python file, saved', () => {
    for (const active of [undefined, { ...python, languageId: 'markdown' }]) {
      const resolved = fillIn({}, active);
      assert.ok(!resolved.ok && resolved.problem.includes('no Python file'));
    }
    const untitled = forFile({ ...python, untitled: true });
    assert.ok(!untitled.ok && untitled.problem.includes('Save the file first'));
  });

  it('stays as it is when it says anything', () => {
    const configuration = launch({ program: 'a.py' });
    assert.deepEqual(fillIn(configuration, undefined), { ok: true, configuration });
  });

  it('says when its program goes by a virtual clock', () => {
    assert.ok(hasVirtualClock({ type: 'coroscope', configuration: { clock: 'virtual' } }));
    assert.ok(!hasVirtualClock({ type: 'coroscope', configuration: { clock: 'real' } }));
    assert.ok(hasVirtualClock({ type: 'coroscope', configuration: { schedule: 7 } }));
    assert.ok(!hasVirtualClock({ type: 'coroscope', configuration: { schedule: 'fifo' } }));
    assert.ok(!hasVirtualClock({ type: 'debugpy', configuration: { clock: 'virtual' } }));
    assert.ok(!hasVirtualClock(undefined));
  });

  it('gets defaults from the settings and the folder, its own values winning', () => {
    const resolved = complete(launch({ program: '/w/a.py', justMyCode: false }), defaults, '/w');
    assert.deepEqual(resolved, {
      ok: true,
      configuration: launch({
        program: '/w/a.py',
        justMyCode: false,
        originTrackingDepth: 16,
        timelineSize: 1000,
        cwd: '/w',
      }),
    });
  });

  it('gets a virtual environment unless it chooses one', () => {
    const found = { ...defaults, virtualEnvironment: '/w/.venv' };
    const chosen = (more: Configuration) => {
      const resolved = complete(launch({ program: '/w/a.py', ...more }), found, '/w');
      return resolved.ok ? resolved.configuration.virtualEnvironment : resolved.problem;
    };
    assert.equal(chosen({}), '/w/.venv');
    assert.equal(chosen({ virtualEnvironment: '/other' }), '/other');
    assert.equal(chosen({ env: { VIRTUAL_ENV: '/other' } }), undefined);
  });

  it('finds the virtual environment by the setting or by its usual name', () => {
    const chosen = (setting: string, ...there: string[]) => chosenEnvironment(setting, '/w', (f) => there.includes(f));
    assert.equal(chosen('', '/w/venv', '/w/.venv'), '/w/.venv');
    assert.equal(chosen('', '/w/venv'), '/w/venv');
    assert.equal(chosen(''), undefined);
    assert.equal(chosen('envs/a', '/w/.venv'), '/w/envs/a');
    assert.equal(chosen('/elsewhere', '/w/.venv'), '/elsewhere');
    assert.equal(
      chosenEnvironment('', undefined, () => true),
      undefined,
    );
  });

  it('opens a recording, which has an environment of its own', () => {
    const resolved = complete(forRecording('/runs/a.cororec'), { ...defaults, virtualEnvironment: '/w/.venv' }, '/w');
    assert.ok(resolved.ok);
    assert.equal(resolved.configuration.name, 'a.cororec');
    assert.equal(resolved.configuration.recording, '/runs/a.cororec');
    assert.equal(resolved.configuration.stopOnEntry, true);
    assert.equal('virtualEnvironment' in resolved.configuration, false);
  });

  it('names exactly one thing to run', () => {
    assert.match(problemOf(launch({})), /"x" cannot start: it names nothing to run: add "program"/);
    assert.match(problemOf(launch({ program: '' })), /"program" must be a string that isn't empty/);
    assert.match(problemOf(launch({ program: 'a.py', module: 'b' })), /"program" and "module"/);
    assert.match(problemOf({ ...launch({ program: 'a.py' }), request: 'attach' }), /must be "launch", not "attach"/);
    assert.match(problemOf(launch({ program: 3 as unknown as string })), /must be a string/);
  });
});
