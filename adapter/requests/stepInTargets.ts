/** `stepInTargets`: the calls on the current line, one of which `stepIn` can be told to enter. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const stepInTargets = defineRequest<
  DebugProtocol.StepInTargetsArguments,
  { targets: DebugProtocol.StepInTarget[] }
>({
  command: 'stepInTargets',
  during: During.stopped,
  capabilities: { supportsStepInTargetsRequest: true },
  async handle(session, { frameId }) {
    const found = await session.ask('stepInTargets', { frameId });
    return { targets: found.map(({ id, label, ...place }) => ({ id, label, ...session.client.place(place) })) };
  },
});
