/**
 * The breakpoints that the client has set, remembered so that a restarted program gets them again. Those on data and
 * instructions are about objects and code of one run, so they are not.
 *
 * Owns: their ids. Must not know: where they really are (the engine says).
 */
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { BreakpointSpec, BreakpointStatus, ExceptionFilterSpec, FunctionBreakpointSpec } from '../runtime/index';

type CommonSpec = Pick<FunctionBreakpointSpec, 'id' | 'condition' | 'hitCondition'>;

/** The answer for a breakpoint that has no place in a source. */
export function placelessStatus({ id, verified, message }: BreakpointStatus): DebugProtocol.Breakpoint {
  return { id, verified, ...(message ? { message } : {}) };
}

export class Breakpoints {
  readonly byPath = new Map<string, BreakpointSpec[]>();
  functions: FunctionBreakpointSpec[] = [];
  exceptions: ExceptionFilterSpec[] = [];
  private nextId = 1;

  newId(): number {
    return this.nextId++;
  }

  /** What every kind of breakpoint has: an id of its own, and its conditions where they aren't empty. */
  common({ condition, hitCondition }: { condition?: string; hitCondition?: string }): CommonSpec {
    return { id: this.newId(), ...(condition ? { condition } : {}), ...(hitCondition ? { hitCondition } : {}) };
  }
}
