/** What a program has sent when it ends arrives, however late it is read. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { ResourceTable } from '../../adapter/host/resourceTable';
import { closeResource, connectStream, endStream, writeStream } from '../../adapter/host/streams';

const BYTES = 16 << 20;

describe('the end of a program', function () {
  this.timeout(60_000);
  let server: Server;
  let table: ResourceTable;
  let peer: Socket;

  beforeEach(async () => {
    server = createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    table = new ResourceTable(
      () => undefined,
      () => undefined,
    );
    const { port } = server.address() as AddressInfo;
    const connected = once(server, 'connection') as Promise<[Socket]>;
    await connectStream({ resource: 1, to: { address: '127.0.0.1', port, family: 4 }, from: null }, table);
    [peer] = await connected;
    writeStream({ resource: 1, data: new Uint8Array(BYTES) }, table);
  });

  afterEach(() => {
    peer.destroy();
    server.close();
  });

  const EARLIER: Record<string, () => unknown> = {
    'left open': () => undefined,
    closed: () => closeResource({ resource: 1, reset: false }, table),
    'half closed, then closed': () => {
      endStream({ resource: 1 }, table);
      closeResource({ resource: 1, reset: false }, table);
    },
  };

  for (const [how, before] of Object.entries(EARLIER))
    it(`waits for what a socket that was ${how} has still to send`, async () => {
      before();
      let over = false;
      const closed = table.closeAll().then(() => (over = true));
      for (let i = 0; i < 20; i++) await turn();
      assert.equal(over, false);
      let received = 0;
      peer.on('data', (chunk) => (received += chunk.length));
      peer.resume();
      await once(peer, 'end');
      await closed;
      assert.equal(received, BYTES);
    });

  it('does not wait for a connection that was reset', async () => {
    closeResource({ resource: 1, reset: true }, table);
    await table.closeAll();
  });

  it('does not wait where nobody wants to any more', async () => {
    const closed = table.closeAll();
    table.abandon();
    await closed;
  });
});
