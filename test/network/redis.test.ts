/** A Redis server driven by hand-written protocol code over streams. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { endAll, needs, scratch, start, startOurs } from './realPrograms';

describe('Redis', function () {
  this.timeout(120_000);
  const { folder, remove } = scratch();

  after(() => {
    endAll();
    remove();
  });

  it('commands, a pipeline, publishing and blocking pops over a Unix socket', async function () {
    const redis = needs(this, 'redis-server');
    const socket = join(folder, 'redis.sock');
    const server = start(redis, ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder]);
    let line = await server.line();
    while (!/ready to accept connections/i.test(line)) line = await server.line();
    const { stdout, stderr } = await startOurs('redis_client.py', [socket]).ended;
    assert.deepEqual(
      stdout.trimEnd().split('\n'),
      ['PONG', 'OK välue None', '2000000', 'WRONGTYPE', '1000', "[b'item 0', b'item 1', b'item 2']", 'True'],
      stderr,
    );
    await server.stop();
  });
});
