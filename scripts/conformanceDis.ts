/**
 * Compares listings with a real CPython 3.9, code object by code object, over 3.9's own library.
 *
 * Usage: tsx scripts/conformanceDis.ts [--tests] [--limit N] [--show N] [file or folder ...]
 * Prints the share that is equal and the commonest differences; docs/bytecode.md explains them. Without CPython 3.9 it
 * says so and does nothing.
 */
import { execFileSync, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Code } from '../runtime/bytecode/code';
import { disassemble } from '../runtime/bytecode/disassembler';
import { compileModule } from '../runtime/compiler/compile';
import { parseModule } from '../runtime/syntax/parser';
import { findPython } from './conformanceAstOracle';

interface Listing {
  name: string;
  line: number;
  listing: string;
}

function pythonFiles(path: string, tests: boolean, out: string[]): void {
  if (!statSync(path).isDirectory()) {
    out.push(path);
    return;
  }
  for (const name of readdirSync(path).sort()) {
    if (name === 'site-packages' || name === '__pycache__' || (!tests && /^(test|tests|idle_test)$/.test(name)))
      continue;
    const child = join(path, name);
    if (statSync(child).isDirectory()) pythonFiles(child, tests, out);
    else if (name.endsWith('.py')) out.push(child);
  }
}

function listings(code: Code, out: Listing[]): Listing[] {
  const listing = disassemble(code, { address: () => '0x0', depth: 0 });
  out.push({ name: code.name, line: code.firstlineno, listing });
  for (const value of code.consts) if (value.type === 'code') listings(value.code, out);
  return out;
}

/** What differs first, as a key for counting; of listings without offsets. */
function difference(ours: string, theirs: string): string {
  const a = opcodes(ours);
  const b = opcodes(theirs);
  for (let i = 0; i < Math.max(a.length, b.length); i++) {
    if (a[i] !== b[i]) return `${b[i] ?? 'end'} expected, ${a[i] ?? 'end'} compiled`;
  }
  const theirLines = theirs.split('\n');
  const i = ours.split('\n').findIndex((line, n) => line !== theirLines[n]);
  if (theirLines[i]?.includes('frozenset')) return 'order of a frozenset (3.9 hashes strings at random)';
  if (theirLines[i]?.includes('\\n')) return 'indentation of a docstring';
  return i < 0 ? 'line numbers' : `operand of ${b[i]}`;
}

function opcodes(listing: string): string[] {
  return listing.split('\n').map((line) => /^[A-Z_]{4,}/.exec(line)?.[0] ?? '');
}

/** Leaves out what later versions put into every class body, to see what else differs. */
function withoutClassExtras(listing: string): string {
  return listing
    .split('\n')
    .filter((line, i, all) => {
      const next = all[i + 1] ?? '';
      return !/__firstlineno__|__static_attributes__/.test(line) && !/__firstlineno__|__static_attributes__/.test(next);
    })
    .map((line) => line.replace(/^( *\d+)? *(>>)? +\d+ /, '').replace(/ +\d+ \(/, ' ('))
    .filter((line) => line !== '')
    .join('\n');
}

async function main(): Promise<void> {
  const python = findPython('3.9');
  if (python === null) {
    console.log('conformance:dis skipped: no CPython 3.9 found (python3.9 on PATH or in pyenv)');
    return;
  }
  const args = process.argv.slice(2);
  const option = (name: string, fallback: number) => {
    const at = args.indexOf(name);
    return at < 0 ? fallback : Number(args.splice(at, 2)[1]);
  };
  const limit = option('--limit', Infinity);
  const show = option('--show', 0);
  const tests = args.includes('--tests');
  const paths = args.filter((arg) => !arg.startsWith('--'));
  if (paths.length === 0) {
    const lib = execFileSync(python, ['-c', 'import os; print(os.path.dirname(os.__file__))'], { encoding: 'utf8' });
    paths.push(lib.trim());
  }
  const files: string[] = [];
  for (const path of paths) pythonFiles(path, tests, files);
  if (files.length > limit) files.length = limit;

  const helper = join(dirname(fileURLToPath(import.meta.url)), 'conformanceDis.py');
  const child = spawn(python, [helper], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(files.map((file) => `${file}\n`).join(''));

  let total = 0;
  let equal = 0;
  let equalButClassExtras = 0;
  let shown = 0;
  const differences = new Map<string, number>();
  const failures: string[] = [];
  const count = (key: string) => differences.set(key, (differences.get(key) ?? 0) + 1);
  for await (const line of createInterface({ input: child.stdout })) {
    const { file, codes } = JSON.parse(line) as { file: string; codes: Listing[] };
    total += codes.length;
    let ours: Listing[];
    try {
      const source = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
      const tree = parseModule(source, file);
      ours = listings(compileModule(tree, { filename: file, source, mode: 'exec', optimize: 0 }), []);
    } catch (error) {
      failures.push(`${file}: ${String(error)}`);
      continue;
    }
    const byKey = new Map<string, Listing[]>();
    for (const own of ours) {
      const key = `${own.name}:${own.name === '<module>' ? 0 : own.line}`;
      byKey.set(key, [...(byKey.get(key) ?? []), own]);
    }
    for (const theirs of codes) {
      const own = byKey.get(`${theirs.name}:${theirs.name === '<module>' ? 0 : theirs.line}`)?.shift();
      if (own === undefined) {
        count('code object missing');
      } else if (own.listing === theirs.listing) {
        equal++;
      } else if (withoutClassExtras(own.listing) === withoutClassExtras(theirs.listing)) {
        equalButClassExtras++;
      } else {
        count(difference(withoutClassExtras(own.listing), withoutClassExtras(theirs.listing)));
        if (shown++ < show) console.log(`--- ${file}: ${own.name}\n${theirs.listing}\n+++ ours\n${own.listing}`);
      }
    }
  }
  const percent = (n: number) => `${((100 * n) / total).toFixed(2)} %`;
  console.log(`${total} code objects of ${files.length} files`);
  console.log(
    `equal: ${percent(equal)}; ${percent(equal + equalButClassExtras)} but for __firstlineno__ and __static_attributes__`,
  );
  console.log(`files not compiled: ${failures.length}`);
  for (const failure of failures.slice(0, 10)) console.log(`  ${failure}`);
  for (const [key, n] of [...differences].sort((a, b) => b[1] - a[1]).slice(0, 20))
    console.log(`${String(n).padStart(6)}  ${key}`);
}

void main();
