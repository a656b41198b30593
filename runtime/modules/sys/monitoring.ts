/**
 * `sys.monitoring` (PEP 669): the module. Who is called back and when is in vm/tracing.
 */
import { None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { typeError, valueError } from '../../objects/errors';
import { PyCode } from '../../objects/function';
import type { Value } from '../../objects/object';
import { newNamespace } from '../../objects/simpleNamespace';
import { sysState } from '../../objects/sysState';
import { toIndex } from '../../objects/toIndex';
import { strOf } from '../../objects/values';
import {
  C_EVENTS,
  DISABLE,
  Event,
  eventNames,
  LOCAL_EVENTS,
  MISSING,
  monitoring,
  restartEvents,
  Tool,
  TOOLS,
  updateMonitoring,
} from '../../vm/tracing/monitoring';
import { updateTracing } from '../../vm/tracing/traceFunctions';
import { ModuleBuilder } from '../registry';

const ALL = 2 ** eventNames.length - 1;

function checkId(id: Value): number {
  const n = Number(toIndex(id));
  if (n < 0 || n >= TOOLS) throw valueError(`invalid tool ${n} (must be between 0 and 5)`);
  return n;
}

function toolOf(id: Value): Tool {
  const n = checkId(id);
  const tool = monitoring.tools[n];
  if (tool === undefined) throw valueError(`tool ${n} is not in use`);
  return tool;
}

function codeOf(code: Value): PyCode {
  if (!(code instanceof PyCode)) throw typeError('code must be a code object');
  return code;
}

/** What is wanted of BRANCH is wanted of both its sides; C_RETURN and C_RAISE come with CALL. */
function eventSet(set: Value, local: boolean): number {
  const n = Number(toIndex(set));
  if (n < 0 || n > ALL) throw valueError(`invalid ${local ? 'local ' : ''}event set 0x${(n >>> 0).toString(16)}`);
  if (n & C_EVENTS && (n & (1 << Event.CALL)) === 0)
    throw valueError('cannot set C_RETURN or C_RAISE events independently');
  const plain = n & ~C_EVENTS;
  if (local && plain & ~(LOCAL_EVENTS | (1 << Event.BRANCH)))
    throw valueError(`invalid local event set 0x${n.toString(16)}`);
  return plain;
}

function changed(): Value {
  updateMonitoring();
  updateTracing();
  return None;
}

function clear(n: number): void {
  const tool = monitoring.tools[n];
  if (tool === undefined) return;
  monitoring.callbacks[n].clear();
  tool.events = 0;
  tool.local.clear();
  tool.disabled.clear();
  changed();
}

function defTools(m: ModuleBuilder): void {
  m.def('use_tool_id(tool_id, name, /)', (id: Value, name: Value) => {
    const n = checkId(id);
    if (strOf(name) === undefined) throw valueError('tool name must be a str');
    if (monitoring.tools[n] !== undefined) throw valueError(`tool ${n} is already in use`);
    monitoring.tools[n] = new Tool(name);
    return None;
  });
  m.def('clear_tool_id(tool_id, /)', (id: Value) => {
    clear(checkId(id));
    return None;
  });
  m.def('free_tool_id(tool_id, /)', (id: Value) => {
    const n = checkId(id);
    clear(n);
    monitoring.tools[n] = undefined;
    return None;
  });
  m.def('get_tool(tool_id, /)', (id: Value) => monitoring.tools[checkId(id)]?.name ?? None);
  m.def('register_callback(tool_id, event, func, /)', (id: Value, event: Value, f: Value) => {
    const n = checkId(id);
    const set = Number(toIndex(event));
    if (set <= 0 || (set & (set - 1)) !== 0) throw valueError('The callback can only be set for one event at a time');
    if (set > ALL) throw valueError(`invalid event ${set}`);
    const callbacks = monitoring.callbacks[n];
    const number = Math.log2(set);
    const old = callbacks.get(number) ?? None;
    if (f === None) callbacks.delete(number);
    else callbacks.set(number, f);
    return old;
  });
}

function defEvents(m: ModuleBuilder): void {
  m.def('get_events(tool_id, /)', (id: Value) => toolOf(id).events);
  m.def('set_events(tool_id, event_set, /)', (id: Value, set: Value) => {
    const n = eventSet(set, false);
    toolOf(id).events = n;
    return changed();
  });
  m.def('get_local_events(tool_id, code, /)', (id: Value, code: Value) => {
    const { code: c } = codeOf(code);
    return toolOf(id).local.get(c) ?? 0;
  });
  m.def('set_local_events(tool_id, code, event_set, /)', (id: Value, code: Value, set: Value) => {
    const { code: c } = codeOf(code);
    const n = eventSet(set, true);
    toolOf(id).local.set(c, n);
    return changed();
  });
  m.def('restart_events()', () => {
    restartEvents();
    return None;
  });
  m.def('_all_events()', () => {
    const d = new PyDict();
    eventNames.forEach((name, event) => {
      let users = 0;
      monitoring.tools.forEach((tool, i) => {
        if (tool !== undefined && tool.events & (1 << event)) users |= 1 << i;
      });
      if (users !== 0) d.setStr(name, users);
    });
    return d;
  });
}

export function defMonitoring(sys: ModuleBuilder): void {
  const m = new ModuleBuilder('sys.monitoring');
  const events: Record<string, Value> = { NO_EVENTS: 0 };
  for (const name of eventNames) events[name] = 1 << Event[name];
  m.set('events', newNamespace(events));
  m.set('DEBUGGER_ID', 0);
  m.set('COVERAGE_ID', 1);
  m.set('PROFILER_ID', 2);
  m.set('OPTIMIZER_ID', 5);
  m.set('DISABLE', DISABLE);
  m.set('MISSING', MISSING);
  defTools(m);
  defEvents(m);
  sys.set('monitoring', m.module);
  sysState.modules.setStr('sys.monitoring', m.module);
}
