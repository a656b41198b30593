/**
 * npm run conformance:syntax-errors: compares our syntax errors with CPython 3.14's, over every source that CPython
 * 3.13's own tests about syntax compile.
 *
 * Owns: the four figures (verdict, line, column, message), their aims and the list of the commonest differences.
 * The harvest and the oracle's verdicts are kept in a cache.
 *
 *   npm run conformance:syntax-errors                the figures
 *   npm run conformance:syntax-errors -- --all       every difference
 *   npm run conformance:syntax-errors -- --mutations 5000 --seed 7     mutations of those sources instead
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileModule } from '../runtime/compiler/compile';
import type { Expression, Interactive, Module } from '../runtime/syntax/ast';
import { decodeSource } from '../runtime/syntax/decodeSource';
import {
  parseExpression,
  parseFunctionType,
  parseInteractive,
  parseModule,
  type ParseOptions,
} from '../runtime/syntax/parser';
import { PySyntaxError } from '../runtime/syntax/syntaxError';
import { useOracleNames } from './conformanceAstNames';
import { mutate } from './syntaxErrorsMutations';
import { cacheFolder, findPython, startPyodide } from './conformanceAstOracle';

const HARVEST = fileURLToPath(new URL('syntaxErrorsHarvest.py', import.meta.url));
const ORACLE = fileURLToPath(new URL('syntaxErrorsOracle.py', import.meta.url));
const FILENAME = '<source>';
const TYPE_COMMENTS = 0x1000;
const DONT_IMPLY_DEDENT = 0x200;
const ALLOW_INCOMPLETE = 0x4000;

type Tree = Module | Expression | Interactive;
type Mode = 'exec' | 'eval' | 'single' | 'func_type';
type Snippet = [kind: 's' | 'b', source: string, mode: Mode, flags: number];
type Place = number | null;
type Described = [
  type: string,
  msg: string,
  line: Place,
  column: Place,
  endLine: Place,
  endColumn: Place,
  text: string | null,
];
type Verdict = null | 'other' | [stage: 'parse' | 'compile', ...Described];

const AIMS = { verdict: 99, line: 97, column: 85, message: 75 };

async function cached<T>(name: string, inputs: string[], compute: () => T | Promise<T>): Promise<T> {
  const hash = createHash('sha1');
  for (const input of inputs) hash.update(input);
  const path = join(cacheFolder('syntaxErrors'), `${name}-${hash.digest('hex').slice(0, 12)}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T;
  const value = await compute();
  writeFileSync(path, JSON.stringify(value));
  return value;
}

function harvest(python: string): Promise<Snippet[]> {
  return cached('harvest', [readFileSync(HARVEST, 'utf8')], () => {
    const result = spawnSync(python, [HARVEST], { encoding: 'utf8', maxBuffer: 1 << 28, timeout: 600_000 });
    const snippets = JSON.parse(result.stdout) as Snippet[];
    return snippets.filter(([, , mode]) => ['exec', 'eval', 'single', 'func_type'].includes(mode));
  });
}

/** One verdict after the other: a source nested too deeply ends the oracle, which is then started anew. */
function askOracle(snippets: Snippet[]): Promise<Verdict[]> {
  const program = readFileSync(ORACLE, 'utf8');
  return cached('verdicts', [program, JSON.stringify(snippets)], async () => {
    const start = async (): Promise<(json: string) => string> => {
      const pyodide = await startPyodide();
      pyodide.runPython(program);
      return (pyodide.globals as unknown as { get(name: string): unknown }).get('verdict_json') as (
        json: string,
      ) => string;
    };
    let ask = await start();
    const verdicts: Verdict[] = [];
    for (const snippet of snippets) {
      try {
        verdicts.push(JSON.parse(ask(JSON.stringify(snippet))) as Verdict);
      } catch {
        verdicts.push('other');
        ask = await start();
      }
    }
    return verdicts;
  });
}

function ourError([kind, source, mode, flags]: Snippet): Described | null {
  const options: ParseOptions = {
    typeComments: (flags & TYPE_COMMENTS) !== 0,
    dontImplyDedent: (flags & DONT_IMPLY_DEDENT) !== 0,
    allowIncompleteInput: (flags & ALLOW_INCOMPLETE) !== 0,
  };
  try {
    const text = kind === 's' ? source : decodeSource(Buffer.from(source, 'latin1'), FILENAME);
    if (mode === 'func_type') parseFunctionType(text, FILENAME, options);
    else
      compileModule(parserOf(mode)(text, FILENAME, options), { filename: FILENAME, source: text, mode, optimize: 0 });
    return null;
  } catch (error) {
    if (!(error instanceof PySyntaxError)) return ['crash', String(error), 0, 0, 0, 0, null];
    return [error.type, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, error.text];
  }
}

function parserOf(mode: 'exec' | 'eval' | 'single'): (source: string, filename: string, options: ParseOptions) => Tree {
  return mode === 'exec' ? parseModule : mode === 'eval' ? parseExpression : parseInteractive;
}

class Tally {
  total = 0;
  equal = 0;
  constructor(readonly name: keyof typeof AIMS | 'type' | 'end' | 'text') {}

  count(equal: boolean): boolean {
    this.total++;
    if (equal) this.equal++;
    return equal;
  }

  report(): boolean {
    const percent = (100 * this.equal) / Math.max(1, this.total);
    const aim = this.name in AIMS ? AIMS[this.name as keyof typeof AIMS] : null;
    const wanted = aim === null ? '' : ` (aim: ${aim} %)`;
    console.log(`${this.name.padEnd(8)} ${percent.toFixed(2).padStart(6)} %  ${this.equal} of ${this.total}${wanted}`);
    return aim === null || percent >= aim;
  }
}

/** Counts differences under a heading and keeps a few examples of each. */
class Differences {
  private readonly groups = new Map<string, string[]>();

  add(heading: string, example: string): void {
    const examples = this.groups.get(heading) ?? [];
    examples.push(example);
    this.groups.set(heading, examples);
  }

  report(all: boolean): void {
    const sorted = [...this.groups].sort((a, b) => b[1].length - a[1].length);
    for (const [heading, examples] of all ? sorted : sorted.slice(0, 15)) {
      console.log(`${String(examples.length).padStart(5)}  ${heading}`);
      for (const example of all ? examples : examples.slice(0, 2)) console.log(`         ${example}`);
    }
  }
}

function argument(name: string): string | undefined {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

function mutated(harvested: Snippet[], count: number, seed: number): Snippet[] {
  const sources = harvested.filter(([kind, , mode]) => kind === 's' && mode === 'exec').map(([, source]) => source);
  return mutate(sources, count, seed).map((source): Snippet => ['s', source, 'exec', 0]);
}

async function main(): Promise<void> {
  const python = findPython('3.13');
  if (python === null) {
    console.log('no CPython 3.13 found on PATH or under pyenv: nothing to harvest from');
    return;
  }
  const harvested = await harvest(python);
  const mutations = Number(argument('--mutations') ?? 0);
  const snippets = mutations > 0 ? mutated(harvested, mutations, Number(argument('--seed') ?? 1)) : harvested;
  useOracleNames(await startPyodide());
  const verdicts = await askOracle(snippets);
  compare(snippets, verdicts, process.argv.includes('--all'));
}

function compare(snippets: Snippet[], verdicts: Verdict[], all: boolean): void {
  const verdict = new Tally('verdict');
  const [line, column, message, end, type, text] = (['line', 'column', 'message', 'end', 'type', 'text'] as const).map(
    (n) => new Tally(n),
  );
  const differences = new Differences();
  let compilerErrors = 0;
  snippets.forEach((snippet, index) => {
    const theirs = verdicts[index];
    if (theirs === 'other') return;
    const ours = ourError(snippet);
    const source = JSON.stringify(snippet[1].length > 300 ? snippet[1].slice(0, 300) : snippet[1]);
    const example = `${snippet[2]} ${snippet[3]} ${source}\n           ours ${JSON.stringify(ours?.slice(1, 6))}, theirs ${JSON.stringify(theirs?.slice(2, 7))}`;
    if (theirs?.[0] === 'compile') compilerErrors++;
    if (!verdict.count((ours === null) === (theirs === null))) {
      differences.add(ours === null ? `accepted: ${theirs?.[2]}` : `refused: ${ours[1]}`, example);
    }
    if (ours === null || theirs === null) return;
    type.count(ours[0] === theirs[1]);
    if (!message.count(ours[1] === theirs[2])) differences.add(`message: ${ours[1]} | ${theirs[2]}`, example);
    if (!line.count(ours[2] === theirs[3])) differences.add(`line: ${theirs[2]}`, example);
    if (!column.count(ours[2] === theirs[3] && ours[3] === theirs[4])) differences.add(`column: ${theirs[2]}`, example);
    if (!end.count(ours[4] === theirs[5] && ours[5] === theirs[6])) differences.add(`end: ${theirs[2]}`, example);
    // The compiler's errors have their text from the file, which there is none of here.
    if (theirs[0] === 'parse' && !text.count(ours[6] === theirs[7]))
      differences.add(`text: ${theirs[2]}`, `${source} ${JSON.stringify([ours[6], theirs[7]])}`);
  });
  differences.report(all);
  console.log(`${snippets.length} snippets, ${compilerErrors} of them refused only by the compiler`);
  const reached = [verdict, line, column, message, type, end, text].map((tally) => tally.report());
  if (!reached.every(Boolean)) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 2;
});
