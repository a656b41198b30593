/** A status bar item while the program waits for standard input: what is typed in the Debug Console goes there. */
import * as vscode from 'vscode';
import { inputWantedEvent } from '../adapter/protocol';
import { debugType } from './launch/launchConfiguration';

export class InputNotice implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('coroscope.input', vscode.StatusBarAlignment.Left, 1000);
  private waiting: vscode.DebugSession | undefined;
  private readonly disposables: { dispose(): unknown }[];

  constructor() {
    this.item.name = 'Coroscope: program input';
    this.item.text = '$(terminal) Program waits for input';
    this.item.tooltip = 'Type a line in the Debug Console';
    this.item.command = 'workbench.debug.action.focusRepl';
    this.item.backgroundColor = new vscode.ThemeColor('statusBarItem.prominentBackground');
    this.disposables = [
      this.item,
      vscode.debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) => ({
          onDidSendMessage: (message: { event?: string }) => {
            if (message.event === inputWantedEvent) this.show(session);
            else if (message.event === 'stopped') this.hide(session);
          },
          onWillReceiveMessage: (message: { command?: string; arguments?: { context?: string } }) => {
            if (message.command === 'evaluate' && message.arguments?.context === 'repl') this.hide(session);
          },
        }),
      }),
      vscode.debug.onDidTerminateDebugSession((session) => this.hide(session)),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private show(session: vscode.DebugSession): void {
    this.waiting = session;
    this.item.show();
  }

  private hide(session: vscode.DebugSession): void {
    if (session !== this.waiting) return;
    this.waiting = undefined;
    this.item.hide();
  }
}
