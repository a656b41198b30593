/** "Show Bytecode": what `coroscope -m dis` prints for a file, in a read-only editor beside it. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as vscode from 'vscode';

const scheme = 'coroscope-dis';
const run = promisify(execFile);

export class BytecodeListing implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly disposables: { dispose(): unknown }[];

  constructor(private readonly extensionUri: vscode.Uri) {
    this.disposables = [
      this.changed,
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.commands.registerCommand('coroscope.showBytecode', (uri?: vscode.Uri) => this.show(uri)),
      vscode.workspace.onDidSaveTextDocument((document) => this.changed.fire(listingOf(document.uri))),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  async provideTextDocumentContent(listing: vscode.Uri): Promise<string> {
    const program = vscode.Uri.joinPath(this.extensionUri, 'dist', 'cli.js').fsPath;
    const file = sourceOf(listing);
    try {
      const { stdout } = await run(process.execPath, [program, '-m', 'dis', file], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        maxBuffer: 64 * 1024 * 1024,
      });
      return stdout;
    } catch (error) {
      // A file that doesn't compile: its traceback is the listing.
      const { stderr } = error as { stderr?: string };
      return stderr ? stderr : String(error);
    }
  }

  private async show(uri = vscode.window.activeTextEditor?.document.uri): Promise<void> {
    if (uri?.scheme !== 'file') {
      void vscode.window.showErrorMessage('Open a Python file that is saved first.');
      return;
    }
    const listing = listingOf(uri);
    this.changed.fire(listing);
    const document = await vscode.workspace.openTextDocument(listing);
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  }
}

/** The listing's address: the file's, with an ending that names the language of the listing. */
function listingOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `${file.path}.dis` });
}

function sourceOf(listing: vscode.Uri): string {
  return vscode.Uri.file(listing.path.slice(0, -'.dis'.length)).fsPath;
}
