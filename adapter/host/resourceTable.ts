/**
 * What one program has open outside: sockets, servers.
 *
 * Owns: their numbers, telling the program of their events, closing them when the program ends.
 */
import { InternalError } from '../../runtime/index';

export interface HostResource {
  /**
   * A promise where closing takes time: what was written still goes out. `taken`: so much of what came the program has had,
   * if that is known.
   */
  close(reset: boolean, taken?: number): void | Promise<void>;
  /** Bytes still to go out. */
  readonly pending?: number;
  /** Takes part of an array; of failures its events tell. */
  write?(data: Uint8Array, from: number, to: number): void;
}

/** So long nothing at all may go out of the sockets of a program that has ended. */
const LINGER_MS = 20_000;

/** The program chooses small numbers, we those from here on. */
const OURS = 2 ** 30;

export class ResourceTable {
  private readonly open = new Map<number, HostResource>();
  /** Closed by the program, but not empty yet. */
  private readonly leaving = new Set<HostResource>();
  private left: () => void = () => undefined;
  private next = OURS;

  constructor(
    readonly emit: (resource: number, event: string, data?: unknown) => void,
    readonly signal: (signal: number) => void,
  ) {}

  add(id: number, resource: HostResource): void {
    this.open.set(id, resource);
  }

  newId(): number {
    return this.next++;
  }

  get<T extends HostResource>(id: number, kind: abstract new (...args: never[]) => T): T | undefined {
    const resource = this.open.get(id);
    if (resource !== undefined && !(resource instanceof kind))
      throw new InternalError(`resource ${id} is no ${kind.name}`);
    return resource;
  }

  write(id: number, data: Uint8Array, from: number, to: number): void {
    this.open.get(id)?.write?.(data, from, to);
  }

  close(id: number, reset: boolean, taken?: number): void {
    const resource = this.open.get(id);
    this.open.delete(id);
    const end = resource?.close(reset, taken);
    if (!resource || !end) return;
    this.leaving.add(resource);
    void end.then(() => {
      this.leaving.delete(resource);
      if (this.leaving.size === 0) this.left();
    });
  }

  /**
   * The program has ended. A kernel would deliver what it has taken, though the process is gone; here the process stays
   * until that is delivered, or until the other sides take no more.
   */
  closeAll(): Promise<void> {
    for (const id of [...this.open.keys()]) this.close(id, false);
    return new Promise((resolve) => {
      let pending = this.pending();
      const timer = setInterval(() => {
        const now = this.pending();
        if (now === pending) this.left();
        pending = now;
      }, LINGER_MS);
      this.left = () => {
        clearInterval(timer);
        resolve();
      };
      if (this.leaving.size === 0) this.left();
    });
  }

  /** Waits no longer. */
  abandon(): void {
    this.left();
  }

  private pending(): number {
    return [...this.leaving].reduce((sum, { pending = 0 }) => sum + pending, 0);
  }
}
