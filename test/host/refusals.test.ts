/** What the host can't do is refused in plain words, or documented in docs/differences.md; it never half happens. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const cli = join(__dirname, '..', '..', 'dist', 'cli.js');

/** What a program prints. */
const printed = (text: string): string =>
  execFileSync(process.execPath, [cli, '-c', text], { encoding: 'utf8' }).trim();

describe('what the host lacks', function () {
  this.timeout(60_000);

  it('preexec_fn, process_group and extra_groups: there is no fork', () => {
    const text = `
import subprocess
for option in ({"preexec_fn": print}, {"process_group": 0}, {"extra_groups": [1]}):
    try:
        subprocess.Popen(["true"], **option)
    except NotImplementedError as error:
        print(error)`;
    assert.deepEqual(printed(text).split('\n'), [
      'subprocess: preexec_fn is not supported here: there is no fork',
      'subprocess: process_group is not supported here',
      'subprocess: extra_groups is not supported here',
    ]);
  });

  it('descriptors are not passed over sockets, and nothing of the message is sent', () => {
    const text = `
import array, socket
a, b = socket.socketpair()
b.setblocking(False)
try:
    a.sendmsg([b"data"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0]))])
except OSError as error:
    print(error)
try:
    print(b.recv(10))
except BlockingIOError:
    print("nothing")`;
    assert.equal(printed(text), '[Errno 95] sendmsg(): ancillary data cannot be sent here\nnothing');
  });

  it('a process pool: what there is instead', () => {
    const text = `
import concurrent.futures, traceback
try:
    concurrent.futures.ProcessPoolExecutor()
except NotImplementedError:
    print(traceback.format_exc())`;
    assert.match(printed(text), /^_multiprocessing is part of .* not of Coroscope's: .*ThreadPoolExecutor/m);
  });
});
