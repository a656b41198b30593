/**
 * Python's command line, read as Python reads it.
 *
 * Owns: options, their grouping and the errors about them. Must not know: how anything is run.
 */
import type { InterpreterFlags, ProgramOptions, ScheduleOptions } from '../runtime/index';
import { plainFlags } from './launchPlan';
import { SCHEDULE_FORMS, scheduleFromText } from './schedule';

/** What is to be run. */
export interface RunLine {
  target: ProgramOptions['target'];
  args: string[];
  flags: InterpreterFlags;
  /** Null: asyncio's own order. */
  schedule: ScheduleOptions | null;
  /** The file for a recording; null where none is made. */
  record: string | null;
}

/** Looking for a schedule with which it fails. */
interface ExploreLine {
  kind: 'explore';
  /** Runs at most. */
  most: number;
  /** Tells in lines of JSON (ExploreMessage). */
  json: boolean;
  line: RunLine;
}

export type CommandLine =
  | ({ kind: 'run' } & RunLine)
  | ExploreLine
  | { kind: 'help' }
  | { kind: 'version'; long: boolean }
  | { kind: 'error'; message: string };

/** Options that take a value, and those that end Python's own options. */
const WITH_VALUE = new Set(['c', 'm', 'W', 'X']);

export const usage = 'usage: coroscope [option] ... [-c cmd | -m mod | file | -] [arg] ...';

export const helpText = `${usage}
Options, as Python has them:
-b     : warn where bytes are compared with str or turned into one; -bb makes that an error
-B     : keep no compiled files in the cache folder; .pyc files are never written
-c cmd : run cmd, a text; what follows are its arguments
-E     : take no notice of variables that begin with PYTHON
-h     : show this text, as -? and --help do
-i     : read and run lines after the program
-I     : -E, -P and -s together
-m mod : run a module as the program; what follows are its arguments
-O     : leave out assert statements and what depends on __debug__; -OO docstrings, too
-P     : keep the program's folder out of sys.path
-q     : no greeting before lines are read
-s     : keep the user's own site-packages out of sys.path
-S     : start without the module site
-u     : write to stdout and stderr at once
-v     : report every import
-V     : show the version, as --version does; -VV tells more
-W arg : what to do with warnings: action:message:category:module:line
-x     : leave out the first line of the program
-X opt : set an option of the runtime; of our own: -X clock=virtual (a sleep costs no time) and
         -X memory=MB (how much the program may use)
--schedule S : which of the ready tasks goes on next: fifo (as asyncio does), a number (a seed), or
         {"choices": [...]} as a debug session or --explore told; with the virtual clock
--explore N : run the program up to N times, each with another order of its tasks, until it fails, then
         find the fewest choices that make it fail; --explore-json N tells so in lines of JSON
--record F : write what the program is told from outside to a file, which can be opened in the debugger, elsewhere,
         too: the launch attribute "recording"
--check-hash-based-pycs always|default|never: accepted, there are no .pyc files here
file   : run this file
-      : run what stdin gives
arg ...: the program finds these in sys.argv[1:]
`;

export function readCommandLine(args: readonly string[]): CommandLine {
  const exploring: { most: number; json: boolean } = { most: 0, json: false };
  const line = readLine(args, exploring);
  if (line.kind !== 'run' || exploring.most === 0) return line;
  if (line.target.kind === 'stdin')
    return {
      kind: 'error',
      message: `--explore needs a file, -m or -c: it runs the program many times\n${usage}\n${hint}`,
    };
  if (line.record !== null)
    return { kind: 'error', message: `--explore and --record exclude each other\n${usage}\n${hint}` };
  return { kind: 'explore', ...exploring, line };
}

function readLine(args: readonly string[], exploring: { most: number; json: boolean }): CommandLine {
  const flags: InterpreterFlags = { ...plainFlags, warnings: [], xoptions: [] };
  let schedule: ScheduleOptions | null = null;
  let record: string | null = null;
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
      const [option, joined] = arg.split(/=(.*)/s, 2);
      if (option === '--schedule') {
        const read = scheduleFromText(joined ?? args[index++] ?? '');
        if (read === undefined)
          return { kind: 'error', message: `--schedule must be ${SCHEDULE_FORMS}\n${usage}\n${hint}` };
        schedule = read;
        continue;
      }
      if (option === '--record') {
        record = joined ?? args[index++] ?? '';
        if (record === '') return { kind: 'error', message: `--record needs a file\n${usage}\n${hint}` };
        continue;
      }
      if (option === '--explore' || option === '--explore-json') {
        const most = Number(joined ?? args[index++]);
        if (!Number.isSafeInteger(most) || most < 1)
          return { kind: 'error', message: `${option} needs the number of runs\n${usage}\n${hint}` };
        exploring.most = most;
        exploring.json = option === '--explore-json';
        continue;
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
        if (letter === 'c')
          return { kind: 'run', target: { kind: 'code', value }, args: args.slice(index), flags, schedule, record };
        if (letter === 'm')
          return { kind: 'run', target: { kind: 'module', value }, args: args.slice(index), flags, schedule, record };
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
  return { kind: 'run', target, args: args.slice(index + 1), flags, schedule, record };
}

const SETTERS: Record<string, (flags: InterpreterFlags) => void> = {
  b: (flags) => flags.bytesWarning++,
  B: (flags) => (flags.dontWriteBytecode = true),
  d: (flags) => flags.debug++,
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
