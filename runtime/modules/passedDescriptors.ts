/**
 * Descriptors above 2 that a program of ours passes to a child of ours (`pass_fds`): Node has descriptors of its own there,
 * so a child can't tell which it was given. Its parent says so in a variable of the environment, which names the parent:
 * whoever else inherits the variable takes no notice.
 *
 * DIFFERS: of the descriptors that any other program (a shell) passes, only 0, 1 and 2 are there.
 */
import { host } from '../host/currentHost';

export const passedVariable = 'COROSCOPE_DESCRIPTORS';

/** The environment for a child that gets these descriptors. */
export function withPassed(env: Record<string, string>, descriptors: readonly number[]): Record<string, string> {
  return descriptors.length === 0 ? env : { ...env, [passedVariable]: `${host().facts.pid}:${descriptors.join(',')}` };
}

/** Those that this program was given. */
export function passedDescriptors(): number[] {
  const { env, facts } = host();
  const [parent, list] = (env[passedVariable] ?? '').split(':');
  return list !== undefined && Number(parent) === facts.ppid ? list.split(',').map(Number) : [];
}
