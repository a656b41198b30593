/**
 * Facts about the machine that the program may ask for. Owns: reading them from Node. Must not know: the door.
 */
import * as os from 'node:os';
import type { PlatformFacts } from '../host';
import { launcherPath } from './launcher';

const PLATFORMS: Record<string, string> = { win32: 'win32', darwin: 'darwin', linux: 'linux' };

export function platformFacts(cacheFolder: string | null): PlatformFacts {
  return {
    platform: PLATFORMS[process.platform] ?? process.platform,
    pid: process.pid,
    ppid: process.ppid,
    uid: process.getuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    hostname: os.hostname(),
    release: os.release(),
    machine: os.machine(),
    cpuCount: os.availableParallelism(),
    homedir: os.homedir(),
    tmpdir: os.tmpdir(),
    executable: launcherPath(cacheFolder),
  };
}

/** Made when first needed: that costs milliseconds. */
let zoneNames: Intl.DateTimeFormat | undefined;

export function timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
  const date = new Date(epochSeconds * 1000);
  const offsetMinutes = -date.getTimezoneOffset();
  const year = date.getFullYear();
  const standard = Math.min(-new Date(year, 0, 1).getTimezoneOffset(), -new Date(year, 6, 1).getTimezoneOffset());
  // Asking Intl costs milliseconds, which every start would pay.
  if (standard === 0 && offsetMinutes === 0 && new Date(year, 6, 1).getTimezoneOffset() === 0)
    return { offsetMinutes, name: 'UTC', isDst: false };
  zoneNames ??= new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
  const name = zoneNames.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
  return { offsetMinutes, name, isDst: offsetMinutes > standard };
}
