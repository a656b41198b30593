/**
 * What timerfd_create(2) gives: a timer with a descriptor, which can be read when it has expired.
 *
 * Owns: those files, and the functions of `posix` for them. They live in this process, as pipes do.
 */
import { overflowError } from '../../objects/errors';
import type { Value } from '../../objects/object';
import { toDouble } from '../../objects/numbers';
import { toIndex } from '../../objects/toIndex';
import { normInt, PyFloat, PyTuple } from '../../objects/values';
import { alarms } from '../../host/alarms';
import { host } from '../../host/currentHost';
import { AnonymousFile } from '../anonymousFile';
import { allocateFd, fileOf, notifyWatchers } from '../fileDescriptors';
import { osError } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { threads } from '../threads';
import { cInt, fildes } from './arguments';
import { posixConstants as C } from './constants';

const SECOND = 1_000_000_000n;
/** Seconds that C's nanoseconds have no room for. */
const TOO_LATE = 2 ** 63 / 1e9;
const CLOCK_REALTIME = 0;
/** Monotonic, or monotonic but for when the computer sleeps. */
const STEADY_CLOCKS = [1, 7];
/** Those that wake the computer up are the administrator's. */
const WAKING_CLOCKS = [8, 9];

const monotonic = (): bigint => BigInt(Math.round(host().now() * 1e9));

/** Nanoseconds until the next expiration (0: none will come), and from one to the next. */
interface Setting {
  left: bigint;
  interval: bigint;
}

class TimerFile extends AnonymousFile {
  readonly watchers = new Set<() => void>();
  readonly flags = 2;
  /** The first expiration that hasn't been read, by the monotonic clock; undefined: none will come. */
  private due: bigint | undefined;
  private interval = 0n;
  private readonly ring = (): void => notifyWatchers(this);

  constructor(
    private readonly clock: number,
    public override blocking: boolean,
  ) {
    super();
  }

  readable(): boolean {
    return this.due !== undefined && monotonic() >= this.due;
  }

  override read(into: Uint8Array): number {
    if (into.length < 8) throw osError('EINVAL');
    if (!this.readable()) {
      if (!this.blocking) throw osError('EAGAIN');
      threads.block(() => this.readable(), null);
    }
    const { interval } = this;
    const count = interval === 0n ? 1n : (monotonic() - this.due!) / interval + 1n;
    this.wake(interval === 0n ? undefined : this.due! + count * interval);
    new DataView(into.buffer, into.byteOffset).setBigUint64(0, count, true);
    return 8;
  }

  get(): Setting {
    const { due, interval } = this;
    if (due === undefined) return { left: 0n, interval };
    const left = due - monotonic();
    if (left > 0n) return { left, interval };
    // Expired and not yet read: the next one counts.
    return { left: interval === 0n ? 0n : interval + (left % interval), interval };
  }

  set({ left, interval }: Setting, absolute: boolean): void {
    this.interval = interval;
    const now = absolute && this.clock === CLOCK_REALTIME ? host().wallTimeNs() : absolute ? monotonic() : 0n;
    this.wake(left === 0n ? undefined : monotonic() + left - now);
  }

  private wake(due: bigint | undefined): void {
    this.due = due;
    alarms.drop(this.ring);
    if (due !== undefined) alarms.at(Number(due) / 1e9, this.ring);
    // What was ready may not be any more, or the other way round.
    notifyWatchers(this);
  }

  close(): void {
    alarms.drop(this.ring);
  }
}

function timerOf(fd: Value): TimerFile {
  const file = fileOf(fildes(fd));
  if (!(file instanceof TimerFile)) throw osError('EINVAL');
  return file;
}

/** No child gets it, whatever the flags say. */
function create(clockValue: Value, flagsValue: Value): Value {
  const clock = cInt(toIndex(clockValue), 'signed integer');
  const flags = cInt(toIndex(flagsValue), 'signed integer');
  if ((flags & ~(C.TFD_CLOEXEC | C.TFD_NONBLOCK)) !== 0) throw osError('EINVAL');
  if (WAKING_CLOCKS.includes(clock)) throw osError('EPERM');
  if (clock !== CLOCK_REALTIME && !STEADY_CLOCKS.includes(clock)) throw osError('EINVAL');
  const file = new TimerFile(clock, (flags & C.TFD_NONBLOCK) === 0);
  return allocateFd(file, false);
}

/** Sets a timer; what it was before. */
function settime(fd: Value, flagsValue: Value, setting: Setting): Setting {
  const flags = cInt(toIndex(flagsValue), 'signed integer');
  const known = C.TFD_TIMER_ABSTIME | C.TFD_TIMER_CANCEL_ON_SET;
  if ((flags & ~known) !== 0 || setting.left < 0n || setting.interval < 0n) throw osError('EINVAL');
  const timer = timerOf(fd);
  const before = timer.get();
  timer.set(setting, (flags & C.TFD_TIMER_ABSTIME) !== 0);
  return before;
}

function fromSeconds(v: Value): bigint {
  const seconds = toDouble(v);
  if (!(Math.abs(seconds) < TOO_LATE)) throw overflowError('timestamp out of range for platform time_t');
  const whole = Math.floor(seconds);
  return BigInt(whole) * SECOND + BigInt(Math.floor((seconds - whole) * 1e9));
}

function fromNanoseconds(v: Value): bigint {
  const n = BigInt(toIndex(v));
  if (n !== BigInt.asIntN(64, n)) throw overflowError('int too big to convert');
  return n;
}

const inSeconds = ({ left, interval }: Setting): Value =>
  new PyTuple([new PyFloat(Number(left) / 1e9), new PyFloat(Number(interval) / 1e9)]);

const inNanoseconds = ({ left, interval }: Setting): Value => new PyTuple([normInt(left), normInt(interval)]);

export function defTimers(m: ModuleBuilder): void {
  m.def('timerfd_create(clockid, /, *, flags=0)', create);
  m.def(
    'timerfd_settime(fd, /, *, flags=0, initial=0.0, interval=0.0)',
    (fd: Value, flags: Value, initial: Value, interval: Value) =>
      inSeconds(settime(fd, flags, { left: fromSeconds(initial), interval: fromSeconds(interval) })),
  );
  m.def(
    'timerfd_settime_ns(fd, /, *, flags=0, initial=0, interval=0)',
    (fd: Value, flags: Value, initial: Value, interval: Value) =>
      inNanoseconds(settime(fd, flags, { left: fromNanoseconds(initial), interval: fromNanoseconds(interval) })),
  );
  m.def('timerfd_gettime(fd, /)', (fd: Value) => inSeconds(timerOf(fd).get()));
  m.def('timerfd_gettime_ns(fd, /)', (fd: Value) => inNanoseconds(timerOf(fd).get()));
}
