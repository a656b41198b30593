/**
 * Starts the import system: builtins, sys, importlib.
 *
 * Owns: the order. Afterwards `import` works for native modules and the library; sys.path is set by the caller.
 */
import { callMethod } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { nativeFunction } from '../objects/native';
import type { Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { toIndex } from '../objects/toIndex';
import { PyModule, type PyList } from '../objects/values';
import { runCode } from '../vm/execution';
import { frozenCode } from '../modules/_imp';
import { codecHooks } from '../modules/codecRegistry';
import { startDirectImports } from '../modules/directImport';
import { builtinImport, importModule, importState } from '../modules/importing';
import { libraryPathHook } from '../modules/libraryLoader';
import { createNativeModule } from '../modules/registry';
import { zipPathHook } from '../modules/zipHook';
import { warningsHooks } from '../modules/_warnings';
import { InternalError } from '../base/internalError';

function native(name: string): PyModule {
  const m = createNativeModule(name);
  if (m === undefined) throw new InternalError(`there is no native module ${name}`);
  sysState.modules.setStr(name, m);
  return m;
}

/** Makes `__import__`. */
function defineImport(builtins: PyModule): void {
  const f = nativeFunction(
    '__import__(name, globals=None, locals=None, fromlist=(), level=0)',
    (name: Value, globals: Value, _locals: Value, fromlist: Value, level: Value) =>
      builtinImport(name, globals, fromlist, Number(toIndex(level))),
    'What the import statement calls.',
  );
  f.module = 'builtins';
  importState.builtinImport = f;
  builtins.dict.setStr('__import__', f);
}

export function startImports(): void {
  const builtins = native('builtins');
  sysState.builtins = builtins.dict;
  const sys = native('sys');
  defineImport(builtins);
  const bootstrap = new PyModule('_frozen_importlib');
  sysState.modules.setStr('_frozen_importlib', bootstrap);
  importState.bootstrap = bootstrap;
  bootstrap.dict.setStr('__builtins__', builtins);
  bootstrap.dict.setStr('__origname__', 'importlib._bootstrap');
  runCode(frozenCode('_frozen_importlib').code, bootstrap.dict, bootstrap.dict);
  callMethod(bootstrap, '_install', [sys, createNativeModule('_imp') ?? None]);
  callMethod(bootstrap, '_install_external_importers');
  const hooks = sys.dict.getStr('path_hooks') as PyList;
  // The library's first: its folder is no real one, which the other would look for.
  hooks.items.unshift(libraryPathHook(), zipPathHook);
  startDirectImports();
  codecHooks.loadEncodings = () => {
    importModule('encodings');
  };
  warningsHooks.importModule = importModule;
}
