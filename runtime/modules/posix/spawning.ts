/**
 * Starting programs: posix_spawn, spawnv and exec.
 *
 * DIFFERS: there is no fork, so `exec*` starts the program beside this process, which waits for it and ends as it has
 * ended. What needs calls between fork and exec (process groups, signal masks, schedulers) is refused.
 */
import { None } from '../../objects/builtinTypes';
import { isTrue } from '../../objects/compare';
import { newError, typeError, valueError } from '../../objects/errors';
import { toArray } from '../../objects/iteration';
import { getAttr, lookupAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import type { Value } from '../../objects/object';
import { toIndex } from '../../objects/toIndex';
import { PyList, PyTuple } from '../../objects/values';
import { host } from '../../host/currentHost';
import { dispatch } from '../../host/dispatch';
import { StopProgram } from '../../vm/exceptions';
import { reap, spawn, waitForChild, type Child } from '../childProcesses';
import { errnoOf } from '../errnoTable';
import { findExecutable } from '../executables';
import { entryOf, fileOf, HostFile, openFds, releaseFile, retainFile, type OpenFile } from '../fileDescriptors';
import { fspath, hostCall, osError, pathArg } from '../osErrors';
import type { ModuleBuilder } from '../registry';
import { fdArg, target } from './arguments';
import { posixConstants as C } from './constants';
import { childEnvironment } from './process';

type Environment = Record<string, string>;

/** Arguments as text. The messages of CPython's functions differ in how they begin. */
function argumentsOf(v: Value, messages: { sequence: string; empty: string; first: string }): string[] {
  if (!(v instanceof PyList || v instanceof PyTuple)) throw typeError(messages.sequence);
  const items = toArray(v);
  if (items.length === 0) throw valueError(messages.empty);
  const texts = items.map((item) => pathArg(fspath(item), 'argument').text);
  if (texts[0] === '') throw valueError(messages.first);
  return texts;
}

const messagesOf = (f: string) => ({
  sequence: `${f}: argv must be a tuple or list`,
  empty: `${f}: argv must not be empty`,
  first: `${f}: argv first element cannot be empty`,
});

/** parse_envlist */
function environmentOf(v: Value): Environment {
  const keys = toArray(call(getAttr(v, 'keys')));
  const values = toArray(call(getAttr(v, 'values')));
  const result: Environment = {};
  for (const [i, key] of keys.entries()) {
    const value = values[i];
    const name = pathArg(fspath(key), 'argument').text;
    const text = pathArg(fspath(value), 'argument').text;
    if (name === '' || name.includes('=', 1)) throw valueError('illegal environment variable name');
    result[name] = text;
  }
  return result;
}

function isMapping(v: Value): boolean {
  return lookupAttr(v, '__getitem__') !== undefined && lookupAttr(v, 'keys') !== undefined;
}

/** A child's descriptors: null is one that is closed. */
type Files = (OpenFile | null | undefined)[];

function inheritedFiles(): Files {
  const files: Files = [null, null, null];
  for (const fd of openFds()) if (entryOf(fd).inheritable) files[fd] = fileOf(fd);
  return files;
}

interface Start {
  path: string;
  value: Value | undefined;
  args: string[];
  env: Environment;
  files?: Files;
  newSession?: boolean;
}

/** Raises OSError where the program can't be started. */
function start({ path, value, args, env, files = inheritedFiles(), newSession = false }: Start): Child {
  const cwd = host().files.cwd();
  const found = findExecutable([path], cwd);
  if (typeof found === 'number') throw osError(found, value);
  const child = spawn({ file: found, args, cwd, env, files, newSession, umask: null, uid: null, gid: null });
  if (!('pid' in child)) throw osError(errnoOf(child.code) ?? Math.abs(child.errno), value);
  return child;
}

/** The process goes on as another program. */
function exec(options: Start): never {
  const child = start(options);
  // Nothing of this program runs any more: no other thread, no signal handler.
  while (child.status === undefined || child.outputs.size > 0) dispatch(host().wait(null));
  const { status } = child;
  const signal = status & 0x7f;
  if (signal !== 0) host().dieBy?.(signal);
  throw new StopProgram(signal !== 0 ? 128 + signal : status >> 8);
}

const ownEnvironment = (): Environment => Object.fromEntries(childEnvironment);

function defExec(m: ModuleBuilder): void {
  m.def('execv(path, argv, /)', (path: Value, argv: Value) => {
    const { text } = target(path, 'execv: path');
    const args = argumentsOf(argv, {
      sequence: 'execv() arg 2 must be a tuple or list',
      empty: 'execv() arg 2 must not be empty',
      first: 'execv() arg 2 first element cannot be empty',
    });
    exec({ path: text, value: undefined, args, env: ownEnvironment() });
  });
  m.def('execve(path, argv, env)', (path: Value, argv: Value, env: Value) => {
    const { text } = target(path, 'execve: path', None, { fd: true });
    const args = argumentsOf(argv, messagesOf('execve'));
    if (!isMapping(env)) throw typeError('execve: environment must be a mapping object');
    exec({ path: text, value: path, args, env: environmentOf(env) });
  });
}

function pathOf(file: Value, env: Environment): string[] {
  const { text } = pathArg(file, 'spawn: path');
  if (text.includes('/')) return [text];
  return (env.PATH ?? '/bin:/usr/bin').split(':').map((folder) => `${folder || '.'}/${text}`);
}

/** `os` has these in Python where there is fork. */
function defSpawn(m: ModuleBuilder): void {
  m.set('P_WAIT', 0);
  m.set('P_NOWAIT', 1);
  m.set('P_NOWAITO', 1);
  const spawnProgram = (mode: Value, file: Value, argv: Value, envValue: Value, search: boolean): Value => {
    if (!(argv instanceof PyList || argv instanceof PyTuple)) throw typeError('argv must be a tuple or a list');
    const items = toArray(argv);
    if (items.length === 0 || !isTrue(items[0])) throw valueError('argv first element cannot be empty');
    const wait = Number(toIndex(mode)) !== 1;
    let child: Child;
    try {
      const args = items.map((item) => pathArg(fspath(item), 'argument').text);
      const env = envValue === None ? ownEnvironment() : environmentOf(envValue);
      const found = findExecutable(
        search ? pathOf(file, env) : [pathArg(file, 'execv: path').text],
        host().files.cwd(),
      );
      if (typeof found === 'number') throw osError(found);
      child = start({ path: found, value: undefined, args, env });
    } catch (e) {
      // In CPython it is the forked child that fails.
      if (wait) return 127;
      throw e;
    }
    if (!wait) return child.pid;
    waitForChild(child);
    reap(child);
    const status = child.status!;
    return (status & 0x7f) !== 0 ? -(status & 0x7f) : status >> 8;
  };
  m.def('spawnv(mode, file, args)', (mode: Value, file: Value, args: Value) =>
    spawnProgram(mode, file, args, None, false),
  );
  m.def('spawnve(mode, file, args, env)', (mode: Value, file: Value, args: Value, env: Value) =>
    spawnProgram(mode, file, args, env, false),
  );
  m.def('spawnvp(mode, file, args)', (mode: Value, file: Value, args: Value) =>
    spawnProgram(mode, file, args, None, true),
  );
  m.def('spawnvpe(mode, file, args, env)', (mode: Value, file: Value, args: Value, env: Value) =>
    spawnProgram(mode, file, args, env, true),
  );
}

/** Does what posix_spawn's file actions say; `opened` gets what is to be closed when the child has it. */
function applyActions(v: Value, files: Files, opened: OpenFile[]): void {
  if (v === None) return;
  if (!(v instanceof PyList || v instanceof PyTuple)) throw typeError('file_actions must be a sequence or None');
  /** What is open while the actions are done, also what the program won't inherit. */
  const at = (fd: number): OpenFile | undefined => (files[fd] === undefined ? fileOf(fd) : (files[fd] ?? undefined));
  for (const action of toArray(v)) {
    const items = action instanceof PyTuple ? action.items : [];
    if (items.length === 0) throw typeError('Each file_actions element must be a non-empty tuple');
    const need = (name: string, n: number): void => {
      if (items.length !== n) throw typeError(`A ${name} file_action tuple must have ${n} elements`);
    };
    switch (Number(toIndex(items[0]))) {
      case C.POSIX_SPAWN_OPEN: {
        need('open', 5);
        const { text } = pathArg(fspath(items[2]), 'argument');
        const flags = Number(toIndex(items[3]));
        const file = new HostFile(
          hostCall(() => host().files.open(text, flags, Number(toIndex(items[4])))),
          flags,
        );
        retainFile(file);
        opened.push(file);
        files[fdArg(items[1])] = file;
        break;
      }
      case C.POSIX_SPAWN_CLOSE:
        need('close', 2);
        files[fdArg(items[1])] = null;
        break;
      case C.POSIX_SPAWN_DUP2: {
        need('dup2', 3);
        const file = at(fdArg(items[1]));
        if (file === undefined) throw osError('EBADF');
        files[fdArg(items[2])] = file;
        break;
      }
      case C.POSIX_SPAWN_CLOSEFROM: {
        need('closefrom', 2);
        const from = fdArg(items[1]);
        for (let fd = from; fd < Math.max(files.length, 3); fd++) files[fd] = null;
        break;
      }
      default:
        throw typeError('Unknown file_actions identifier');
    }
  }
}

/** How many signals there are in a set given by their numbers (_Py_Sigset_Converter). */
function signalSet(v: Value | undefined): number {
  if (v === undefined) return 0;
  const items = toArray(v);
  for (const item of items) {
    const n = toIndex(item);
    if (n < 1 || n > 64) throw valueError(`signal number ${n} out of range [1; 64]`);
  }
  return items.length;
}

function defPosixSpawn(m: ModuleBuilder): void {
  for (const name of ['posix_spawn', 'posix_spawnp'])
    m.def(
      `${name}(path, argv, env, /, *, file_actions=(), setpgroup=<absent>, resetids=False, setsid=False, setsigmask=(), setsigdef=(), scheduler=<absent>)`,
      (
        path: Value,
        argv: Value,
        envValue: Value,
        actions: Value | undefined,
        group: Value | undefined,
        _resetIds: Value,
        setsid: Value,
        mask: Value | undefined,
        defaults: Value | undefined,
        scheduler: Value | undefined,
      ) => {
        const { text } = target(path, `${name}: path`);
        const args = argumentsOf(argv, messagesOf(name));
        if (envValue !== None && !isMapping(envValue))
          throw typeError(`${name}: environment must be a mapping object or None`);
        const env = envValue === None ? ownEnvironment() : environmentOf(envValue);
        // Node gives every child the default actions of signals.
        signalSet(defaults);
        for (const [what, given] of [
          ['setpgroup', group !== undefined && fdArg(group) >= 0],
          ['setsigmask', signalSet(mask) > 0],
          ['scheduler', scheduler !== undefined],
        ] as const)
          if (given) throw newError('NotImplementedError', `${name}: ${what} is not supported here: there is no fork`);
        const files = inheritedFiles();
        const opened: OpenFile[] = [];
        try {
          applyActions(actions ?? None, files, opened);
          const search = name === 'posix_spawnp' && !text.includes('/');
          const found = search ? findExecutable(pathOf(text, ownEnvironment()), host().files.cwd()) : text;
          if (typeof found === 'number') throw osError(found, path);
          return start({ path: found, value: path, args, env, files, newSession: isTrue(setsid) }).pid;
        } finally {
          for (const file of opened) releaseFile(file);
        }
      },
    );
}

export function defSpawning(m: ModuleBuilder): void {
  defExec(m);
  defSpawn(m);
  defPosixSpawn(m);
}
