/**
 * `__import__` and importing from native code (CPython's import.c).
 *
 * Owns: the fast path through sys.modules, relative names, trimming of importlib's own frames from tracebacks. Finding
 * and loading are importlib's, whose functions the start-up puts here.
 */
import { callMethod, getAttr, lookupAttr } from '../objects/attributes';
import { dictType, moduleType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { isTrue } from '../objects/compare';
import { type PyDict } from '../objects/dict';
import { isError, keyError, newError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { ownAttr } from '../objects/inlineValues';
import { interp } from '../objects/interp';
import { isInstanceOf, PyObject, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { repr } from '../objects/text';
import { PyModule, PyTuple, strOf } from '../objects/values';
import { secondTier } from '../vm/execCode';
import { type PyTraceback } from '../vm/exceptions';
import { tracing } from '../vm/tracing/instrument';
import { importTime, noteCached, timeImport } from './importTime';
import { threads } from './threads';

export const importState = {
  /** importlib._bootstrap, once it runs. */
  bootstrap: undefined as PyModule | undefined,
  /** Does without importlib's Python code what it can: `_find_and_load`, or undefined. */
  direct: undefined as ((name: string) => Value | undefined) | undefined,
  /** `__import__` as builtins first had it. */
  builtinImport: undefined as Value | undefined,
};

function bootstrapAttr(name: string): Value {
  const f = importState.bootstrap?.dict.getStr(name);
  if (f === undefined) throw newError('ImportError', 'the import system is not ready');
  return f;
}

/** Imports a module by its full name and returns that module (CPython's PyImport_ImportModule). */
export function importModule(name: string): Value {
  const known = sysState.modules.getStr(name);
  if (known !== undefined && known !== None) return ensureInitialized(known, name);
  return findAndLoad(name);
}

function findAndLoad(name: string): Value {
  const load = () =>
    importState.direct?.(name) ?? call(bootstrapAttr('_find_and_load'), [name, importState.builtinImport ?? None]);
  secondTier.imports++;
  try {
    return importTime.mode === 0 ? load() : timeImport(name, load);
  } catch (e) {
    if (e instanceof PyBaseException) {
      removeImportlibFrames(e);
      explainMissing(e, name);
    }
    throw e;
  } finally {
    secondTier.imports--;
  }
}

/** Parts of CPython's library that are not in ours: they need a terminal, a C library or another installation. */
const NOT_HERE = new Set(
  (
    '_interpreters _multiprocessing _posixshmem _pydecimal _zstd ctypes curses dbm ensurepip idlelib ' +
    'pydoc_data sqlite3 test tkinter turtle turtledemo venv'
  ).split(' '),
);

/** What to do without some of them. */
const INSTEAD = new Map([
  [
    '_zstd',
    'compression.zlib, compression.bz2 and compression.lzma are here; the command zstd can be run by subprocess',
  ],
  [
    '_multiprocessing',
    'a concurrent.futures.ThreadPoolExecutor runs jobs in threads, asyncio.create_subprocess_exec() and subprocess start programs',
  ],
]);

/** A note for those who look for what they know to be there. */
function explainMissing(e: PyBaseException, name: string): void {
  if (!isError(e, Exc.ModuleNotFoundError) || e.fields?.get('name') !== name) return;
  const note = whyNotHere(name);
  if (note !== undefined) callMethod(e, 'add_note', [note]);
}

/** What there is to say of a part of CPython's library that is missing. */
export function whyNotHere(name: string): string | undefined {
  if (!NOT_HERE.has(name)) return undefined;
  const instead = INSTEAD.get(name);
  const advice = instead === undefined ? '' : `: ${instead}`;
  return `${name} is part of CPython's library but not of Coroscope's${advice}`;
}

/** Waits for another thread that is importing the module. */
function ensureInitialized(module: Value, name: string): Value {
  if ((threads.all.size === 1 && !tracing.on) || !(module instanceof PyObject) || module.dict === undefined)
    return module;
  const spec = module.dict.getStr('__spec__');
  if (spec === undefined || spec === None || !(spec instanceof PyObject)) return module;
  const flag = ownAttr(spec, '_initializing');
  if (flag === undefined || !isTrue(flag)) return module;
  call(bootstrapAttr('_lock_unlock_module'), [name]);
  return module;
}

/** `__import__(name, globals, locals, fromlist, level)`. */
export function builtinImport(nameIn: Value, globals: Value, fromlist: Value, level: number): Value {
  const name = strOf(nameIn);
  if (name === undefined) throw typeError(`module name must be a string`);
  if (level < 0) throw valueError('level must be >= 0');
  if (level === 0 && name === '') throw valueError('Empty module name');
  const absolute = level > 0 ? resolveName(name, globals, level) : name;
  const known = sysState.modules.getStr(absolute);
  let module: Value;
  if (known === undefined || known === None) module = findAndLoad(absolute);
  else {
    module = ensureInitialized(known, absolute);
    noteCached(absolute);
  }
  if (fromlist !== None && isTrue(fromlist)) {
    const path = lookupAttr(module, '__path__');
    if (path === undefined || hasAll(module, fromlist)) return module;
    try {
      return call(bootstrapAttr('_handle_fromlist'), [module, fromlist, importState.builtinImport ?? None]);
    } catch (e) {
      if (e instanceof PyBaseException) removeImportlibFrames(e);
      throw e;
    }
  }
  if (level > 0 && name === '') return module;
  const dot = name.indexOf('.');
  if (dot < 0) return module;
  if (level === 0) return importModule(name.slice(0, dot));
  const top = absolute.slice(0, absolute.length - (name.length - dot));
  const found = sysState.modules.getStr(top);
  if (found === undefined) throw keyError(`${repr(top)} not in sys.modules as expected`);
  return found;
}

/** Nothing of a package's is to be imported for `from package import names`. */
function hasAll(module: Value, names: Value): boolean {
  if (tracing.on || !(module instanceof PyModule) || module.cls !== moduleType || !(names instanceof PyTuple))
    return false;
  for (let i = 0; i < names.items.length; i++) {
    const name = names.items[i];
    if (typeof name !== 'string' || name === '*' || module.dict.getStr(name) === undefined) return false;
  }
  return true;
}

/** CPython's resolve_name: the absolute name of a relative import. */
function resolveName(name: string, globals: Value, level: number): string {
  if (!(globals instanceof PyObject) || !isInstanceOf(globals, dictType)) {
    if (globals === None) throw newError('KeyError', "'__name__' not in globals");
    throw typeError('globals must be a dict');
  }
  const g = globals as PyDict;
  const spec = g.getStr('__spec__');
  let pkg: Value | undefined = g.getStr('__package__');
  if (pkg !== undefined && pkg !== None) {
    if (strOf(pkg) === undefined) throw typeError('package must be a string');
    if (spec !== undefined && spec !== None) {
      const parent = getAttr(spec, 'parent');
      if (parent !== pkg && strOf(parent) !== strOf(pkg))
        interp().warn(Exc.DeprecationWarning, `__package__ != __spec__.parent (${repr(pkg)} != ${repr(parent)})`, 1);
    }
  } else if (spec !== undefined && spec !== None) {
    pkg = getAttr(spec, 'parent');
    if (strOf(pkg) === undefined) throw typeError('__spec__.parent must be a string');
  } else {
    interp().warn(
      Exc.ImportWarning,
      "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__",
      1,
    );
    pkg = g.getStr('__name__');
    if (pkg === undefined) throw keyError("'__name__' not in globals");
    const text = strOf(pkg);
    if (text === undefined) throw typeError('__name__ must be a string');
    if (!g.has('__path__')) pkg = text.includes('.') ? text.slice(0, text.lastIndexOf('.')) : '';
  }
  let base = strOf(pkg) ?? '';
  if (base === '') throw newError('ImportError', 'attempted relative import with no known parent package');
  for (let up = 1; up < level; up++) {
    const dot = base.lastIndexOf('.');
    if (dot < 0) throw newError('ImportError', 'attempted relative import beyond top-level package');
    base = base.slice(0, dot);
  }
  return name === '' ? base : `${base}.${name}`;
}

/** Cuts importlib's frames out of the traceback of a failed import (CPython's remove_importlib_frames). */
function removeImportlibFrames(e: PyBaseException): void {
  const always = isError(e, Exc.ImportError);
  const all: PyTraceback[] = [];
  for (let tb = e.traceback as PyTraceback | undefined; tb !== undefined; tb = tb.next) all.push(tb);
  const kept: PyTraceback[] = [];
  let i = 0;
  while (i < all.length) {
    let end = i;
    while (end < all.length && isImportlib(all[end])) end++;
    if (end === i) {
      kept.push(all[i++]);
      continue;
    }
    // The library's loader runs a module's code itself, right below _load_unlocked.
    const last = all[end - 1].frame.code.name;
    const runsModule = last === '_call_with_frames_removed' || (last === '_load_unlocked' && end < all.length);
    if (!always && !runsModule) kept.push(...all.slice(i, end));
    i = end;
  }
  if (kept.length === all.length) return;
  kept.forEach((tb, at) => (tb.next = kept[at + 1]));
  e.traceback = kept[0];
}

function isImportlib(tb: PyTraceback): boolean {
  const { filename } = tb.frame.code;
  return filename === '<frozen importlib._bootstrap>' || filename === '<frozen importlib._bootstrap_external>';
}

/** An attribute of a module, importing the module first. */
export function importAttr(module: string, name: string): Value {
  return getAttr(importModule(module), name);
}

export function callImported(module: string, name: string, args: Value[]): Value {
  return callMethod(importModule(module), name, args);
}
