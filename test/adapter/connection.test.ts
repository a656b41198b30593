import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { Connection } from '../../adapter/connection';

function connect() {
  const input = new PassThrough();
  const output = new PassThrough();
  const requests: DebugProtocol.Request[] = [];
  const malformed: string[] = [];
  let closed = 0;
  const connection = new Connection(input, output, {
    request: (request) => requests.push(request),
    malformed: (error) => malformed.push(error.message),
    closed: () => closed++,
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { input, output, requests, malformed, connection, settle, closedTimes: () => closed };
}

function frame(text: string): string {
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

const request = JSON.stringify({ seq: 1, type: 'request', command: 'threads', arguments: { text: 'ä𝄞' } });

describe("the protocol's framing", () => {
  it('reads requests in whatever pieces they come', async () => {
    const { input, requests, settle } = connect();
    const bytes = Buffer.from(frame(request) + frame(request));
    for (const byte of bytes) input.write(Buffer.from([byte]));
    await settle();
    assert.equal(requests.length, 2);
    assert.deepEqual(requests[1].arguments, { text: 'ä𝄞' });
  });

  it('reports what is no message and reads the next', async () => {
    const { input, requests, malformed, settle } = connect();
    input.write(frame('{"seq":'));
    input.write(frame('[1,2]'));
    input.write(frame('{"type":"request"}'));
    input.write('Content-Type: text\r\n\r\n');
    input.write(frame(request));
    await settle();
    assert.equal(malformed.length, 4);
    assert.match(malformed[0], /no JSON/);
    assert.match(malformed[3], /no Content-Length/);
    assert.equal(requests.length, 1);
  });

  it('hangs up on what is no debug client', async () => {
    const { input, malformed, settle, closedTimes } = connect();
    input.write('x'.repeat(10_000));
    await settle();
    assert.match(malformed[0], /no Content-Length/);
    assert.equal(closedTimes(), 1);
  });

  it('tells once that the client is gone', async () => {
    const { input, settle, closedTimes } = connect();
    input.destroy();
    await settle();
    assert.equal(closedTimes(), 1);
  });

  it('counts bytes, not characters', async () => {
    const { output, connection, settle } = connect();
    connection.send({ type: 'event', event: 'output', body: { output: 'ä𝄞' } });
    await settle();
    const text = (output.read() as Buffer).toString();
    const [, length, body] = /^Content-Length: (\d+)\r\n\r\n(.*)$/s.exec(text)!;
    assert.equal(Number(length), Buffer.byteLength(body));
  });
});
