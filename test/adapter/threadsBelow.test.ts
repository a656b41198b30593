/** Threads that wait in callbacks of native code, where only the topmost on the stack can go on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './dapClient';

const PROGRAM = `
import threading

go = threading.Event()

def run():
    try:
        sorted([1], key=lambda item: go.wait())
    except RuntimeError as e:
        print(e)

thread = threading.Thread(target=run)
thread.start()
print("started")
go.set()
thread.join()
print("over")
`;

describe('threads in callbacks of native code', function () {
  this.timeout(60_000);

  it('are told why they cannot wait for a thread below them, instead of waiting for ever', () => {
    const { stdout } = spawnSync(process.execPath, [join(root, 'dist/cli.js'), '-c', PROGRAM], {
      encoding: 'utf8',
      timeout: 50_000,
    });
    assert.match(stdout, /^this thread waits in a function that native code called; .*\nstarted\nover\n$/);
  });
});
