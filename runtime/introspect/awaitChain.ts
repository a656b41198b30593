/**
 * Follows what a suspended coroutine awaits, down to what will wake it.
 *
 * Owns: the walk, through coroutines, generators, async generators, coroutine wrappers and objects that delegate to a
 * coroutine they hold (as aiomysql's _ContextManager does). Must not know: tasks, how frames are shown.
 */
import { coroutineWrapperType, asyncGenASendType, asyncGenAThrowType } from '../objects/builtinTypes';
import { ownAttributes } from '../objects/inlineValues';
import type { PyObject, Value } from '../objects/object';
import type { Frame } from '../vm/frame';
import { delegateOf, PyGenerator } from '../vm/generator';

export interface AwaitChain {
  /** Outermost first: the frames in which the coroutine is suspended. */
  frames: Frame[];
  /** The generators and coroutines themselves, in the same order. */
  links: PyGenerator[];
  /** What the innermost frame waits for, when that is no coroutine: a future, an iterator; or undefined. */
  end: Value | undefined;
}

/** Far more than any program nests, and an end to a cycle. */
const LONGEST = 10_000;

export function awaitChain(root: Value): AwaitChain {
  const frames: Frame[] = [];
  const links: PyGenerator[] = [];
  let current: Value | undefined = root;
  for (let step = 0; current !== undefined && step < LONGEST; step++) {
    if (current instanceof PyGenerator) {
      if (current.frame === null) return { frames, links, end: undefined };
      links.push(current);
      frames.push(current.frame);
      current = delegateOf(current);
      continue;
    }
    const held = heldCoroutine(current);
    if (!held || links.includes(held)) break;
    current = held;
  }
  return { frames, links, end: current };
}

/** The coroutine that a wrapper stands for; undefined for anything that isn't one. Runs no guest code. */
export function heldCoroutine(value: Value): PyGenerator | undefined {
  if (typeof value !== 'object') return undefined;
  if (value.cls === coroutineWrapperType || value.cls === asyncGenASendType || value.cls === asyncGenAThrowType) {
    return Object.values(value as unknown as Record<string, unknown>).find(isGenerator);
  }
  if (!value.cls.isHeap || value.cls.am_await === null) return undefined;
  return heldInFields(value);
}

function heldInFields(value: PyObject): PyGenerator | undefined {
  return (
    value.slotv?.find(isGenerator) ??
    ownAttributes(value)
      .map(([, v]) => v)
      .find(isGenerator)
  );
}

function isGenerator(value: unknown): value is PyGenerator {
  return value instanceof PyGenerator;
}
