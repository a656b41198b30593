/** `stepOut`: to the caller or awaiter of this frame. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { step } from '../step';

export const stepOut = defineRequest<DebugProtocol.StepOutArguments>({
  command: 'stepOut',
  during: During.stopped,
  handle: (session, args) => step(session, 'stepOut', args),
});
