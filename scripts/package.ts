/**
 * `npm run package`: builds without source maps and packs `coroscope-VERSION.vsix`. Checks that what must be in it is
 * in it, that nothing else is, and that it stays small.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listFiles, PackageManager } from '@vscode/vsce';
import { packExtension } from './packExtension';

const root = resolve(__dirname, '..');
const largest = 8 * 1024 * 1024;
const required = ['package.json', 'README.md', 'CHANGELOG.md', 'LICENSE'];
const bundles = ['extension', 'adapter', 'cli', 'worker', 'runtime'].map((name) => `dist/${name}.js`);
const archives = ['dist/library.bin', 'dist/prepared.bin', 'dist/charsets.bin'];

async function main(): Promise<void> {
  // Nothing of an earlier build, least of all source maps.
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const build = spawnSync(process.execPath, [join(root, 'scripts', 'build.mjs'), '--production'], { stdio: 'inherit' });
  if (build.status !== 0) throw new Error('the build failed');

  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const missing = [...required, ...bundles, ...archives].filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`the package would lack ${missing.join(', ')}`);
  const stray = files.filter((file) => !required.includes(file) && !/^(dist|syntaxes|icons)\//.test(file));
  if (stray.length > 0) throw new Error(`the package would hold ${stray.join(', ')}: see .vscodeignore`);

  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const packagePath = join(root, `${name}-${version}.vsix`);
  await packExtension(root, packagePath);
  const { size } = statSync(packagePath);
  if (size > largest) throw new Error(`${packagePath} has ${size} bytes, more than ${largest}`);
  console.log(`${packagePath}: ${files.length} files, ${(size / 1024 / 1024).toFixed(2)} MB`);
}

main().catch((error: unknown) => {
  console.error(`package: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
