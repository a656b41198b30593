/**
 * `sys.flags`: what the command line and the environment say. Owns: the type and the defaults.
 */
import type { Value } from '../../objects/object';
import { disallowInstances, structSeqType } from '../structSeq';

const NAMES = [
  'debug', 'inspect', 'interactive', 'optimize', 'dont_write_bytecode', 'no_user_site', 'no_site', 'ignore_environment', 'verbose', 'bytes_warning',
  'quiet', 'hash_randomization', 'isolated', 'dev_mode', 'utf8_mode', 'warn_default_encoding', 'safe_path', 'int_max_str_digits', 'gil',
  'thread_inherit_context', 'context_aware_warnings',
] as const; // prettier-ignore

export type FlagName = (typeof NAMES)[number];

const defaults: Partial<Record<FlagName, Value>> = {
  hash_randomization: 1,
  dev_mode: false,
  utf8_mode: 0,
  safe_path: false,
  int_max_str_digits: 4300,
  gil: 1,
  thread_inherit_context: 0,
  context_aware_warnings: 0,
};

let inForce: Partial<Record<FlagName, Value>> = defaults;

/** A flag as the command line set it. */
export function flag(name: FlagName): Value {
  return inForce[name] ?? 0;
}

let type: ReturnType<typeof structSeqType> | undefined;

export function makeFlags(given: Partial<Record<FlagName, Value>>): Value {
  type ??= structSeqType(
    'sys.flags',
    [...NAMES],
    'sys.flags\n\nWhat options and environment variables switched on.',
    18,
  );
  disallowInstances(type);
  inForce = { ...defaults, ...given };
  return type.make(NAMES.map(flag));
}
