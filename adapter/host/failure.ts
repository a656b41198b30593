/** What goes back through the door for an error of Node's. */
import type { HostFailure } from '../../runtime/index';

export function failureOf({ code = 'EIO', errno = 5, message }: NodeJS.ErrnoException): HostFailure {
  return { code, errno: Math.abs(errno), message };
}
