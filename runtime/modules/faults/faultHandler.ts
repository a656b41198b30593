/**
 * What is written when a program dies by a signal that tells of a fault.
 *
 * Owns: whether that is wanted, and where to. Must not know: the Python functions.
 */
import { host } from '../../host/currentHost';
import { HostError } from '../../host/hostFiles';
import { PyDict } from '../../objects/dict';
import { Exc, PyBaseException } from '../../objects/exceptionTypes';
import { isError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import type { Value } from '../../objects/object';
import { sysState } from '../../objects/sysState';
import { PyModule, strOf } from '../../objects/values';
import { fileOf } from '../fileDescriptors';
import { lastWords } from '../nativeSignals';
import { isNativeModule } from '../registry';
import { C_STACK, stackText, threadsText } from './dumpedFrames';

/** Where to; `file` is kept alive with it. */
export interface DumpTarget {
  readonly fd: number;
  readonly file: Value | undefined;
}

export interface FaultSettings {
  readonly target: DumpTarget;
  readonly allThreads: boolean;
  readonly cStack: boolean;
}

const names: Record<number, string | undefined> = {
  4: 'Illegal instruction',
  6: 'Aborted',
  7: 'Bus error',
  8: 'Floating-point exception',
  11: 'Segmentation fault',
};

export const isFault = (signal: number): boolean => names[signal] !== undefined;

const encoder = new TextEncoder();

/** What can't be written is lost, as in a signal handler. */
export function writeText({ fd }: DumpTarget, text: string): void {
  try {
    fileOf(fd).write(encoder.encode(text));
  } catch (e) {
    if (!(e instanceof HostError) && !(e instanceof PyBaseException && isError(e, Exc.OSError))) throw e;
  }
}

/** -X faulthandler, -X dev, PYTHONFAULTHANDLER and PYTHONDEVMODE. */
function wantedFromTheStart(): boolean {
  const options = sysState.sysDict?.getStr('_xoptions');
  if (options instanceof PyDict && (options.has('faulthandler') || options.has('dev'))) return true;
  if (sysState.ignoresEnvironment) return false;
  return ['PYTHONFAULTHANDLER', 'PYTHONDEVMODE'].some((name) => (host().env[name] ?? '') !== '');
}

let settings: FaultSettings | null | undefined;

export const faults = {
  /** Null: nothing is written. */
  get settings(): FaultSettings | null {
    settings ??= wantedFromTheStart()
      ? { target: { fd: 2, file: undefined }, allThreads: true, cStack: true }
      : settings;
    return settings ?? null;
  },
  set settings(s: FaultSettings | null) {
    settings = s;
  },
};

/** The modules that aren't the library's and no Python: none, but for a program that changes the list. */
function extensionsText(): string {
  const known = sysState.sysDict?.getStr('stdlib_module_names');
  const library = new Set(known === undefined ? [] : toArray(known).map((v) => strOf(v)));
  const found: string[] = [];
  for (const [name, module] of sysState.modules.entries()) {
    const text = strOf(name);
    if (text !== undefined && module instanceof PyModule && isNativeModule(text) && !library.has(text))
      found.push(text);
  }
  return found.length === 0 ? '' : `\nExtension modules: ${found.join(', ')} (total: ${found.length})\n`;
}

lastWords.before = (signal) => {
  const { settings: s } = faults;
  const name = names[signal];
  if (s === null || name === undefined) return;
  // A fault while this one is written is not told.
  faults.settings = null;
  const stack = s.allThreads ? threadsText() : stackText();
  const cStack = s.cStack ? `\n${C_STACK}` : '';
  writeText(s.target, `Fatal Python error: ${name}\n\n${stack}${cStack}${extensionsText()}`);
};

/** As C's Py_FatalError, from a thread that isn't Python's. */
export function fatalErrorText(message: string): string {
  const state = 'Python runtime state: initialized';
  return `Fatal Python error: ${message}\n${state}\n\n${threadsText(false)}${extensionsText()}`;
}
