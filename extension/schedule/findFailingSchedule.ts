/** The command _Find a Failing Schedule…_: runs the command line's `--explore` on a file, shows how far it is and what it found. */
import { spawn } from 'node:child_process';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ExploreMessage } from '../../adapter/protocol';
import { activeFile, defaults, fileOf } from '../launch/configurationProvider';
import { forFile } from '../launch/launchConfiguration';
import { debugConfiguration, headline, MessageLines, progressStep, progressText } from './exploration';

type End = Extract<ExploreMessage, { kind: 'end' }>;

export class FailingScheduleFinder implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel('Coroscope: Schedules');
  private readonly command: vscode.Disposable;

  constructor(private readonly extensionPath: vscode.Uri) {
    this.command = vscode.commands.registerCommand('coroscope.findFailingSchedule', (uri?: vscode.Uri) =>
      this.find(uri),
    );
  }

  dispose(): void {
    this.command.dispose();
    this.output.dispose();
  }

  private async find(resource: vscode.Uri | undefined): Promise<void> {
    const active = resource ? fileOf(await vscode.workspace.openTextDocument(resource)) : activeFile();
    if (active?.languageId !== 'python') {
      void vscode.window.showErrorMessage('Open the Python file first for which a failing schedule is to be found.');
      return;
    }
    const file = forFile(active);
    if (!file.ok) {
      void vscode.window.showErrorMessage(file.problem);
      return;
    }
    await vscode.workspace.saveAll(false);
    const most = await this.askForRuns(basename(active.path));
    if (most === undefined) return;
    try {
      await this.show(active.path, await this.explore(active.path, most));
    } catch (error) {
      void vscode.window.showErrorMessage(`Looking for a failing schedule failed: ${(error as Error).message}`);
    }
  }

  private async askForRuns(file: string): Promise<number | undefined> {
    const asked = await vscode.window.showInputBox({
      title: `Find a Failing Schedule of ${file}`,
      prompt: 'How many orders of its tasks are to be tried at most',
      value: String(vscode.workspace.getConfiguration('coroscope').get('schedules.mostRuns', 200)),
      validateInput: (text) => (/^[1-9]\d{0,5}$/.test(text.trim()) ? undefined : 'A number from 1 on'),
    });
    return asked === undefined ? undefined : Number(asked);
  }

  /** Undefined if nothing was found out. */
  private explore(path: string, most: number): Thenable<End | undefined> {
    const title = `Looking for a failing schedule of ${basename(path)}`;
    const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(options, (progress, cancelled) => this.run(path, most, progress, cancelled));
  }

  private run(
    path: string,
    most: number,
    progress: vscode.Progress<{ message?: string; increment?: number }>,
    cancelled: vscode.CancellationToken,
  ): Promise<End | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
    const { virtualEnvironment } = defaults(folder);
    const commandLine = vscode.Uri.joinPath(this.extensionPath, 'dist', 'cli.js').fsPath;
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [commandLine, '--explore-json', String(most), path], {
        cwd: folder?.uri.fsPath ?? dirname(path),
        env: {
          ...process.env,
          ELECTRON_RUN_AS_NODE: '1',
          ...(virtualEnvironment === undefined ? {} : { VIRTUAL_ENV: virtualEnvironment }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      cancelled.onCancellationRequested(() => child.kill());
      const lines = new MessageLines();
      let before: Extract<ExploreMessage, { kind: 'progress' }> | undefined;
      let end: End | undefined;
      let errors = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        for (const message of lines.feed(text)) {
          if (message.kind === 'end') end = message;
          else {
            progress.report({ message: progressText(message), increment: progressStep(before, message) });
            before = message;
          }
        }
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
      child.on('error', reject);
      child.on('close', () => {
        if (end !== undefined || cancelled.isCancellationRequested) resolve(end);
        else reject(new Error(errors.trim() || 'it ended without a result'));
      });
    });
  }

  private async show(path: string, end: End | undefined): Promise<void> {
    if (end === undefined) return;
    const { found } = end.exploration;
    const text = headline(end.exploration, basename(path));
    this.output.replace(end.text);
    if (found === null) {
      void vscode.window.showInformationMessage(text);
      return;
    }
    const debug = 'Debug This Schedule';
    const report = 'Show Report';
    const choice = await vscode.window.showWarningMessage(text, debug, report);
    if (choice === report) this.output.show();
    if (choice !== debug) return;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(path));
    const configuration = debugConfiguration(path, basename(path), found);
    await vscode.debug.startDebugging(folder, configuration as vscode.DebugConfiguration);
  }
}
