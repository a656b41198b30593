/**
 * What the caches in the user's folder have in common: being swept, and a word to the user when something is broken.
 *
 * Owns: which entries go. Other processes use the folder at the same time: whatever fails, fails silently, and who misses
 * an entry makes it again.
 */
import { readdirSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const HOUR = 3600 * 1000;

export interface SweepRules {
  /** The entries meant: everything that begins so, but for what is being written. */
  prefix: string;
  /** So many of those that were used last stay. */
  most: number;
  /** Of the others, those stay that were used since, in milliseconds. */
  unusedFor?: number;
  /** Goes, however new it is. */
  isUseless?: (path: string) => boolean;
}

/** What a process writes before it gives it its name; one that is older was left behind. */
const UNFINISHED = /\.\d+$/;

export function sweep(folder: string, { prefix, most, unusedFor = 0, isUseless }: SweepRules): void {
  const now = Date.now();
  const entries: { path: string; used: number }[] = [];
  for (const name of namesIn(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const used = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (used === undefined) continue;
    if (isUseless?.(path) === true || (UNFINISHED.test(name) && used < now - HOUR)) remove(path);
    else if (!UNFINISHED.test(name)) entries.push({ path, used });
  }
  entries.sort((a, b) => b.used - a.used);
  for (const { path, used } of entries.slice(most)) if (used <= now - unusedFor) remove(path);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true, recursive: true });
  } catch {
    // In use, or not ours to remove.
  }
}

/** Says that an entry is in use: its time, to the hour. */
export function markUsed(path: string): void {
  try {
    const now = Date.now();
    if (statSync(path).mtimeMs < now - HOUR) utimesSync(path, now / 1000, now / 1000);
  } catch {
    // It counts as older then.
  }
}

/** A line on standard error about something that is put right or done without. */
export function note(text: string): void {
  try {
    writeSync(2, `coroscope: ${text}\n`);
  } catch {
    // Nobody reads it.
  }
}
