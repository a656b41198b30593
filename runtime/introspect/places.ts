/**
 * Frames and creation traces as lines of a stack, in the snapshot's form.
 *
 * Owns: turning them into plain data. Must not know: how texts are read (`Places` is given).
 */
import type { AwaitPoint, Code } from '../bytecode/code';
import type { Value } from '../objects/object';
import { PyTuple } from '../objects/values';
import type { Frame } from '../vm/frame';
import type { FrameInfo } from './snapshot';

/** How source files are called and counted; the debugger's SourceTexts has it. */
export interface Places {
  source(filename: string): { path: string; sourceReference: number };
  /** A column in UTF-8 bytes from 0 as one in UTF-16 units from 1. */
  column(filename: string, line: number, byteColumn: number): number;
  isLibrary(filename: string): boolean;
}

/** The await point in which a frame is suspended (or whose awaited coroutine runs), if it is in one. */
export function awaitPointOf(frame: Frame): AwaitPoint | undefined {
  const offset = frame.lasti;
  return frame.code.awaitPoints.find((point) => point.offset === offset);
}

/** The await in which a frame is suspended, as it stands in the source: `await fetch()`, `async for item in queue`. */
export function awaitText(frame: Frame): string | null {
  const point = awaitPointOf(frame);
  return point ? pointText(point) : null;
}

function pointText(point: AwaitPoint): string | null {
  if (point.kind === 'yield') return null;
  const keyword = point.kind.replace(/ (enter|exit)$/, '').replace('async comprehension', 'async for');
  return `${keyword} ${point.text}`;
}

/** A place in a code object, whatever frame stands there; a negative offset is the function as a whole. */
export function placeInfo(code: Code, offset: number, places: Places): FrameInfo {
  const point = code.awaitPoints.find((candidate) => candidate.offset === offset);
  const [line, , column] = code.positions.subarray((Math.max(0, offset) >> 1) * 4);
  const at =
    offset < 0 ? [code.firstlineno, 0] : point ? [point.lineno, point.col_offset] : [line, Math.max(0, column)];
  return {
    name: code.qualname,
    ...sourceOf(code.filename, places),
    line: at[0],
    column: places.column(code.filename, at[0], at[1]),
    await: point ? pointText(point) : null,
    library: places.isLibrary(code.filename),
  };
}

export function frameInfo(frame: Frame, places: Places): FrameInfo {
  const { code } = frame;
  const point = awaitPointOf(frame);
  const line = point?.lineno ?? frame.shownLine;
  const column = point?.col_offset ?? code.positions[Math.max(0, frame.pc - 1) * 4 + 2] ?? 0;
  return {
    name: code.qualname,
    ...sourceOf(code.filename, places),
    line,
    column: places.column(code.filename, line, column),
    await: awaitText(frame),
    library: places.isLibrary(code.filename),
  };
}

export interface OriginEntry {
  filename: string;
  line: number;
  name: string;
}

/** `cr_origin` as plain data, innermost first. */
export function originEntries(origin: Value | null): OriginEntry[] {
  if (!(origin instanceof PyTuple)) return [];
  const entries: OriginEntry[] = [];
  for (const item of origin.items) {
    if (!(item instanceof PyTuple)) continue;
    const [filename, line, name] = item.items;
    if (typeof filename === 'string' && typeof line === 'number' && typeof name === 'string') {
      entries.push({ filename, line, name });
    }
  }
  return entries;
}

export function originInfo(entry: OriginEntry, places: Places): FrameInfo {
  return {
    name: entry.name,
    ...sourceOf(entry.filename, places),
    line: entry.line,
    column: 1,
    await: null,
    library: places.isLibrary(entry.filename),
  };
}

export function sourceOf(filename: string, places: Places): { path: string; sourceReference?: number } {
  const { path, sourceReference } = places.source(filename);
  return sourceReference === 0 ? { path } : { path, sourceReference };
}
