/**
 * Benchmarks that need the debug adapter: its real process over DAP.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { loopRequest } from '../adapter/protocol';
import { DapClient } from './dapClient';

const adapter = join(__dirname, '..', 'dist', 'adapter.js');

/** Runs a program to its end: what it writes to standard output. Where it stops it goes on at once. */
async function outputOf(
  launch: Record<string, unknown> & { program: string },
  breakpoints: { path: string; lines: number[] } = { path: launch.program, lines: [] },
  watchesLoop = false,
): Promise<string> {
  const client = new DapClient(process.execPath, [adapter]);
  let output = '';
  // Listening begins before the program does: a short one has stopped or ended before the last answer is read.
  client.on('event', (event) => {
    const body = event.body as { category?: string; output?: string } | undefined;
    if (event.event === 'output' && body?.category === 'stdout') output += body.output ?? '';
    if (event.event !== 'stopped') return;
    // From the first look into the loop on, tasks take note.
    if (watchesLoop) void client.request(loopRequest);
    void client.request('continue', { threadId: (event.body as { threadId: number }).threadId });
  });
  const ended = client.nextEvent('terminated');
  const initialized = client.nextEvent('initialized');
  await client.request('initialize', {
    adapterID: 'coroscope',
    linesStartAt1: true,
    columnsStartAt1: true,
    pathFormat: 'path',
  });
  const launched = client.request('launch', launch);
  await initialized;
  if (breakpoints.lines.length > 0)
    await client.request('setBreakpoints', {
      source: { path: breakpoints.path },
      breakpoints: breakpoints.lines.map((line) => ({ line })),
    });
  await client.request('configurationDone');
  await launched;
  await ended;
  client.kill();
  return output;
}

/** What a program writes on the virtual clock, debugged. */
export async function attachedOutput(program: string, args: string[]): Promise<string> {
  return outputOf({ program, args, clock: 'virtual' });
}

/** How a program is debugged: with a breakpoint that is never reached, with the loop looked into or recorded as well. */
export type AdapterRun = 'attached' | 'watched' | 'recorded';

/** Seconds that a program prints as its own time. */
export async function adapterRun(program: string, how: AdapterRun): Promise<number> {
  return debuggedTime({ program }, program, how);
}

/** Seconds of processor time that so many runs of a program in one process take, of all its threads together. */
export async function adapterCpu(program: string, how: AdapterRun, rounds: number): Promise<number> {
  const args = [program, String(rounds)];
  return debuggedTime({ program: join(__dirname, 'bench', 'shared', 'cpu.py'), args }, program, how);
}

/** The number that `launch` prints at the end, debugged in this way with a breakpoint in `file` that is never reached. */
async function debuggedTime(
  launch: { program: string; args?: string[] },
  file: string,
  how: AdapterRun,
): Promise<number> {
  const never =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes('# @bp')) + 1;
  if (never === 0) throw new Error(`${file} marks no line by # @bp`);
  const whole = { ...launch, record: how === 'recorded', stopOnEntry: how === 'watched' };
  const output = await outputOf(whole, { path: file, lines: [never] }, how === 'watched');
  const seconds = Number(output.trim().split('\n').pop());
  if (!(seconds > 0)) throw new Error(`${file} printed no time: ${output}`);
  return seconds;
}

/** Seconds from starting the adapter's process to the first stop, at a breakpoint on the program's first line. */
export async function firstStop(program: string): Promise<number> {
  const begin = performance.now();
  const client = new DapClient(process.execPath, [adapter]);
  const initialized = client.nextEvent('initialized');
  await client.request('initialize', {
    adapterID: 'coroscope',
    linesStartAt1: true,
    columnsStartAt1: true,
    pathFormat: 'path',
  });
  const stopped = client.nextEvent('stopped');
  const launched = client.request('launch', { program, stopOnEntry: true });
  await initialized;
  await client.request('configurationDone');
  await launched;
  await stopped;
  const seconds = (performance.now() - begin) / 1000;
  client.kill();
  return seconds;
}
