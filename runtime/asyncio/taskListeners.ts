/**
 * Those who listen to tasks: one is asked directly, several one after the other.
 *
 * Owns: `recording.listener`. Must not know: who they are.
 */
import type { PyObject } from '../objects/object';
import { recording, type TaskListener } from './recording';

const listeners: TaskListener[] = [];

const all: TaskListener = {
  created: (task) => each((listener) => listener.created(task)),
  ready: (task) => each((listener) => listener.ready(task)),
  stepBegins: (task: PyObject) => each((listener) => listener.stepBegins(task)),
  stepEnds: (task: PyObject) => each((listener) => listener.stepEnds(task)),
  cancelRequested: (task) => each((listener) => listener.cancelRequested(task)),
};

function each(tell: (listener: TaskListener) => void): void {
  for (const listener of [...listeners]) tell(listener);
}

export function addTaskListener(listener: TaskListener): void {
  if (!listeners.includes(listener)) listeners.push(listener);
  choose();
}

export function removeTaskListener(listener: TaskListener): void {
  const at = listeners.indexOf(listener);
  if (at >= 0) listeners.splice(at, 1);
  choose();
}

function choose(): void {
  recording.listener = listeners.length > 1 ? all : (listeners.at(0) ?? null);
}
