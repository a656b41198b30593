/** `gotoTargets`: the places on a line that the stopped frame could jump to. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const gotoTargets = defineRequest<DebugProtocol.GotoTargetsArguments, { targets: DebugProtocol.GotoTarget[] }>({
  command: 'gotoTargets',
  during: During.stopped,
  capabilities: { supportsGotoTargetsRequest: true },
  async handle(session, { source, line }) {
    if (typeof source?.path !== 'string') throw badArgument('gotoTargets', 'the source has no path');
    const found = await session.ask('gotoTargets', {
      path: session.client.ourPath(source.path),
      line: session.client.ourLine(line),
    });
    return { targets: found.map(({ id, label, line: at }) => ({ id, label, line: session.client.line(at) })) };
  },
});
