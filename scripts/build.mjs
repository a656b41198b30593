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
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Everything that runs outside the editor is ES2022 for Node 20; the extension host loads CommonJS. */
const bundles = [
  { entry: 'extension/extension.ts', out: 'dist/extension.js', external: ['vscode'] },
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
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: bundle.external ?? [],
  banner: bundle.banner ? { js: bundle.banner } : {},
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  loader: { '.py': 'text' },
  // CommonJS has no import.meta.url; code that locates files beside itself must work in the bundle, too.
  define: { 'import.meta.url': '__bundleUrl' },
  inject: ['scripts/bundleUrl.mjs'],
});

const started = performance.now();
if (watch) {
  for (const bundle of bundles) await (await esbuild.context(optionsOf(bundle))).watch();
  console.log('build: watching');
} else {
  await Promise.all(bundles.map((bundle) => esbuild.build(optionsOf(bundle))));
  await buildLibrary();
  console.log(`build: ${bundles.map((b) => b.out).join(', ')} in ${Math.round(performance.now() - started)} ms`);
}

/**
 * Compiles the standard library with scripts/buildLibrary.ts, which takes seconds: kept under a key made of that program
 * with all that it imports (the parser, the compiler) and of the library's version.
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
  const own = resolve(root, 'runtime/library');
  for (const name of readdirSync(own).sort()) hash.update(name).update(readFileSync(resolve(own, name)));
  const key = hash.digest('hex').slice(0, 16);
  const cache = resolve(realpathSync(resolve(root, 'node_modules')), '.cache/coroscope');
  const kept = resolve(cache, `library-${key}.bin`);
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    const script = resolve(cache, `buildLibrary-${process.pid}.cjs`);
    const made = resolve(cache, `library-${process.pid}.bin`);
    writeFileSync(script, program);
    const { status } = spawnSync(process.execPath, [script, made], { cwd: root, stdio: 'inherit' });
    rmSync(script);
    if (status !== 0) process.exit(status ?? 1);
    for (const name of readdirSync(cache))
      if (name.startsWith('library-') && !made.endsWith(name)) rmOld(resolve(cache, name));
    renameSync(made, kept);
  }
  copyFileSync(kept, resolve(root, 'dist/library.bin'));
}

/** Versions of the library that nobody has built for a day. */
function rmOld(path) {
  if (Date.now() - statSync(path).mtimeMs > 24 * 3600 * 1000) rmSync(path, { force: true });
}
