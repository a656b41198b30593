/**
 * Opcodes on names, cells and imports.
 */
import { CodeFlag } from '../../bytecode/code';
import { getAttr, lookupAttr } from '../../objects/attributes';
import { call } from '../../objects/call';
import { dictType, None } from '../../objects/builtinTypes';
import { PyDict } from '../../objects/dict';
import { isError, nameError, newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { iterNext, getIter } from '../../objects/iteration';
import { shadowingHint } from '../../objects/moduleType';
import { typeOf, type Value } from '../../objects/object';
import { delItem, getItem, setItem } from '../../objects/subscript';
import { type PyCell, PyModule, strOf } from '../../objects/values';
import type { Frame } from '../frame';
import { GlobalCache } from './attributes';

/** Code that is no function's own (compiled as a module, made into a function) has its globals for locals. */
const localsOf = (f: Frame): Value => f.locals ?? f.globals;

/** A name in a mapping; undefined where it is missing. */
function mappingGet(mapping: Value, name: string): Value | undefined {
  if (typeof mapping === 'object' && mapping.cls === dictType) return (mapping as PyDict).getStr(name);
  try {
    return getItem(mapping, name);
  } catch (e) {
    if (isError(e, Exc.KeyError)) return undefined;
    throw e;
  }
}

function globalOrBuiltin(f: Frame, name: string): Value {
  const v = mappingGet(f.globals, name) ?? f.builtins.getStr(name);
  if (v === undefined) throw nameError(name, `name '${name}' is not defined`);
  return v;
}

export function loadName(f: Frame, name: string): Value {
  return mappingGet(localsOf(f), name) ?? globalOrBuiltin(f, name);
}

/** LOAD_NAME, in compiled code: notes where it has found the name in dictionaries. */
export function loadNameNoting(f: Frame, at: number, name: string): Value {
  const ns = localsOf(f);
  if (typeof ns === 'object' && ns.cls === dictType) {
    const { caches } = f.x;
    const dict = ns as PyDict;
    const cache = caches[at] as GlobalCache | undefined;
    if (cache !== undefined && cache.builtins === null && cache.globals === dict.layout) return dict.vals[cache.index]!;
    let i = dict.findStr(name);
    if (i >= 0) {
      caches[at] = new GlobalCache(dict.cacheLayout(), null, i);
      return dict.vals[i]!;
    }
    const { builtins } = f;
    if (dict === f.globals && (i = builtins.findStr(name)) >= 0) {
      caches[at] = new GlobalCache(dict.cacheLayout(), builtins.cacheLayout(), i);
      return builtins.vals[i]!;
    }
  }
  return loadName(f, name);
}

export function loadFromMappingOrGlobals(f: Frame, mapping: Value, name: string): Value {
  return mappingGet(mapping, name) ?? globalOrBuiltin(f, name);
}

export function storeName(f: Frame, name: string, v: Value): void {
  const ns = localsOf(f);
  if (typeof ns === 'object' && ns.cls === dictType) (ns as PyDict).setStr(name, v);
  else setItem(ns, name, v);
}

/** STORE_NAME, in compiled code: notes where in its dictionary the name is. */
export function storeNameNoting(f: Frame, at: number, name: string, v: Value): void {
  storeName(f, name, v);
  const ns = localsOf(f);
  if (typeof ns !== 'object' || ns.cls !== dictType) return;
  const dict = ns as PyDict;
  f.x.caches[at] = new GlobalCache(dict.cacheLayout(), null, dict.findStr(name));
}

export function deleteName(f: Frame, name: string): void {
  const ns = localsOf(f);
  try {
    if (typeof ns === 'object' && ns.cls === dictType) {
      if ((ns as PyDict).delete(name) === undefined) throw nameError(name, `name '${name}' is not defined`);
    } else delItem(ns, name);
  } catch (e) {
    if (isError(e, Exc.KeyError)) throw nameError(name, `name '${name}' is not defined`);
    throw e;
  }
}

export function deleteGlobal(f: Frame, name: string): void {
  if (f.globals.delete(name) === undefined) throw nameError(name, `name '${name}' is not defined`);
}

/** Without `name`, as in CPython: nothing is suggested for it. */
function unbound(name: string) {
  return newError(
    Exc.UnboundLocalError,
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

export function unboundLocal(f: Frame, index: number) {
  return unbound(f.code.varnames[index]);
}

/** Name of cell `i` and whether it is a free variable. */
export function cellName(f: Frame, i: number): string {
  const { cellvars, freevars } = f.code;
  return i < cellvars.length ? cellvars[i] : freevars[i - cellvars.length];
}

/** A comprehension's variables are those of the function around it (PEP 709): is the free one `name` a local of one? */
function isLocalAround(f: Frame, name: string): boolean {
  for (let at = f; /^<(list|set|dict)comp>$/.test(at.code.name) && at.back !== null;) {
    at = at.back;
    if (at.code.cellvars.includes(name)) return (at.code.flags & CodeFlag.OPTIMIZED) !== 0;
  }
  return false;
}

export function emptyCell(f: Frame, i: number) {
  const name = cellName(f, i);
  if (i < f.code.cellvars.length || isLocalAround(f, name)) return unbound(name);
  return nameError(
    name,
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  );
}

export function loadClassDeref(f: Frame, mapping: Value, i: number): Value {
  const v = mappingGet(mapping, cellName(f, i)) ?? (f.s[f.x.nlocals + i] as PyCell).value;
  if (v === undefined) throw emptyCell(f, i);
  return v;
}

export function importName(f: Frame, name: string, level: Value, fromlist: Value): Value {
  const importer = f.builtins.getStr('__import__');
  if (importer === undefined) throw newError(Exc.ImportError, '__import__ not found');
  return call(importer, [name, f.globals, f.locals ?? None, fromlist, level]);
}

/** CPython's import_from: the attribute, else the submodule in sys.modules, else ImportError. */
export function importFrom(module: Value, name: string, modules: PyDict): Value {
  const v = lookupAttr(module, name);
  if (v !== undefined) return v;
  const packageName = lookupAttr(module, '__name__');
  const text = packageName === undefined ? undefined : strOf(packageName);
  if (text !== undefined) {
    const sub = modules.getStr(`${text}.${name}`);
    if (sub !== undefined) return sub;
  }
  const shown = text ?? '<unknown module name>';
  const file = module instanceof PyModule ? module.dict.getStr('__file__') : undefined;
  const where = file === undefined || strOf(file) === undefined ? 'unknown location' : strOf(file)!;
  const spec = lookupAttr(module, '__spec__');
  const initializing = spec !== undefined && spec !== None && lookupAttr(spec, '_initializing') === true;
  const hint = module instanceof PyModule && text !== undefined ? shadowingHint(module, text) : undefined;
  let message = `cannot import name '${name}' from '${shown}' (${where})`;
  if (hint !== undefined) message = `cannot import name '${name}' from '${shown}' ${hint}`;
  else if (initializing)
    message = `cannot import name '${name}' from partially initialized module '${shown}' (most likely due to a circular import) (${where})`;
  const e = newError(Exc.ImportError, message);
  e.fields = new Map<string, Value>([
    ['msg', message],
    ['name', text ?? None],
    ['path', file ?? None],
    ['name_from', name],
  ]);
  return raise(e);
}

function raise(e: unknown): never {
  throw e;
}

export function importStar(f: Frame, module: Value): void {
  const all = lookupAttr(module, '__all__');
  const dict = lookupAttr(module, '__dict__');
  if (all === undefined && dict === undefined)
    throw newError(Exc.ImportError, 'from-import-* object has no __dict__ and no __all__');
  const names = getIter(all ?? (dict as PyDict));
  for (;;) {
    const n = iterNext(names);
    if (n === undefined) return;
    const name = strOf(n);
    if (name === undefined)
      throw typeError(
        `${all === undefined ? 'Key' : 'Item'} in ${moduleName(module)}.${all === undefined ? '__dict__' : '__all__'} must be str, not ${typeOf(n).tpName}`,
      );
    if (all === undefined && name.startsWith('_')) continue;
    storeName(f, name, getAttr(module, name));
  }
}

function moduleName(module: Value): string {
  return strOf(lookupAttr(module, '__name__') ?? '?') ?? '?';
}

export function setupAnnotations(f: Frame): void {
  if (mappingGet(localsOf(f), '__annotations__') === undefined) storeName(f, '__annotations__', new PyDict());
}
