/**
 * Native modules: what each file of this folder declares, found by name.
 *
 * Owns: the declaration form and the table. A module's file calls `nativeModule('name', (m) => …)` at load time;
 * allModules.ts imports every file. `init` runs at the first import of the module.
 */
import { PyModule } from '../objects/values';
import { nativeFunction, type NativeFn, type PyNative } from '../objects/native';
import { type PyType, type KwNames, type Value } from '../objects/object';
import { None } from '../objects/builtinTypes';

export class ModuleBuilder {
  readonly module: PyModule;
  constructor(readonly name: string) {
    this.module = new PyModule(name);
  }

  /** Adds a function: `m.def('sqrt(x, /)', (x) => …, 'doc')`. */
  def(declaration: string, fn: NativeFn, doc?: string): PyNative {
    const f = nativeFunction(declaration, fn, doc);
    f.module = this.name;
    f.home = this.module;
    f.spec.isMethod = false;
    if (this.name !== 'builtins') f.spec.qualname = `${this.name}.${f.spec.name}`;
    this.module.dict.setStr(f.spec.name, f);
    return f;
  }

  /** Adds a function that takes its arguments as they come: positional values, then one for each of `kw`. */
  raw(declaration: string, fn: (args: Value[], kw: KwNames) => Value, doc?: string): PyNative {
    const f = this.def(declaration, () => None, doc);
    f.spec.call = fn;
    return f;
  }

  /** Adds a constant or any value. */
  set(name: string, value: Value): void {
    this.module.dict.setStr(name, value);
  }

  /** Adds a type under its own name. */
  type(t: PyType): PyType {
    this.module.dict.setStr(t.name, t);
    return t;
  }
}

export type ModuleInit = (m: ModuleBuilder) => void;

const table = new Map<string, ModuleInit>();

export function nativeModule(name: string, init: ModuleInit): void {
  table.set(name, init);
}

export function nativeModuleNames(): string[] {
  return [...table.keys()].sort();
}

export function isNativeModule(name: string): boolean {
  return table.has(name);
}

/** A fresh module object; undefined where there is no such native module. */
export function createNativeModule(name: string, doc?: string): PyModule | undefined {
  const init = table.get(name);
  if (init === undefined) return undefined;
  const m = new ModuleBuilder(name);
  m.set('__doc__', doc ?? None);
  init(m);
  return m.module;
}
