/**
 * Shapes: the lists of names that instances of a class share (CPython's split-table keys, V8's hidden classes).
 *
 * Owns: the tree of shapes. Two instances with one shape have the same attributes in the same order, so a cache that has
 * seen a shape knows the index of an attribute without a look-up.
 */

const LINEAR = 8;

/** An instance with more attributes than this gets a dictionary of its own. */
export const MAX_SHAPED = 64;

export class Shape {
  /** The keys, shared along a branch: only the first `count` belong to this shape. */
  readonly keys: string[];
  readonly count: number;
  private next: Map<string, Shape> | null = null;
  private index: Map<string, number> | null = null;

  constructor(keys: string[], count: number) {
    this.keys = keys;
    this.count = count;
  }

  find(key: string): number {
    const { keys, count } = this;
    if (count <= LINEAR) {
      for (let i = 0; i < count; i++) if (keys[i] === key) return i;
      return -1;
    }
    if (this.index === null) {
      this.index = new Map();
      for (let i = 0; i < count; i++) this.index.set(keys[i], i);
    }
    return this.index.get(key) ?? -1;
  }

  /** The shape with one more key. */
  add(key: string): Shape {
    const known = this.next?.get(key);
    if (known !== undefined) return known;
    let keys = this.keys;
    if (keys.length === this.count) keys.push(key);
    else {
      keys = keys.slice(0, this.count);
      keys.push(key);
    }
    const shape = new Shape(keys, this.count + 1);
    (this.next ??= new Map()).set(key, shape);
    return shape;
  }
}
