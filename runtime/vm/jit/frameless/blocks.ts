/**
 * Jumps of a code object as JavaScript's own: loops and labelled blocks, nested in each other.
 *
 * Owns: where each loop and block begins and ends. A backward jump is `continue` of its loop, a forward jump `break` of
 * the block that ends where it leads. Code whose jumps do not nest so (none that the compiler makes) has no blocks.
 */

export interface Jump {
  readonly from: number;
  readonly to: number;
}

interface Loop {
  readonly head: number;
  /** The last instruction in it. */
  end: number;
}

export interface Blocks {
  /** Text before the instruction at an index: ends and beginnings. */
  readonly before: ReadonlyMap<number, string>;
}

/** Loops, outermost first; those that overlap are made to nest. */
function loopsOf(jumps: readonly Jump[]): Loop[] {
  const byHead = new Map<number, Loop>();
  for (const { from, to } of jumps) {
    if (to > from) continue;
    const loop = byHead.get(to);
    if (loop === undefined) byHead.set(to, { head: to, end: from });
    else loop.end = Math.max(loop.end, from);
  }
  const loops = [...byHead.values()].sort((a, b) => a.head - b.head);
  for (let i = loops.length - 1; i >= 0; i--)
    for (const inner of loops.slice(i + 1))
      if (inner.head <= loops[i].end) loops[i].end = Math.max(loops[i].end, inner.end);
  return loops;
}

/** Null where the jumps do not nest. */
export function blocksOf(jumps: readonly Jump[]): Blocks | null {
  const loops = loopsOf(jumps);
  // Where the block of each target begins: at the head of the innermost loop that has the target and all jumps to it.
  const homes = new Map<number, number>();
  for (const { from, to } of jumps) {
    if (to <= from) continue;
    let home = -1;
    for (const loop of loops) {
      if (to <= loop.head || to > loop.end) continue;
      if (from < loop.head) return null;
      home = loop.head;
    }
    homes.set(to, Math.min(home, homes.get(to) ?? home));
  }
  const before = new Map<number, string>();
  const add = (at: number, text: string): void => void before.set(at, (before.get(at) ?? '') + text);
  const open = (home: number, at: number): void => {
    const targets = [...homes].filter(([, h]) => h === home).map(([to]) => to);
    for (const to of targets.sort((a, b) => b - a)) add(at, `${blockLabel(to)}:{`);
  };
  open(-1, 0);
  const edges = new Set([...homes.keys(), ...loops.map((l) => l.end + 1), ...loops.map((l) => l.head)]);
  for (const at of [...edges].sort((a, b) => a - b)) {
    for (const loop of loops.filter((l) => l.end + 1 === at).reverse()) add(at, `break ${loopLabel(loop.head)};}`);
    if (homes.has(at)) add(at, '}');
    if (loops.some((l) => l.head === at)) {
      add(at, `${loopLabel(at)}:for(;;){`);
      open(at, at);
    }
  }
  return { before };
}

export const blockLabel = (to: number): string => `B${to}`;
export const loopLabel = (head: number): string => `W${head}`;
