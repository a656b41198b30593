/** `terminate`: ends the program; `exited` and `terminated` follow. */
import { During, defineRequest } from '../request';

export const terminate = defineRequest({
  command: 'terminate',
  during: During.session,
  capabilities: { supportsTerminateRequest: true },
  handle: (session) => session.kill(),
});
