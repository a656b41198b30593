/**
 * What one program has open outside: sockets, servers.
 *
 * Owns: their numbers, telling the program of their events, closing them when the program ends.
 */
import { InternalError } from '../../runtime/index';

export interface HostResource {
  close(reset: boolean): void;
}

/** The program chooses small numbers, we those from here on. */
const OURS = 2 ** 30;

export class ResourceTable {
  private readonly open = new Map<number, HostResource>();
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

  close(id: number, reset: boolean): void {
    const resource = this.open.get(id);
    this.open.delete(id);
    resource?.close(reset);
  }

  closeAll(): void {
    for (const id of [...this.open.keys()]) this.close(id, false);
  }
}
