/**
 * The command line `coroscope`: takes what `python` takes and runs it in a worker, without a debugger.
 *
 * Owns: the process's streams, signals and exit code. Must not know: the Debug Adapter Protocol.
 */
import { constants as fileConstants, createReadStream, fstatSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, constants, totalmem } from 'node:os';
import type { ProgramOptions, RecordedCalls, ScheduleReport } from '../runtime/index';
import { PYTHON_VERSION } from '../runtime/index';
import { type CommandLine, helpText, readCommandLine, type RunLine } from './commandLine';
import type { EngineOptions } from './engine';
import { givenArguments, givenEnvironment } from './givenBytes';
import { ProgramHost } from './host/programHost';
import type { ExploreMessage } from './protocol';
import type { GrowingRecording } from './replay/growingRecording';
import { divergedText } from './schedule';

const { O_NONBLOCK, O_RDONLY } = fileConstants;
const MEGABYTE = 1 << 20;

/** What the program may use, in MB: as asked for, or the better part of what the machine has. */
function memoryLimit(xoptions: readonly string[]): number {
  const asked = Number(xoptions.find((x) => x.startsWith('memory='))?.slice('memory='.length));
  if (asked > 0) return asked;
  const limited = process.constrainedMemory() ?? 0;
  const machine = limited > 0 ? Math.min(limited, totalmem()) : totalmem();
  return Math.min(8192, Math.floor((machine * 0.75) / MEGABYTE));
}

function main(): void {
  const line = readCommandLine(givenArguments(process.argv.slice(2)));
  switch (line.kind) {
    case 'help':
      process.stdout.write(helpText);
      return;
    case 'version':
      process.stdout.write(
        line.long
          ? `Python ${PYTHON_VERSION} (Coroscope) on Node ${process.versions.node}\n`
          : `Python ${PYTHON_VERSION} (Coroscope)\n`,
      );
      return;
    case 'error':
      process.stderr.write(`${line.message}\n`);
      process.exitCode = 2;
      return;
    case 'explore':
      void exploreProgram(line);
      return;
    case 'run':
      break;
  }
  void runProgram(line);
}

/** Stands for a working directory that has been removed: a program may run there all the same. Nothing has this path. */
const REMOVED_DIRECTORY = '/(removed working directory)';

function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    // Node starts no thread in a folder that is gone.
    process.chdir('/');
    return REMOVED_DIRECTORY;
  }
}

/** The program, and how it is run, without a debugger. */
function engineOptions({ target, args, flags, schedule, record }: RunLine): EngineOptions {
  return {
    program: {
      target,
      args,
      flags,
      pythonPath: [],
      originTrackingDepth: 0,
      ...(schedule ? { schedule } : {}),
      ...(record === null ? {} : { record: 'told' }),
    },
    cwd: workingDirectory(),
    env: givenEnvironment(process.env),
    clock: schedule || flags.xoptions.includes('clock=virtual') ? 'virtual' : 'real',
    memoryLimit: memoryLimit(flags.xoptions),
  };
}

/** Seconds that the first run may take; the others may take so many times as long as it, and half a minute at least. */
const LONGEST_RUN = 60;
const TIMES_LONGER = 10;
const LEAST_LONGEST_RUN = 30;

async function exploreProgram({ most, json, line }: Extract<CommandLine, { kind: 'explore' }>): Promise<void> {
  const { explore } = await import('./explore/explorer');
  const { runWithSchedule } = await import('./explore/runWithSchedule');
  const { explorationText } = await import('./explore/explorationText');
  const options = engineOptions(line);
  const abort = new AbortController();
  let longest: number | undefined;
  process.once('SIGINT', () => abort.abort());
  process.once('SIGTERM', () => abort.abort());
  const write = (message: ExploreMessage): void => void process.stdout.write(`${JSON.stringify(message)}\n`);
  const exploration = await explore({
    most,
    together: Math.max(1, Math.min(4, availableParallelism() - 1)),
    run: async (schedule) => {
      const begin = performance.now();
      const run = await runWithSchedule(options, schedule, longest ?? LONGEST_RUN, abort.signal);
      longest ??= Math.max(LEAST_LONGEST_RUN, (TIMES_LONGER * (performance.now() - begin)) / 1000);
      return run;
    },
    tell: json ? write : () => undefined,
    stopped: () => abort.signal.aborted,
  });
  const text = explorationText(exploration, [line.target.value, ...line.args].join(' '));
  if (json) write({ kind: 'end', exploration, text });
  else process.stdout.write(text);
  process.exitCode = exploration.found === null ? 0 : 1;
}

/** Null where it can't be: that has been told. */
async function openRecording(path: string, program: ProgramOptions, ask: () => void): Promise<GrowingRecording | null> {
  const { GrowingRecording, recordingFailed } = await import('./replay/growingRecording');
  try {
    return new GrowingRecording(path, program, ask, (why) => process.stderr.write(`${recordingFailed(why)}\n`));
  } catch (error) {
    process.stderr.write(`coroscope: the recording can't be written: ${(error as Error).message}\n`);
    process.exitCode = 2;
    return null;
  }
}

async function runProgram(line: RunLine): Promise<void> {
  const options = engineOptions(line);
  const ask = (): void => host.command(0, 'recordedPart', {});
  const recording = line.record === null ? null : await openRecording(line.record, options.program, ask);
  if (line.record !== null && recording === null) return;
  const input = new InputPump((data, eof) => host.input(data, eof));
  const host: ProgramHost = new ProgramHost(
    {
      ...options,
      debug: false,
      ownsStandardStreams: true,
    },
    {
      output: () => undefined,
      inputWanted: () => input.wanted(),
      reply: (_id, body) => recording?.append(body as RecordedCalls),
      event: (event, body) => {
        if (event === 'recorded') recording?.append(body as RecordedCalls);
        if (event !== 'scheduleEnded') return;
        const { divergence } = body as ScheduleReport;
        if (divergence !== null) process.stderr.write(`${divergedText(divergence)}\n`);
      },
      ended: (exitCode, note) => {
        recording?.close();
        if (note !== null) process.stderr.write(`${note}\n`);
        if (exitCode >= 0) process.exit(exitCode);
        // Whoever waits for this process sees that a signal ended it.
        const name = signalNames.get(-exitCode);
        if (name === undefined) process.exit(128 - exitCode);
        process.removeAllListeners(name);
        restoreDefault(name);
        process.kill(process.pid, name);
      },
    },
  );
  process.on('SIGINT', () => host.signal(constants.signals.SIGINT));
  restoreDefault('SIGUSR1');
}

const ignore = (): void => undefined;

/** The default action, which is to end; Node's own for some is to open its inspector, or nothing. */
function restoreDefault(signal: NodeJS.Signals): void {
  // It is what a listener leaves that comes and goes.
  process.once(signal, ignore).off(signal, ignore);
}

const signalNames = new Map(Object.entries(constants.signals).map(([name, n]) => [n, name as NodeJS.Signals]));

/**
 * Standard input as a stream that can be left while nothing comes: a thread that sits in read(2) on a pipe would keep the
 * process from ending.
 */
function openInput(): NodeJS.ReadableStream {
  const load = createRequire(import.meta.url);
  const { Socket } = load('node:net') as typeof import('node:net');
  const { isatty, ReadStream } = load('node:tty') as typeof import('node:tty');
  const kind = fstatSync(0);
  if (isatty(0)) return new ReadStream(0);
  if (kind.isFIFO() || kind.isSocket()) return new Socket({ fd: nonBlockingInput(), readable: true, writable: false });
  return createReadStream('', { fd: 0, autoClose: false });
}

/** Descriptor 0 anew, so that a child process that inherits it still finds it blocking. */
function nonBlockingInput(): number {
  try {
    return openSync('/proc/self/fd/0', O_RDONLY | O_NONBLOCK);
  } catch {
    return 0;
  }
}

/** Reads standard input only when the program asks, so that a child process or a shell finds the rest. */
class InputPump {
  private stream: NodeJS.ReadableStream | null = null;

  constructor(private readonly take: (data: Uint8Array, eof: boolean) => void) {}

  wanted(): void {
    if (this.stream) {
      this.stream.resume();
      return;
    }
    const stream = openInput();
    this.stream = stream;
    stream.on('data', (data: Uint8Array | string) => {
      stream.pause();
      this.take(typeof data === 'string' ? Buffer.from(data) : data, false);
    });
    stream.on('end', () => this.take(new Uint8Array(0), true));
    stream.on('error', () => this.take(new Uint8Array(0), true));
  }
}

main();
