/** For native work that takes long: what somebody outside wants meanwhile (a pause, a signal, the end). */
import { Attention } from '../host/door';
import { attention, ts } from '../vm/thread';

const WANTED = Attention.PAUSE | Attention.COMMAND | Attention.SIGNAL;

/** To be called every few thousand steps; it may throw. */
export function attendOutside(): void {
  if (attention.word[0] & WANTED && ts.frame !== null) attention.handle(ts.frame);
}
