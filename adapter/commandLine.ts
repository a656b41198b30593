/**
 * Python's command line, read as Python reads it.
 *
 * Owns: options, their grouping and the errors about them. Must not know: how anything is run.
 */
import type { InterpreterFlags, ProgramOptions } from '../runtime/index';
import { plainFlags } from './launchPlan';

export type CommandLine =
  | { kind: 'run'; target: ProgramOptions['target']; args: string[]; flags: InterpreterFlags }
  | { kind: 'help' }
  | { kind: 'version'; long: boolean }
  | { kind: 'error'; message: string };

/** Options that take a value, and those that end Python's own options. */
const WITH_VALUE = new Set(['c', 'm', 'W', 'X']);

export const usage = 'usage: coroscope [option] ... [-c cmd | -m mod | file | -] [arg] ...';

export const helpText = `${usage}
Options (as Python's):
-B     : don't write .pyc files on import
-c cmd : program passed in as string (terminates option list)
-E     : ignore PYTHON* environment variables
-h     : print this help message and exit (also -? or --help)
-i     : inspect interactively after running script
-I     : isolate from the user's environment (implies -E, -P and -s)
-m mod : run library module as a script (terminates option list)
-O     : remove assert and __debug__-dependent statements; -OO also docstrings
-P     : don't prepend a potentially unsafe path to sys.path
-q     : don't print version and copyright messages on interactive startup
-s     : don't add the user's site directory to sys.path
-S     : don't imply 'import site' on initialization
-u     : force the stdout and stderr streams to be unbuffered
-v     : verbose (trace import statements)
-V     : print the version number and exit (also --version); -VV prints more
-W arg : warning control
-x     : skip the first line of the source
-X opt : set an implementation-specific option; of our own: -X clock=virtual (a sleep costs no time) and
         -X memory=MB (how much the program may use)
--check-hash-based-pycs always|default|never: accepted, there are no .pyc files here
file   : program read from script file
-      : program read from stdin
arg ...: arguments passed to program in sys.argv[1:]
`;

export function readCommandLine(args: readonly string[]): CommandLine {
  const flags: InterpreterFlags = { ...plainFlags, warnings: [], xoptions: [] };
  let index = 0;
  while (index < args.length) {
    const arg = args[index];
    if (arg === '-' || !arg.startsWith('-')) break;
    index++;
    if (arg === '--') break;
    if (arg.startsWith('--')) {
      if (['--help', '--help-all', '--help-env', '--help-xoptions'].includes(arg)) return { kind: 'help' };
      if (arg === '--version') return { kind: 'version', long: false };
      if (arg === '--check-hash-based-pycs') {
        const value = args[index++];
        if (['always', 'default', 'never'].includes(value)) continue;
        return {
          kind: 'error',
          message: `--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n${usage}\n${hint}`,
        };
      }
      return unknownOption(arg);
    }
    for (let at = 1; at < arg.length; at++) {
      const letter = arg[at];
      if (WITH_VALUE.has(letter)) {
        const value = at + 1 < arg.length ? arg.slice(at + 1) : args[index++];
        if (value === undefined) {
          return { kind: 'error', message: `Argument expected for the -${letter} option\n${usage}\n${hint}` };
        }
        if (letter === 'c') return { kind: 'run', target: { kind: 'code', value }, args: args.slice(index), flags };
        if (letter === 'm') return { kind: 'run', target: { kind: 'module', value }, args: args.slice(index), flags };
        (letter === 'W' ? flags.warnings : flags.xoptions).push(value);
        break;
      }
      if (letter === 'h' || letter === '?') return { kind: 'help' };
      if (letter === 'V') return { kind: 'version', long: args.join('').split('V').length > 2 };
      if (letter === 'J') return { kind: 'error', message: `-J is reserved for Jython\n${usage}\n${hint}` };
      const set = SETTERS[letter];
      if (!set) return unknownOption(`-${letter}`);
      set(flags);
    }
  }
  const file = args[index];
  const target: ProgramOptions['target'] = {
    kind: file === undefined || file === '-' ? 'stdin' : 'file',
    value: file ?? '',
  };
  return { kind: 'run', target, args: args.slice(index + 1), flags };
}

const SETTERS: Record<string, (flags: InterpreterFlags) => void> = {
  b: () => undefined,
  B: (flags) => (flags.dontWriteBytecode = true),
  d: () => undefined,
  E: (flags) => (flags.ignoreEnvironment = true),
  i: (flags) => (flags.inspect = true),
  I: (flags) => Object.assign(flags, { isolated: true, ignoreEnvironment: true, safePath: true, noUserSite: true }),
  O: (flags) => flags.optimize++,
  P: (flags) => (flags.safePath = true),
  // Hashes of strings are the same in each run, so that runs can be repeated.
  R: () => undefined,
  q: (flags) => (flags.quiet = true),
  s: (flags) => (flags.noUserSite = true),
  S: (flags) => (flags.noSite = true),
  u: (flags) => (flags.unbuffered = true),
  v: (flags) => flags.verbose++,
  x: (flags) => (flags.skipFirstLine = true),
};

const hint = "Try `coroscope -h' for more information.";

function unknownOption(option: string): CommandLine {
  return { kind: 'error', message: `unknown option ${option}\n${usage}\n${hint}` };
}
