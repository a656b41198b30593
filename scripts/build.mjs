// Bundles the product into dist/. `--watch` rebuilds on change; `--production` drops the source maps.
// Plain JavaScript, so that the build needs nothing but esbuild.
import { existsSync } from 'node:fs';
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
  { entry: 'runtime/workerMain.ts', out: 'dist/worker.js' },
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
  keepNames: true,
  logLevel: 'warning',
  loader: { '.py': 'text' },
  // CommonJS has no import.meta.url; code that locates files beside itself must work in the bundle, too.
  define: { 'import.meta.url': '__bundleUrl' },
  inject: ['scripts/bundleUrl.mjs'],
});

const started = performance.now();
const present = bundles.filter((bundle) => {
  const exists = existsSync(resolve(root, bundle.entry));
  if (!exists) console.log(`build: skipped ${bundle.out}: there is no ${bundle.entry} yet`);
  return exists;
});

if (watch) {
  for (const bundle of present) await (await esbuild.context(optionsOf(bundle))).watch();
  console.log('build: watching');
} else {
  await Promise.all(present.map((bundle) => esbuild.build(optionsOf(bundle))));
  await buildLibrary();
  console.log(`build: ${present.map((b) => b.out).join(', ')} in ${Math.round(performance.now() - started)} ms`);
}

/** The standard library's code cache, written by scripts/buildLibrary.ts (which itself skips when nothing changed). */
async function buildLibrary() {
  const script = resolve(root, 'scripts/buildLibrary.ts');
  if (!existsSync(script)) return;
  const { spawnSync } = await import('node:child_process');
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
