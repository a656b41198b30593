/** Reads zip files. Owns: as much of the format as pyodide's library needs. Must not know: what is in them. */
import { inflateRawSync } from 'node:zlib';

export interface ZipFile {
  name: string;
  content(): Uint8Array;
}

export function* readZip(bytes: Uint8Array): Generator<ZipFile> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error('not a zip file');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    const method = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 20, true);
    const nameLength = view.getUint16(at + 28, true);
    const rest = view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    const local = view.getUint32(at + 42, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    at += 46 + nameLength + rest;
    yield {
      name,
      content: () => {
        const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
        const stored = bytes.subarray(start, start + size);
        return method === 0 ? stored : inflateRawSync(stored);
      },
    };
  }
}
