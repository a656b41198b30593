/**
 * Signals from other processes and interval timers, for the program's `signal`.
 *
 * Owns: which signals of this process are the program's now, and its timers. SIGINT isn't ours: whoever runs the program
 * decides what it means.
 */
import { constants } from 'node:os';
import type { HostOperations } from '../../runtime/index';
import type { HostResource, ResourceTable } from './resourceTable';

/** Where a program's signals stand in its resource table. */
const SIGNALS = -1;

interface Timer {
  handle: NodeJS.Timeout;
  due: number;
  interval: number;
}

const names = new Map(Object.entries(constants.signals).map(([name, n]) => [n, name as NodeJS.Signals]));

class HostSignals implements HostResource {
  private readonly listeners = new Map<number, () => void>();
  private readonly timers = new Map<number, Timer>();

  constructor(private readonly table: ResourceTable) {}

  static of(table: ResourceTable): HostSignals {
    let found = table.get(SIGNALS, HostSignals);
    if (found === undefined) table.add(SIGNALS, (found = new HostSignals(table)));
    return found;
  }

  watch(signal: number, on: boolean): void {
    const name = names.get(signal);
    if (name === undefined || name === 'SIGINT') return;
    const listener = this.listeners.get(signal);
    if (on && listener === undefined) {
      const added = (): void => this.table.signal(signal);
      this.listeners.set(signal, added);
      process.on(name, added);
    } else if (!on && listener !== undefined) {
      this.listeners.delete(signal);
      process.off(name, listener);
    }
  }

  time({ which, signal, set }: HostOperations['signal.timer']['arguments']): { seconds: number; interval: number } {
    const old = this.timers.get(which);
    const left = old === undefined ? 0 : Math.max(1e-6, (old.due - performance.now()) / 1000);
    if (set !== null) {
      clearTimeout(old?.handle);
      this.timers.delete(which);
      if (set.seconds > 0) this.arm(which, signal, set.seconds, set.interval);
    }
    return { seconds: left, interval: old?.interval ?? 0 };
  }

  private arm(which: number, signal: number, seconds: number, interval: number): void {
    const handle = setTimeout(() => {
      this.timers.delete(which);
      if (interval > 0) this.arm(which, signal, interval, interval);
      this.table.signal(signal);
    }, seconds * 1000);
    this.timers.set(which, { handle, due: performance.now() + seconds * 1000, interval });
  }

  close(): void {
    for (const signal of [...this.listeners.keys()]) this.watch(signal, false);
    for (const timer of this.timers.values()) clearTimeout(timer.handle);
    this.timers.clear();
  }
}

export async function watchSignal(
  { signal, on }: HostOperations['signal.watch']['arguments'],
  table: ResourceTable,
): Promise<null> {
  HostSignals.of(table).watch(signal, on);
  return null;
}

export async function timeSignal(
  args: HostOperations['signal.timer']['arguments'],
  table: ResourceTable,
): Promise<HostOperations['signal.timer']['result']> {
  return HostSignals.of(table).time(args);
}
