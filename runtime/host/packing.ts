/**
 * The messages of a turn as one: their small byte arrays in one array, and of the commonest, bytes that a stream gets or
 * gives, nothing else but its number. By itself, each array costs the structured clone a buffer of its own, and each
 * message an object and its names, which takes longer than all else that is done for it.
 *
 * Must not know: what the messages are.
 */

/** Part of a message: its `data` may be bytes. */
interface Holder {
  data?: unknown;
}

/** A message, or the number of a stream whose bytes are packed. */
export type Packable<M> = M | number;

export interface PackedBytes {
  /** By message: how many of the bytes are its `data`; -1 where that isn't packed. */
  lengths: number[];
  bytes: Uint8Array;
}

/** How the messages of one direction are packed. */
export interface Packing<M> {
  holder(message: M): object;
  /** The stream, where its number and the bytes say all there is in the message; else -1. */
  stream(message: M): number;
}

/** Larger ones go by themselves: they would be copied once more. */
const SMALL = 4096;

const isSmall = (data: unknown): data is Uint8Array => data instanceof Uint8Array && data.length <= SMALL;

/** Takes the bytes out of the messages and shortens the list; undefined where there is little to gain. */
export function packBytes<M>(messages: Packable<M>[], { holder, stream }: Packing<M>): PackedBytes | undefined {
  let count = 0;
  let size = 0;
  const lengths: number[] = [];
  for (const message of messages) {
    const { data } = holder(message as M) as Holder;
    const length = isSmall(data) ? data.length : -1;
    lengths.push(length);
    if (length < 0) continue;
    count++;
    size += length;
  }
  if (count < 2) return undefined;
  const bytes = new Uint8Array(size);
  let at = 0;
  for (let i = 0; i < messages.length; i++) {
    if (lengths[i] < 0) continue;
    const message = messages[i] as M;
    const held = holder(message) as Holder;
    bytes.set(held.data as Uint8Array, at);
    at += lengths[i];
    const number = stream(message);
    if (number >= 0) messages[i] = number;
    else held.data = null;
  }
  return { lengths, bytes };
}

/**
 * Puts the bytes back, each a copy, since the program may keep one of them for long; gives what came, one by one. A
 * stream's bytes are given where they are, between two places.
 */
export function unpackBytes<M>(
  messages: readonly Packable<M>[],
  packed: PackedBytes | undefined,
  holder: (message: M) => object,
  take: { message(message: M): void; bytes(stream: number, data: Uint8Array, from: number, to: number): void },
): void {
  let at = 0;
  messages.forEach((message, i) => {
    const length = packed === undefined ? -1 : packed.lengths[i];
    if (typeof message === 'number') take.bytes(message, packed!.bytes, at, at + length);
    else {
      if (length >= 0) (holder(message) as Holder).data = packed!.bytes.slice(at, at + length);
      take.message(message);
    }
    if (length > 0) at += length;
  });
}
