/**
 * A debug session without an editor: drives the real adapter process over DAP, and at each stop prints the task tree
 * with suspended frames, creation stacks and await points. Breakpoints are the `# @bp` comments of the program.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { DebugProtocol } from '@vscode/debugprotocol';
import { type CoroutineSnapshot, inputWantedEvent, type LaunchArguments, snapshotRequest } from '../adapter/protocol';
import { dumpSnapshot } from '../extension/tasks/taskText';
import { type BreakpointMark, breakpointMarks } from './breakpointMarks';
import { DapClient } from './dapClient';

const root = resolve(__dirname, '..');
const defaultExample = join(root, 'examples', 'task_tree.py');

/** Gives the exit code of the program. */
export async function headless(file: string | undefined): Promise<number> {
  const program = resolve(file ?? defaultExample);
  if (!existsSync(program)) {
    console.error(`There is no program ${program}`);
    return 2;
  }
  const client = new DapClient(process.execPath, [join(root, 'dist', 'adapter.js')]);
  process.once('exit', () => client.kill());
  try {
    return await new HeadlessSession(client, program).run();
  } finally {
    client.kill();
  }
}

class HeadlessSession {
  private exitCode = 1;
  private stops = 0;
  /** Lines typed before the program asked for them. */
  private readonly typed: string[] = [];
  private inputEnded = false;
  private inputWanted = false;
  private finished = false;

  constructor(
    private readonly client: DapClient,
    private readonly program: string,
  ) {}

  async run(): Promise<number> {
    const { client } = this;
    const ended = new Promise<void>((resolve, reject) => {
      client.on('event', (event) => {
        if (event.event === 'terminated') resolve();
        else this.onEvent(event).catch(reject);
      });
      client.once('exit', () => resolve());
    });
    const initialized = client.nextEvent('initialized');
    await client.request('initialize', {
      ...{ adapterID: 'coroscope', clientName: 'headless', pathFormat: 'path' },
      ...{ linesStartAt1: true, columnsStartAt1: true, supportsVariableType: true },
    } satisfies DebugProtocol.InitializeRequestArguments);
    const launchArguments: LaunchArguments = { program: this.program, cwd: root };
    const launched = client.request('launch', launchArguments);
    await Promise.race([initialized, launched]);
    await this.setBreakpoints();
    await client.request('setExceptionBreakpoints', { filters: ['uncaught'] });
    await client.request('configurationDone');
    await launched;
    this.forwardInput(ended);
    await ended;
    return this.exitCode;
  }

  private async setBreakpoints(): Promise<void> {
    const marks = breakpointMarks(readFileSync(this.program, 'utf8'));
    const breakpoints = await Promise.all(marks.map((mark) => this.breakpointOf(mark)));
    await this.client.request('setBreakpoints', { source: { path: this.program }, breakpoints });
  }

  /** A mark with an await point's mode means the first await point of its line. */
  private async breakpointOf(mark: BreakpointMark): Promise<DebugProtocol.SourceBreakpoint> {
    if (mark.mode !== 'suspend' && mark.mode !== 'resume') return mark;
    const { breakpoints } = await this.client.request<{ breakpoints: DebugProtocol.BreakpointLocation[] }>(
      'breakpointLocations',
      { source: { path: this.program }, line: mark.line },
    );
    const columns = breakpoints.map((location) => location.column ?? 0).filter((column) => column > 0);
    return { ...mark, column: columns.at(0) };
  }

  private async onEvent(event: DebugProtocol.Event): Promise<void> {
    switch (event.event) {
      case 'output':
        return this.onOutput((event as DebugProtocol.OutputEvent).body);
      case 'stopped':
        return this.onStopped((event as DebugProtocol.StoppedEvent).body);
      case inputWantedEvent:
        this.inputWanted = true;
        return this.answerInput();
      case 'exited':
        this.exitCode = this.finished ? 0 : (event as DebugProtocol.ExitedEvent).body.exitCode;
        console.log(`\n── ${this.finished ? 'terminated' : `exited with ${this.exitCode}`} after ${this.stops} stops`);
    }
  }

  private onOutput({ category, output }: DebugProtocol.OutputEvent['body']): void {
    if (category === 'telemetry') return;
    (category === 'stderr' ? process.stderr : process.stdout).write(output);
  }

  private async onStopped(body: DebugProtocol.StoppedEvent['body']): Promise<void> {
    this.stops++;
    const threadId = body.threadId ?? 0;
    const { stackFrames } = await this.client.request<{ stackFrames: DebugProtocol.StackFrame[] }>('stackTrace', {
      threadId,
    });
    console.log(`\n── stop ${this.stops}: ${body.description ?? body.reason}${body.text ? `: ${body.text}` : ''}`);
    for (const frame of stackFrames) console.log(stackLine(frame));
    console.log('── tasks');
    console.log(dumpSnapshot(await this.client.request<CoroutineSnapshot>(snapshotRequest)));
    console.log('──');
    await this.client.request('continue', { threadId });
  }

  /** What comes in on standard input is the program's input, a line each time that it asks for one. */
  private forwardInput(ended: Promise<void>): void {
    const lines = createInterface({ input: process.stdin });
    lines.on('line', (line) => {
      this.typed.push(line);
      this.answerInput();
    });
    lines.once('close', () => {
      this.inputEnded = true;
      this.answerInput();
    });
    void ended.finally(() => lines.close());
  }

  private answerInput(): void {
    if (!this.inputWanted) return;
    const line = this.typed.shift();
    if (line !== undefined) {
      this.inputWanted = false;
      console.log(line);
      void this.client.request('evaluate', { expression: line, context: 'repl' });
    } else if (this.inputEnded) {
      this.inputWanted = false;
      void this.endInput();
    }
  }

  /** Shows what waits when the input is used up, and ends the program: nothing else would. */
  private async endInput(): Promise<void> {
    console.log('\n── the program waits for more input; tasks');
    console.log(dumpSnapshot(await this.client.request<CoroutineSnapshot>(snapshotRequest)));
    this.finished = true;
    await this.client.request('terminate').catch(() => undefined);
  }
}

function stackLine(frame: DebugProtocol.StackFrame): string {
  if (frame.presentationHint === 'label') return `  ── ${frame.name}`;
  const path = frame.source?.path ?? frame.source?.name ?? '';
  return `  ${frame.name}  ${path}:${frame.line}`;
}
