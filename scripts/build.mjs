// Bundles the product into dist/. `--watch` rebuilds on change; `--production` drops the source maps.
// Plain JavaScript, so that the build needs nothing but esbuild.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Everything that runs outside the editor is ES2022 for Node 20; the extension host loads CommonJS. */
const bundles = [
  { entry: 'extension/extension.ts', out: 'dist/extension.js', external: ['vscode'] },
  // Runs in a web view.
  { entry: 'extension/timeline/page/main.ts', out: 'dist/timelinePage.js', page: true },
  { entry: 'adapter/main.ts', out: 'dist/adapter.js' },
  { entry: 'adapter/cli.ts', out: 'dist/cli.js', banner: '#!/usr/bin/env node' },
  { entry: 'runtime/host/node/workerStart.ts', out: 'dist/worker.js' },
  { entry: 'runtime/workerMain.ts', out: 'dist/runtime.js' },
];

const optionsOf = (bundle) => ({
  absWorkingDir: root,
  entryPoints: [bundle.entry],
  outfile: bundle.out,
  bundle: true,
  platform: bundle.page ? 'browser' : 'node',
  target: bundle.page ? 'es2022' : 'node20',
  format: bundle.page ? 'iife' : 'cjs',
  external: bundle.external ?? [],
  banner: bundle.banner ? { js: bundle.banner } : {},
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  loader: { '.py': 'text' },
  // CommonJS has no import.meta.url; code that locates files beside itself must work in the bundle, too.
  define: bundle.page ? {} : { 'import.meta.url': '__bundleUrl' },
  inject: bundle.page ? [] : ['scripts/bundleUrl.mjs'],
});

const started = performance.now();
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(optionsOf(bundle))).watch();
  console.log('build: watching');
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(optionsOf(bundle))));
  copyFileSync(resolve(root, 'runtime/modules/multibyte/charsets.bin'), resolve(root, 'dist/charsets.bin'));
  await buildLibrary();
  console.log(`build: ${bundles.map((b) => b.out).join(', ')} in ${Math.round(performance.now() - started)} ms`);
}

/**
 * Compiles the standard library with scripts/buildLibrary.ts, which takes seconds: kept under a key made of that program
 * with all that it imports (the parser, the compiler) and of the library's version. Then what its modules make of texts
 * when they are imported, for which our own runtime imports them; a runtime that can't do without.
 */
async function buildLibrary() {
  const { outputFiles } = await esbuild.build({
    ...optionsOf({ entry: 'scripts/buildLibrary.ts', out: 'buildLibrary.cjs' }),
    sourcemap: false,
    write: false,
  });
  const program = outputFiles[0].contents;
  const { version } = createRequire(import.meta.url)('pyodide/package.json');
  const hash = createHash('sha256').update(program).update(version);
  hashFolder(hash, 'runtime/library');
  const collect = 'scripts/prepareLibrary.py';
  const library = keptFile('library', hash);
  hash.update(readFileSync(resolve(root, collect)));
  hashFolder(hash, 'runtime/modules/sre');
  const prepared = keptFile('prepared', hash);
  rmSync(resolve(root, 'dist/prepared.bin'), { force: true });
  if (!existsSync(library)) {
    if (!make(library, (made) => runBundled(program, [made]))) process.exit(1);
  }
  copyFileSync(library, resolve(root, 'dist/library.bin'));
  if (!existsSync(prepared)) {
    const made = make(prepared, (output) => {
      const collected = `${output}.json`;
      const { status } = spawnSync(process.execPath, ['dist/cli.js', collect, collected], {
        cwd: root,
        stdio: 'inherit',
      });
      const done = status === 0 && runBundled(program, ['--prepared', collected, output]);
      rmSync(collected, { force: true });
      return done;
    });
    if (!made && production) process.exit(1);
    if (!made) return console.log('build: the library could not be prepared: imports take longer');
  }
  copyFileSync(prepared, resolve(root, 'dist/prepared.bin'));
}

function hashFolder(hash, folder) {
  const path = resolve(root, folder);
  for (const name of readdirSync(path).sort()) hash.update(name).update(readFileSync(resolve(path, name)));
}

/** Where a file that takes long to make is kept for the next build; older ones of its kind are swept away. */
function keptFile(kind, hash) {
  return resolve(cacheFolder(), `${kind}-${hash.copy().digest('hex').slice(0, 16)}.bin`);
}

function cacheFolder() {
  const folder = resolve(realpathSync(resolve(root, 'node_modules')), '.cache/coroscope');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Makes a kept file under another name first: builds of several worktrees share the folder. */
function make(kept, write) {
  const made = `${kept}.${process.pid}`;
  if (!write(made)) return false;
  const kind = basename(kept).replace(/-.*/, '');
  for (const name of readdirSync(dirname(kept)))
    if (name.startsWith(`${kind}-`) && resolve(dirname(kept), name) !== made) rmOld(resolve(dirname(kept), name));
  renameSync(made, kept);
  return true;
}

function runBundled(program, args) {
  const script = resolve(cacheFolder(), `buildLibrary-${process.pid}.cjs`);
  writeFileSync(script, program);
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  rmSync(script);
  return status === 0;
}

/** Versions of the library that nobody has built for a day. */
function rmOld(path) {
  if (Date.now() - statSync(path).mtimeMs > 24 * 3600 * 1000) rmSync(path, { force: true });
}
