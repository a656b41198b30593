/**
 * What the environment and -X decide before anything runs: UTF-8 mode, the error handler of the standard streams, and
 * values that can't be (CPython's preconfig.c and initconfig.c).
 *
 * Owns: reading these settings. Must not know: streams, modules.
 */
import { host } from '../host/currentHost';
import type { InterpreterFlags } from '../debug/agentProtocol';

type Environment = Readonly<Record<string, string>>;

/** The environment as far as the interpreter itself heeds it. */
export function heededEnvironment(flags: InterpreterFlags): Environment {
  return flags.ignoreEnvironment ? {} : host().env;
}

function ctypeLocale(): string {
  // Of the system, not of Python: -E doesn't hide it.
  const { LC_ALL, LC_CTYPE, LANG } = host().env;
  return LC_ALL || LC_CTYPE || LANG || 'C';
}

const isC = (locale: string): boolean => locale === 'C' || locale === 'POSIX';

/** Those that CPython takes in place of C. */
const COERCED = new Set(['C.UTF-8', 'C.utf8', 'UTF-8']);

/** `-X utf8` and `-X utf8=VALUE`: '1' and VALUE. */
function utf8Option({ xoptions }: InterpreterFlags): string | undefined {
  const option = xoptions.findLast((x) => x === 'utf8' || x.startsWith('utf8='));
  return option === 'utf8' ? '1' : option?.slice('utf8='.length);
}

export function utf8Mode(flags: InterpreterFlags): boolean {
  const asked = utf8Option(flags) ?? (heededEnvironment(flags).PYTHONUTF8 || undefined);
  return asked === undefined ? host().facts.platform === 'linux' && isC(ctypeLocale()) : asked === '1';
}

/** Of stdin and stdout, where $PYTHONIOENCODING has none. */
export function streamErrors(flags: InterpreterFlags): string {
  const coerced = host().facts.platform === 'linux' && (isC(ctypeLocale()) || COERCED.has(ctypeLocale()));
  return coerced || utf8Mode(flags) ? 'surrogateescape' : 'strict';
}

/** What CPython says of a setting that it can't start with; undefined: it can. */
export function fatalSetting(flags: InterpreterFlags): string | undefined {
  const env = heededEnvironment(flags);
  const fatal = (of: string, what: string, state: string): string =>
    `Fatal Python error: ${of}: ${what}\nPython runtime state: ${state}\n\n`;
  const valid = (value: string | undefined): boolean => value === undefined || value === '0' || value === '1';
  const option = utf8Option(flags);
  if (!valid(option)) return fatal('preconfig_init_utf8_mode', 'invalid -X utf8 option value', 'preinitializing');
  if (option === undefined && !valid(env.PYTHONUTF8 || undefined))
    return fatal('preconfig_init_utf8_mode', 'invalid PYTHONUTF8 environment variable value', 'preinitializing');
  const seed = env.PYTHONHASHSEED || 'random';
  if (seed !== 'random' && !(/^\s*\+?\d+$/.test(seed) && Number(seed) <= 0xffffffff))
    return fatal(
      'config_init_hash_seed',
      'PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]',
      'preinitialized',
    );
  return undefined;
}
