/**
 * The interpreters that run the programs: a process that stays, and CPython 3.14 inside this one.
 *
 * Owns: the conversation. A process that ends or hangs is the result of the program it had, and another takes its place.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const RUNNER = join(__dirname, 'runPrograms.py');
const PRELUDES = ['prelude.py', 'asyncioPrelude.py', 'morePrelude.py'].map((name) => join(__dirname, name));
const PATIENCE_MS = 20_000;

export interface Interpreter {
  /** What the program printed. */
  run(source: string): Promise<string>;
  close(): void;
}

export function processInterpreter(command: string, args: readonly string[]): Interpreter {
  let child: ChildProcess | null = null;
  let answer: ((text: string) => void) | null = null;
  let received = '';
  let errors = '';

  function settle(text: string): void {
    const done = answer;
    answer = null;
    done?.(text);
  }

  function start(): ChildProcess {
    const process_ = spawn(command, [...args, RUNNER, ...PRELUDES], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONHASHSEED: '0', PYTHONIOENCODING: 'utf-8' },
    });
    received = errors = '';
    process_.stdout.setEncoding('utf8').on('data', (text: string) => {
      received += text;
      const end = received.indexOf('\n');
      if (end < 0) return;
      const line = received.slice(0, end);
      received = received.slice(end + 1);
      settle(line.startsWith('@') ? (JSON.parse(line.slice(1)) as string) : `unexpected output: ${line}\n`);
    });
    process_.stderr.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-300)));
    // Its end is told by 'exit'.
    process_.stdin.on('error', () => undefined);
    process_.on('exit', (code, signal) => {
      if (child !== process_) return;
      child = null;
      settle(`the process ended: ${signal ?? code} ${errors.trim()}\n`);
    });
    return process_;
  }

  return {
    run(source) {
      child ??= start();
      const { stdin } = child;
      return new Promise((resolve) => {
        const timer = setTimeout(() => child?.kill('SIGKILL'), PATIENCE_MS);
        answer = (text) => {
          clearTimeout(timer);
          resolve(text);
        };
        stdin!.write(`${JSON.stringify(source)}\n`);
      });
    },
    close() {
      const last = child;
      child = null;
      last?.kill();
    },
  };
}

/** CPython 3.14 (pyodide) in this process: the second opinion where 3.13 is of another. */
export async function cpython314(): Promise<Interpreter> {
  const { loadPyodide } = await import('pyodide');
  const preludes = PRELUDES.map((path) => readFileSync(path, 'utf8')).join('\n');

  async function start(): Promise<(source: string) => string> {
    // Told where it lies: it would look for itself in a stack trace, which a loader of TypeScript rewrites.
    const py = await loadPyodide({
      indexURL: dirname(require.resolve('pyodide/package.json')),
      stderr: () => undefined,
    });
    const space = py.toPy({ __name__: 'runPrograms' }) as { get(name: string): unknown };
    py.runPython(readFileSync(RUNNER, 'utf8'), { globals: space as never });
    const prepare = space.get('prepare') as (text: string) => unknown;
    const run = space.get('run') as (source: string, prelude: unknown) => string;
    const prelude = prepare(preludes);
    return (source) => run(source, prelude);
  }

  let run: ((source: string) => string) | null = await start();
  return {
    async run(source) {
      run ??= await start();
      try {
        return run(source);
      } catch (e) {
        // It is beyond repair: a stack that overflowed in C.
        run = null;
        return `the interpreter ended: ${String(e)}\n`;
      }
    },
    close: () => undefined,
  };
}
