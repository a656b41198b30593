/** `stepIn`: into what is called next; with a target, into that call alone. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';
import { step } from '../step';

export const stepIn = defineRequest<DebugProtocol.StepInArguments>({
  command: 'stepIn',
  during: During.stopped,
  handle: (session, args) => step(session, 'stepIn', args),
});
