/** The command that opens a recorded run in the debugger. */
import * as vscode from 'vscode';
import { forRecording } from './launchConfiguration';

/** Opens the file that the menu was opened on, or asks for one. */
export async function openRecording(resource: vscode.Uri | undefined): Promise<void> {
  const uri = resource ?? (await askForRecording());
  if (!uri) return;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  await vscode.debug.startDebugging(folder, forRecording(uri.fsPath) as vscode.DebugConfiguration);
}

async function askForRecording(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Open Recording',
    openLabel: 'Debug',
    filters: { 'Recordings of Coroscope': ['cororec'], 'All files': ['*'] },
  });
  return chosen?.[0];
}
