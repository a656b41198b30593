/**
 * One run that repeats a recorded one: until it is where it is to be, and then as what the client sees.
 *
 * Owns: how it ends. Must not know: why it is run.
 */
import type { AgentCommands, AgentEvents, Retraced } from '../../runtime/index';
import type { Engine, EngineListener, EngineOptions } from '../engine';

export type RepetitionEnd =
  | { kind: 'stopped'; body: AgentEvents['stopped'] }
  | { kind: 'retraced'; body: Retraced }
  | { kind: 'failed'; how: string };

export class Repetition {
  /** Resolves when it stands where it is to stand, or can't. */
  readonly end: Promise<RepetitionEnd>;
  private finish: (end: RepetitionEnd) => void = () => undefined;
  private listener: EngineListener | null = null;

  constructor(private readonly engine: Engine) {
    this.end = new Promise((resolve) => (this.finish = resolve));
  }

  start(options: EngineOptions, progress: (done: number, of: number) => void): Promise<void> {
    return this.engine.start(options, {
      output: (fd, text, taken) => (this.listener ? this.listener.output(fd, text, taken) : taken()),
      inputWanted: () => undefined,
      event: (event, body) => {
        if (this.listener) this.listener.event(event, body);
        else this.arrived(event, body, progress);
      },
      ended: (exitCode, note) => {
        this.finish({ kind: 'failed', how: note ?? 'it ended' });
        this.listener?.ended(exitCode, note);
      },
    });
  }

  /** From now on, it is what the client sees. */
  listen(listener: EngineListener): void {
    this.listener = listener;
  }

  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']> {
    return this.engine.ask(command, args);
  }

  kill(): Promise<void> {
    return this.engine.kill();
  }

  private arrived<K extends keyof AgentEvents>(
    event: K,
    body: AgentEvents[K],
    progress: (done: number, of: number) => void,
  ): void {
    switch (event) {
      case 'stopped':
        return this.finish({ kind: 'stopped', body: body as AgentEvents['stopped'] });
      case 'retraced':
        return this.finish({ kind: 'retraced', body: body as Retraced });
      case 'diverged':
        return this.finish({ kind: 'failed', how: (body as AgentEvents['diverged']).how });
      case 'recordEnded':
        return this.finish({ kind: 'failed', how: 'it came to the end of the record' });
      case 'repeating': {
        const { done, of } = body as AgentEvents['repeating'];
        return progress(done, of);
      }
    }
  }
}
