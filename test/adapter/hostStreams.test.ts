/** What the far side of the door does with a stream's bytes, over real sockets. */
import assert from 'node:assert/strict';
import { ResourceTable } from '../../adapter/host/resourceTable';
import { bindStream, listenStream } from '../../adapter/host/servers';
import { closeResource, connectStream, flowStream, writeStream } from '../../adapter/host/streams';
import type { AcceptedConnection, HostFailure } from '../../runtime/index';

interface Happened {
  resource: number;
  event: string;
  data?: unknown;
}

const SERVER = 1;
const CLIENT = 2;

describe('streams of the host', function () {
  this.timeout(60_000);
  let happened: Happened[];
  let table: ResourceTable;
  let accepted: number;
  let look: () => void;

  /** Resolves as soon as it is true of what has happened. */
  const until = (isTrue: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      look = () => {
        if (isTrue()) resolve();
      };
      look();
    });
  const eventsOf = (resource: number, event: string): Happened[] =>
    happened.filter((h) => h.resource === resource && h.event === event);
  const bytesOf = (resource: number): Buffer =>
    Buffer.concat(eventsOf(resource, 'data').map(({ data }) => data as Uint8Array));

  beforeEach(async () => {
    happened = [];
    look = () => undefined;
    table = new ResourceTable(
      (resource, event, data) => {
        happened.push({ resource, event, data });
        look();
      },
      () => undefined,
    );
    const at = { address: '127.0.0.1', port: 0, family: 4 as const };
    const to = bindStream({ resource: SERVER, at, ipv6Only: false, reuseAddress: false }, table);
    await listenStream({ resource: SERVER, backlog: 1 }, table);
    await connectStream({ resource: CLIENT, to, from: null }, table);
    await until(() => eventsOf(SERVER, 'connection').length > 0);
    accepted = (eventsOf(SERVER, 'connection')[0].data as AcceptedConnection).resource;
  });

  afterEach(() => table.closeAll());

  it('keep the order of what the kernel takes at once and what waits', async () => {
    flowStream({ resource: accepted, reading: false }, table);
    const parts = [1, 16 << 20, 1, 64, 100_000].map((size, i) => new Uint8Array(size).fill(i + 1));
    for (const data of parts) writeStream({ resource: CLIENT, data }, table);
    flowStream({ resource: accepted, reading: true }, table);
    const sent = Buffer.concat(parts);
    let length = 0;
    await until(
      () => (length = eventsOf(accepted, 'data').reduce((n, e) => n + (e.data as Uint8Array).length, 0)) >= sent.length,
    );
    assert.equal(length, sent.length);
    assert.ok(bytesOf(accepted).equals(sent));
  });

  it('say how much has left, whoever took it', async () => {
    const sizes = [20_000, 20_000, 8 << 20, 40_000];
    for (const size of sizes) writeStream({ resource: CLIENT, data: new Uint8Array(size) }, table);
    const all = sizes.reduce((sum, size) => sum + size);
    const told = (): number => eventsOf(CLIENT, 'written').reduce((sum, { data }) => sum + (data as number), 0);
    await until(() => told() === all);
    assert.equal(eventsOf(CLIENT, 'written')[0].data, 40_000);
  });

  it('bring bytes of which each message keeps its own', async () => {
    writeStream({ resource: CLIENT, data: Buffer.from('first') }, table);
    await until(() => eventsOf(accepted, 'data').length > 0);
    const first = eventsOf(accepted, 'data')[0].data as Uint8Array;
    writeStream({ resource: accepted, data: Buffer.from('other') }, table);
    await until(() => eventsOf(CLIENT, 'data').length > 0);
    assert.equal(Buffer.from(first).toString(), 'first');
    assert.equal(first.buffer.byteLength, 5);
  });

  it('tell once why a write failed', async () => {
    closeResource({ resource: accepted, reset: true }, table);
    // Before Node has seen the reset, in the same turn.
    for (let i = 0; i < 3; i++) writeStream({ resource: CLIENT, data: new Uint8Array(64) }, table);
    await until(() => eventsOf(CLIENT, 'close').length > 0);
    const errors = eventsOf(CLIENT, 'error').map(({ data }) => (data as HostFailure).code);
    assert.equal(errors.length, 1);
    assert.match(errors[0], /^(ECONNRESET|EPIPE)$/);
  });
});
