/** What counts as the user's own code: not the standard library, and not what is installed. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient';
import { ProgramFolder } from './programFolder';

const PACKAGE = 'def call(f):\n    return f()\n';
/** Folders of packages, each with one of its name. */
const FOLDERS = ['site-packages', 'dist-packages', 'mine'];
const packageIn = (folder: string) => `in_${folder.replace('-', '_')}`;

describe('just my code', function () {
  this.timeout(60_000);
  const folder = new ProgramFolder({
    'main.py': [
      `import ${FOLDERS.map(packageIn).join(', ')}`,
      'def here(): pass',
      ...FOLDERS.map((name) => `${packageIn(name)}.call(here)`),
    ].join('\n'),
  });
  const program = join(folder.path, 'main.py');
  let client: DapClient;

  before(() => {
    for (const name of FOLDERS) {
      mkdirSync(join(folder.path, name));
      writeFileSync(join(folder.path, name, `${packageIn(name)}.py`), PACKAGE);
    }
  });

  afterEach(() => client.close());
  after(() => folder.remove());

  /** Steps into the call of each package's function: where that ends, and how the function's frame is shown. */
  async function stepsInto(justMyCode: boolean): Promise<string[]> {
    client = new DapClient();
    await client.launch({ program, justMyCode, pythonPath: FOLDERS.map((name) => join(folder.path, name)) });
    const breakpoints = FOLDERS.map((_, index) => ({ line: 3 + index }));
    await client.request('setBreakpoints', { source: { path: program }, breakpoints });
    await client.request('configurationDone');
    const found: string[] = [];
    for (const name of FOLDERS) {
      const { threadId } = await client.stopped();
      await client.request('stepIn', { threadId });
      await client.stopped();
      const { stackFrames } = await client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
        threadId,
      });
      const call = stackFrames.find((frame) => frame.name === 'call');
      found.push(`${name}: ${stackFrames[0].name}, call is ${call?.presentationHint ?? 'plain'}`);
      await client.request('continue', { threadId });
    }
    return found;
  }

  it('steps over installed packages, whose frames are subtle', async () => {
    assert.deepEqual(await stepsInto(true), [
      'site-packages: here, call is subtle',
      'dist-packages: here, call is subtle',
      'mine: call, call is plain',
    ]);
  });

  it('steps into them when all code is asked for', async () => {
    assert.deepEqual(await stepsInto(false), [
      'site-packages: call, call is subtle',
      'dist-packages: call, call is subtle',
      'mine: call, call is plain',
    ]);
  });
});
