/** The extension's entry: registers everything with VS Code, decides nothing itself. */
import * as vscode from 'vscode';
import { BytecodeListing } from './bytecode/bytecodeListing';
import { ClockNotice } from './clockNotice';
import { InputNotice } from './inputNotice';
import { AdapterFactory } from './launch/adapterFactory';
import { ConfigurationProvider } from './launch/configurationProvider';
import { debugFile } from './launch/debugFile';
import { debugType } from './launch/launchConfiguration';
import { openRecording } from './launch/openRecording';
import { FailingScheduleFinder } from './schedule/findFailingSchedule';
import { SnapshotSource } from './tasks/snapshotSource';
import { TasksView } from './tasks/tasksView';
import { TimelineView } from './timeline/timelineView';
import { looks } from './views/looks';
import { LookView } from './views/lookView';

export function activate(context: vscode.ExtensionContext): void {
  const provider = new ConfigurationProvider();
  const source = new SnapshotSource();
  context.subscriptions.push(
    vscode.debug.registerDebugConfigurationProvider(debugType, provider),
    vscode.debug.registerDebugAdapterDescriptorFactory(debugType, new AdapterFactory(context.extensionUri)),
    vscode.commands.registerCommand('coroscope.debugFile', (uri?: vscode.Uri) => debugFile(uri, { noDebug: false })),
    vscode.commands.registerCommand('coroscope.runFile', (uri?: vscode.Uri) => debugFile(uri, { noDebug: true })),
    vscode.commands.registerCommand('coroscope.openRecording', (uri?: vscode.Uri) => openRecording(uri)),
    source,
    new InputNotice(),
    new ClockNotice(),
    new FailingScheduleFinder(context.extensionUri),
    new BytecodeListing(context.extensionUri),
    new TasksView(source, context.workspaceState),
    new TimelineView(source, context.extensionUri),
    ...looks.map((look) => new LookView(source, look)),
  );
  void vscode.commands.executeCommand('setContext', 'coroscope.activated', true);
}
