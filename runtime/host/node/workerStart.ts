/**
 * The bundled worker's first file: runs the bundle of the runtime beside it from V8's code cache, which spares compiling
 * two megabytes of JavaScript at each start.
 *
 * Owns: the cache's file and when it is written. A cache that is missing, of another build or broken is made anew at the
 * program's end; one that can't be written is done without. Must not know: the runtime.
 */
import 'node:os';
import 'node:zlib';
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { dirname, join } from 'node:path';
import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { InlineUpTo, OptimizeAfter, OptimizeUpTo } from '../door';
import { markUsed, note, sweep } from './keptFiles';
import { makeFolder } from './makeFolder';

/** The functions that ran are in the cache; programs that run more of them add theirs, so many times at most. */
const MOST_VERSIONS = 4;
/** Worth writing again when a run has compiled so much more than it found. */
const GROWTH = 1.1;
/** So many files stay: of other builds, places, versions of Node. */
const MOST_FILES = 6;
/** A file begins with its version, a byte, and the digest of the rest: V8 itself doesn't notice when that is damaged. */
const DIGEST = 20;
const HEAD = 1 + DIGEST;

const bundle = fileURLToPath(new URL('./runtime.js', import.meta.url));
const { cacheFolder } = (workerData as { door: { cacheFolder: string | null } }).door;

const digest = (data: Uint8Array) => createHash('sha1').update(data).digest();
const hash = (parts: unknown[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
/** The same for all builds in one place under one Node with one set of V8 flags, of which only the last is kept. */
const family = `v8-${hash([bundle, process.version, process.arch, ...process.execArgv])}-`;

function cacheFile(folder: string): string {
  const { mtimeMs, size, ino } = statSync(bundle);
  return join(folder, `${family}${hash([mtimeMs, size, ino])}.bin`);
}

interface Kept {
  version: number;
  data: Buffer;
}

function readKept(file: string): Kept | undefined {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return undefined;
  }
  const data = bytes.subarray(HEAD);
  if (bytes.length > HEAD && digest(data).equals(bytes.subarray(1, HEAD))) {
    markUsed(file);
    return { version: bytes[0], data };
  }
  note(`${file} is broken and is made anew`);
  return undefined;
}

/**
 * How V8 is to run while a program starts. Each function runs a few times then with many kinds of values: what V8
 * optimises it throws away soon, and the interpreter's loop takes it longer than most programs take to start; the outside
 * of the door (programHost.ts) and hot code (optimizeSoon.ts) change that. The heap's young part is as large as it may be
 * after it has filled a few times; nothing is marked beforehand in a heap that only grows. Flags are part of what a cache
 * is made for, Node's own of its modules, too: those that will be needed are loaded before.
 */
function setStartFlags(): void {
  setFlagsFromString(`--interrupt-budget=${OptimizeAfter.STARTING}`);
  setFlagsFromString(`--max-optimized-bytecode-size=${OptimizeUpTo.SMALL}`);
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${InlineUpTo.LARGE}`);
  setFlagsFromString('--no-always-sparkplug');
  setFlagsFromString('--semi-space-growth-factor=16');
  setFlagsFromString('--no-incremental-marking');
}
performance.now();
setStartFlags();
const file = cacheFolder === null ? null : cacheFile(cacheFolder);
const kept = file === null ? undefined : readKept(file);
const source = wrap(readFileSync(bundle, 'latin1'));
const script = new Script(source, { filename: bundle, cachedData: kept?.data });
const fresh = kept === undefined || script.cachedDataRejected === true;
const version = fresh ? 1 : kept.version + 1;
/** Counting goes through the whole heap: not where the cache is as good as it gets. */
const compiledSize = () => getHeapCodeStatistics().bytecode_and_metadata_size;
const mayGrow = !fresh && version <= MOST_VERSIONS;
const compiledBefore = mayGrow ? compiledSize() : 0;

function writeCache(path: string): void {
  if (!fresh && !(mayGrow && compiledSize() > compiledBefore * GROWTH)) return;
  try {
    makeFolder(dirname(path), 0o700);
    setStartFlags();
    const mine = `${path}.${process.pid}`;
    const data = script.createCachedData();
    writeFileSync(mine, Buffer.concat([Buffer.of(version), digest(data), data]), { mode: 0o600 });
    renameSync(mine, path);
    const folder = dirname(path);
    sweep(folder, { prefix: family, most: 1 });
    sweep(folder, { prefix: 'v8-', most: MOST_FILES });
  } catch {
    // No cache then.
  }
}

if (file !== null) process.once('exit', () => writeCache(file));
const run = script.runInThisContext() as (...args: unknown[]) => void;
const module = { exports: {} };
run(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
