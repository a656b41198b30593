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

/** `-X name` and `-X name=VALUE`: '' and VALUE. */
function namedOption({ xoptions }: InterpreterFlags, name: string): string | undefined {
  return xoptions.find((x) => x === name || x.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** `-X utf8` and `-X utf8=VALUE`: '1' and VALUE. */
function utf8Option({ xoptions }: InterpreterFlags): string | undefined {
  const option = xoptions.findLast((x) => x === 'utf8' || x.startsWith('utf8='));
  return option === 'utf8' ? '1' : option?.slice('utf8='.length);
}

/** What C's strtol takes, up to the end; undefined for all else. */
function numberIn(text: string): number | undefined {
  return /^\s*[+-]?\d+$/.test(text) ? Number(text) : undefined;
}

const isDigitLimit = (n: number | undefined): boolean => n === 0 || (n !== undefined && n >= 640 && n <= 0x7fffffff);
const isFrameCount = (n: number | undefined): boolean => n !== undefined && n >= 0 && n <= 0x7fffffff;
const isProcessorCount = (n: number | undefined): boolean => n !== undefined && n >= 1 && n <= 0x7fffffff;

/** The limit of digits in texts that are to become numbers. */
export function digitLimit(flags: InterpreterFlags): number {
  return (
    numberIn(namedOption(flags, 'int_max_str_digits') ?? heededEnvironment(flags).PYTHONINTMAXSTRDIGITS ?? '') ?? 4300
  );
}

function processorSetting(flags: InterpreterFlags): string | undefined {
  return namedOption(flags, 'cpu_count') ?? (heededEnvironment(flags).PYTHON_CPU_COUNT || undefined);
}

/** How many processors the program is to believe in; -1: those that there are. */
export function processorCount(flags: InterpreterFlags): number {
  return numberIn(processorSetting(flags) ?? '') ?? -1;
}

/** Where compiled files would go; undefined: beside the sources. */
export function cachePrefix(flags: InterpreterFlags): string | undefined {
  return (namedOption(flags, 'pycache_prefix') ?? heededEnvironment(flags).PYTHONPYCACHEPREFIX) || undefined;
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
    `Fatal Python error: ${of === '' ? '' : `${of}: `}${what}\nPython runtime state: ${state}\n\n`;
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
  const [of, what] = wrongNumber(flags) ?? wrongChoice(flags) ?? [];
  return what === undefined ? undefined : fatal(of ?? '', what, 'preinitialized');
}

/** The function that CPython blames, and what it says. */
type Complaint = [of: string, what: string];

function wrongNumber(flags: InterpreterFlags): Complaint | undefined {
  const env = heededEnvironment(flags);
  const wrong = (value: string | undefined, right: (n: number | undefined) => boolean): boolean =>
    value !== undefined && !right(numberIn(value));
  const frames = namedOption(flags, 'tracemalloc');
  if (wrong(env.PYTHONTRACEMALLOC || undefined, isFrameCount))
    return ['config_init_tracemalloc', 'PYTHONTRACEMALLOC: invalid number of frames'];
  if (wrong(frames === '' && flags.xoptions.includes('tracemalloc') ? undefined : frames, isFrameCount))
    return ['config_init_tracemalloc', '-X tracemalloc=NFRAME: invalid number of frames'];
  const limit = 'invalid limit; must be >= 640 or 0 for unlimited.';
  if (wrong(env.PYTHONINTMAXSTRDIGITS || undefined, isDigitLimit))
    return ['config_init_int_max_str_digits', `PYTHONINTMAXSTRDIGITS: ${limit}`];
  if (wrong(namedOption(flags, 'int_max_str_digits'), isDigitLimit))
    return ['config_init_int_max_str_digits', `-X int_max_str_digits: ${limit}`];
  const processors = processorSetting(flags);
  if (processors !== 'default' && wrong(processors, isProcessorCount))
    return [
      'config_init_cpu_count',
      '-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0',
    ];
  return undefined;
}

function wrongChoice(flags: InterpreterFlags): Complaint | undefined {
  const gil = namedOption(flags, 'gil') ?? (heededEnvironment(flags).PYTHON_GIL || undefined);
  if (gil === '0') return ['config_read_gil', 'Disabling the GIL is not supported by this build'];
  if (gil !== undefined && gil !== '1') return ['config_read_gil', 'PYTHON_GIL / -X gil must be "0" or "1"'];
  const frozen = namedOption(flags, 'frozen_modules');
  if (frozen !== undefined && !['', 'on', 'off'].includes(frozen))
    return ['', 'bad value for option -X frozen_modules (expected "on" or "off")'];
  return undefined;
}
