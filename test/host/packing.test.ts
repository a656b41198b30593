/** Messages of a turn through the door as one. */
import assert from 'node:assert/strict';
import { eventPacking, operationPacking, type OperationMessage, type OutsideEvent } from '../../runtime/host/door';
import { packBytes, unpackBytes, type Packable, type PackedBytes, type Packing } from '../../runtime/host/packing';

/** What comes out of the other side. */
function unpacked<M>(
  list: readonly Packable<M>[],
  packed: PackedBytes | undefined,
  { holder }: Packing<M>,
  ofBytes: (stream: number, data: Uint8Array) => M,
): M[] {
  const out: M[] = [];
  unpackBytes(list, packed, holder, {
    message: (m) => void out.push(m),
    bytes: (stream, data, from, to) => void out.push(ofBytes(stream, data.slice(from, to))),
  });
  return out;
}

const dataEvent = (resource: number, data: Uint8Array): OutsideEvent => ({
  kind: 'resource',
  resource,
  event: 'data',
  data,
});

const writing = (resource: number, data: Uint8Array, id = 0): OperationMessage => ({
  kind: 'operation',
  id,
  operation: 'stream.write',
  arguments: { resource, data },
});

describe('packed messages', () => {
  it('come out as they went in, with events of all kinds between them', () => {
    const big = new Uint8Array(5000).fill(7);
    const make = (): OutsideEvent[] => [
      dataEvent(4, Uint8Array.of(1, 2, 3)),
      { kind: 'resource', resource: 4, event: 'written', data: 3 },
      { kind: 'resource', resource: 5, event: 'end' },
      dataEvent(5, new Uint8Array()),
      dataEvent(6, big),
      { kind: 'stdin', data: Uint8Array.of(8), eof: true },
      dataEvent(4, Uint8Array.of(9, 4, 5, 9).subarray(1, 3)),
    ];
    const messages: Packable<OutsideEvent>[] = make();
    const packed = packBytes(messages, eventPacking)!;
    assert.deepEqual(packed, { lengths: [3, -1, -1, 0, -1, 1, 2], bytes: Uint8Array.of(1, 2, 3, 8, 4, 5) });
    assert.deepEqual(
      messages.map((m) => (typeof m === 'number' ? m : m.kind)),
      [4, 'resource', 'resource', 5, 'resource', 'stdin', 4],
    );
    assert.equal((messages[4] as { data: unknown }).data, big);
    assert.deepEqual(unpacked(messages, packed, eventPacking, dataEvent), make());
  });

  it('are a number where an operation only writes to a stream', () => {
    const make = (): OperationMessage[] => [
      writing(1, Uint8Array.of(1)),
      { kind: 'operation', id: 0, operation: 'stream.end', arguments: { resource: 1 } },
      writing(2, Uint8Array.of(2), 17),
    ];
    const list: Packable<OperationMessage>[] = make();
    const packed = packBytes(list, operationPacking);
    assert.equal(list[0], 1);
    assert.equal((list[2] as OperationMessage).id, 17);
    assert.deepEqual(unpacked(list, packed, operationPacking, writing), make());
  });

  it('are copies: each may be kept for long', () => {
    const messages: Packable<OutsideEvent>[] = [dataEvent(1, Uint8Array.of(1)), dataEvent(2, Uint8Array.of(2))];
    const packed = packBytes(messages, eventPacking)!;
    const out = unpacked(messages, packed, eventPacking, dataEvent);
    packed.bytes.fill(0);
    assert.deepEqual(out, [dataEvent(1, Uint8Array.of(1)), dataEvent(2, Uint8Array.of(2))]);
  });

  it('are not made of a single one with bytes', () => {
    const messages: Packable<OutsideEvent>[] = [
      dataEvent(1, Uint8Array.of(1)),
      { kind: 'resource', resource: 1, event: 'end' },
    ];
    assert.equal(packBytes(messages, eventPacking), undefined);
    assert.deepEqual(messages[0], dataEvent(1, Uint8Array.of(1)));
    assert.equal(unpacked(messages, undefined, eventPacking, dataEvent).length, 2);
  });
});
