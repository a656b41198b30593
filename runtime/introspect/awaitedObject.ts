/**
 * What a suspended task waits for as an object, and which objects a task holds.
 *
 * Owns: finding them in its frames: asyncio's locks, queues and the like by the library's frame that waits, what is held
 * by the `async with` blocks that it is in. Runs no guest code. Must not know: how it is shown.
 */
import { PyMethod } from '../objects/function';
import { ownAttr } from '../objects/inlineValues';
import { PyObject, typeOf, type Value } from '../objects/object';
import { PyList, PySet } from '../objects/values';
import { PyTask } from '../asyncio/task';
import type { Frame } from '../vm/frame';
import type { AwaitChain } from './awaitChain';
import { kindOfFunction } from './awaitInfo';
import { frameSlots } from './frameSlots';
import { awaitPointOf, type Places } from './places';
import type { AwaitInfo } from './snapshot';

export interface AwaitedObject {
  kind: AwaitInfo['kind'];
  /** The same object for all who wait for it; undefined for what nobody shares, such as a sleep. */
  object: PyObject | undefined;
  /** The tasks that it is made of: of a gather, a TaskGroup, a `wait()`; of a task, that task. */
  parts: PyTask[];
}

/** `waiter`: the future that the task waits for. */
export function awaitedObject(chain: AwaitChain, waiter: PyObject | undefined, places: Places): AwaitedObject {
  const end = waiter ?? (chain.end instanceof PyObject ? chain.end : undefined);
  if (end instanceof PyTask) return { kind: 'task', object: end, parts: [end] };
  if (end && /Gathering/.test(typeOf(end).name))
    return { kind: 'gather', object: end, parts: tasksIn(ownAttr(end, '_children')) };
  for (const frame of chain.frames) {
    const kind = places.isLibrary(frame.code.filename) ? kindOfFunction(frame.code) : undefined;
    if (kind === undefined) continue;
    const self = local(frame, 'self');
    const object = self instanceof PyObject ? self : undefined;
    if (kind !== 'gather') return { kind, object: kind === 'sleep' || kind === 'io' ? undefined : object, parts: [] };
    return { kind, object: object ?? end, parts: tasksIn((object && ownAttr(object, '_tasks')) ?? local(frame, 'fs')) };
  }
  return { kind: end ? 'future' : 'other', object: end, parts: [] };
}

function tasksIn(collection: Value | undefined): PyTask[] {
  const items =
    collection instanceof PySet ? collection.data.keyList() : collection instanceof PyList ? collection.items : [];
  return items.filter((item): item is PyTask => item instanceof PyTask && item.state === 'PENDING');
}

function local(frame: Frame, name: string): Value | undefined {
  return frameSlots(frame, 'local').find((slot) => slot.name === name)?.value;
}

/**
 * The objects whose `async with` blocks some frames are in, each with its frame: CPython's compiler keeps the bound
 * `__aexit__` of each on the frame's stack. The one that is only being entered does not count.
 */
export function heldObjects(frames: readonly Frame[]): { object: PyObject; frame: Frame }[] {
  const found: { object: PyObject; frame: Frame }[] = [];
  for (const frame of frames) {
    const { s, sp, x } = frame;
    const here: PyObject[] = [];
    for (let i = x.base; i < sp; i++) {
      const value = s[i];
      if (value instanceof PyMethod && value.self instanceof PyObject && isExit(value.func)) here.push(value.self);
    }
    if (awaitPointOf(frame)?.kind === 'async with enter') here.pop();
    for (const object of here) {
      if (releasedMeanwhile(object, frames)) continue;
      found.push({ object, frame });
      const lock = ownAttr(object, '_lock');
      if (lock instanceof PyObject) found.push({ object: lock, frame });
    }
  }
  return found;
}

function isExit(func: Value): boolean {
  return typeof func === 'object' && (func as { name?: unknown }).name === '__aexit__';
}

/** Condition.wait() gives the lock away until it is notified. */
function releasedMeanwhile(object: PyObject, frames: readonly Frame[]): boolean {
  return frames.some((frame) => frame.code.qualname === 'Condition.wait' && local(frame, 'self') === object);
}
