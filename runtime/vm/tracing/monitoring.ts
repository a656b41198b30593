/**
 * The tools of `sys.monitoring` (PEP 669; CPython's instrumentation.c): which events they want and calling them back.
 *
 * Must not know: when events occur.
 */
import type { Code } from '../../bytecode/code';
import { call } from '../../objects/call';
import { valueError } from '../../objects/errors';
import { pyCodeOf } from '../../objects/function';
import { PyObject, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';

/** In CPython's order: the numbers are bits in event sets. */
export const eventNames = [
  'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'CALL', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH_LEFT', 'BRANCH_RIGHT', 'STOP_ITERATION', 'RAISE',
  'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'C_RETURN', 'C_RAISE', 'BRANCH',
] as const; // prettier-ignore

export type EventName = (typeof eventNames)[number];

export const Event = Object.fromEntries(eventNames.map((name, i) => [name, i])) as {
  readonly [K in EventName]: number;
};

/** Events that belong to an instruction, and can be set for one code object and disabled at one place. */
export const LOCAL_EVENTS = (1 << (Event.STOP_ITERATION + 1)) - 1;
export const C_EVENTS = (1 << Event.C_RETURN) | (1 << Event.C_RAISE);

const marker = defineType({ name: 'object', isBase: false });
export const DISABLE = new PyObject(marker);
export const MISSING = new PyObject(marker);

export class Tool {
  events = 0;
  readonly local = new Map<Code, number>();
  readonly callbacks = new Map<number, Value>();
  /** Event sets that are switched off, by place. */
  readonly disabled = new Map<Code, Map<number, number>>();
  constructor(readonly name: Value) {}
}

export const TOOLS = 6;

/** Tool ids in use. Callbacks may be registered for others, too. */
export const monitoring = {
  tools: new Array<Tool | undefined>(TOOLS).fill(undefined),
  callbacks: Array.from({ length: TOOLS }, () => new Map<number, Value>()),
  /** Union of all tools' global events. */
  events: 0,
  /** Union of all tools' local events by code object. */
  local: new Map<Code, number>(),
};

export function updateMonitoring(): void {
  monitoring.events = 0;
  monitoring.local.clear();
  for (const tool of monitoring.tools) {
    if (tool === undefined) continue;
    monitoring.events |= tool.events;
    for (const [code, set] of tool.local)
      if (set !== 0) monitoring.local.set(code, (monitoring.local.get(code) ?? 0) | set);
  }
}

/** Does any tool want this event of this code? */
export function monitored(code: Code, event: number): boolean {
  const bit = 1 << event;
  return (
    (monitoring.events & bit) !== 0 || (monitoring.local.size > 0 && ((monitoring.local.get(code) ?? 0) & bit) !== 0)
  );
}

/** What the callback that runs now was told of; null while none runs. */
export const current = { event: null as string | null };

/** While above zero the running thread sends no events: it runs somebody's callback. */
export const quiet = { depth: 0 };

/** Calls back the tools that want the event at a place; C_RETURN and C_RAISE are wanted with CALL. */
export function fire(event: number, code: Code, pc: number, args: readonly Value[]): void {
  const bit = 1 << event;
  const wanted = 1 << (event === Event.C_RETURN || event === Event.C_RAISE ? Event.CALL : event);
  monitoring.tools.forEach((tool, id) => {
    if (tool === undefined || ((tool.events | (tool.local.get(code) ?? 0)) & wanted) === 0) return;
    if ((tool.disabled.get(code)?.get(pc) ?? 0) & bit) return;
    const callback = monitoring.callbacks[id].get(event);
    if (callback === undefined) return;
    quiet.depth++;
    const { event: outer } = current;
    current.event = event === Event.LINE ? 'line' : eventNames[event];
    let r: Value;
    try {
      r = call(callback, [pyCodeOf(code), ...args]);
    } finally {
      quiet.depth--;
      current.event = outer;
    }
    if (r === DISABLE) disable(tool, id, event, code, pc);
  });
}

function disable(tool: Tool, id: number, event: number, code: Code, pc: number): void {
  if (((1 << event) & LOCAL_EVENTS) === 0 && event !== Event.BRANCH) {
    monitoring.callbacks[id].delete(event);
    throw valueError(`Cannot disable ${eventNames[event]} events. Callback removed.`);
  }
  let places = tool.disabled.get(code);
  if (places === undefined) tool.disabled.set(code, (places = new Map<number, number>()));
  places.set(pc, (places.get(pc) ?? 0) | (1 << event));
}

/** sys.monitoring.restart_events(). */
export function restartEvents(): void {
  for (const tool of monitoring.tools) tool?.disabled.clear();
}
