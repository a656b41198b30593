/** `cancel`: a pending request is answered as cancelled. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { During, defineRequest } from '../request';

export const cancel = defineRequest<DebugProtocol.CancelArguments>({
  command: 'cancel',
  during: During.anytime,
  capabilities: { supportsCancelRequest: true },
  handle(session, { requestId }) {
    if (requestId !== undefined) session.cancel(requestId);
  },
});
