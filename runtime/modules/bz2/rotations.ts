/** The order of a block's rotations (the transformation of Burrows and Wheeler), by doubling the length compared. */

/** Where each rotation begins, the least first. */
export function sortRotations(block: Uint8Array): Uint32Array {
  const n = block.length;
  let order = new Uint32Array(n);
  let other = new Uint32Array(n);
  let rank = new Uint32Array(n);
  let newRank = new Uint32Array(n);
  const counts = new Uint32Array(Math.max(n, 256) + 1);
  for (let i = 0; i < n; i++) counts[block[i] + 1]++;
  for (let b = 0; b < 256; b++) counts[b + 1] += counts[b];
  for (let i = 0; i < n; i++) rank[i] = counts[block[i]];
  const next = counts.slice(0, 256);
  for (let i = 0; i < n; i++) order[next[block[i]]++] = i;
  // A rank is the place of the first rotation that begins alike.
  for (let length = 1; length < n; length *= 2) {
    const places = counts;
    for (let i = 0; i < n; i++) places[i] = i;
    // By the second half first, then, keeping that order, by the first.
    for (let i = 0; i < n; i++) {
      const at = order[i] - length;
      const start = at < 0 ? at + n : at;
      other[places[rank[start]]++] = start;
    }
    let isSorted = true;
    let current = 0;
    for (let i = 0; i < n; i++) {
      const at = other[i];
      if (i > 0) {
        const before = other[i - 1];
        const second = at + length < n ? at + length : at + length - n;
        const secondBefore = before + length < n ? before + length : before + length - n;
        if (rank[at] !== rank[before] || rank[second] !== rank[secondBefore]) current = i;
        else isSorted = false;
      }
      newRank[at] = current;
    }
    [order, other] = [other, order];
    [rank, newRank] = [newRank, rank];
    if (isSorted) break;
  }
  return order;
}
