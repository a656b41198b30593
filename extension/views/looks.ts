/** The views that look into the program: what each asks and how the answer is shown. */
import type * as vscode from 'vscode';
import {
  awaitGraphRequest,
  type AwaitGraph,
  loopRequest,
  type LoopSnapshot,
  type UnwatchArguments,
  unwatchRequest,
  type WarningList,
  warningsRequest,
} from '../../adapter/protocol';
import { graphTree } from '../graph/graphTree';
import { loopTree } from '../loop/loopTree';
import { warningHeading, warningTree } from '../warnings/warningTree';
import type { Look } from './lookView';

async function ask<T>(session: vscode.DebugSession, request: string): Promise<T> {
  return (await session.customRequest(request, {})) as T;
}

async function unwatch(session: vscode.DebugSession, view: UnwatchArguments['view']): Promise<void> {
  await session.customRequest(unwatchRequest, { view });
}

export const looks: readonly Look[] = [
  {
    viewId: 'coroscope.awaitGraph',
    async ask(session) {
      const graph = await ask<AwaitGraph>(session, awaitGraphRequest);
      const { length } = graph.cycles;
      return {
        nodes: graphTree(graph),
        ...(length > 0 ? { heading: length === 1 ? '1 cycle' : `${length} cycles` } : {}),
      };
    },
  },
  {
    viewId: 'coroscope.warnings',
    async ask(session) {
      const list = await ask<WarningList>(session, warningsRequest);
      const heading = warningHeading(list);
      return { nodes: warningTree(list), ...(heading === undefined ? {} : { heading }) };
    },
    leave: (session) => unwatch(session, 'warnings'),
  },
  {
    viewId: 'coroscope.loop',
    async ask(session) {
      const loop = await ask<LoopSnapshot | Record<string, never>>(session, loopRequest);
      return { nodes: 'ready' in loop ? loopTree(loop as LoopSnapshot) : [] };
    },
    leave: (session) => unwatch(session, 'loop'),
  },
];
