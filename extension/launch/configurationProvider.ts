/** VS Code's side of launch configurations; the rules are in launchConfiguration.ts. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import {
  type ActiveFile,
  chosenEnvironment,
  complete,
  type Configuration,
  debugType,
  fillIn,
  type LaunchDefaults,
  type Resolved,
} from './launchConfiguration';

export class ConfigurationProvider implements vscode.DebugConfigurationProvider {
  provideDebugConfigurations(): vscode.DebugConfiguration[] {
    return [{ type: debugType, request: 'launch', name: 'Debug coroutines: this file', program: '${file}' }];
  }

  resolveDebugConfiguration(
    _folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | null | undefined> {
    return orExplain(fillIn(configuration, activeFile()));
  }

  resolveDebugConfigurationWithSubstitutedVariables(
    folder: vscode.WorkspaceFolder | undefined,
    configuration: vscode.DebugConfiguration,
  ): Promise<vscode.DebugConfiguration | null | undefined> {
    const start = folder ?? vscode.workspace.workspaceFolders?.[0];
    return orExplain(complete(configuration, defaults(start), start?.uri.fsPath));
  }
}

/** What VS Code wants back: the configuration, `undefined` to stop, `null` to stop and open launch.json. */
async function orExplain(resolved: Resolved<Configuration>): Promise<vscode.DebugConfiguration | null | undefined> {
  if (resolved.ok) return resolved.configuration as vscode.DebugConfiguration;
  const open = 'Open launch.json';
  const choice = await vscode.window.showErrorMessage(resolved.problem, { modal: true }, open);
  return choice === open ? null : undefined;
}

export function activeFile(): ActiveFile | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && fileOf(document);
}

export function fileOf(document: vscode.TextDocument): ActiveFile {
  return { path: document.uri.fsPath, languageId: document.languageId, untitled: document.isUntitled };
}

export function defaults(folder: vscode.WorkspaceFolder | undefined): LaunchDefaults {
  const settings = vscode.workspace.getConfiguration('coroscope', folder);
  return {
    justMyCode: settings.get('justMyCode', true),
    originTrackingDepth: settings.get('originTrackingDepth', 16),
    timelineSize: settings.get('timeline.size', 200_000),
    virtualEnvironment: chosenEnvironment(settings.get('virtualEnvironment', ''), folder?.uri.fsPath, isEnvironment),
  };
}

function isEnvironment(folder: string): boolean {
  return existsSync(join(folder, 'pyvenv.cfg'));
}
