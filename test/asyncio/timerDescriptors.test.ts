/** Timers with descriptors (timerfd), by a virtual clock. */
import assert from 'node:assert/strict';
import { FakeHost } from '../../runtime/host/fake/fakeHost';
import { runLoopProgram } from './loopHarness';

describe('timers with descriptors', () => {
  const prints = (text: string, lines: string[]): void =>
    assert.deepEqual(
      runLoopProgram(`fd = posix.timerfd_create(1)\n${text}`, new FakeHost(), ['posix', 'select', '_socket']),
      lines,
    );

  it('end the wait of a read, as often as they expire', () =>
    prints(
      `
posix.timerfd_settime(fd, initial=2, interval=0.5)
for i in range(3): log(posix.read(fd, 8)[0], loop.time())
`,
      ['1 2.0', '1 2.5', '1 3.0'],
    ));

  it('end the wait of select() before its own time is over', () =>
    prints(
      `
posix.timerfd_settime(fd, initial=2)
for i in range(2):
    log(len(select.select([fd], [], [], 1.5)[0]), loop.time())
log(posix.read(fd, 8)[0], len(select.select([fd], [], [], 5)[0]), loop.time())
`,
      ['0 1.5', '1 2.0', '1 0 7.0'],
    ));

  it("call the loop's readers; what was missed counts", () =>
    prints(
      `
def expired():
    log(posix.read(fd, 8)[0], loop.time())
    if loop.time() > 7: loop.stop()
loop._add_reader(fd, expired)
posix.timerfd_settime(fd, initial=1, interval=2)
loop.call_later(4, lambda: (loop._remove_reader(fd), loop.call_later(3.5, loop._add_reader, fd, expired)))
loop.run_forever()
`,
      ['1 1.0', '1 3.0', '2 7.5'],
    ));
});
