/** A status bar item while the active session's program goes by a virtual clock: its times are not the wall's. */
import * as vscode from 'vscode';
import { hasVirtualClock } from './launch/launchConfiguration';

export class ClockNotice implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('coroscope.clock', vscode.StatusBarAlignment.Left, 999);
  private readonly disposables: { dispose(): unknown }[];

  constructor() {
    this.item.name = 'Coroscope: virtual clock';
    this.item.text = '$(watch) Virtual clock';
    this.item.tooltip =
      'The program’s sleeps and timers take no real time ("clock": "virtual" in the launch configuration)';
    const update = () => (hasVirtualClock(vscode.debug.activeDebugSession) ? this.item.show() : this.item.hide());
    this.disposables = [
      this.item,
      vscode.debug.onDidStartDebugSession(update),
      vscode.debug.onDidChangeActiveDebugSession(update),
      vscode.debug.onDidTerminateDebugSession(update),
    ];
    update();
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }
}
