/** The commands that start the active file without a launch configuration. */
import * as vscode from 'vscode';
import { activeFile, fileOf } from './configurationProvider';
import { forFile } from './launchConfiguration';

/** Debugs (or just runs) the file that the menu was opened on, or else the active one. */
export async function debugFile(resource: vscode.Uri | undefined, options: { noDebug: boolean }): Promise<void> {
  const active = resource ? fileOf(await vscode.workspace.openTextDocument(resource)) : activeFile();
  if (!active) {
    void vscode.window.showErrorMessage('Open the Python file to debug first.');
    return;
  }
  const resolved = forFile(active);
  if (!resolved.ok) {
    void vscode.window.showErrorMessage(resolved.problem);
    return;
  }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(active.path));
  await vscode.debug.startDebugging(folder, resolved.configuration as vscode.DebugConfiguration, options);
}
