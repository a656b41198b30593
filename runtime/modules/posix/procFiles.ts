/**
 * What Linux tells of processes in /proc: of this one, its threads and others. Owns: reading and splitting.
 */
import { host } from '../../host/currentHost';
import { HostError } from '../../host/hostFiles';

/** undefined: there is no such file, or no /proc. */
export function readProc(path: string): string | undefined {
  try {
    return new TextDecoder().decode(host().files.readFile(`/proc/${path}`));
  } catch (e) {
    if (e instanceof HostError) return undefined;
    throw e;
  }
}

/** The fields of /proc/…/stat with the numbers of proc(5), from 3 on. */
export function processStat(of: number | 'self' | 'thread-self'): number[] | undefined {
  const text = readProc(`${of}/stat`);
  // The name in parentheses may have anything in it.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  return fields && [0, 0, 0, ...fields.map(Number)];
}

export const StatField = { GROUP: 5, SESSION: 6, TERMINAL_GROUP: 8, USER_TIME: 14, SYSTEM_TIME: 15, CHILDREN_USER: 16, CHILDREN_SYSTEM: 17, NICE: 19, RT_PRIORITY: 40, POLICY: 41 } as const; // prettier-ignore

/** The numbers of a line of /proc/self/status, such as `Uid` or `Groups`. */
export function statusNumbers(name: string): number[] | undefined {
  const line = new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(readProc('self/status') ?? '');
  return line?.[1]
    .split(/\s+/)
    .filter((x) => x !== '')
    .map(Number);
}
