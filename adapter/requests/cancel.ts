/** `cancel`: a pending request is answered as cancelled. */
import type { DebugProtocol } from '@vscode/debugprotocol';
import { requestOfProgress } from '../goBack';
import { During, defineRequest } from '../request';

export const cancel = defineRequest<DebugProtocol.CancelArguments>({
  command: 'cancel',
  during: During.anytime,
  capabilities: { supportsCancelRequest: true },
  handle(session, { requestId, progressId }) {
    const request = requestId ?? (progressId === undefined ? undefined : requestOfProgress(progressId));
    if (request !== undefined) session.cancel(request);
  },
});
