/**
 * What a launch configuration turns into before it goes to the adapter: defaults, the active file where nothing is
 * named, and what is wrong with it in words for the user. Knows nothing of VS Code.
 */
import { join, resolve } from 'node:path';
import type { LaunchArguments } from '../../adapter/protocol';

export const debugType = 'coroscope';

export interface Configuration extends LaunchArguments {
  type?: string;
  name?: string;
  request?: string;
}

/** What the user has open, as far as it matters here. */
export interface ActiveFile {
  path: string;
  languageId: string;
  /** Never saved: there is no file to run. */
  untitled: boolean;
}

/** Settings that fill in what a configuration leaves out. */
export interface LaunchDefaults {
  justMyCode: boolean;
  originTrackingDepth: number;
  timelineSize: number;
  /** The folder of the virtual environment; undefined where none is set or found. */
  virtualEnvironment?: string;
}

export type Resolved<T> = { ok: true; configuration: T } | { ok: false; problem: string };

/** F5 without a launch.json: the active Python file. A configuration that says anything is left as it is. */
export function fillIn(configuration: Configuration, active: ActiveFile | undefined): Resolved<Configuration> {
  if (configuration.type || configuration.request || configuration.name) return { ok: true, configuration };
  if (active?.languageId !== 'python') {
    return {
      ok: false,
      problem: 'There is no Python file to debug: open one, or name it as "program" in launch.json.',
    };
  }
  return forFile(active);
}

export function forFile(active: ActiveFile): Resolved<Configuration> {
  if (active.untitled) return { ok: false, problem: 'Save the file first: Coroscope runs the file on disk.' };
  const name = `Debug ${baseName(active.path)}`;
  return { ok: true, configuration: { type: debugType, request: 'launch', name, program: active.path } };
}

/** A recorded run, stopped at its beginning: there breakpoints can be set in what it has read. */
export function forRecording(path: string): Configuration {
  return { type: debugType, request: 'launch', name: baseName(path), recording: path, stopOnEntry: true };
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

/** After variables such as `${file}` are substituted: complete, or a problem. */
export function complete(
  configuration: Configuration,
  defaults: LaunchDefaults,
  workspaceFolder: string | undefined,
): Resolved<Configuration> {
  if (configuration.request !== 'launch') {
    return problem(configuration, `"request" must be "launch", not ${JSON.stringify(configuration.request ?? null)}`);
  }
  const named = (['program', 'module', 'code', 'recording'] as const).filter((key) => configuration[key] !== undefined);
  if (named.length === 0)
    return problem(configuration, 'it names nothing to run: add "program", "module", "code" or "recording"');
  if (named.length > 1) {
    return problem(configuration, `it names more than one thing to run: ${named.map((n) => `"${n}"`).join(' and ')}`);
  }
  const key = named[0];
  if (typeof configuration[key] !== 'string' || configuration[key].trim() === '') {
    return problem(configuration, `"${key}" must be a string that isn't empty`);
  }
  const { virtualEnvironment, ...others } = defaults;
  // A recording has its own environment.
  const chosen =
    key === 'recording' || configuration.env?.VIRTUAL_ENV !== undefined || virtualEnvironment === undefined;
  return {
    ok: true,
    configuration: {
      ...others,
      ...(chosen ? {} : { virtualEnvironment }),
      ...(workspaceFolder === undefined ? {} : { cwd: workspaceFolder }),
      ...configuration,
    },
  };
}

/** The virtual environment of the setting, or the one that most people have in their workspace folder. */
export function chosenEnvironment(
  setting: string,
  folder: string | undefined,
  isEnvironment: (folder: string) => boolean,
): string | undefined {
  if (setting !== '') return folder === undefined ? setting : resolve(folder, setting);
  if (folder === undefined) return undefined;
  return ['.venv', 'venv'].map((name) => join(folder, name)).find(isEnvironment);
}

function problem(configuration: Configuration, text: string): { ok: false; problem: string } {
  const name = configuration.name ? `"${configuration.name}"` : 'of type "coroscope"';
  return { ok: false, problem: `The launch configuration ${name} cannot start: ${text}.` };
}

/** Whether a session's configuration asks for the virtual clock, or for a schedule, which has one. */
export function hasVirtualClock(
  session: { type: string; configuration: Record<string, unknown> } | undefined,
): boolean {
  if (session?.type !== debugType) return false;
  const { clock, schedule } = session.configuration;
  return clock === 'virtual' || (schedule ?? 'fifo') !== 'fifo';
}
