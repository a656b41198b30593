/**
 * The exception table in the form of CPython 3.11+ (`co_exceptiontable`, which `dis` reads), and back.
 *
 * An entry is four numbers: start, length, target (in instructions), and the stack's depth times two (plus one where the
 * instruction's position is pushed, which does not happen here). A number is written in groups of six bits, the highest
 * first; bit 6 says that another follows, bit 7 that an entry begins.
 *
 * Where an entry has a `handler`, one long number follows the last entry: two groups for each entry's handler plus one.
 * Readers that know nothing of it take it for the beginning of an entry that isn't complete, and leave it out.
 */
import type { ExceptionEntry } from './code';

export function packExceptionTable(table: readonly ExceptionEntry[]): Uint8Array {
  const out: number[] = [];
  for (const { start, end, target, depth } of table) {
    const first = out.length;
    for (const n of [start >> 1, (end - start) >> 1, target >> 1, depth << 1]) writeVarint(out, n);
    out[first] |= 128;
  }
  if (table.some((e) => e.handler >= 0)) {
    const first = out.length;
    for (const { handler } of table) out.push(((handler + 1) >> 6) | 64, ((handler + 1) & 63) | 64);
    out[first] |= 128;
    out[out.length - 1] &= ~64;
  }
  return Uint8Array.from(out);
}

export function unpackExceptionTable(bytes: Uint8Array): ExceptionEntry[] {
  const numbers: number[][] = [];
  for (let i = 0; i < bytes.length;) {
    const groups: number[] = [];
    do groups.push(bytes[i] & 63);
    while (bytes[i++] & 64);
    numbers.push(groups);
  }
  const table: ExceptionEntry[] = [];
  const count = numbers.length >> 2;
  const handlers = numbers.length % 4 === 1 ? numbers[4 * count] : null;
  for (let i = 0; i < count; i++) {
    const [start, length, target, depth] = numbers.slice(4 * i, 4 * i + 4).map(numberOf);
    const handler = handlers === null ? -1 : numberOf(handlers.slice(2 * i, 2 * i + 2)) - 1;
    table.push({ start: start * 2, end: (start + length) * 2, target: target * 2, depth: depth >> 1, handler });
  }
  return table;
}

function numberOf(groups: readonly number[]): number {
  return groups.reduce((n, group) => n * 64 + group, 0);
}

function writeVarint(out: number[], n: number): void {
  let shift = 0;
  while (n >> (shift + 6) > 0) shift += 6;
  for (; shift > 0; shift -= 6) out.push(((n >> shift) & 63) | 64);
  out.push(n & 63);
}
