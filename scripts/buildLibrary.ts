/**
 * Compiles the standard library into dist/library.bin: CPython's own sources, which pyodide brings.
 *
 * Usage: tsx scripts/buildLibrary.ts [output], and with what prepareLibrary.py has collected: --prepared collected output.
 * Also a function for the build.
 * Owns: which modules go in. Must not know: how they are imported.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { serializeCode } from '../runtime/bytecode/codeWriter';
import { archiveBytes, type ArchivedModule } from '../runtime/bytecode/libraryArchive';
import { compileModule } from '../runtime/compiler/compile';
import { parseModule } from '../runtime/syntax/parser';
import { prepareLibrary } from './prepareLibrary';
import { readZip } from './readZip';

export interface LibraryReport {
  modules: number;
  sourceBytes: number;
  archiveBytes: number;
  failures: string[];
}

/** Modules that cannot work here (they drive C code, a terminal or the browser that pyodide runs in). */
const LEFT_OUT =
  /^(_pyrepl(?!\/(__init__|console|main|pager|trace|types|utils)\.py)|ctypes|curses|ensurepip|idlelib|lib2to3|pyodide|_pyodide|site-packages|sqlite3|test|tkinter|turtledemo)\/|^(_sysconfigdata|_aix_support|_android_support|_apple_support|_ios_support|_osx_support|pyodide_|turtle)/;

/** Modules that are ours: about bytecode, which is not CPython 3.14's, or patched by pyodide. From the project's root. */
const OWN_FOLDER = 'runtime/library';

/** A module of the library that CPython's own build makes; `sysconfig` asks for it under a longer name. */
const CONFIGURATION: [name: string, source: string][] = [
  [
    '_sysconfigdata',
    [
      '# What the configuration of a C build would say; there is no C here.',
      'build_time_vars = {',
      "    'EXT_SUFFIX': '.cpython-314.so',",
      "    'LDLIBRARY': '',",
      "    'Py_DEBUG': 0,",
      "    'Py_GIL_DISABLED': 0,",
      "    'SHELL': '/bin/sh',",
      "    'SOABI': 'cpython-314',",
      "    'WITH_DOC_STRINGS': 1,",
      '}',
      '',
    ].join('\n'),
  ],
];

export function buildLibrary(output: string): LibraryReport {
  const require = createRequire(import.meta.url);
  const zip = join(dirname(require.resolve('pyodide/package.json')), 'python_stdlib.zip');
  const modules: ArchivedModule[] = [];
  const failures: string[] = [];
  const deflate = (bytes: Uint8Array) => deflateRawSync(bytes, { level: 9 });
  let sourceBytes = 0;
  const own = new Map(CONFIGURATION);
  for (const file of readdirSync(OWN_FOLDER))
    own.set(basename(file, '.py'), readFileSync(join(OWN_FOLDER, file), 'utf8'));
  for (const file of readZip(readFileSync(zip))) {
    if (!file.name.endsWith('.py') || LEFT_OUT.test(file.name) || own.has(basename(file.name, '.py'))) continue;
    const bytes = file.content();
    const source = new TextDecoder().decode(bytes);
    let compiled: Uint8Array;
    try {
      const tree = parseModule(source, file.name);
      compiled = serializeCode(compileModule(tree, { filename: file.name, source, mode: 'exec', optimize: 0 }));
    } catch (error) {
      failures.push(`${file.name}: ${String(error)}`);
      continue;
    }
    sourceBytes += bytes.length;
    const isPackage = /(^|\/)__init__\.py$/.test(file.name);
    const name = file.name.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.');
    modules.push({ name, isPackage, code: compiled, source: deflate(bytes) });
  }
  for (const [name, source] of own) {
    const bytes = new TextEncoder().encode(source);
    const file = `${name}.py`;
    const code = compileModule(parseModule(source, file), { filename: file, source, mode: 'exec', optimize: 0 });
    modules.push({ name, isPackage: false, code: serializeCode(code), source: deflate(bytes) });
  }
  const archive = archiveBytes(modules);
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(output, archive);
  return { modules: modules.length, sourceBytes, archiveBytes: archive.length, failures };
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === resolve(new URL(import.meta.url).pathname)) {
  if (process.argv[2] === '--prepared') prepareLibrary(process.argv[3], process.argv[4]);
  else build(process.argv[2] ?? 'dist/library.bin');
}

function build(output: string): void {
  const started = process.hrtime.bigint();
  const report = buildLibrary(output);
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const mb = (n: number) => `${(n / 1e6).toFixed(2)} MB`;
  console.log(
    `${output}: ${report.modules} modules, ${mb(report.sourceBytes)} of source in ${mb(report.archiveBytes)}, ` +
      `${seconds.toFixed(1)} s`,
  );
  for (const failure of report.failures) console.log(`  not compiled: ${failure}`);
  if (report.failures.length > 0) process.exitCode = 1;
}
