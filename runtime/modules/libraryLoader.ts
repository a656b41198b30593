/**
 * Finder and loader of the library's modules: a path entry finder for the virtual folder that holds them.
 *
 * Owns: the two types and the path hook. Semantics are those of importlib's FileFinder and SourceFileLoader.
 */
import { instanceDict } from '../objects/attributes';
import { bareType, None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyDict } from '../objects/dict';
import { defGetSet, defMethod } from '../objects/descriptors';
import { newError, typeError } from '../objects/errors';
import { pyCodeOf } from '../objects/function';
import { nativeFunction } from '../objects/native';
import { PyObject, type PyType, type Value } from '../objects/object';
import { allocate, readyType } from '../objects/typeObject';
import { PyBytes, PyList, type PyModule, PyTuple, strOf } from '../objects/values';
import { runCode } from '../vm/execution';
import { osError } from './osErrors';
import { importAttr, importState } from './importing';
import type { LibraryModule } from '../bytecode/libraryArchive';
import { sysState } from '../objects/sysState';
import { CACHE_TAG } from './sys/facts';
import { afterExecution, libraryRef, LIBRARY_ROOT } from './library';

let finderType: PyType;
let loaderType: PyType;

export class LibraryFinder extends PyObject {
  constructor(readonly path: string) {
    super(finderType);
  }

  /** What the full names of the modules here begin with. */
  private get prefix(): string {
    return this.path === LIBRARY_ROOT ? '' : `${this.path.slice(LIBRARY_ROOT.length + 1).replaceAll('/', '.')}.`;
  }

  find(name: string): LibraryModule | null {
    return libraryRef.library.find(this.prefix + name.slice(name.lastIndexOf('.') + 1));
  }

  /** The modules and packages here, by name. */
  names(): [name: string, isPackage: boolean][] {
    const { prefix } = this;
    const found: [string, boolean][] = [];
    for (const full of libraryRef.library.names()) {
      const name = full.slice(prefix.length);
      if (full.startsWith(prefix) && !name.includes('.')) found.push([name, libraryRef.library.find(full)!.isPackage]);
    }
    return found.sort(([a], [b]) => (a < b ? -1 : 1));
  }
}

export class LibraryLoader extends PyObject {
  constructor(
    readonly module: LibraryModule,
    readonly name: string,
  ) {
    super(loaderType);
  }
}

/** importlib.util.cache_from_source, of a file of the library. */
function cachedPath(source: string): string {
  const slash = source.lastIndexOf('/');
  return `${source.slice(0, slash)}/__pycache__/${source.slice(slash + 1, -'.py'.length)}.${CACHE_TAG}.pyc`;
}

/** `ModuleSpec(name, loader, origin=origin)` with these places to search, of a class that nobody has changed. */
export function newSpec(name: string, loader: Value, origin: string, search: Value): PyObject {
  const spec = allocate(importState.bootstrap!.dict.getStr('ModuleSpec') as PyType);
  const own = instanceDict(spec)!;
  own.setStr('name', name);
  own.setStr('loader', loader);
  own.setStr('origin', origin);
  own.setStr('loader_state', None);
  own.setStr('submodule_search_locations', search);
  own.setStr('_uninitialized_submodules', new PyList([]));
  own.setStr('_set_fileattr', false);
  own.setStr('_cached', None);
  return spec;
}

export function librarySpec(name: string, module: LibraryModule): PyObject {
  const filename = module.sourcePath;
  const search = module.isPackage ? new PyList([filename.slice(0, filename.lastIndexOf('/'))]) : None;
  const spec = newSpec(name, new LibraryLoader(module, name), filename, search);
  spec.dict!.setStr('_set_fileattr', true);
  // What importlib makes of the origin when it is asked for: worth the path's while for a hundred modules.
  const plain = sysState.sysDict?.getStr('pycache_prefix') === None;
  spec.dict!.setStr('_cached', plain ? cachedPath(filename) : None);
  return spec;
}

function installFinder(): void {
  finderType = bareType('_coroscope.LibraryFinder');
  finderType.isBase = false;
  defMethod(finderType, 'find_spec(self, fullname, target=None)', (self: LibraryFinder, name: Value) => {
    const text = strOf(name) ?? '';
    const found = self.find(text);
    return found === null ? None : librarySpec(text, found);
  });
  defMethod(finderType, 'invalidate_caches(self)', () => None);
  // What pkgutil asks for.
  defMethod(finderType, "iter_modules(self, prefix='')", (self: LibraryFinder, prefix: Value) => {
    const text = strOf(prefix) ?? '';
    const found = self.names().map(([name, isPackage]) => new PyTuple([text + name, isPackage]));
    return new PyList(found);
  });
  defGetSet(finderType, 'path', (self: LibraryFinder) => self.path);
  finderType.tp_repr = (self) => `LibraryFinder('${(self as LibraryFinder).path}')`;
  readyType(finderType);
}

/** CPython's table of frozen modules has this one twice, so that `-m os.path` finds it. */
const SECOND_NAMES: Readonly<Record<string, string>> = { posixpath: 'os.path' };

function checkName(self: LibraryLoader, name: Value): void {
  const asked = name === None ? self.name : strOf(name);
  if (asked !== self.name && asked !== SECOND_NAMES[self.name])
    throw newError('ImportError', `loader for ${self.name} cannot handle ${asked}`);
}

function readData(path: Value): Value {
  const text = strOf(path);
  if (text === undefined) throw typeError('path must be a str');
  const module = libraryRef.library.findByPath(text);
  if (module === null) throw osError('ENOENT', path);
  return new PyBytes(new TextEncoder().encode(module.source()));
}

/** Runs a module's code. */
export function executeLibraryModule(found: LibraryModule, name: string, module: PyModule): void {
  runCode(found.code(), module.dict, module.dict);
  afterExecution.get(name)?.(module);
}

function installLoader(): void {
  loaderType = bareType('_coroscope.LibraryLoader');
  loaderType.isBase = false;
  loaderType.hasDict = true;
  const t = loaderType;
  defGetSet(t, 'name', (self: LibraryLoader) => self.name);
  defGetSet(t, 'path', (self: LibraryLoader) => self.module.sourcePath);
  defMethod(t, 'create_module(self, spec)', () => None);
  defMethod(t, 'exec_module(self, module)', (self: LibraryLoader, module: Value) => {
    const dict = (module as PyModule).dict;
    if (!(dict instanceof PyDict)) throw typeError('exec_module() needs a module');
    executeLibraryModule(self.module, self.name, module as PyModule);
    return None;
  });
  defMethod(t, 'get_code(self, fullname=None)', (self: LibraryLoader, name: Value) => {
    checkName(self, name);
    return pyCodeOf(self.module.code());
  });
  defMethod(t, 'get_source(self, fullname=None)', (self: LibraryLoader, name: Value) => {
    checkName(self, name);
    return self.module.source();
  });
  defMethod(t, 'is_package(self, fullname=None)', (self: LibraryLoader) => self.module.isPackage);
  defMethod(t, 'get_filename(self, fullname=None)', (self: LibraryLoader) => self.module.sourcePath);
  defMethod(t, 'get_data(self, path)', (_self: LibraryLoader, path: Value) => readData(path));
  defMethod(t, 'get_resource_reader(self, fullname)', (self: LibraryLoader) => {
    const reader = importAttr('importlib.readers', 'FileReader');
    return call(reader, [self]);
  });
  t.tp_repr = (self) => `<LibraryLoader for '${(self as LibraryLoader).name}'>`;
  readyType(t);
}

/** The finder for a folder of the library's. */
export function finderFor(path: string): LibraryFinder | undefined {
  return path === LIBRARY_ROOT || path.startsWith(`${LIBRARY_ROOT}/`) ? new LibraryFinder(path) : undefined;
}

/** The function for sys.path_hooks. */
export function libraryPathHook(): Value {
  installFinder();
  installLoader();
  return nativeFunction('library_path_hook(path, /)', (path: Value) => {
    const text = strOf(path);
    const finder = text === undefined ? undefined : finderFor(text);
    if (finder === undefined) throw newError('ImportError', 'not the library');
    return finder;
  });
}
