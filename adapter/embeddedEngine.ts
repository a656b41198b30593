/**
 * The engine that runs programs on our own runtime, in a worker thread behind the door.
 *
 * Owns: the worker's life and the questions asked of it. Must not know: the Debug Adapter Protocol.
 */
import { StringDecoder } from 'node:string_decoder';
import type { AgentCommands, AgentEvents } from '../runtime/index';
import { InternalError } from '../runtime/index';
import { fromProgram, programEnded } from './dapError';
import type { Engine, EngineListener, EngineOptions } from './engine';
import { ProgramHost } from './host/programHost';

interface Question {
  resolve(body: unknown): void;
  reject(error: Error): void;
}

export class EmbeddedEngine implements Engine {
  private host: ProgramHost | null = null;
  private readonly questions = new Map<number, Question>();
  private nextQuestion = 1;

  async start(options: EngineOptions, listener: EngineListener): Promise<void> {
    const decoders = new Map<number, StringDecoder>();
    const host = new ProgramHost(
      { ...options, debug: true, ownsStandardStreams: false },
      {
        output: (fd, data) => {
          let decoder = decoders.get(fd);
          if (!decoder) decoders.set(fd, (decoder = new StringDecoder('utf8')));
          listener.output(fd, decoder.write(Buffer.from(data)), () => host.outputTaken(data.length));
        },
        inputWanted: () => listener.inputWanted(),
        reply: (id, body, error) => this.answered(id, body, error),
        event: (event, body) => listener.event(event as keyof AgentEvents, body as AgentEvents[keyof AgentEvents]),
        ended: (exitCode, note) => {
          this.host = null;
          for (const question of this.questions.values()) question.reject(programEnded());
          this.questions.clear();
          // Ended by a signal: as shells show it.
          listener.ended(exitCode < 0 ? 128 - exitCode : exitCode, note);
        },
      },
    );
    this.host = host;
    await host.started();
  }

  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']> {
    const host = this.host;
    if (!host) return Promise.reject(programEnded());
    const id = this.nextQuestion++;
    return new Promise((resolve, reject) => {
      this.questions.set(id, { resolve, reject });
      host.command(id, command, args);
    });
  }

  sendInput(text: string): void {
    this.host?.input(Buffer.from(text, 'utf8'), false);
  }

  endInput(): void {
    this.host?.input(new Uint8Array(0), true);
  }

  signal(signal: number): void {
    this.host?.signal(signal);
  }

  async kill(): Promise<void> {
    await this.host?.kill();
  }

  private answered(id: number, body: unknown, error: { message: string; internal: boolean } | undefined): void {
    const question = this.questions.get(id);
    this.questions.delete(id);
    if (!error) question?.resolve(body);
    else question?.reject(error.internal ? new InternalError(error.message) : fromProgram(error.message));
  }
}
