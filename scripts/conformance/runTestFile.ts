/**
 * Runs the tests of one of CPython's files under our command line.
 *
 * Owns: the process, its time limits, and going on behind a test that ended or blocked it.
 * Must not know: which outcomes are expected.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestPackage } from './findTestPackage';

export type Outcome = 'passed' | 'failed' | 'skipped' | 'crashed' | 'hung';

export interface TestResult {
  outcome: Outcome;
  message: string;
}

export interface FileResult {
  /** By id, which begins with the file's name in the lists. */
  readonly tests: Map<string, TestResult>;
  readonly seconds: number;
}

export interface RunOptions {
  readonly command: readonly string[];
  readonly tests: TestPackage;
  readonly testSeconds: number;
  /** A regular expression of Python's, searched for in the ids. */
  readonly only?: string | undefined;
}

const driver = join(import.meta.dirname, 'driver.py');
const mostRestarts = 40;

/** Null when this version's tests have no such file. */
export async function runTestFile(
  file: string,
  options: RunOptions,
  ids: readonly string[] | null = null,
): Promise<FileResult | null> {
  const module = findModule(file, options.tests.folder);
  if (module === null) return null;
  const started = performance.now();
  const scratch = mkdtempSync(join(tmpdir(), 'coroscope-conformance-'));
  try {
    symlinkSync(options.tests.folder, join(scratch, 'test'));
    const run = new FileRun(scratch, module, options, ids?.map((id) => module + id.slice(file.length)) ?? null);
    const found = await run.run();
    const tests = new Map<string, TestResult>();
    for (const [id, result] of found)
      tests.set(id.startsWith(`${module}.`) ? file + id.slice(module.length) : `${file}.${id}`, result);
    return { tests, seconds: (performance.now() - started) / 1000 };
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** `test_inspect.test_inspect` was `test_inspect` before it became a folder. */
function findModule(file: string, folder: string): string | null {
  const parts = file.split('.');
  const candidates = [parts, ...(parts.length === 2 ? [parts.slice(0, 1), parts.slice(1)] : [])];
  for (const candidate of candidates)
    if (existsSync(`${join(folder, ...candidate)}.py`)) return `test.${candidate.join('.')}`;
  return existsSync(join(folder, ...parts, '__init__.py')) ? `test.${file}` : null;
}

type Event =
  | ['tests', string[]]
  | ['start', string]
  | ['end', string, Outcome, string]
  | ['outside', string, Outcome, string]
  | ['done'];

class FileRun {
  private readonly results = new Map<string, TestResult>();
  private all: string[] = [];
  private running: string | null = null;
  private done = false;
  private loaded = false;
  private readonly outside: { name: string; result: TestResult }[] = [];
  private left: readonly string[] | null;

  constructor(
    private readonly scratch: string,
    private readonly module: string,
    private readonly options: RunOptions,
    private readonly chosen: readonly string[] | null,
  ) {
    this.left = chosen;
  }

  async run(): Promise<Map<string, TestResult>> {
    for (let restarts = 0; restarts <= mostRestarts; restarts++) {
      const before = this.results.size;
      this.running = null;
      this.done = false;
      const end = await this.runProcess();
      if (this.running !== null) this.results.set(this.running, end);
      if (this.done) break;
      if (!this.loaded) {
        this.outside.push({ name: this.module, result: end });
        break;
      }
      // A process that ends between tests ends there again.
      if (this.results.size === before) break;
      this.left = this.wanted().filter((id) => !this.results.has(id));
      if (this.left.length === 0) break;
    }
    for (const id of this.wanted()) if (!this.results.has(id)) this.results.set(id, this.fixtureOf(id));
    if (this.all.length === 0)
      for (const { name, result } of this.outside) this.results.set(`${name}.(import)`, result);
    return this.results;
  }

  private wanted(): string[] {
    return this.chosen === null ? this.all : this.all.filter((id) => this.chosen!.includes(id));
  }

  /** Why a test has no outcome of its own: a fixture of its class or module failed. */
  private fixtureOf(id: string): TestResult {
    for (const { name, result } of this.outside) {
      const owner = /\((.*)\)$/.exec(name)?.[1];
      if (owner !== undefined && id.startsWith(`${owner}.`)) return result;
    }
    return this.outside.at(-1)?.result ?? { outcome: 'crashed', message: 'the run ended before this test' };
  }

  private runProcess(): Promise<TestResult> {
    const nonce = `@${randomBytes(6).toString('hex')} `;
    const args = [...this.options.command.slice(1), driver, this.scratch, this.module, nonce];
    if (this.left !== null) args.push('--ids', this.idFile(this.left));
    if (this.options.only !== undefined) args.push('--only', this.options.only);
    const child = spawn(this.options.command[0], args, {
      cwd: this.scratch,
      env: { ...process.env, PYTHONHASHSEED: '0', PYTHONDONTWRITEBYTECODE: '1', COLUMNS: '80', TERM: 'dumb' },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    const kill = () => {
      try {
        process.kill(-child.pid!, 'SIGKILL');
      } catch {
        // It is gone, and so are its children.
      }
    };
    let hung = false;
    let stderr = '';
    let rest = '';
    let timer = setTimeout(() => undefined, 0);
    const alive = (seconds: number) => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        hung = !this.done;
        kill();
      }, seconds * 1000);
    };
    alive(this.options.testSeconds);
    child.stdout.setEncoding('utf8').on('data', (data: string) => {
      const lines = (rest + data).split('\n');
      rest = lines.pop()!;
      for (const line of lines) {
        const at = line.indexOf(nonce);
        if (at < 0) continue;
        this.take(JSON.parse(line.slice(at + nonce.length)) as Event);
        // What a test left running may hold the pipe open.
        alive(this.done ? 3 : this.options.testSeconds);
      }
    });
    child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr = (stderr + data).slice(-3000)));
    return new Promise((resolve) => {
      child.on('close', (code, signal) => {
        clearTimeout(timer);
        kill();
        const how = hung ? `no sign of life for ${this.options.testSeconds} s` : `exit ${code ?? signal}`;
        resolve({ outcome: hung ? 'hung' : 'crashed', message: `${stderr.trim()}\n${how}`.trim() });
      });
    });
  }

  private take(event: Event): void {
    switch (event[0]) {
      case 'tests':
        this.all = event[1];
        this.loaded = true;
        break;
      case 'start':
        this.running = event[1];
        break;
      case 'end':
        this.results.set(event[1], { outcome: event[2], message: event[3] });
        this.running = null;
        break;
      case 'outside':
        this.outside.push({ name: event[1], result: { outcome: event[2], message: event[3] } });
        break;
      case 'done':
        this.done = true;
        break;
    }
  }

  private idFile(ids: readonly string[]): string {
    const path = join(this.scratch, 'ids');
    writeFileSync(path, `${ids.join('\n')}\n`);
    return path;
  }
}
