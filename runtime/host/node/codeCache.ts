/**
 * Compiled code of the user's files, kept in the cache folder by what it was made from.
 *
 * Owns: names, checking what is read, sweeping. Whatever goes wrong with a file or the folder, the code is compiled
 * again. Must not know: what the bytes mean.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HostCodeCache } from '../host';
import { note } from './keptFiles';
import { makeFolder } from './makeFolder';

const DIGEST = 32;
/** The folder keeps so many files; of more, the half that was used last stays. */
const MOST_FILES = 2000;
/** A file's time says when it was last used, to the day. */
const DAY = 24 * 3600 * 1000;

const digest = (...parts: (string | Uint8Array)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

export class CodeCache implements HostCodeCache {
  private swept = false;

  /** `builtBy` names the compiler: another one's results are never found. */
  constructor(
    private readonly folder: string,
    private readonly builtBy: string,
  ) {}

  get(kind: string, from: Uint8Array): Uint8Array | null {
    try {
      const path = this.path(kind, from);
      const bytes = readFileSync(path);
      const result = bytes.subarray(DIGEST);
      if (!digest(result).equals(bytes.subarray(0, DIGEST))) {
        note(`${path} is broken and is made anew`);
        return null;
      }
      const now = Date.now();
      if (statSync(path).mtimeMs < now - DAY) utimesSync(path, now / 1000, now / 1000);
      return result;
    } catch {
      return null;
    }
  }

  put(kind: string, from: Uint8Array, result: Uint8Array): void {
    try {
      makeFolder(this.folder, 0o700);
      const path = this.path(kind, from);
      const mine = `${path}.${process.pid}`;
      writeFileSync(mine, Buffer.concat([digest(result), result]), { mode: 0o600 });
      renameSync(mine, path);
      if (!this.swept) this.sweep();
    } catch {
      // The next run compiles again.
    }
  }

  private path(kind: string, from: Uint8Array): string {
    return join(this.folder, digest(`${this.builtBy}\n${kind}\n`, from).toString('hex').slice(0, 40));
  }

  private sweep(): void {
    this.swept = true;
    const names = readdirSync(this.folder);
    if (names.length <= MOST_FILES) return;
    const files = names.map((name) => join(this.folder, name)).map((path) => ({ path, used: statSync(path).mtimeMs }));
    files.sort((a, b) => b.used - a.used);
    for (const { path } of files.slice(MOST_FILES / 2)) rmSync(path, { force: true });
  }
}

/** null where the runtime runs from its sources, which may change under a cache. */
export function openCodeCache(folder: string | null): CodeCache | null {
  const bundle = fileURLToPath(import.meta.url);
  if (folder === null || bundle.endsWith('.ts')) return null;
  const { size, mtimeMs } = statSync(bundle);
  return new CodeCache(join(folder, 'code'), `${bundle} ${size} ${mtimeMs}`);
}
