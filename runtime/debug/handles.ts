/** Numbers that stand for things while the program is stopped; all are forgotten when it goes on. */
export class Handles<T> {
  private items: T[] = [];

  /** Numbers start at `first`, so that two kinds of handles can be told apart. */
  constructor(private readonly first: number) {}

  add(item: T): number {
    this.items.push(item);
    return this.first + this.items.length - 1;
  }

  get(handle: number): T | undefined {
    return this.items[handle - this.first];
  }

  clear(): void {
    this.items = [];
  }
}
