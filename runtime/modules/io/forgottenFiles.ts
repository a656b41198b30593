/**
 * `open('a', 'w').write(x)` and then `open('a').read()`: under CPython's reference counts the first file is closed, and so
 * written, at once. Here nothing dies before a collection, so opening a file that is still open for writing collects
 * first: a forgotten writer is closed, one in use stays as it is. It depends on the program alone, never on timing.
 *
 * Owns: which regular files are open for writing. Must not know: descriptors, buffers.
 */
import { collect } from '../gc/collect';
import { host } from '../../host/currentHost';
import { HostError, type FileStat } from '../../host/hostFiles';
import type { PyObject } from '../../objects/object';

const S_IFMT = 0o170000;
const S_IFREG = 0o100000;

interface Writer {
  readonly file: PyObject;
  /** How often it has turned out to be in use; after a few times it is taken for granted. */
  seenAlive: number;
}

const PATIENCE = 8;
const writers = new Map<string, Writer[]>();
const keys = new WeakMap<PyObject, string>();

const keyOf = (stat: FileStat): string => `${stat.dev}:${stat.ino}`;

export function noteWriter(file: PyObject, stat: FileStat): void {
  if ((stat.mode & S_IFMT) !== S_IFREG) return;
  const key = keyOf(stat);
  const list = writers.get(key);
  if (list === undefined) writers.set(key, [{ file, seenAlive: 0 }]);
  else list.push({ file, seenAlive: 0 });
  keys.set(file, key);
}

export function forgetWriter(file: PyObject): void {
  const key = keys.get(file);
  if (key === undefined) return;
  keys.delete(file);
  const left = (writers.get(key) ?? []).filter((w) => w.file !== file);
  if (left.length === 0) writers.delete(key);
  else writers.set(key, left);
}

/** Before a file is opened by its path: writes what forgotten files of that path still hold. */
export function closeForgottenWriters(path: string): void {
  if (writers.size === 0) return;
  let key: string;
  try {
    key = keyOf(host().files.stat(path));
  } catch (e) {
    if (e instanceof HostError) return;
    throw e;
  }
  const open = writers.get(key);
  if (open === undefined || open.every((w) => w.seenAlive >= PATIENCE)) return;
  collect();
  for (const w of writers.get(key) ?? []) w.seenAlive++;
}
