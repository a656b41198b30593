/** What is prepared with the library is found again by exactly its key. */
import assert from 'node:assert/strict';
import { PreparedArchive, preparedBytes } from '../../runtime/bytecode/preparedArchive';

const text = (bytes: Uint8Array | null) => (bytes === null ? null : new TextDecoder().decode(bytes));
const entries = Array.from({ length: 300 }, (_, i) => ({
  key: `key ${i} \u00e9\ud83d\ude00`,
  result: new TextEncoder().encode(`result ${i}`),
}));

describe('the archive of what is prepared', () => {
  it('gives back what was put in, and nothing else', () => {
    const archive = new PreparedArchive(preparedBytes(entries));
    entries.forEach(({ key }, i) => assert.equal(text(archive.find(key)), `result ${i}`));
    for (const other of ['', 'key', 'key 300 \u00e9\ud83d\ude00', 'key 1 e']) assert.equal(archive.find(other), null);
  });

  it('leaves out keys that UTF-8 cannot hold', () => {
    const lone = { key: 'a\ud800', result: new Uint8Array(1) };
    const archive = new PreparedArchive(preparedBytes([lone, ...entries]));
    assert.equal(archive.find(lone.key), null);
    assert.equal(text(archive.find(entries[7].key)), 'result 7');
  });

  it('is empty where the bytes are of another format, and ends where they are cut off', () => {
    const bytes = preparedBytes(entries);
    assert.equal(new PreparedArchive(bytes.slice(1)).find(entries[0].key), null);
    assert.equal(new PreparedArchive(new Uint8Array(0)).find(''), null);
    const half = new PreparedArchive(bytes.slice(0, bytes.length - 10));
    assert.equal(text(half.find(entries[0].key)), 'result 0');
    assert.equal(half.find(entries[299].key), null);
  });
});
