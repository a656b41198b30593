/**
 * The small byte arrays of several messages as one. By itself, each costs the structured clone a buffer of its own, which
 * takes longer than all else of its message.
 *
 * Must not know: what the messages are.
 */

/** Part of a message: its `data` may be bytes. */
interface Holder {
  data?: unknown;
}

export interface PackedBytes {
  /** By message: how many of the bytes are its `data`; -1 where that isn't packed. */
  lengths: number[];
  bytes: Uint8Array;
}

/** Larger ones go by themselves: they would be copied once more. */
const SMALL = 4096;

const isSmall = (data: unknown): data is Uint8Array => data instanceof Uint8Array && data.length <= SMALL;

/** Takes the bytes out of the messages; undefined where there is little to gain. */
export function packBytes(messages: readonly object[]): PackedBytes | undefined {
  const holders = messages as readonly Holder[];
  let count = 0;
  let size = 0;
  const lengths = holders.map(({ data }) => {
    if (!isSmall(data)) return -1;
    count++;
    size += data.length;
    return data.length;
  });
  if (count < 2) return undefined;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const holder of holders) {
    const { data } = holder;
    if (!isSmall(data)) continue;
    bytes.set(data, at);
    at += data.length;
    holder.data = null;
  }
  return { lengths, bytes };
}

/** Puts them back: each a copy, since the program may keep one of them for long. */
export function unpackBytes(messages: readonly object[], { lengths, bytes }: PackedBytes): void {
  let at = 0;
  lengths.forEach((length, i) => {
    if (length < 0) return;
    (messages[i] as Holder).data = bytes.slice(at, at + length);
    at += length;
  });
}
