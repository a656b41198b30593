/** Making a folder with those above it. Owns: that; Node's own way never ends where a folder can't be made (/proc). */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Raises what the system says when it can't be made. */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return;
    if (code !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path), mode);
    mkdirSync(path, { mode });
  }
}
