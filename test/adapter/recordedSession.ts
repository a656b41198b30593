/** Recorded sessions for tests: a program of a few lines, told where it stops by the text of the line. */
import { join } from 'node:path';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { DapClient } from './dapClient';
import { ProgramFolder } from './programFolder';

export class Recorded {
  readonly client = new DapClient();
  threadId = 1;
  /** The innermost one of the program's own. */
  private frame!: DebugProtocol.StackFrame;
  readonly folder: ProgramFolder;
  readonly path: string;

  constructor(private readonly source: string) {
    this.folder = new ProgramFolder({ 'main.py': source });
    this.path = join(this.folder.path, 'main.py');
  }

  async close(): Promise<void> {
    await this.client.close();
    this.folder.remove();
  }

  /** As far as the first stop. */
  async begin(marks: string[], launch: object = {}): Promise<string> {
    await this.client.launch({ program: this.path, clock: 'virtual', record: true, ...launch });
    await this.breakpoints(...marks);
    await this.client.request('configurationDone');
    return this.stop();
  }

  async breakpoints(...marks: string[]): Promise<void> {
    const lines = this.source.split('\n');
    const breakpoints = marks.map((mark) => ({ line: lines.findIndex((line) => line.includes(mark)) + 1 }));
    await this.client.request('setBreakpoints', { source: { path: this.path }, breakpoints });
  }

  /** The reason of the next stop, and the line where it is. */
  async stop(): Promise<string> {
    const { reason, threadId } = await this.client.stopped();
    this.threadId = threadId;
    await this.look();
    return `${reason}: ${this.line}`;
  }

  async look(threadId = this.threadId): Promise<string> {
    const { stackFrames } = await this.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId,
    });
    this.frame = stackFrames.find(({ source }) => source?.path === this.path)!;
    return this.line;
  }

  get line(): string {
    return this.source.split('\n')[this.frame.line - 1].trim();
  }

  async go(command: string): Promise<string> {
    await this.client.request(command, { threadId: this.threadId });
    return this.stop();
  }

  async evaluate(expression: string): Promise<string> {
    const args = { expression, frameId: this.frame.id, context: 'watch' };
    return (await this.client.request<{ result: string }>('evaluate', args)).result;
  }
}
