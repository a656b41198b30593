/**
 * Searching whose time grows with the sum of both lengths, not with their product, whatever the texts are (the algorithm
 * of Knuth, Morris and Pratt). Simpler searches are faster on ordinary texts, so they are left to those.
 */

/** Whether a simple search could take seconds. */
export function isLong(length: number, subLength: number): boolean {
  return subLength > 64 && length * subLength > 1e8;
}

/** Position of the first match in [from, to), or -1. */
export function linearIndexOf(
  code: (i: number) => number,
  subCode: (i: number) => number,
  subLength: number,
  from: number,
  to: number,
): number {
  const borders = bordersOf(subCode, subLength);
  let matched = 0;
  for (let i = from; i < to; i++) {
    const c = code(i);
    while (matched > 0 && subCode(matched) !== c) matched = borders[matched - 1];
    if (subCode(matched) === c) matched++;
    if (matched === subLength) return i - subLength + 1;
  }
  return -1;
}

/** For each prefix, the length of its longest proper prefix that is also its suffix. */
function bordersOf(code: (i: number) => number, length: number): Int32Array {
  const borders = new Int32Array(length);
  let k = 0;
  for (let i = 1; i < length; i++) {
    const c = code(i);
    while (k > 0 && code(k) !== c) k = borders[k - 1];
    if (code(k) === c) k++;
    borders[i] = k;
  }
  return borders;
}
