/**
 * The breakpoints that the client has set, remembered so that a restarted program gets them again. Those on data and
 * instructions are about objects and code of one run, so they are not.
 *
 * Owns: their ids. Must not know: where they really are (the engine says).
 */
import type { BreakpointSpec, ExceptionFilterSpec, FunctionBreakpointSpec } from '../runtime/index';

export class Breakpoints {
  readonly byPath = new Map<string, BreakpointSpec[]>();
  functions: FunctionBreakpointSpec[] = [];
  exceptions: ExceptionFilterSpec[] = [];
  private nextId = 1;

  newId(): number {
    return this.nextId++;
  }
}
