/** `disconnect`: the session is over; the program, which lives in it, ends too. */
import { defineRequest } from '../request';

export const disconnect = defineRequest({
  command: 'disconnect',
  during: ['fresh', 'initialized', 'starting', 'configuring', 'running', 'stopped', 'ended'],
  handle: (session) => session.dispose(),
  afterwards: (session) => session.hangUp(),
});
