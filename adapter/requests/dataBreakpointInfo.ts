/** `dataBreakpointInfo`: whether a variable, attribute or item can be watched, and by what id. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { badArgument } from '../dapError';
import { During, defineRequest } from '../request';

export const dataBreakpointInfo = defineRequest<
  DebugProtocol.DataBreakpointInfoArguments,
  DebugProtocol.DataBreakpointInfoResponse['body']
>({
  command: 'dataBreakpointInfo',
  during: During.stopped,
  async handle(session, { name, variablesReference = 0, frameId = null }) {
    if (typeof name !== 'string') throw badArgument('dataBreakpointInfo', 'no name');
    const reference = variablesReference > 0 ? variablesReference : null;
    const { dataId, description } = await session.ask('dataBreakpointInfo', { reference, name, frameId });
    return { dataId, description, ...(dataId === null ? {} : { accessTypes: ['write'], canPersist: false }) };
  },
});
