/** `initialize`: who the client is; answers with the capabilities that the request table declares. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { ClientView } from '../clientView';
import { defineRequest } from '../request';

export const initialize = defineRequest<DebugProtocol.InitializeRequestArguments, DebugProtocol.Capabilities>({
  command: 'initialize',
  during: ['fresh'],
  handle(session, args) {
    session.client = new ClientView(args);
    session.phase = 'initialized';
    return session.capabilities();
  },
});
