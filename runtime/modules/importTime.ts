/**
 * `-X importtime`: how long each module takes to import, on standard error, as CPython's import.c prints it.
 *
 * Owns: the times under way. 0: off; 1: of every import; 2: also those that find the module loaded.
 */
import { host } from '../host/currentHost';
import { complain } from '../host/standardError';

export const importTime = { mode: 0 };

let level = 0;
/** What the modules that the one under way imports have taken so far. */
let inner = 0;
let started = false;

function print(line: string): void {
  if (!started) complain('import time: self [us] | cumulative | imported package\n');
  started = true;
  complain(`import time: ${line}\n`);
}

const column = (microseconds: number, width: number) => String(Math.round(microseconds)).padStart(width);

export function timeImport<T>(name: string, load: () => T): T {
  const before = inner;
  inner = 0;
  level++;
  const start = host().now();
  try {
    return load();
  } finally {
    const all = (host().now() - start) * 1e6;
    level--;
    print(`${column(all - inner, 9)} | ${column(all, 10)} | ${'  '.repeat(level)}${name}`);
    inner = before + all;
  }
}

/** A module that was there already. */
export function noteCached(name: string): void {
  if (importTime.mode > 1) print(`cached    | cached     | ${'  '.repeat(level)}${name}`);
}
