/**
 * npm run soak [-- NAME …]: what a test has no time for. Each part prints its figures and whether they are good enough:
 *
 * - coroutines: ten million of them made and dropped, suspended ones and never started ones
 * - tasks: a million tasks that wait at once
 * - connections: ten thousand open at once
 * - hour, hourAttached: an hour of virtual time of a service under load, without the debugger and with it
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { attachedOutput } from './benchDebugger';
import { coroutineGrowth } from './soak/coroutineGrowth';

const COROUTINES = 10_000_000;
const TASKS = 1_000_000;
const CONNECTIONS = 10_000;
const HOUR = 3600;
/** Of the process, whatever it is for: V8's young generation and compiled code. */
const MOST_MB = 150;
/** Of a service's: V8 marks for the first time when the old generation has 256 MB (adapter/host/programHost.ts). */
const MOST_MB_OF_A_SERVICE = 320;
const MOST_BYTES_A_TASK = 1024;
/**
 * Two sockets' worth of Python objects, Node's handles and buffers on the other side of the door: 27,800 to 32,600, since
 * it is the whole process that is measured, garbage included.
 */
const MOST_BYTES_A_CONNECTION = 33_792;

const folder = join(__dirname, 'soak');
const cli = join(__dirname, '..', 'dist', 'cli.js');

interface Verdict {
  good: boolean;
  text: string;
}

/** The numbers in the last line that a program prints. */
function run(program: string, args: (string | number)[], options: string[] = []): number[] {
  const file = join(folder, program);
  const out = execFileSync(process.execPath, [cli, ...options, file, ...args.map(String)], { encoding: 'utf8' });
  return numbers(out);
}

const numbers = (output: string): number[] => output.trim().split('\n').at(-1)!.split(' ').map(Number);

function grown([first, total]: number[], most = MOST_MB): Verdict {
  return {
    good: total <= most,
    text: `${first} MB after the first part, ${total} MB in the end (at most ${most})`,
  };
}

const parts: Record<string, () => Verdict | Promise<Verdict>> = {
  coroutines() {
    const growth = coroutineGrowth(COROUTINES);
    return growth === null ? { good: false, text: 'needs /proc' } : grown([growth.first, growth.total]);
  },
  tasks() {
    const [bytes] = run('tasks.py', [TASKS], ['-X', 'clock=virtual', '-X', 'memory=4096']);
    return { good: bytes <= MOST_BYTES_A_TASK, text: `${bytes} bytes a task (at most ${MOST_BYTES_A_TASK})` };
  },
  connections() {
    const [open, wrong, bytes] = run('connections.py', [CONNECTIONS]);
    const good = open === CONNECTIONS && wrong === 0 && bytes <= MOST_BYTES_A_CONNECTION;
    return {
      good,
      text: `${open} open, ${wrong} wrong answers, ${bytes} bytes each (at most ${MOST_BYTES_A_CONNECTION})`,
    };
  },
  hour: () => grown(run('hour.py', [HOUR], ['-X', 'clock=virtual']), MOST_MB_OF_A_SERVICE),
  async hourAttached() {
    return grown(numbers(await attachedOutput(join(folder, 'hour.py'), [String(HOUR)])), MOST_MB_OF_A_SERVICE);
  },
};

async function main(): Promise<void> {
  const wanted = process.argv.slice(2);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const started = performance.now();
    const { good, text } = await part();
    console.log(`${good ? 'pass' : 'FAIL'}  ${name}: ${text}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
    if (!good) process.exitCode = 1;
  }
}

main().catch((e: unknown) => {
  console.error(e);
  process.exitCode = 1;
});
