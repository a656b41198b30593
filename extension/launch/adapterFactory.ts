/** Starts the debug adapter: its own process with VS Code's own Node, or one that a developer has running on a port. */
import * as vscode from 'vscode';

export class AdapterFactory implements vscode.DebugAdapterDescriptorFactory {
  constructor(private readonly extensionPath: vscode.Uri) {}

  createDebugAdapterDescriptor(): vscode.DebugAdapterDescriptor {
    const port = vscode.workspace.getConfiguration('coroscope').get('adapter.port', 0);
    if (port > 0) return new vscode.DebugAdapterServer(port, '127.0.0.1');
    const adapter = vscode.Uri.joinPath(this.extensionPath, 'dist', 'adapter.js');
    // On the desktop execPath is Electron: this variable makes it plain Node. No Node of the user's is needed.
    return new vscode.DebugAdapterExecutable(process.execPath, [adapter.fsPath], {
      env: { ELECTRON_RUN_AS_NODE: '1' },
    });
  }
}
