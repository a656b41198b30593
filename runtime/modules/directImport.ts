/**
 * Importing native modules and the library's without importlib's Python code, as CPython does in C what is frozen.
 *
 * Owns: when that comes to the same (importlib and its tables are as they were, one thread runs, nobody traces), and
 * doing what importlib's `_find_and_load` would do: the same specs, loaders and entries, in the same order. Everything
 * else is left to importlib.
 */
import { lookupAttr, setAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import type { PyDict } from '../objects/dict';
import { keyError } from '../objects/errors';
import { ownAttr } from '../objects/inlineValues';
import { type PyObject, PyType, typeOf, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { PyFloat, PyList, PyModule, PySet, PyTuple } from '../objects/values';
import { Attention } from '../host/door';
import { attention, TIME_SLICE } from '../vm/thread';
import { host } from '../host/currentHost';
import { HostError } from '../host/hostFiles';
import { importModule, importState } from './importing';
import { LIBRARY_ROOT } from './library';
import { executeLibraryModule, finderFor, LibraryFinder, librarySpec, newSpec } from './libraryLoader';
import { secondsOfTime } from './posix/stat';
import { createNativeModule, isNativeModule } from './registry';
import { threads } from './threads';

/** An import under way whose lock nobody has taken, since there is one thread. */
interface Underway {
  name: string;
  lock: Value | undefined;
}

const underway: Underway[] = [];

/** What was in importlib's tables when it had started. */
const original = {
  meta: [] as readonly Value[],
  fileFinder: undefined as PyType | undefined,
  hook: undefined as Value | undefined,
  versions: [] as (readonly [PyType, number])[],
  functions: [] as (readonly [PyDict, string, Value])[],
};

/** What decides how a module is found and loaded. */
const DECIDING = {
  bootstrap:
    '_find_and_load _find_and_load_unlocked _find_spec _load_unlocked module_from_spec _init_module_attrs ModuleSpec',
  external: '_path_stat _path_isfile _path_isdir _path_join FileFinder',
};

/** To be called when the import system is complete. */
export function startDirectImports(): void {
  const bootstrap = importState.bootstrap!.dict;
  const external = (sysState.modules.getStr('_frozen_importlib_external') as PyModule).dict;
  original.meta = listAt('meta_path')?.items.slice() ?? [];
  [original.hook] = listAt('path_hooks')?.items ?? [];
  original.fileFinder = external.getStr('FileFinder') as PyType;
  for (const v of [...original.meta, original.fileFinder, bootstrap.getStr('ModuleSpec')])
    if (v instanceof PyType) original.versions.push([v, v.version]);
  for (const name of DECIDING.bootstrap.split(' ')) original.functions.push([bootstrap, name, bootstrap.getStr(name)!]);
  for (const name of DECIDING.external.split(' ')) original.functions.push([external, name, external.getStr(name)!]);
  importState.direct = importDirectly;
  threads.starting = lockAll;
}

/** For `-v`, which tells of what importlib looks at. */
export function stopDirectImports(): void {
  importState.direct = undefined;
}

const inSys = (name: string) => sysState.sysDict?.getStr(name);

function listAt(name: string): PyList | undefined {
  const list = inSys(name);
  return list instanceof PyList ? list : undefined;
}

/**
 * What of the attention word doesn't count: time slices, and in a run that is recorded or repeated the debugger's bits,
 * since how modules are found must not depend on when it wants something.
 */
let unheeded: number = TIME_SLICE;

/** From now on imports are the same whatever the debugger does. */
export function importRegardless(): void {
  unheeded = TIME_SLICE | Attention.PAUSE | Attention.COMMAND | Attention.SIGNAL | Attention.STEP;
}

function isAsItWas(): boolean {
  if (threads.all.size > 1 || (attention.word[0] & ~unheeded) !== 0) return false;
  if (inSys('modules') !== sysState.modules) return false;
  const meta = listAt('meta_path')?.items;
  if (meta === undefined || meta.length !== original.meta.length) return false;
  for (let i = 0; i < meta.length; i++) if (meta[i] !== original.meta[i]) return false;
  for (let i = 0; i < original.versions.length; i++) {
    const [type, version] = original.versions[i];
    if (type.version !== version) return false;
  }
  for (let i = 0; i < original.functions.length; i++) {
    const [dict, name, value] = original.functions[i];
    if (dict.getStr(name) !== value) return false;
  }
  return true;
}

/** importlib's `_find_and_load` for a name that is not in sys.modules; undefined where importlib has to do it. */
function importDirectly(name: string): Value | undefined {
  // None: the import is to fail.
  if (sysState.modules.getStr(name) !== undefined || !isAsItWas()) return undefined;
  const dot = name.lastIndexOf('.');
  if (dot < 0) {
    if (isNativeModule(name)) return load(name, None, undefined);
    const path = listAt('path');
    const found = path === undefined ? undefined : findInPath(path, name);
    return found === undefined ? undefined : load(name, found, undefined);
  }
  const parentName = name.slice(0, dot);
  if (isNativeModule(name) || !LIBRARY_NAME.test(parentName)) return undefined;
  if (sysState.modules.getStr(parentName) === undefined) {
    // Importing it may import this one, too, or change what was looked at.
    if (findableName(parentName)) importModule(parentName);
    const known = sysState.modules.getStr(name);
    if (known !== undefined) return known;
    if (!isAsItWas()) return undefined;
  }
  const parent = sysState.modules.getStr(parentName);
  if (!(parent instanceof PyModule)) return undefined;
  const path = parent.dict.getStr('__path__');
  const found = path instanceof PyList ? findInPath(path, name) : undefined;
  return found === undefined ? undefined : load(name, found, parent);
}

const LIBRARY_NAME = /^[\w.]+$/;

/** Whether a parent that is to be imported first is the library's. */
function findableName(name: string): boolean {
  const path = listAt('path');
  return path !== undefined && findInPath(path, name.split('.')[0]) !== undefined;
}

/** PathFinder: the library's finder that has the module; undefined where another entry may have it, or none has. */
function findInPath(path: PyList, name: string): LibraryFinder | undefined {
  const cache = inSys('path_importer_cache') as PyDict | undefined;
  if (cache === undefined) return undefined;
  const tail = name.slice(name.lastIndexOf('.') + 1);
  for (const entry of path.items) {
    if (typeof entry !== 'string') return undefined;
    let finder = cache.getStr(entry === '' ? host().files.cwd() : entry);
    if (finder === undefined) {
      if (!entry.startsWith(LIBRARY_ROOT) || listAt('path_hooks')?.items[0] !== original.hook) return undefined;
      finder = finderFor(entry);
      if (finder === undefined) return undefined;
      cache.setStr(entry, finder);
    }
    if (finder instanceof LibraryFinder) {
      if (finder.find(name) !== null) return finder;
    } else if (finder !== None && !isWithout(finder, tail)) return undefined;
  }
  return undefined;
}

/** Whether a FileFinder would find nothing of that name in its folder, which is as it last saw it. */
function isWithout(finder: Value, tail: string): boolean {
  if (typeOf(finder) !== original.fileFinder) return false;
  const { dict } = finder as PyObject;
  const path = dict?.getStr('path');
  const seen = dict?.getStr('_path_mtime');
  const names = dict?.getStr('_path_cache');
  const loaders = dict?.getStr('_loaders');
  if (typeof path !== 'string' || !(seen instanceof PyFloat) || !(names instanceof PySet)) return false;
  if (!(loaders instanceof PyList) || changed(path, seen.value) || host().env.PYTHONCASEOK !== undefined) return false;
  if (names.data.getStr(tail) !== undefined) return false;
  for (let i = 0; i < loaders.items.length; i++) {
    const row = loaders.items[i];
    const suffix = row instanceof PyTuple ? row.items[0] : undefined;
    if (typeof suffix !== 'string' || names.data.getStr(tail + suffix) !== undefined) return false;
  }
  return true;
}

function changed(folder: string, seen: number): boolean {
  try {
    return secondsOfTime(host().files.stat(folder).mtimeNs) !== seen;
  } catch (e) {
    if (e instanceof HostError) return true;
    throw e;
  }
}

/** importlib's `_load_unlocked`, with what `_find_and_load_unlocked` does around it. `finder`: None for native ones. */
function load(name: string, finder: LibraryFinder | typeof None, parent: PyModule | undefined): Value {
  const [spec, module] = finder instanceof LibraryFinder ? fromLibrary(name, finder) : fromNative(name);
  const lock: Underway = { name, lock: undefined };
  const parentSpec = parent?.dict.getStr('__spec__') as PyObject | undefined;
  const children = parentSpec && ownAttr(parentSpec, '_uninitialized_submodules');
  const tail = name.slice(name.lastIndexOf('.') + 1);
  const { modules } = sysState;
  const own = spec.dict!;
  let loaded: Value | undefined;
  underway.push(lock);
  if (children instanceof PyList) children.items.push(tail);
  own.setStr('_initializing', true);
  modules.setStr(name, module);
  try {
    if (finder instanceof LibraryFinder) executeLibraryModule(finder.find(name)!, name, module);
    loaded = modules.getStr(name);
    if (loaded === undefined) throw keyError(name);
    // To the end, where importlib puts it.
    modules.delete(name);
    modules.setStr(name, loaded);
  } catch (e) {
    modules.delete(name);
    throw e;
  } finally {
    own.setStr('_initializing', false);
    if (children instanceof PyList) children.items.pop();
    underway.pop();
    if (lock.lock !== undefined) call(lookupAttr(lock.lock, 'release')!);
  }
  // Its parent may be another one by now.
  if (parent !== undefined) setAttr(sysState.modules.getStr(name.slice(0, -tail.length - 1)) ?? parent, tail, loaded);
  return loaded;
}

/** The module as importlib's `module_from_spec` makes it. */
function fromLibrary(name: string, finder: LibraryFinder): [PyObject, PyModule] {
  const found = finder.find(name)!;
  const spec = librarySpec(name, found);
  const own = spec.dict!;
  const module = new PyModule(name);
  const d = module.dict;
  for (const key of ['__doc__', '__package__', '__loader__', '__spec__']) d.setStr(key, None);
  d.setStr('__loader__', own.getStr('loader')!);
  d.setStr('__package__', found.isPackage ? name : name.slice(0, Math.max(name.lastIndexOf('.'), 0)));
  d.setStr('__spec__', spec);
  if (found.isPackage) d.setStr('__path__', own.getStr('submodule_search_locations')!);
  d.setStr('__file__', found.sourcePath);
  const cached = own.getStr('_cached')!;
  if (cached !== None) d.setStr('__cached__', cached);
  return [spec, module];
}

function fromNative(name: string): [PyObject, PyModule] {
  const [importer] = original.meta;
  const spec = newSpec(name, importer, 'built-in', None);
  const module = createNativeModule(name)!;
  const d = module.dict;
  if ((d.getStr('__loader__') ?? None) === None) d.setStr('__loader__', importer);
  if ((d.getStr('__package__') ?? None) === None) d.setStr('__package__', '');
  d.setStr('__spec__', spec);
  return [spec, module];
}

/** A second thread is to start: it must wait for what is being imported, as if there had been locks all along. */
function lockAll(): void {
  for (const one of underway) {
    if (one.lock !== undefined) continue;
    one.lock = call(importState.bootstrap!.dict.getStr('_get_module_lock')!, [one.name]);
    call(lookupAttr(one.lock, 'acquire')!);
  }
}
