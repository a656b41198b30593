/** What is native in streams and connections gives way to whoever looks into the library's functions. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient';
import { ProgramFolder } from './programFolder';

const PROGRAM = `import asyncio

def look():
    pass

async def serve(reader, writer):
    for _ in range(200):
        writer.write(await reader.readexactly(1))
    writer.close()

async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    for i in range(200):
        if i in (100, 150):
            look()
        writer.write(b'x')
        await reader.readexactly(1)
    writer.close()
    server.close()

asyncio.run(main())
`;

const CONNECTIONS = `import asyncio

def look():
    pass

async def serve(reader, writer):
    writer.close()

async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    for _ in range(3):
        look()
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        await reader.read()
        writer.close()
    server.close()

asyncio.run(main())
`;

describe("breakpoints in the library's streams", function () {
  this.timeout(60_000);
  const folder = new ProgramFolder({ 'main.py': PROGRAM, 'connections.py': CONNECTIONS });
  let client: DapClient;
  afterEach(() => client.close());
  after(() => folder.remove());

  /** Goes on to the next stop: the functions on the stack, the innermost first, at most four. */
  async function next(): Promise<string[]> {
    const { threadId } = await client.stopped();
    const { stackFrames } = await client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId,
    });
    return stackFrames.map((frame) => frame.name).slice(0, 4);
  }

  const stopIn = (...names: string[]): Promise<unknown> =>
    client.request('setFunctionBreakpoints', { breakpoints: names.map((name) => ({ name })) });
  const goOn = (): Promise<unknown> => client.request('continue', { threadId: 1 });

  it('stop where bytes are received, also when many were received before, and never again when they are gone', async () => {
    client = new DapClient();
    await client.launch({ program: join(folder.path, 'main.py'), justMyCode: false });
    await stopIn('look');
    await client.request('configurationDone');
    assert.equal((await next())[0], 'look');
    await stopIn('look', 'feed_data');
    for (let i = 0; i < 4; i++) {
      await goOn();
      assert.deepEqual(await next(), [
        'StreamReader.feed_data',
        'StreamReaderProtocol.data_received',
        '_SelectorSocketTransport._read_ready__data_received',
        '_SelectorSocketTransport._read_ready',
      ]);
    }
    await stopIn('look');
    await goOn();
    assert.equal((await next())[0], 'look');
    await stopIn();
    await goOn();
    await client.event('terminated');
  });

  it('stop in each function that makes a connection, and none where they are gone', async () => {
    client = new DapClient();
    await client.launch({ program: join(folder.path, 'connections.py'), justMyCode: false });
    await stopIn('look');
    await client.request('configurationDone');
    assert.equal((await next())[0], 'look');
    await goOn();
    assert.equal((await next())[0], 'look');
    const names = [
      '_ipaddr_info',
      '_sock_connect_cb',
      '_intenum_converter',
      'set_protocol',
      '_attach',
      'set_transport',
    ];
    await stopIn(...names, 'look');
    const stops = new Set<string>();
    for (;;) {
      await goOn();
      const [name] = await next();
      if (name === 'look') break;
      stops.add(name);
    }
    assert.deepEqual([...stops].sort(), [
      'BaseSelectorEventLoop._sock_connect_cb',
      'Server._attach',
      'StreamReader.set_transport',
      '_SelectorSocketTransport.set_protocol',
      '_SelectorTransport.set_protocol',
      '_intenum_converter',
      '_ipaddr_info',
    ]);
    await stopIn();
    await goOn();
    await client.event('terminated');
  });

  it('stop in functions that never ran when they are set', async () => {
    client = new DapClient();
    await client.launch({ program: join(folder.path, 'connections.py'), justMyCode: false });
    await stopIn('_set_nodelay', 'get_extra_info');
    await client.request('configurationDone');
    assert.equal((await next())[0], '_set_nodelay');
    await stopIn('get_extra_info');
    await goOn();
    assert.equal((await next())[0], 'BaseTransport.get_extra_info');
    await stopIn();
    await goOn();
    await client.event('terminated');
  });

  it('stop in what waits for data: where it begins, and where it goes on', async () => {
    client = new DapClient();
    await client.launch({ program: join(folder.path, 'main.py'), justMyCode: false });
    await stopIn('look');
    await client.request('configurationDone');
    assert.equal((await next())[0], 'look');
    await stopIn('_wait_for_data', '_maybe_resume_transport');
    const stops: string[] = [];
    for (let i = 0; i < 8; i++) {
      await goOn();
      stops.push((await next()).slice(0, 2).join(' < '));
    }
    assert.deepEqual([...new Set(stops)].sort(), [
      'StreamReader._maybe_resume_transport < StreamReader.readexactly',
      'StreamReader._wait_for_data < StreamReader.readexactly',
    ]);
    await client.request('next', { threadId: 1 });
    assert.ok((await next()).includes('StreamReader.readexactly'));
    await stopIn();
    await goOn();
    await client.event('terminated');
  });
});
