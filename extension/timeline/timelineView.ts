/**
 * The Timeline, a view in the panel: asks the program for what is new whenever something has changed while the view is
 * there, and hands it to the page. What is recorded stays to be looked at after the program's end.
 */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { endTimelineRequest, timelineEvent, type TimelinePart, timelineRequest } from '../../adapter/protocol';
import { debugType } from '../launch/launchConfiguration';
import type { SnapshotSource } from '../tasks/snapshotSource';
import { openPlaceCommand } from '../views/lookView';
import type { FromPage, ToPage } from './timelineMessages';
import { timelinePage } from './timelinePage';
import { TimelineRecord } from './timelineRecord';

const viewId = 'coroscope.timeline';
/** What the view's `when` clause in package.json looks at: nobody who debugs no coroutines sees the tab. */
const wantedContext = 'coroscope.timelineWanted';

export class TimelineView implements vscode.WebviewViewProvider, vscode.Disposable {
  private record = new TimelineRecord();
  private view: vscode.WebviewView | undefined;
  private pageListens = false;
  /** The session that the record is of; it may have ended. */
  private session: vscode.DebugSession | undefined;
  private asking = false;
  private askAgain = false;
  private readonly disposables: { dispose(): unknown }[];

  constructor(
    private readonly source: SnapshotSource,
    private readonly extensionUri: vscode.Uri,
  ) {
    this.disposables = [
      vscode.window.registerWebviewViewProvider(viewId, this, { webviewOptions: { retainContextWhenHidden: true } }),
      source.onDidChange(() => this.follow()),
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: (message: { event?: string; type?: string; command?: string; body?: unknown }) => {
            if (message.event === timelineEvent) this.told(session, message.body as TimelinePart);
            // The program begins anew, and so does its recording.
            if (message.type === 'response' && message.command === 'restart') this.forget(session);
          },
        }),
      }),
      vscode.commands.registerCommand('coroscope.showTimeline', () => this.show()),
      vscode.commands.registerCommand('coroscope.copyTimeline', () => this.copy()),
      vscode.commands.registerCommand('coroscope.saveTimeline', () => this.save()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    this.pageListens = false;
    const { webview } = view;
    const dist = vscode.Uri.joinPath(this.extensionUri, 'dist');
    webview.options = { enableScripts: true, localResourceRoots: [dist] };
    webview.onDidReceiveMessage((message: FromPage) => this.receive(message));
    view.onDidDispose(() => this.closed(view));
    view.onDidChangeVisibility(() => this.follow());
    const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'timelinePage.js'));
    webview.html = timelinePage(script.toString(), randomBytes(16).toString('hex'));
  }

  private receive(message: FromPage): void {
    switch (message.type) {
      case 'ready': {
        this.pageListens = true;
        const part = this.record.whole();
        this.post({ type: 'clear' });
        if (part) this.post({ type: 'part', part });
        this.follow();
        break;
      }
      case 'open':
        void vscode.commands.executeCommand(openPlaceCommand, message.frame);
        break;
      case 'reveal':
        void vscode.commands.executeCommand('coroscope.revealTask', message.taskId);
        break;
    }
  }

  private post(message: ToPage): void {
    if (this.pageListens) void this.view?.webview.postMessage(message);
  }

  private async show(): Promise<void> {
    await vscode.commands.executeCommand('setContext', wantedContext, true);
    await vscode.commands.executeCommand(`${viewId}.focus`);
  }

  /** Nobody looks any more: the program is spared the recording, unless its launch configuration asks for it. */
  private closed(view: vscode.WebviewView): void {
    if (view !== this.view) return;
    this.view = undefined;
    this.pageListens = false;
    const { session } = this.source;
    if (!session || session.configuration.timeline === true) return;
    this.record = new TimelineRecord();
    void Promise.resolve(session.customRequest(endTimelineRequest, {})).catch(() => undefined);
  }

  // --- the session

  private follow(): void {
    const { session } = this.source;
    if (session) {
      void vscode.commands.executeCommand('setContext', wantedContext, true);
      this.begin(session);
    }
    this.post({ type: 'session', active: session !== undefined });
    if (session && this.view?.visible) void this.ask(session);
  }

  private begin(session: vscode.DebugSession): void {
    if (session === this.session) return;
    this.session = session;
    this.record = new TimelineRecord();
    this.post({ type: 'clear' });
  }

  private forget(session: vscode.DebugSession): void {
    if (session !== this.session) return;
    this.session = undefined;
    this.follow();
  }

  /** What is new, page by page; one question at a time. */
  private async ask(session: vscode.DebugSession): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    try {
      for (let more = true; more && session === this.session;) {
        const { next } = this.record;
        const size = vscode.workspace.getConfiguration('coroscope').get('timeline.size', 200_000);
        const wanted = { ...(next === undefined ? {} : { since: next }), size };
        const part = (await session.customRequest(timelineRequest, wanted)) as TimelinePart;
        this.told(session, part);
        more = part.more && part.events.length > 0;
      }
    } catch {
      // Refused while the program starts or ends: the next change asks again.
    } finally {
      this.asking = false;
      if (this.askAgain) {
        this.askAgain = false;
        this.follow();
      }
    }
  }

  private told(session: vscode.DebugSession, part: TimelinePart): void {
    if (session.type !== debugType) return;
    if (this.source.session === session) this.begin(session);
    // An answer may come after the program has told the rest of its own accord.
    if (session !== this.session || part.first < (this.record.next ?? 0)) return;
    this.record.add(part);
    this.post({ type: 'part', part });
  }

  // --- taking it away

  private async whole(): Promise<string | undefined> {
    const { session } = this.source;
    if (session) await this.ask(session);
    if (!this.record.isEmpty) return this.record.toJson();
    void vscode.window.showInformationMessage('Nothing of the timeline has been recorded yet.');
    return undefined;
  }

  private async copy(): Promise<void> {
    const text = await this.whole();
    if (text === undefined) return;
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage('Timeline copied as JSON', 2000);
  }

  private async save(): Promise<void> {
    const text = await this.whole();
    if (text === undefined) return;
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    const uri = await vscode.window.showSaveDialog({
      filters: { JSON: ['json'] },
      title: 'Save Timeline',
      ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, 'timeline.json') } : {}),
    });
    if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  }
}
