/**
 * `sys.monitoring` (PEP 669).
 *
 * Owns: tool ids, the registered callbacks and which events are on. DIFFERS: no events are sent to the callbacks yet.
 */
import { None } from '../../objects/builtinTypes';
import { typeError, valueError } from '../../objects/errors';
import { typeOf, PyObject, type Value } from '../../objects/object';
import { defineType } from '../../objects/typeObject';
import { toIndex } from '../../objects/toIndex';
import { strOf } from '../../objects/values';
import { PyDict } from '../../objects/dict';
import { newNamespace } from '../../objects/simpleNamespace';
import { ModuleBuilder } from '../registry';
import { sysState } from '../../objects/sysState';

const EVENTS = [
  'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'CALL', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH_LEFT', 'BRANCH_RIGHT', 'STOP_ITERATION', 'RAISE',
  'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'C_RETURN', 'C_RAISE', 'BRANCH',
]; // prettier-ignore

interface Tool {
  name: Value;
  events: number;
  callbacks: Map<number, Value>;
  local: Map<Value, number>;
}

const tools: (Tool | undefined)[] = [];

function toolOf(id: Value): Tool {
  const n = Number(toIndex(id));
  if (n < 0 || n > 5) throw valueError(`invalid tool ${n} (must be between 0 and 5)`);
  const tool = tools[n];
  if (tool === undefined) throw valueError(`tool ${n} is not in use`);
  return tool;
}

function checkId(id: Value): number {
  const n = Number(toIndex(id));
  if (n < 0 || n > 5) throw valueError(`invalid tool ${n} (must be between 0 and 5)`);
  return n;
}

export function defMonitoring(sys: ModuleBuilder): void {
  const m = new ModuleBuilder('sys.monitoring');
  const events: Record<string, Value> = { NO_EVENTS: 0 };
  EVENTS.forEach((name, i) => (events[name] = 2 ** i));
  m.set('events', newNamespace(events));
  for (const [name, id] of [
    ['DEBUGGER_ID', 0],
    ['COVERAGE_ID', 1],
    ['PROFILER_ID', 2],
    ['OPTIMIZER_ID', 5],
  ] as const)
    m.set(name, id);
  const marker = defineType({ name: 'object', isBase: false });
  m.set('DISABLE', new PyObject(marker));
  m.set('MISSING', new PyObject(marker));
  m.def('use_tool_id(tool_id, name, /)', (id: Value, name: Value) => {
    const n = checkId(id);
    if (strOf(name) === undefined) throw valueError('tool name must be a str');
    if (tools[n] !== undefined) throw valueError(`tool ${n} is already in use`);
    tools[n] = { name, events: 0, callbacks: new Map(), local: new Map() };
    return None;
  });
  m.def('clear_tool_id(tool_id, /)', (id: Value) => {
    const tool = tools[checkId(id)];
    if (tool !== undefined) Object.assign(tool, { events: 0, callbacks: new Map(), local: new Map() });
    return None;
  });
  m.def('free_tool_id(tool_id, /)', (id: Value) => {
    tools[checkId(id)] = undefined;
    return None;
  });
  m.def('get_tool(tool_id, /)', (id: Value) => tools[checkId(id)]?.name ?? None);
  m.def('register_callback(tool_id, event, func, /)', (id: Value, event: Value, f: Value) => {
    const n = checkId(id);
    const e = Number(toIndex(event));
    if (e <= 0 || (e & (e - 1)) !== 0) throw valueError('The callback can only be set for one event at a time');
    if (e >= 2 ** EVENTS.length) throw valueError(`invalid event ${e}`);
    const tool = tools[n];
    const old = tool?.callbacks.get(e) ?? None;
    if (f === None) tool?.callbacks.delete(e);
    else tool?.callbacks.set(e, f);
    return old;
  });
  m.def('get_events(tool_id, /)', (id: Value) => toolOf(id).events);
  m.def('set_events(tool_id, event_set, /)', (id: Value, set: Value) => {
    const n = Number(toIndex(set));
    if (n < 0 || n >= 2 ** EVENTS.length) throw valueError(`invalid event set 0x${n.toString(16)}`);
    toolOf(id).events = n;
    return None;
  });
  m.def('get_local_events(tool_id, code, /)', (id: Value, code: Value) => {
    if (typeOf(code).name !== 'code') throw typeError('code must be a code object');
    return toolOf(id).local.get(code) ?? 0;
  });
  m.def('set_local_events(tool_id, code, event_set, /)', (id: Value, code: Value, set: Value) => {
    if (typeOf(code).name !== 'code') throw typeError('code must be a code object');
    toolOf(id).local.set(code, Number(toIndex(set)));
    return None;
  });
  m.def('restart_events()', () => None);
  m.def('_all_events()', () => new PyDict());
  sys.set('monitoring', m.module);
  sysState.modules.setStr('sys.monitoring', m.module);
}
