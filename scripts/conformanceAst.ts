/**
 * npm run conformance:ast: compares our syntax trees, positions included, with those of real CPythons, over every file
 * of the 3.14 library and of CPython's own tests.
 *
 * Owns: the comparison and its report. Hashes are compared first (the oracle's are kept in a cache), then dumps.
 *
 *   npm run conformance:ast                all files
 *   npm run conformance:ast -- FILE...     these files
 */

import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeSource } from '../runtime/syntax/decodeSource';
import { parseModule } from '../runtime/syntax/parser';
import { PySyntaxError } from '../runtime/syntax/syntaxError';
import { cacheFolder, findPython, library314, pythonFiles, startPyodide, testFolder } from './conformanceAstOracle';
import { dumpTree } from './conformanceAstDump';
import { useOracleNames } from './conformanceAstNames';

const DUMPER = fileURLToPath(new URL('conformanceAstDump.py', import.meta.url));
const SHOWN = 12;

/** Answers for a file's bytes: a digest of the canonical dump, or '!' and the error's class. */
interface Oracle {
  name: string;
  digests(files: string[]): Map<string, string>;
  dump(file: string): string;
}

function sha1(data: string | Uint8Array): string {
  return createHash('sha1').update(data).digest('hex');
}

function ourDump(file: string): string {
  const bytes = readFileSync(file);
  try {
    return dumpTree(parseModule(decodeSource(bytes, file), file));
  } catch (error) {
    if (error instanceof PySyntaxError) return '!SyntaxError';
    throw new Error(`${file}: ${error instanceof Error ? error.stack : String(error)}`);
  }
}

/** Wraps an oracle so that each content is asked about only once per dumper version. */
function cached(oracle: Oracle): Oracle {
  const path = join(cacheFolder('conformanceAst'), `${oracle.name}-${sha1(readFileSync(DUMPER)).slice(0, 12)}.json`);
  const known = new Map<string, string>(
    existsSync(path) ? Object.entries(JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>) : [],
  );
  return {
    ...oracle,
    digests(files) {
      const keys = new Map(files.map((file) => [file, sha1(readFileSync(file))]));
      const missing = files.filter((file) => !known.has(keys.get(file) as string));
      for (const [file, digest] of oracle.digests(missing)) known.set(keys.get(file) as string, digest);
      if (missing.length > 0) writeFileSync(path, JSON.stringify(Object.fromEntries(known)));
      return new Map(files.map((file) => [file, known.get(keys.get(file) as string) as string]));
    },
  };
}

async function oracle314(): Promise<Oracle> {
  const pyodide = await startPyodide();
  useOracleNames(pyodide);
  const fs = pyodide.FS as { writeFile(path: string, data: Uint8Array): void };
  fs.writeFile('/dumper.py', readFileSync(DUMPER));
  pyodide.runPython('import sys; sys.path.insert(0, "/"); sys.setrecursionlimit(5000); import dumper');
  const run = (method: string, file: string): string => {
    fs.writeFile('/source.py', readFileSync(file));
    return pyodide.runPython(method) as string;
  };
  return {
    name: 'CPython 3.14',
    digests: (files) => new Map(files.map((file) => [file, run('dumper.digest_file("/source.py")', file)])),
    dump: (file) => run('dumper.dump_source(open("/source.py", "rb").read(), "/source.py")', file),
  };
}

function oracle313(python: string): Oracle {
  return {
    name: 'CPython 3.13',
    digests(files) {
      if (files.length === 0) return new Map();
      const result = spawnSync(python, [DUMPER], {
        input: files.join('\n') + '\n',
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      });
      const lines = result.stdout.split('\n');
      return new Map(files.map((file, index) => [file, lines[index]]));
    },
    dump: (file) => execFileSync(python, [DUMPER, file], { encoding: 'utf8', maxBuffer: 1 << 28 }),
  };
}

function firstDifference(ours: string, theirs: string): string {
  let at = 0;
  while (at < ours.length && ours[at] === theirs[at]) at++;
  const from = Math.max(0, at - 160);
  const show = (dump: string): string => dump.slice(from, at + 80).replaceAll('\n', ' ');
  return `    ours:   …${show(ours)}\n    theirs: …${show(theirs)}`;
}

function compare(oracle: Oracle, files: string[], root: string): number {
  const digests = oracle.digests(files);
  let different = 0;
  for (const file of files) {
    const ours = ourDump(file);
    const theirs = digests.get(file) as string;
    if ((ours.startsWith('!') ? ours : sha1(ours)) === theirs) continue;
    different++;
    if (different > SHOWN) continue;
    console.log(`  ${file.slice(root.length + 1)}`);
    if (ours.startsWith('!') || theirs.startsWith('!')) {
      console.log(`    ours: ${ours.slice(0, 40).split('\n')[0]}, theirs: ${theirs}`);
    } else {
      console.log(firstDifference(ours, oracle.dump(file)));
    }
  }
  console.log(`${oracle.name}, ${root}: ${files.length - different} of ${files.length} equal`);
  return different;
}

async function main(): Promise<void> {
  const cpython314 = cached(await oracle314());
  const named = process.argv.slice(2);
  if (named.length > 0) {
    process.exitCode = compare(cpython314, named, '') > 0 ? 1 : 0;
    return;
  }
  const library = await library314();
  let different = compare(cpython314, pythonFiles(library), library);
  const python = findPython('3.13');
  const tests = python === null ? null : testFolder(python);
  if (python === null || tests === null) {
    console.log('no CPython 3.13 with its tests found on PATH or under pyenv: its test folder is skipped');
  } else {
    const files = pythonFiles(tests);
    different += compare(cpython314, files, tests);
    different += compare(cached(oracle313(python)), files, tests);
  }
  process.exitCode = different > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
