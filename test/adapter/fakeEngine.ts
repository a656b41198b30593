/** An engine that runs nothing: it notes what it is asked and answers what a test wants. */
import type { Engine, EngineListener, EngineOptions } from '../../adapter/engine';
import type { AgentCommands } from '../../runtime/index';

export class FakeEngine implements Engine {
  readonly asked: { command: string; arguments: unknown }[] = [];
  readonly input: string[] = [];
  readonly answers = new Map<string, (args: unknown) => unknown>();
  listener: EngineListener | null = null;
  options: EngineOptions | null = null;
  killed = false;

  start(options: EngineOptions, listener: EngineListener): Promise<void> {
    this.options = options;
    this.listener = listener;
    return Promise.resolve();
  }

  ask<K extends keyof AgentCommands>(
    command: K,
    args: AgentCommands[K]['arguments'],
  ): Promise<AgentCommands[K]['result']> {
    this.asked.push({ command, arguments: args });
    const answer = this.answers.get(command);
    return new Promise((resolve) => resolve((answer ? answer(args) : null) as AgentCommands[K]['result']));
  }

  sendInput(text: string): void {
    this.input.push(text);
  }

  endInput(): void {}

  signal(): void {}

  kill(): Promise<void> {
    this.killed = true;
    return Promise.resolve();
  }
}
