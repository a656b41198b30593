/**
 * What can still make anything happen in a loop, for proofs that a task never will go on.
 *
 * Owns: the list. Must not know: what is done with it.
 */
import { anythingPending } from '../host/dispatch';
import { otherThreads } from '../vm/otherThreads';
import { ts } from '../vm/thread';
import type { Frame } from '../vm/frame';
import type { PyLoop } from './nativeLoop';
import { liveTasks, running } from './runningLoop';
import { PyTask } from './task';

export interface LiveRoots {
  /** From these, whatever will still run can be reached. */
  roots: unknown[];
  /** Frames that go on only when the loop ends. */
  blocked: Frame[];
}

/**
 * Null where it can't be told: host operations and other threads keep what they will call out of sight.
 * What is running, queued, due or watched counts; so do tasks that a debugger holds.
 */
export function liveRoots(loop: PyLoop): LiveRoots | null {
  if (anythingPending() || otherThreads.any()) return null;
  const blocked: Frame[] = [];
  for (let frame = loop.startedBy; frame !== null; frame = frame.back) blocked.push(frame);
  const held = [...liveTasks].filter((task) => task instanceof PyTask && task.frozen !== null);
  const { ready, timers, poll, signalHandlers } = loop;
  return { roots: [ts.frame, ts.exc, running.task, ready, timers, poll, signalHandlers, ...held], blocked };
}
