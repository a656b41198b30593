/** Byte arrays of several messages through the door as one. */
import assert from 'node:assert/strict';
import { packBytes, unpackBytes } from '../../runtime/host/packing';

describe('packed bytes', () => {
  it('come out as they went in, with messages of all kinds between them', () => {
    const big = new Uint8Array(5000).fill(7);
    const make = (): { kind: string; data?: unknown }[] => [
      { kind: 'data', data: Uint8Array.of(1, 2, 3) },
      { kind: 'written', data: 3 },
      { kind: 'end' },
      { kind: 'data', data: new Uint8Array() },
      { kind: 'data', data: big },
      { kind: 'data', data: Uint8Array.of(9, 4, 5, 9).subarray(1, 3) },
    ];
    const messages = make();
    const packed = packBytes(messages)!;
    assert.deepEqual(packed, { lengths: [3, -1, -1, 0, -1, 2], bytes: Uint8Array.of(1, 2, 3, 4, 5) });
    assert.equal(messages[0].data, null);
    assert.equal(messages[4].data, big);
    unpackBytes(messages, packed);
    packed.bytes.fill(0);
    assert.deepEqual(messages, make());
  });

  it('are not made of a single one', () => {
    const messages = [{ data: Uint8Array.of(1) }, { data: 5 }, {}];
    assert.equal(packBytes(messages), undefined);
    assert.deepEqual(messages[0].data, Uint8Array.of(1));
  });
});
