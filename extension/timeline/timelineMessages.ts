/** What the Timeline's page and the extension say to each other. Types only. */
import type { FrameInfo, TimelinePart } from '../../adapter/protocol';

export type ToPage =
  | { type: 'part'; part: TimelinePart }
  /** Another session, or none: nothing of what was shown holds. */
  | { type: 'clear' }
  /** Whether a program runs or is stopped: what is shown can still grow. */
  | { type: 'session'; active: boolean };

export type FromPage =
  /** It listens now. */
  { type: 'ready' } | { type: 'open'; frame: FrameInfo } | { type: 'reveal'; taskId: number };
