/** Lengths of a prefix code for symbols that occur so often (Huffman's), none of them too long. */

/** Every symbol gets a code, those that don't occur too. */
export function codeLengths(counts: Uint32Array, longest: number): Uint8Array {
  const weights = Array.from(counts, (c) => Math.max(c, 1));
  for (;;) {
    const lengths = lengthsOf(weights);
    if (lengths.every((n) => n <= longest)) return lengths;
    // Flatter weights make shorter codes.
    weights.forEach((w, i) => (weights[i] = (w >> 1) + 1));
  }
}

function lengthsOf(weights: number[]): Uint8Array {
  const n = weights.length;
  const order = weights.map((_, i) => i).sort((a, b) => weights[a] - weights[b]);
  // Two queues, both in order: leaves, and the nodes made of them.
  const parent = new Int32Array(2 * n);
  const weight = [...weights];
  let leaf = 0;
  let node = n;
  const lightest = (made: number): number =>
    leaf < n && (node >= made || weight[order[leaf]] <= weight[node]) ? order[leaf++] : node++;
  for (let made = n; made < 2 * n - 1; made++) {
    const a = lightest(made);
    const b = lightest(made);
    parent[a] = parent[b] = made;
    weight[made] = weight[a] + weight[b];
  }
  const depth = new Uint8Array(2 * n);
  for (let i = 2 * n - 3; i >= 0; i--) depth[i] = Math.min(depth[parent[i]] + 1, 255);
  return depth.slice(0, n);
}
