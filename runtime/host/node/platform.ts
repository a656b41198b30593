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

/** What there is to know of a year: its smaller offset, and the names of the offsets that were asked for. */
interface ZoneYear {
  standard: number;
  isUtc: boolean;
  names: Map<number, string>;
}

const zoneYears = new Map<number, ZoneYear>();
const MOST_YEARS = 200;
/** Made when first needed: that costs milliseconds. */
let zoneNames: Intl.DateTimeFormat | undefined;

function zoneYear(year: number): ZoneYear {
  let known = zoneYears.get(year);
  if (known === undefined) {
    const [january, july] = [0, 6].map((month) => -new Date(year, month, 1).getTimezoneOffset());
    known = { standard: Math.min(january, july), isUtc: january === 0 && july === 0, names: new Map() };
    if (zoneYears.size >= MOST_YEARS) zoneYears.clear();
    zoneYears.set(year, known);
  }
  return known;
}

export function timeZone(epochSeconds: number): { offsetMinutes: number; name: string; isDst: boolean } {
  const date = new Date(epochSeconds * 1000);
  const offsetMinutes = -date.getTimezoneOffset();
  const { standard, isUtc, names } = zoneYear(date.getFullYear());
  // Asking Intl costs milliseconds, which every start would pay.
  if (isUtc && offsetMinutes === 0) return { offsetMinutes, name: 'UTC', isDst: false };
  let name = names.get(offsetMinutes);
  if (name === undefined) {
    zoneNames ??= new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
    name = zoneNames.formatToParts(date).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC';
    names.set(offsetMinutes, name);
  }
  return { offsetMinutes, name, isDst: offsetMinutes > standard };
}
