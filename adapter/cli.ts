/**
 * The command line `coroscope`: takes what `python` takes and runs it in a worker, without a debugger.
 *
 * Owns: the process's streams, signals and exit code. Must not know: the Debug Adapter Protocol.
 */
import { createReadStream } from 'node:fs';
import { constants } from 'node:os';
import { PYTHON_VERSION } from '../runtime/index';
import { helpText, readCommandLine } from './commandLine';
import { ProgramHost } from './host/programHost';

/** Programs may end themselves for lack of memory; the machine's own limit is Node's business. */
const MEMORY_LIMIT = 8192;

function main(): void {
  const line = readCommandLine(process.argv.slice(2));
  switch (line.kind) {
    case 'help':
      process.stdout.write(helpText);
      return;
    case 'version':
      process.stdout.write(`Python ${PYTHON_VERSION} (Coroscope)\n`);
      return;
    case 'error':
      process.stderr.write(`${line.message}\n`);
      process.exitCode = 2;
      return;
    case 'run':
      break;
  }
  const input = new InputPump((data, eof) => host.input(data, eof));
  const host: ProgramHost = new ProgramHost(
    {
      program: { target: line.target, args: line.args, flags: line.flags, pythonPath: [], originTrackingDepth: 0 },
      cwd: process.cwd(),
      env: Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => !!entry[1])),
      clock: line.flags.xoptions.includes('clock=virtual') ? 'virtual' : 'real',
      memoryLimit: MEMORY_LIMIT,
      debug: false,
      ownsStandardStreams: true,
    },
    {
      output: () => undefined,
      inputWanted: () => input.wanted(),
      reply: () => undefined,
      event: () => undefined,
      ended: (exitCode, note) => {
        if (note !== null) process.stderr.write(`${note}\n`);
        process.exit(exitCode);
      },
    },
  );
  process.on('SIGINT', () => host.signal(constants.signals.SIGINT));
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
    const stream = createReadStream('', { fd: 0, autoClose: false });
    this.stream = stream;
    stream.on('data', (data) => {
      stream.pause();
      this.take(typeof data === 'string' ? Buffer.from(data) : data, false);
    });
    stream.on('end', () => this.take(new Uint8Array(0), true));
    stream.on('error', () => this.take(new Uint8Array(0), true));
  }
}

main();
