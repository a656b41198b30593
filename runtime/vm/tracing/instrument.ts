/**
 * The slow path of traced code: every instruction is hidden behind BREAKPOINT, as a breakpoint of the debugger's hides
 * one, and the tracer is asked before each.
 *
 * Owns: which code objects are instrumented. Code that nobody traces runs as ever, fused and compiled.
 */
import { Op } from '../../bytecode/opcodes';
import type { ExecCode } from '../execCode';
import type { Frame } from '../frame';
import { attention, frameWatch, TRACE, ts } from '../thread';

const instrumented = new Set<ExecCode>();

/** Whether anybody traces at all, and if so, what; set by tracer.ts. */
export const tracing = {
  on: false,
  /** Counts the times that somebody began to trace. */
  epoch: 0,
  wants: (_x: ExecCode): boolean => false,
};

export function instrument(x: ExecCode): void {
  if (x.traced !== null) return;
  x.unfuse();
  x.traced = x.ops.slice();
  for (let i = 0; i < x.ops.length; i++) x.ops[i] = (x.ops[i] & ~0xff) | Op.BREAKPOINT;
  instrumented.add(x);
}

function restore(x: ExecCode): void {
  const { traced } = x;
  if (traced === null) return;
  x.ops.set(traced);
  x.traced = null;
  if (!traced.some((w) => (w & 0xff) === Op.BREAKPOINT)) x.refuse();
}

/** A frame is entered, resumed or jumps backwards while somebody traces. */
function noticeFrame(f: Frame): void {
  for (let g: Frame | null = f; g !== null; g = g.gen === null ? null : g.back) {
    if (g.x.traced === null && tracing.wants(g.x)) instrument(g.x);
  }
}

/** Who traces has changed: instruments what runs and gives the rest back. */
export function retrace(on: boolean): void {
  if (on && !tracing.on) tracing.epoch++;
  tracing.on = on;
  if (on) Atomics.or(attention.word, 0, TRACE);
  else Atomics.and(attention.word, 0, ~TRACE);
  for (const x of instrumented)
    if (!on || !tracing.wants(x)) {
      instrumented.delete(x);
      restore(x);
    }
  if (on) for (let f = ts.frame; f !== null; f = f.back) if (tracing.wants(f.x)) instrument(f.x);
}

frameWatch.notice = noticeFrame;
