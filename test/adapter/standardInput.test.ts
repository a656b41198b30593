/** Waiting for standard input: a thread that does lets the event loop and other threads go on. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './dapClient';

const READERS = `
import asyncio, sys, threading

async def main():
    async def ticks():
        for i in range(3):
            await asyncio.sleep(0.001)
        print("ticked", flush=True)

    ticking = asyncio.create_task(ticks())
    print(repr(await asyncio.to_thread(input, "name? ")), ticking.done())
    print(repr(await asyncio.to_thread(sys.stdin.readline)))
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    ticking = asyncio.create_task(ticks())
    print(await reader.readline(), ticking.done())
    print(await reader.read())

asyncio.run(main())
`;

describe('standard input', function () {
  this.timeout(120_000);

  it('waits in a thread or a pipe transport while the loop goes on; a prompt is written once', async () => {
    const child = spawn(process.execPath, [join(root, 'dist/cli.js'), '-c', READERS], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let output = '';
    let answered = 0;
    child.stdout.setEncoding('utf8').on('data', (data: string) => {
      output += data;
      // Nothing is typed before the loop has shown that it lives; a line comes in two parts.
      const ticked = output.split('ticked').length - 1;
      if (ticked === 1 && answered === 0) {
        answered = 1;
        child.stdin.write('A', () => child.stdin.write('da\nsecond\n'));
      } else if (ticked === 2 && answered === 1) {
        answered = 2;
        child.stdin.end('third\nrest\n');
      }
    });
    const [code] = (await once(child, 'exit')) as [number];
    assert.equal(output, "name? ticked\n'Ada' True\n'second\\n'\nticked\nb'third\\n' True\nb'rest\\n'\n");
    assert.equal(code, 0);
  });
});
