/**
 * The bundled worker's first file: runs the bundle of the runtime beside it from V8's code cache, which spares compiling
 * two megabytes of JavaScript at each start.
 *
 * Owns: the cache's file and when it is written. A cache that is missing, of another build or broken is made anew at the
 * program's end; one that can't be written is done without. Must not know: the runtime.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire, wrap } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { getHeapCodeStatistics, setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { workerData } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { OptimizeAfter } from '../door';

/** The functions that ran are in the cache; programs that run more of them add theirs, so many times at most. */
const MOST_VERSIONS = 4;
/** Worth writing again when a run has compiled so much more than it found. */
const GROWTH = 1.1;
/** Files that nobody has read or written for so long are swept away. */
const OLDEST = 30 * 24 * 3600 * 1000;

const bundle = fileURLToPath(new URL('./runtime.js', import.meta.url));
const { cacheFolder } = (workerData as { door: { cacheFolder: string | null } }).door;

const hash = (parts: unknown[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
/** The same for all builds in one place under one Node with one set of V8 flags, of which only the last is kept. */
const family = `v8-${hash([bundle, process.version, process.arch, ...process.execArgv])}-`;

function cacheFile(folder: string): string {
  const { mtimeMs, size, ino } = statSync(bundle);
  return join(folder, `${family}${hash([mtimeMs, size, ino])}.bin`);
}

function sweep(folder: string, keep: string): void {
  for (const name of readdirSync(folder)) {
    if (!/^v8-.*\.bin/.test(name) || name === keep) continue;
    const path = join(folder, name);
    if (name.startsWith(family) || statSync(path).mtimeMs < Date.now() - OLDEST) rmSync(path, { force: true });
  }
}

function readQuietly(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/**
 * While a program starts, each function runs a few times with many kinds of values: what V8 optimises then, it throws
 * away soon. The outside of the door puts the limit back (programHost.ts). Part of what a cache is made for.
 */
const optimizeLate = () => setFlagsFromString(`--interrupt-budget=${OptimizeAfter.STARTING}`);
optimizeLate();
const file = cacheFolder === null ? null : cacheFile(cacheFolder);
const kept = file === null ? undefined : readQuietly(file);
const source = wrap(readFileSync(bundle, 'latin1'));
const script = new Script(source, { filename: bundle, cachedData: kept?.subarray(1) });
const fresh = kept === undefined || script.cachedDataRejected === true;
const version = fresh ? 1 : kept[0] + 1;
const compiledBefore = getHeapCodeStatistics().bytecode_and_metadata_size;

function writeCache(path: string): void {
  const grown = getHeapCodeStatistics().bytecode_and_metadata_size > compiledBefore * GROWTH;
  if (!fresh && (version > MOST_VERSIONS || !grown)) return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    optimizeLate();
    const mine = `${path}.${process.pid}`;
    writeFileSync(mine, Buffer.concat([Buffer.of(version), script.createCachedData()]), { mode: 0o600 });
    renameSync(mine, path);
    sweep(dirname(path), basename(path));
  } catch {
    // No cache then.
  }
}

if (file !== null) process.once('exit', () => writeCache(file));
const run = script.runInThisContext() as (...args: unknown[]) => void;
const module = { exports: {} };
run(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
