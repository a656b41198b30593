/** `attach`: there is nothing to attach to, and the answer says so. */
import { badLaunch } from '../dapError';
import { defineRequest } from '../request';

export const attach = defineRequest({
  command: 'attach',
  during: ['initialized'],
  handle() {
    throw badLaunch("this debugger runs the program itself; use the request 'launch'");
  },
});
