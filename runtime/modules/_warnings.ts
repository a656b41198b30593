/**
 * The module `_warnings` (CPython's _warnings.c), and `warn` for native code.
 *
 * Owns: the filters' state and the decision what becomes of a warning. Shows it through warnings._showwarnmsg where
 * that module is loaded, else writes it to sys.stderr itself.
 */
import { callMethod, getAttr, lookupAttr } from '../objects/attributes';
import { None } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { equal, isTrue } from '../objects/compare';
import { PyContextVar } from '../objects/contextvars';
import { PyDict } from '../objects/dict';
import { newError, runtimeError, typeError, valueError } from '../objects/errors';
import { Exc, PyBaseException } from '../objects/exceptionTypes';
import { addGcRoot } from '../objects/finalizable';
import { isInstance, isSubclassOf } from '../objects/isSubclass';
import { toArray } from '../objects/iteration';
import { PyType, typeOf, type Value } from '../objects/object';
import { sysState } from '../objects/sysState';
import { repr, str } from '../objects/text';
import { toIndex } from '../objects/toIndex';
import { givenType } from '../objects/typeNames';
import { intOf, PyList, PyModule, PyTuple, strOf } from '../objects/values';
import { nativeModule } from './registry';
import { warningPlace, type WarningPlace } from './warningPlace';

const state = {
  filters: new PyList([]),
  defaultAction: 'default' as Value,
  onceRegistry: new PyDict(),
  filtersVersion: 0,
  context: undefined as Value | undefined,
};

function filter(action: string, category: PyType, module: Value = None): Value {
  return new PyTuple([action, None, category, module, 0]);
}

/** The module `warnings`, where it is loaded. */
function warningsModule(): PyModule | undefined {
  const m = sysState.modules.getStr('warnings');
  return m instanceof PyModule ? m : undefined;
}

function warningsAttr(name: string): Value | undefined {
  return warningsModule()?.dict.getStr(name);
}

/** The filters in force: those of the context (`catch_warnings`), then the module's own. */
function activeFilters(): Value[] {
  const getFilters = warningsAttr('_get_filters');
  const filters = getFilters === undefined ? (warningsAttr('filters') ?? state.filters) : call(getFilters);
  return toArray(filters);
}

function matches(pattern: Value, text: Value): boolean {
  if (pattern === None) return true;
  if (strOf(pattern) !== undefined) return equal(pattern, text);
  return isTrue(callMethod(pattern, 'match', [text]));
}

interface Found {
  action: string;
  item: Value;
}

function findAction(category: Value, text: Value, lineno: number, module: Value): Found {
  for (const item of activeFilters()) {
    if (!(item instanceof PyTuple) || item.items.length !== 5)
      throw valueError('warnings.filters item is not a 5-tuple');
    const [action, message, cat, mod, line] = item.items;
    if (strOf(action) === undefined) throw typeError(`action must be a string, not '${typeOf(action).tpName}'`);
    const n = intOf(line);
    if (matches(message, text) && isSubclassOf(category, cat) && matches(mod, module) && (n === 0 || n === lineno))
      return { action: strOf(action)!, item };
  }
  const action = warningsAttr('defaultaction') ?? state.defaultAction;
  return { action: strOf(action) ?? 'default', item: None };
}

/** Notes in a registry that a warning was shown; true where it was noted already. */
function alreadyWarned(registry: PyDict, key: Value, shouldSet: boolean): boolean {
  const version = registry.getStr('version');
  if (version === undefined || intOf(version) !== state.filtersVersion) {
    registry.clear();
    registry.setStr('version', state.filtersVersion);
  } else {
    const seen = registry.get(key);
    if (seen !== undefined && isTrue(seen)) return true;
  }
  if (shouldSet) registry.set(key, true);
  return false;
}

function warnExplicit(categoryIn: Value, messageIn: Value, w: WarningPlace): void {
  if (w.module === None) return;
  if (w.registry !== None && !(w.registry instanceof PyDict))
    throw typeError(`'registry' must be a dict or None, not '${typeOf(w.registry).tpName}'`);
  let text: Value;
  let category = categoryIn;
  let message = messageIn;
  if (isInstance(message, Exc.Warning)) {
    text = str(message);
    category = typeOf(message);
  } else {
    text = message;
    message = call(category, [message]);
  }
  const lineno = w.lineno;
  const key = new PyTuple([text, category, lineno]);
  const registry = w.registry instanceof PyDict ? w.registry : undefined;
  if (registry !== undefined && alreadyWarned(registry, key, false)) return;
  const { action, item } = findAction(category, text, lineno, w.module);
  if (action === 'error') throw message;
  if (action === 'ignore') return;
  if (action !== 'always' && action !== 'all') {
    registry?.set(key, true);
    let seen = false;
    if (action === 'once') {
      seen = alreadyWarned(onceRegistry(), new PyTuple([text, category]), true);
    } else if (action === 'module') {
      if (registry !== undefined) seen = alreadyWarned(registry, new PyTuple([text, category, 0]), true);
    } else if (action !== 'default')
      throw runtimeError(`Unrecognized action (${repr(action)}) in warnings.filters:\n ${repr(item)}`);
    if (seen) return;
  }
  show(message, text, category, w);
}

function onceRegistry(): PyDict {
  const r = warningsAttr('onceregistry') ?? state.onceRegistry;
  if (!(r instanceof PyDict)) throw typeError(`_warnings.onceregistry must be a dict, not '${typeOf(r).tpName}'`);
  return r;
}

/** Through warnings._showwarnmsg, else plainly to sys.stderr. */
function show(message: Value, text: Value, category: Value, w: WarningPlace): void {
  const module = warningsModule() ?? importWarnings();
  const showFn = module?.dict.getStr('_showwarnmsg');
  if (module === undefined || showFn === undefined) {
    showPlainly(text, category, w);
    return;
  }
  const messageClass = module.dict.getStr('WarningMessage')!;
  const shown = call(messageClass, [message, category, w.filename, w.lineno, None, None, w.source]);
  call(showFn, [shown]);
}

/** Imports `warnings`, which CPython does only where it shows more of the source; set by the start-up. */
export const warningsHooks = { importModule: undefined as ((name: string) => Value) | undefined };

function importWarnings(): PyModule | undefined {
  if (sysState.finalized || warningsHooks.importModule === undefined) return undefined;
  try {
    const m = warningsHooks.importModule('warnings');
    return m instanceof PyModule ? m : undefined;
  } catch (e) {
    if (e instanceof PyBaseException) return undefined;
    throw e;
  }
}

function showPlainly(text: Value, category: Value, w: WarningPlace): void {
  const stderr = sysState.sysDict?.getStr('stderr');
  if (stderr === undefined || stderr === None) return;
  const name = str(getAttr(category, '__name__'));
  callMethod(stderr, 'write', [`${str(w.filename)}:${w.lineno}: ${name}: ${str(text)}\n`]);
  const line = w.sourceLine === undefined ? undefined : strOf(w.sourceLine)?.trimStart();
  if (line !== undefined) callMethod(stderr, 'write', [`  ${line}\n`]);
}

function categoryOf(message: Value, category: Value): Value {
  if (isInstance(message, Exc.Warning)) return typeOf(message);
  if (category === None) return Exc.UserWarning;
  if (!(category instanceof PyType) || !isSubclassOf(category, Exc.Warning))
    throw typeError(
      `category must be a Warning subclass, not '${category instanceof PyType ? 'type' : typeOf(category).tpName}'`,
    );
  return category;
}

addGcRoot(() => state);

nativeModule('_warnings', (m) => {
  state.filters.items = [
    filter('default', Exc.DeprecationWarning, '__main__'),
    filter('ignore', Exc.DeprecationWarning),
    filter('ignore', Exc.PendingDeprecationWarning),
    filter('ignore', Exc.ImportWarning),
    filter('ignore', Exc.ResourceWarning),
  ];
  m.set('filters', state.filters);
  m.set('_onceregistry', state.onceRegistry);
  m.set('_defaultaction', state.defaultAction);
  m.def(
    'warn(message, category=None, stacklevel=1, source=None, *, skip_file_prefixes=<():>)',
    (message: Value, category: Value, level: Value, source: Value, skip: Value) => {
      if (!(skip instanceof PyTuple))
        throw typeError(`warn() argument 'skip_file_prefixes' must be tuple, not ${givenType(skip)}`);
      const prefixes = skip.items.map((p) => {
        const s = strOf(p);
        if (s === undefined) throw typeError(`Found non-str '${typeOf(p).tpName}' in skip_file_prefixes.`);
        return s;
      });
      let stackLevel = Number(toIndex(level));
      if (prefixes.length > 0 && stackLevel < 2) stackLevel = 2;
      warnExplicit(categoryOf(message, category), message, { ...warningPlace(stackLevel, prefixes), source });
      return None;
    },
    'Warns: the filters decide whether the message is shown, dropped or raised.',
  );
  m.def(
    'warn_explicit(message, category, filename, lineno, module=<absent>, registry=None, module_globals=None, source=None)',
    (
      message: Value,
      category: Value,
      filename: Value,
      lineno: Value,
      module: Value | undefined,
      registry: Value,
      globals: Value,
      source: Value,
    ) => {
      const name = strOf(filename);
      if (name === undefined)
        throw typeError(`warn_explicit() argument 'filename' must be str, not ${givenType(filename)}`);
      const line = Number(toIndex(lineno));
      const mod = module ?? (name === '' ? '<unknown>' : name.replace(/\.py$/, ''));
      if (globals !== None && !(globals instanceof PyDict))
        throw typeError(`module_globals must be a dict, not '${typeOf(globals).tpName}'`);
      const sourceLine = globals instanceof PyDict ? sourceLineOf(globals, line) : undefined;
      warnExplicit(category, message, { filename, lineno: line, module: mod, registry, sourceLine, source });
      return None;
    },
    'Warns as of a given file and line: the filters decide what becomes of the message.',
  );
  m.def('_filters_mutated_lock_held()', () => {
    state.filtersVersion++;
    return None;
  });
  m.set('_warnings_context', new PyContextVar('warnings_context', undefined));
  m.def('_acquire_lock()', () => None);
  m.def('_release_lock()', () => None);
});

/** Complains about a module whose loader and spec don't agree (importlib's `_bless_my_loader`). */
function blessedLoader(globals: PyDict): Value {
  const external = sysState.modules.getStr('_frozen_importlib_external');
  return external === undefined ? None : callMethod(external, '_bless_my_loader', [globals]);
}

/** A line of a module's source, as its loader gives it (CPython's get_source_line). */
function sourceLineOf(globals: PyDict, lineno: number): Value | undefined {
  const loader = blessedLoader(globals);
  const name = globals.getStr('__name__');
  const getSource = loader === None || name === undefined ? undefined : lookupAttr(loader, 'get_source');
  if (getSource === undefined) return undefined;
  const source = call(getSource, [name!]);
  if (source === None) return undefined;
  if (strOf(source) === undefined) throw typeError(`must be str, not ${givenType(source)}`);
  const line = strOf(source)!
    .split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)
    .at(lineno - 1);
  if (line === undefined) throw newError(Exc.IndexError, 'list index out of range');
  return line;
}
