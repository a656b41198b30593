/**
 * The tasks that breakpoints are limited to, where the user follows some.
 *
 * Owns: that list, and its end: once all of them have ended, breakpoints are there for every task again. Must not know:
 * breakpoints.
 */
import type { PyObject } from '../objects/object';
import type { TaskSource } from '../introspect/taskSource';

export class TaskLimit {
  /** Null: no limit. Private, so that Python's collector doesn't find tasks here. */
  #only: ReadonlySet<PyObject> | null = null;

  constructor(private readonly tasks: TaskSource) {}

  /** No tasks: no limit. */
  set(tasks: readonly PyObject[]): void {
    this.#only = tasks.length === 0 ? null : new Set(tasks);
  }

  /** Whether breakpoints count in what runs now. */
  allows(): boolean {
    if (this.#only === null) return true;
    const current = this.tasks.current();
    return (current !== undefined && this.#only.has(current)) || this.alive().length === 0;
  }

  /** Those that have not ended. With none left, there is no limit any more. */
  alive(): PyObject[] {
    if (this.#only === null) return [];
    const alive = [...this.#only].filter((task) => this.tasks.isPending(task));
    if (alive.length === 0) this.#only = null;
    return alive;
  }
}
