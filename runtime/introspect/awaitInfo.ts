/**
 * What a suspended coroutine waits for, in words.
 *
 * Owns: recognising sleeps, locks, queues and the like by the library function at the far end of the chain.
 * Must not know: how the chain is found.
 */
import type { Code } from '../bytecode/code';
import type { Value } from '../objects/object';
import { typeOf } from '../objects/object';
import { PyFloat } from '../objects/values';
import type { Frame } from '../vm/frame';
import type { AwaitChain } from './awaitChain';
import { frameSlots } from './frameSlots';
import type { Places } from './places';
import { awaitPointOf, awaitText } from './places';
import type { AwaitInfo } from './snapshot';

type Kind = AwaitInfo['kind'];

/** Functions of the library, by qualified name, and what waiting in them means. */
const KINDS: Record<string, Kind> = {
  sleep: 'sleep',
  'Lock.acquire': 'lock',
  'Event.wait': 'event',
  'Queue.get': 'queue',
  'Queue.put': 'queue',
  'Queue.join': 'queue',
  'Semaphore.acquire': 'semaphore',
  'Condition.wait': 'condition',
  'Condition.wait_for': 'condition',
  'Barrier.wait': 'condition',
  'TaskGroup.__aexit__': 'gather',
  'TaskGroup._aexit': 'gather',
  _wait: 'gather',
  'StreamReader._wait_for_data': 'io',
  'StreamReader.read': 'io',
  'StreamReader.readline': 'io',
  'StreamReader.readexactly': 'io',
  'StreamReader.readuntil': 'io',
  'StreamWriter.drain': 'io',
  'Server.serve_forever': 'io',
};

/** What it means that a task waits in a function; undefined for a function that is not asyncio's. */
export function kindOfFunction({ qualname }: Code): Kind | undefined {
  return KINDS[qualname];
}

export interface NamedTask {
  id: number;
  title: string;
}

export function describeAwait(
  chain: AwaitChain,
  places: Places,
  taskOf: (value: Value) => NamedTask | undefined,
): AwaitInfo | null {
  const { frames, end } = chain;
  const own =
    frames.findLast((frame) => !places.isLibrary(frame.code.filename) && awaitText(frame) !== null) ?? frames.at(0);
  if (!own) return null;
  const text = awaitPointOf(own)?.text ?? '';
  const task = end === undefined ? undefined : taskOf(end);
  if (task) return { kind: 'task', text, description: task.title, taskId: task.id };
  const library = frames.slice(frames.indexOf(own) + 1);
  for (const frame of library) {
    const kind = KINDS[frame.code.qualname];
    if (kind !== undefined) return { kind, text, description: libraryText(frame, kind), taskId: null };
  }
  const typeName = end === undefined ? '' : typeOf(end).name;
  if (/Gathering/.test(typeName)) return { kind: 'gather', text, description: 'gather', taskId: null };
  if (library.length > 0)
    return { kind: 'other', text, description: library[library.length - 1].code.qualname, taskId: null };
  if (/Future$/.test(typeName)) return { kind: 'future', text, description: typeName, taskId: null };
  return { kind: 'other', text, description: typeName === '' ? text : typeName, taskId: null };
}

function libraryText(frame: Frame, kind: Kind): string {
  if (kind !== 'sleep') return frame.code.qualname;
  const delay = frameSlots(frame, 'local').find(({ name }) => name === 'delay')?.value;
  const seconds = delay instanceof PyFloat ? delay.value : typeof delay === 'number' ? delay : null;
  return seconds === null ? 'sleep' : `sleep ${seconds} s`;
}
