import assert from 'node:assert/strict';
import { FakeHost, FakeHostDeadlock } from '../../runtime/host/fake/fakeHost';
import { MemoryFiles } from '../../runtime/host/fake/memoryFiles';

describe('the fake host', () => {
  it('jumps through time when nothing is ready', () => {
    const host = new FakeHost();
    host.schedule(5, { kind: 'signal', signal: 2 });
    assert.deepEqual(host.wait(3), []);
    assert.equal(host.now(), 3);
    assert.deepEqual(host.wait(3600), [{ kind: 'signal', signal: 2 }]);
    assert.equal(host.now(), 5);
    assert.throws(() => host.wait(null), FakeHostDeadlock);
  });

  it('is repeatable', () => {
    assert.deepEqual(new FakeHost({ seed: 7 }).random(16), new FakeHost({ seed: 7 }).random(16));
    assert.notDeepEqual(new FakeHost({ seed: 7 }).random(16), new FakeHost({ seed: 8 }).random(16));
  });

  it('keeps files in memory', () => {
    const files = new MemoryFiles({ '/home/a.txt': 'one' });
    const fd = files.open('/home/b.txt', 0o1101);
    files.write(fd, new TextEncoder().encode('two'), null);
    files.close(fd);
    assert.equal(new TextDecoder().decode(files.readFile('/home/b.txt')), 'two');
    assert.deepEqual(
      files.readdir('/home').map(({ name }) => name),
      ['a.txt', 'b.txt'],
    );
    assert.throws(() => files.open('/nowhere', 0), { code: 'ENOENT', errno: 2 });
  });
});
