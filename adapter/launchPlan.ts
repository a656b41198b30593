/**
 * What a launch configuration means, checked.
 *
 * Owns: its defaults and its error messages. Must not know: sessions, the engine's insides.
 */
import { statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { InterpreterFlags, ProgramOptions } from '../runtime/index';
import { badLaunch, badRecording, noSuchFolder, noSuchProgram, noVirtualEnvironment } from './dapError';
import type { EngineOptions } from './engine';
import type { LaunchArguments } from './protocol';
import { type Recording, RecordingError, readRecording } from './replay/recordingFile';
import { isSchedule, readSchedule } from './schedule';

export interface LaunchPlan {
  engine: EngineOptions;
  stopOnEntry: boolean;
  justMyCode: boolean;
  noDebug: boolean;
  /** How many events of the timeline are kept from the start; null where none are. */
  timeline: number | null;
  /** What the process is called in the editor. */
  name: string;
}

const DEFAULT_ORIGIN_DEPTH = 16;
const DEFAULT_MEMORY_LIMIT = 4096;
const DEFAULT_TIMELINE_SIZE = 200_000;

export const plainFlags: InterpreterFlags = {
  optimize: 0,
  warnings: [],
  xoptions: [],
  ignoreEnvironment: false,
  unbuffered: false,
  debug: 0,
  inspect: false,
  isolated: false,
  noSite: false,
  noUserSite: false,
  quiet: false,
  verbose: 0,
  bytesWarning: 0,
  dontWriteBytecode: false,
  safePath: false,
  skipFirstLine: false,
};

export function planLaunch(args: LaunchArguments): LaunchPlan {
  checkTypes(args);
  const what = args.recording === undefined ? planProgram(args) : planRecording(args, args.recording);
  return {
    ...what,
    stopOnEntry: args.stopOnEntry ?? false,
    justMyCode: args.justMyCode ?? true,
    noDebug: args.noDebug ?? false,
    timeline: args.timeline === true ? (args.timelineSize ?? DEFAULT_TIMELINE_SIZE) : null,
  };
}

function planProgram(args: LaunchArguments): Pick<LaunchPlan, 'name' | 'engine'> {
  const { target, name, folder } = chooseTarget(args);
  const cwd = args.cwd === undefined ? folder : resolve(args.cwd);
  if (!isFolder(cwd)) throw noSuchFolder(cwd);
  const schedule = readSchedule(args.schedule ?? 'fifo') ?? undefined;
  if (schedule && args.clock === 'real')
    throw badLaunch("a 'schedule' can only be kept with the virtual clock; leave 'clock' out");
  const record = args.noDebug ? false : (args.record ?? false);
  return {
    name,
    engine: {
      cwd,
      env: { ...environment(args.env ?? {}), ...virtualEnvironment(args.virtualEnvironment, cwd) },
      clock: schedule ? 'virtual' : (args.clock ?? 'real'),
      memoryLimit: args.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
      program: {
        target,
        args: args.args ?? [],
        // A console shows each line as it is printed, so nothing may stay in a buffer.
        flags: { ...plainFlags, unbuffered: true },
        pythonPath: (args.pythonPath ?? []).map((entry) => resolve(cwd, entry)),
        originTrackingDepth: args.originTrackingDepth ?? DEFAULT_ORIGIN_DEPTH,
        breakpointStops: !args.noDebug,
        ...(schedule ? { schedule } : {}),
        ...(record === false ? {} : { record: record === true ? 'kept' : 'told' }),
      },
      ...(typeof record === 'string' ? { recordTo: resolve(cwd, record) } : {}),
    },
  };
}

/** What makes sense beside a recording: all else is in it. */
const WITH_RECORDING: readonly string[] = [
  'recording',
  'cwd',
  'stopOnEntry',
  'justMyCode',
  'memoryLimit',
  'noDebug',
  'originTrackingDepth',
  'timeline',
  'timelineSize',
  'console',
] satisfies (keyof LaunchArguments)[];

function planRecording(args: LaunchArguments, recording: string): Pick<LaunchPlan, 'name' | 'engine'> {
  const other = Object.keys(EXPECTED).find((key) => key in args && !WITH_RECORDING.includes(key));
  if (other !== undefined)
    throw badLaunch(`'recording' and '${other}' exclude each other: the recording says what was run`);
  const path = resolve(args.cwd ?? process.cwd(), recording);
  const { program, surroundings, calls, sources, gap } = openRecording(path);
  const opened = { surroundings, sources, live: true, end: gap ?? 'The program went on, or was ended from outside.' };
  return {
    name: basename(path),
    engine: {
      cwd: dirname(path),
      env: { ...surroundings.env },
      clock: 'real',
      memoryLimit: args.memoryLimit ?? DEFAULT_MEMORY_LIMIT,
      program: { ...program, record: undefined, originTrackingDepth: args.originTrackingDepth ?? DEFAULT_ORIGIN_DEPTH },
      replay: { log: calls, opened, goal: null, present: null, codes: [], retrace: null },
    },
  };
}

/** A recorded run can, and so can a recording that has been opened. */
export function canGoBack({ engine }: LaunchPlan): boolean {
  return engine.program.record !== undefined || engine.replay !== undefined;
}

function openRecording(path: string): Recording {
  try {
    return readRecording(path);
  } catch (error) {
    if (error instanceof RecordingError) throw badRecording(path, error.message);
    throw error;
  }
}

function chooseTarget(args: LaunchArguments): { target: ProgramOptions['target']; name: string; folder: string } {
  const given = (['program', 'module', 'code'] as const).filter((key) => args[key] !== undefined);
  if (given.length === 0) throw badLaunch("'program' is missing: the Python file to run (or 'module', or 'code')");
  if (given.length > 1) throw badLaunch(`${given.map((key) => `'${key}'`).join(' and ')} exclude each other`);
  const here = process.cwd();
  if (args.program !== undefined) {
    const path = resolve(args.cwd ?? here, args.program);
    if (args.program === '') throw badLaunch("'program' is empty");
    if (!exists(path)) throw noSuchProgram(path);
    return { target: { kind: 'file', value: path }, name: path, folder: isFolder(path) ? path : dirname(path) };
  }
  if (args.module !== undefined)
    return { target: { kind: 'module', value: args.module }, name: args.module, folder: here };
  return { target: { kind: 'code', value: args.code ?? '' }, name: '<string>', folder: here };
}

/** The attributes, and what each may be. */
export const EXPECTED: Record<keyof LaunchArguments, (value: unknown) => boolean> = {
  program: isString,
  module: isString,
  code: isString,
  cwd: isString,
  args: isStrings,
  pythonPath: isStrings,
  virtualEnvironment: isString,
  env: (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((entry) => entry === null || isString(entry)),
  stopOnEntry: isBoolean,
  justMyCode: isBoolean,
  noDebug: isBoolean,
  clock: (value) => value === 'real' || value === 'virtual',
  schedule: isSchedule,
  console: (value) => value === 'internalConsole',
  memoryLimit: (value) => Number.isInteger(value) && (value as number) >= 16,
  record: (value) => isBoolean(value) || (isString(value) && value !== ''),
  recording: isString,
  timeline: isBoolean,
  timelineSize: (value) => Number.isInteger(value) && (value as number) >= 100,
  originTrackingDepth: (value) => Number.isInteger(value) && (value as number) >= 0,
};

function checkTypes(args: LaunchArguments): void {
  for (const [key, valid] of Object.entries(EXPECTED)) {
    const value = (args as Record<string, unknown>)[key];
    if (value !== undefined && !valid(value)) throw badLaunch(`'${key}' can't be ${JSON.stringify(value)}`);
  }
}

function environment(changes: Record<string, string | null>): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries({ ...process.env, ...changes })) {
    if (typeof value === 'string') env[name] = value;
  }
  return env;
}

/** What activating it would set. */
function virtualEnvironment(given: string | undefined, cwd: string): Record<string, string> {
  if (given === undefined) return {};
  const folder = resolve(cwd, given);
  if (given === '' || !exists(join(folder, 'pyvenv.cfg'))) throw noVirtualEnvironment(given === '' ? '' : folder);
  return { VIRTUAL_ENV: folder };
}

function isString(value: unknown): boolean {
  return typeof value === 'string';
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every(isString);
}

function isBoolean(value: unknown): boolean {
  return typeof value === 'boolean';
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
