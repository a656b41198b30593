/**
 * What the adapter needs from whatever runs the program.
 *
 * Owns: the interface. `EmbeddedEngine` (our own runtime in a worker) is one; others answer the same commands.
 * Must not know: the Debug Adapter Protocol.
 */
import type { AgentCommands, AgentEvents, ProgramOptions, ReplayOptions } from '../runtime/index';

export interface EngineOptions {
  program: ProgramOptions;
  cwd: string;
  env: Record<string, string>;
  clock: 'real' | 'virtual';
  /** Megabytes of heap the program may use; past it, it ends with a clear message. */
  memoryLimit: number | null;
  /** The run is recorded, and its recording written to this file. */
  recordTo?: string;
  /** Repeats a recorded run. */
  replay?: ReplayOptions;
}

export interface EngineListener {
  output(fd: number, text: string, taken: () => void): void;
  /** The program waits for standard input. */
  inputWanted(): void;
  event<K extends keyof AgentEvents>(event: K, body: AgentEvents[K]): void;
  /** The program has ended; `note` says why where that wasn't of its own accord. Nothing follows. */
  ended(exitCode: number, note: string | null): void;
}

export interface Engine {
  /** Starts the engine, not yet the program: that begins with the command `run`. */
  start(options: EngineOptions, listener: EngineListener): Promise<void>;
  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']>;
  sendInput(text: string): void;
  endInput(): void;
  signal(signal: number): void;
  /** Ends the program at once, wherever it is; resolves when nothing of it is left. */
  kill(): Promise<void>;
}
