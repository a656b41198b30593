/** The extension's entry: registers everything with VS Code. */
import type * as vscode from 'vscode';

export function activate(_context: vscode.ExtensionContext): void {}
