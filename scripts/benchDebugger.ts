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
  breakpoints: number[] = [],
  watchesLoop = false,
): Promise<string> {
  const { program } = launch;
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
  if (breakpoints.length > 0)
    await client.request('setBreakpoints', {
      source: { path: program },
      breakpoints: breakpoints.map((line) => ({ line })),
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
  const never =
    readFileSync(program, 'utf8')
      .split('\n')
      .findIndex((line) => line.includes('# @bp')) + 1;
  if (never === 0) throw new Error(`${program} marks no line by # @bp`);
  const launch = { program, record: how === 'recorded', stopOnEntry: how === 'watched' };
  const output = await outputOf(launch, [never], how === 'watched');
  const seconds = Number(output.trim().split('\n').pop());
  if (!(seconds > 0)) throw new Error(`${program} printed no time: ${output}`);
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
