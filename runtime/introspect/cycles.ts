/** Cycles of a graph: its strongly connected components of more than one node, or of one that leads to itself (Tarjan). */

/** Each in the order in which its nodes lead to each other, as far as one walk through it goes. */
export function cyclesOf<T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][] {
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const onStack = new Set<T>();
  const stack: T[] = [];
  const cycles: T[][] = [];
  for (const root of nodes) {
    if (order.has(root)) continue;
    // A stack of our own: a chain of tasks can be longer than JavaScript's.
    const work: { node: T; rest: T[] }[] = [];
    const enter = (node: T): void => {
      order.set(node, order.size);
      low.set(node, order.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({ node, rest: [...next(node)] });
    };
    enter(root);
    for (let top = work.at(-1); top !== undefined; top = work.at(-1)) {
      const { node, rest } = top;
      const child = rest.pop();
      if (child !== undefined) {
        if (!order.has(child)) enter(child);
        else if (onStack.has(child)) low.set(node, Math.min(low.get(node)!, order.get(child)!));
        continue;
      }
      work.pop();
      const parent = work.at(-1)?.node;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent)!, low.get(node)!));
      if (low.get(node) !== order.get(node)) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) onStack.delete(member);
      if (component.length > 1 || next(node).includes(node)) cycles.push(component);
    }
  }
  return cycles;
}
