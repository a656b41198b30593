/** The engine by itself: its worker's beginning and end. */
import assert from 'node:assert/strict';
import { EmbeddedEngine } from '../../adapter/embeddedEngine';
import { readCommandLine } from '../../adapter/commandLine';

describe('the embedded engine', () => {
  it('ends, and has started, where it is killed before its worker runs', async () => {
    const line = readCommandLine(['-c', 'pass']);
    assert.ok(line.kind === 'run');
    const { target, args, flags } = line;
    const engine = new EmbeddedEngine();
    const options = {
      program: { target, args, flags, pythonPath: [], originTrackingDepth: 0 },
      cwd: process.cwd(),
      env: {},
      clock: 'virtual' as const,
      memoryLimit: null,
    };
    const ended = new Promise<number>((resolve, reject) => {
      const started = engine.start(options, {
        output: (_fd, _text, taken) => taken(),
        inputWanted: () => undefined,
        event: () => undefined,
        ended: (exitCode) => void started.then(() => resolve(exitCode), reject),
      });
    });
    await engine.kill();
    assert.notEqual(await ended, 0);
  });
});
