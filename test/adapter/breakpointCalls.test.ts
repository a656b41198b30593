/** `breakpoint()` in a debug session stops in the editor; elsewhere it is pdb's, or whoever's the program says. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './dapClient';
import { Debuggee, places } from '../golden/debuggee';

describe('breakpoint()', function () {
  this.timeout(120_000);
  let debuggee: Debuggee;

  afterEach(async () => {
    await debuggee.close();
  });

  async function begin(lines: string[], launch: object = {}): Promise<void> {
    debuggee = new Debuggee('locks.py');
    await debuggee.launch({ program: undefined, code: lines.join('\n'), ...launch });
    await debuggee.begin();
  }

  const FUNCTION = ['def f(n):', '    m = n + 1', '    breakpoint()', '    return m', 'print(f(1))'];

  it('stops at its line, in the frame of the caller, and goes on from there by steps', async () => {
    await begin(FUNCTION);
    const { frames, ...why } = await debuggee.stop();
    assert.deepEqual(why, { reason: 'breakpoint', description: 'Paused on breakpoint()' });
    assert.deepEqual(places(frames), ['f:3', '<module>:5']);
    assert.equal(await debuggee.evaluate('m'), '2');
    const next = await debuggee.to('next');
    assert.deepEqual([next.reason, ...places(next.frames)], ['step', 'f:4', '<module>:5']);
    assert.equal(await debuggee.end(), 0);
    assert.equal(debuggee.client.output('stdout'), '2\n');
  });

  it('stops in hot code, in tasks and in threads', async () => {
    await begin([
      'import asyncio, threading',
      'def hot():',
      '    for i in range(100_000):',
      '        if i == 99_000: breakpoint()',
      '    return i',
      'async def main():',
      '    hot()',
      '    await asyncio.sleep(0)',
      '    breakpoint()',
      'asyncio.run(main())',
      'thread = threading.Thread(target=lambda: breakpoint())',
      'thread.start()',
      'thread.join()',
    ]);
    assert.deepEqual(places((await debuggee.stop()).frames).slice(0, 2), ['hot:4', 'main:7']);
    assert.equal(await debuggee.evaluate('i'), '99000');
    assert.deepEqual(places((await debuggee.to('next')).frames).slice(0, 2), ['hot:3', 'main:7']);
    assert.equal(await debuggee.evaluate('i'), '99000');
    assert.equal(places((await debuggee.to('next')).frames)[0], 'hot:4');
    assert.equal(await debuggee.evaluate('i'), '99001');
    assert.equal(places((await debuggee.to('continue')).frames)[0], 'main:9');
    assert.equal(places((await debuggee.to('continue')).frames)[0], '<lambda>:11');
    assert.equal(await debuggee.end(), 0);
  });

  it('does nothing with PYTHONBREAKPOINT=0, and calls what PYTHONBREAKPOINT or sys.breakpointhook says', async () => {
    await begin([...FUNCTION], { env: { PYTHONBREAKPOINT: '0' } });
    assert.equal(await debuggee.ended(), 0);
    assert.equal(debuggee.client.output('stdout'), '2\n');
    await debuggee.close();

    await begin(['breakpoint("from the environment")'], { env: { PYTHONBREAKPOINT: 'builtins.print' } });
    assert.equal(await debuggee.ended(), 0);
    assert.equal(debuggee.client.output('stdout'), 'from the environment\n');
    await debuggee.close();

    await begin(['import sys', 'sys.breakpointhook = print', 'breakpoint("from a hook")']);
    assert.equal(await debuggee.ended(), 0);
    assert.equal(debuggee.client.output('stdout'), 'from a hook\n');
  });

  it('is not stopped at by what is evaluated in the console', async () => {
    await begin(FUNCTION);
    await debuggee.stop();
    assert.equal(await debuggee.evaluate('f(10)', 'repl'), '11');
    assert.equal(await debuggee.end(), 0);
  });

  it('is pdb without debugging', async () => {
    await begin(['x = 7', 'breakpoint()', 'print("on")'], { noDebug: true });
    await debuggee.client.event('coroscope/inputWanted');
    await debuggee.client.request('evaluate', { expression: 'print(x * 6)', context: 'repl' });
    await debuggee.client.event('coroscope/inputWanted');
    await debuggee.client.request('evaluate', { expression: 'continue', context: 'repl' });
    assert.equal(await debuggee.ended(), 0);
    assert.match(debuggee.client.output('stdout'), /\(Pdb\) .*42\n.*on\n$/s);
  });

  it('is a place to go back to, and one to go back from', async () => {
    await begin(['for i in range(3):', '    j = i * 2', '    breakpoint()', 'print(j)'], { record: true });
    await debuggee.stop();
    await debuggee.to('continue');
    assert.equal(await debuggee.evaluate('j'), '2');
    await debuggee.client.request('stepBack', { threadId: debuggee.threadId });
    assert.deepEqual(places((await debuggee.stop()).frames), ['<module>:2']);
    assert.deepEqual(places((await debuggee.to('next')).frames), ['<module>:3']);
    await debuggee.to('continue');
    assert.equal(await debuggee.evaluate('j'), '2');
    await debuggee.client.request('reverseContinue', { threadId: debuggee.threadId });
    const { reason } = await debuggee.stop();
    assert.deepEqual([reason, await debuggee.evaluate('j')], ['breakpoint', '0']);
    await debuggee.to('continue');
    assert.equal(await debuggee.evaluate('j'), '2');
    await debuggee.to('continue');
    assert.equal(await debuggee.evaluate('j'), '4');
    assert.equal(await debuggee.end(), 0);
    assert.equal(debuggee.client.output('stdout'), '4\n');
  });
});

describe('breakpoint() without a session', function () {
  this.timeout(120_000);

  it('is pdb on the command line, whatever the environment says with -E', () => {
    const run = (...flags: string[]): string =>
      spawnSync(process.execPath, [join(root, 'dist/cli.js'), ...flags, '-c', 'x = 7\nbreakpoint()\nprint("on")'], {
        encoding: 'utf8',
        input: 'p x * 6\ncontinue\n',
        env: { ...process.env, PYTHONBREAKPOINT: '0' },
      }).stdout;
    assert.equal(run(), 'on\n');
    assert.match(run('-E'), /\(Pdb\) 42\n\(Pdb\) on\n$/);
  });
});
