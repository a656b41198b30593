/** Snapshots for tests of what is shown, built from the few fields that a test cares about. */
import type { CoroutineInfo, FrameInfo, TaskInfo } from '../../adapter/protocol';

export function frame(name: string, line: number, more: Partial<FrameInfo> = {}): FrameInfo {
  return { name, path: '/w/prog.py', line, column: 1, await: null, library: false, ...more };
}

export function coroutine(id: number, more: Partial<CoroutineInfo> = {}): CoroutineInfo {
  return { id, state: 'awaiting', coroutine: 'work', awaits: null, awaitedBy: [], frames: [], creation: [], ...more };
}

export function task(id: number, parentId: number | null, more: Partial<TaskInfo> = {}): TaskInfo {
  return { ...coroutine(id), name: `Task-${id}`, parentId, threadId: id, ...more };
}
