/**
 * The exception table in the form of CPython 3.11+ (`co_exceptiontable`, which `dis` reads).
 *
 * An entry is four numbers: start, length, target (in instructions), and the stack's depth times two (plus one where the
 * instruction's position is pushed, which does not happen here). A number is written in groups of six bits, the highest
 * first; bit 6 says that another follows, bit 7 that an entry begins.
 */
import type { ExceptionEntry } from './code';

export function packExceptionTable(table: readonly ExceptionEntry[]): Uint8Array {
  const out: number[] = [];
  for (const { start, end, target, depth } of table) {
    const first = out.length;
    for (const n of [start >> 1, (end - start) >> 1, target >> 1, depth << 1]) writeVarint(out, n);
    out[first] |= 128;
  }
  return Uint8Array.from(out);
}

function writeVarint(out: number[], n: number): void {
  let shift = 0;
  while (n >> (shift + 6) > 0) shift += 6;
  for (; shift > 0; shift -= 6) out.push(((n >> shift) & 63) | 64);
  out.push(n & 63);
}
