/**
 * Keeps the newest coroutine snapshot of the session that the user looks at, asking for one whenever the program stops,
 * goes on or says that its tasks changed. Knows the debug API, not the view.
 */
import * as vscode from 'vscode';
import {
  type CoroutineSnapshot,
  type SnapshotArguments,
  snapshotRequest,
  tasksChangedEvent,
} from '../../adapter/protocol';
import { debugType } from '../launch/launchConfiguration';

const refreshDelay = 30;
const refreshEvents: ReadonlySet<string> = new Set(['stopped', 'continued', tasksChangedEvent]);

export class SnapshotSource implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  session: vscode.DebugSession | undefined;
  snapshot: CoroutineSnapshot | undefined;
  filter = '';
  /** The session has stopped at least once. */
  hasStopped = false;
  private readonly sessions = new Set<vscode.DebugSession>();
  private readonly disposables: { dispose(): unknown }[];
  private timer: NodeJS.Timeout | undefined;
  private asking = false;
  private askAgain = false;

  constructor() {
    this.disposables = [
      this.changed,
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: (message: { type?: string; event?: string }) => {
            if (message.type !== 'event' || !refreshEvents.has(message.event ?? '')) return;
            if (session === this.session && message.event === 'stopped') this.hasStopped = true;
            this.refreshSoon(session);
          },
        }),
      }),
      vscode.debug.onDidStartDebugSession((session) => {
        if (session.type !== debugType) return;
        this.sessions.add(session);
        this.follow(session);
      }),
      vscode.debug.onDidTerminateDebugSession((session) => {
        this.sessions.delete(session);
        if (session === this.session) this.follow([...this.sessions].at(-1));
      }),
      vscode.debug.onDidChangeActiveDebugSession((session) => {
        if (session && this.sessions.has(session)) this.follow(session);
      }),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const disposable of this.disposables) disposable.dispose();
  }

  refreshSoon(session = this.session): void {
    if (!session || session !== this.session) return;
    this.timer ??= setTimeout(() => void this.refresh(), refreshDelay);
  }

  private follow(session: vscode.DebugSession | undefined): void {
    if (session === this.session) return;
    this.session = session;
    this.snapshot = undefined;
    this.hasStopped = false;
    this.changed.fire();
    this.refreshSoon();
  }

  /** Shows only the tasks whose name, coroutine or state contains a text; all, when it is empty. */
  setFilter(filter: string): void {
    this.filter = filter;
    this.refreshSoon();
  }

  /** Everything, however much it is; undefined without a session. */
  async whole(): Promise<CoroutineSnapshot | undefined> {
    return this.session && this.ask(this.session, {});
  }

  private async ask(session: vscode.DebugSession, wanted: SnapshotArguments): Promise<CoroutineSnapshot> {
    return (await session.customRequest(snapshotRequest, wanted)) as CoroutineSnapshot;
  }

  /** One question at a time; what changes meanwhile is asked once more afterwards. */
  private async refresh(): Promise<void> {
    this.timer = undefined;
    const session = this.session;
    if (!session) return;
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      const snapshot = await this.ask(session, {
        most: vscode.workspace.getConfiguration('coroscope').get('tasks.most', 1000),
        ...(this.filter === '' ? {} : { filter: this.filter }),
      });
      if (session === this.session) {
        this.snapshot = snapshot;
        this.changed.fire();
      }
    } catch {
      // Refused while the program starts or ends: the next event asks again.
    } finally {
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        this.refreshSoon();
      }
    }
  }
}
