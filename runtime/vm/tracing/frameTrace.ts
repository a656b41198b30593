/** What the tracer remembers of a frame. */
import type { Value } from '../../objects/object';
import { tracing } from './instrument';

/** A call of something that is no Python function, under way. */
export interface NativeCall {
  readonly callable: Value;
  /** Undefined: there is no first argument. */
  readonly arg0: Value | undefined;
  readonly pc: number;
}

export class FrameTrace {
  /** `tracing.epoch` when this was last true. */
  epoch = tracing.epoch;
  /** The instruction before, and its line. */
  pc = -1;
  line = -1;
  /** The last instruction that belongs to a line. */
  linePc = -1;
  /** Handlers of `with` that were entered, and from which instruction: there they raise again. */
  readonly withs = new Map<number, number>();
  /** Where the frame seems to be left from, when no line is said for what it is left by; else -1. */
  returnFrom = -1;
  /** It was the instruction that may branch. */
  branched = false;
  nativeCall: NativeCall | null = null;
  /** What a generator returned that this frame delegated to or iterated over. */
  returned: Value | undefined = undefined;
  /** The frame is suspended: what comes next is its resumption. */
  suspended = false;
  /** What it delegates to was thrown into, not itself: it goes on by itself when that is over. */
  passedBy = false;
}
