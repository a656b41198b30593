/**
 * Completions for the debug console.
 *
 * Owns: what may stand at the cursor. Must not know: how the console shows them.
 */
import { PyFunction } from '../objects/function';
import { isNativeFunction } from '../objects/descriptors';
import { toArray } from '../objects/iteration';
import { PyType } from '../objects/object';
import type { Value } from '../objects/object';
import { PyModule } from '../objects/values';
import type { Frame } from '../vm/frame';
import type { CompletionInfo } from './agentProtocol';
import type { DebugAgent } from './debugAgent';
import { localsCopy } from './frameScope';

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return try while with yield'.split(
    ' ',
  );

const MOST = 300;

export function complete(agent: DebugAgent, text: string, column: number, frame: Frame | null): CompletionInfo[] {
  const before = text.slice(0, column - 1);
  const match = /([A-Za-z_][\w.]*\.)?([A-Za-z_]\w*)?$/.exec(before);
  const owner = match?.[1]?.slice(0, -1);
  const prefix = match?.[2] ?? '';
  const found = owner === undefined ? names(agent, frame) : attributes(agent, owner, frame);
  const hidden = !prefix.startsWith('_');
  return [...found]
    .filter(([name]) => name.startsWith(prefix) && !(hidden && name.startsWith('_')))
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .slice(0, MOST)
    .map(([label, kind]) => ({ label, kind, start: column - 1 - prefix.length, length: prefix.length }));
}

type Kinds = Map<string, CompletionInfo['kind']>;

function names(agent: DebugAgent, frame: Frame | null): Kinds {
  const found: Kinds = new Map(KEYWORDS.map((word) => [word, 'keyword']));
  const namespaces = frame ? [frame.builtins, frame.globals, localsCopy(frame)] : [agent.guest.mainGlobals()];
  for (const namespace of namespaces) {
    for (const [name, value] of namespace.entries())
      if (typeof name === 'string') found.set(name, kindOf(value, 'variable'));
  }
  return found;
}

function attributes(agent: DebugAgent, owner: string, frame: Frame | null): Kinds {
  const found: Kinds = new Map();
  let object: Value;
  let list: Value[];
  try {
    object = agent.evaluator.expression(owner, frame);
    list = toArray(agent.evaluator.expression('dir(__owner__)', frame, { __owner__: object }));
  } catch {
    return found;
  }
  for (const name of list) {
    if (typeof name !== 'string') continue;
    const value = lookupClassAttribute(object, name);
    found.set(name, value === undefined ? 'property' : kindOf(value, 'property'));
  }
  return found;
}

/** Looks no further than functions and classes need, so that no property runs. */
function lookupClassAttribute(object: Value, name: string): Value | undefined {
  if (object instanceof PyModule) return object.dict.getStr(name);
  return typeof object === 'object'
    ? object.cls.mro.map((type) => type.attrs.getStr(name)).find((v) => v !== undefined)
    : undefined;
}

function kindOf(value: Value, otherwise: 'variable' | 'property'): CompletionInfo['kind'] {
  if (value instanceof PyFunction || isNativeFunction(value)) return 'function';
  if (value instanceof PyType) return 'class';
  return value instanceof PyModule ? 'module' : otherwise;
}
