/**
 * Giving what came through the door to whoever waits for it.
 *
 * Owns: the tables of operations and resources in use, and the seam for signals. Must not know: who registers (sockets,
 * the event loop, processes).
 */
import { alarms } from './alarms';
import type { DoorEvent, HostFailure } from './door';

export interface Completion {
  result?: unknown;
  failure?: HostFailure;
}

const operations = new Map<number, (end: Completion) => void>();
const resources = new Map<number, (event: string, data: unknown) => void>();

/** Runs Python's handler for a signal that a `wait` brought; set by the module _signal. */
export const signalSink = { deliver: (_signal: number): void => undefined };

/** Tells whoever waits for standard input that there is some; set by who keeps the program's descriptors. */
export const inputSink = { arrived: (): void => undefined };

export function onCompletion(operation: number, then: (end: Completion) => void): void {
  operations.set(operation, then);
}

export function onResource(resource: number, then: (event: string, data: unknown) => void): void {
  resources.set(resource, then);
}

export function forgetResource(resource: number): void {
  resources.delete(resource);
}

/** Something outside may still come: a wait without a timeout isn't for ever. */
export function anythingPending(): boolean {
  return operations.size > 0 || resources.size > 0;
}

export function dispatch(events: readonly DoorEvent[]): void {
  for (const e of events) {
    switch (e.kind) {
      case 'signal':
        signalSink.deliver(e.signal);
        break;
      case 'completion': {
        const then = operations.get(e.id);
        operations.delete(e.id);
        then?.(e);
        break;
      }
      case 'resource':
        resources.get(e.resource)?.(e.event, e.data);
        break;
      case 'stdin':
        inputSink.arrived();
        break;
      case 'nudge':
        break;
    }
  }
  alarms.look();
}
