/**
 * What eventfd(2) gives: a counter with a descriptor. It lives in this process, as pipes do.
 */
import { AnonymousFile } from '../anonymousFile';
import { allocateFd, notifyWatchers } from '../fileDescriptors';
import { osError } from '../osErrors';
import { threads } from '../threads';
import { posixConstants as C } from './constants';

const MAX = 0xfffffffffffffffen;

class EventFile extends AnonymousFile {
  readonly watchers = new Set<() => void>();
  readonly flags = 2;

  constructor(
    private count: bigint,
    private readonly semaphore: boolean,
    public override blocking: boolean,
  ) {
    super();
  }

  readable(): boolean {
    return this.count > 0n;
  }

  override writable(): boolean {
    return this.count < MAX;
  }

  override read(into: Uint8Array): number {
    if (into.length < 8) throw osError('EINVAL');
    if (!this.readable()) {
      if (!this.blocking) throw osError('EAGAIN');
      threads.block(() => this.readable(), null);
    }
    const value = this.semaphore ? 1n : this.count;
    this.count -= value;
    new DataView(into.buffer, into.byteOffset).setBigUint64(0, value, true);
    notifyWatchers(this);
    return 8;
  }

  override write(data: Uint8Array): number {
    if (data.length < 8) throw osError('EINVAL');
    const value = new DataView(data.buffer, data.byteOffset).getBigUint64(0, true);
    if (value > MAX) throw osError('EINVAL');
    const fits = (): boolean => value <= MAX - this.count;
    if (!fits()) {
      if (!this.blocking) throw osError('EAGAIN');
      threads.block(fits, null);
    }
    this.count += value;
    notifyWatchers(this);
    return 8;
  }

  close(): void {
    return;
  }
}

/** Its descriptor. */
export function makeEvent(initial: number, flags: number): number {
  if ((flags & ~(C.EFD_CLOEXEC | C.EFD_NONBLOCK | C.EFD_SEMAPHORE)) !== 0) throw osError('EINVAL');
  const file = new EventFile(BigInt(initial), (flags & C.EFD_SEMAPHORE) !== 0, (flags & C.EFD_NONBLOCK) === 0);
  return allocateFd(file, (flags & C.EFD_CLOEXEC) === 0);
}
