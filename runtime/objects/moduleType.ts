/**
 * Module objects (CPython's moduleobject.c).
 */
import { genericGetAttr, getAttr, genericSetAttr, lookupAttr, noAttributeText } from './attributes';
import { listType, moduleType, None } from './builtinTypes';
import { call } from './call';
import { isTrue } from './compare';
import { defGetSet, defMethod } from './descriptors';
import { PyDict } from './dict';
import { attributeError, typeError } from './errors';
import { typeOf, type Value } from './object';
import { sysState } from './sysState';
import { repr } from './text';
import { contains } from './subscript';
import { defInitSig, defNew } from './typeObject';
import { PyList, PyModule, strOf } from './values';
import { givenType } from './typeNames';

/** CPython's _PyModule_IsInitializing by way of `__spec__`. */
function specFlag(m: PyModule, flag: string): boolean {
  const spec = m.dict.getStr('__spec__');
  if (spec === undefined || spec === None) return false;
  const v = lookupAttr(spec, flag);
  return v !== undefined && isTrue(v);
}

/**
 * What to do where a module of the program's folder has taken the place of one of the library, or, while it is being
 * imported, maybe of a package's (CPython's _PyModule_IsPossiblyShadowing).
 */
export function shadowingHint(m: PyModule, name: string): string | undefined {
  const sys = sysState.sysDict;
  const spec = m.dict.getStr('__spec__');
  if (sys === undefined || spec === undefined || spec === None) return undefined;
  const origin = strOf(lookupAttr(spec, 'origin') ?? None);
  const located = lookupAttr(spec, 'has_location');
  if (origin === undefined || located === undefined || !isTrue(located)) return undefined;
  const file = origin.endsWith('/__init__.py') ? origin.slice(0, -'/__init__.py'.length) : origin;
  if (sysState.programFolder === undefined || file.slice(0, file.lastIndexOf('/')) !== sysState.programFolder)
    return undefined;
  const library = sys.getStr('stdlib_module_names');
  if (library !== undefined && contains(library, name))
    return `(consider renaming ${repr(origin)} since it has the same name as the standard library module named '${name}' and prevents importing that standard library module)`;
  if (!specFlag(m, '_initializing')) return undefined;
  return `(consider renaming ${repr(origin)} if it has the same name as a library you intended to import)`;
}

/** The text of AttributeError for a module. */
function missingText(m: PyModule, name: string): string {
  const modName = strOf(m.dict.getStr('__name__') ?? None);
  if (modName === undefined) return `module has no attribute '${name}'`;
  const shadowing = shadowingHint(m, modName);
  if (shadowing !== undefined) return `module '${modName}' has no attribute '${name}' ${shadowing}`;
  if (specFlag(m, '_initializing')) {
    const origin = strOf(lookupAttr(m.dict.getStr('__spec__')!, 'origin') ?? None);
    const from = origin === undefined ? '' : ` from '${origin}'`;
    return `partially initialized module '${modName}'${from} has no attribute '${name}' (most likely due to a circular import)`;
  }
  return `module '${modName}' has no attribute '${name}'`;
}

export function installModuleType(): void {
  const t = moduleType;
  t.doc = 'A module with a name and, if given, a docstring.';
  t.hasDict = true;
  t.hasWeakref = true;
  t.alloc = (cls) => {
    const m = new PyModule('', cls);
    m.dict.clear();
    return m;
  };
  defNew(t, (cls) => cls.alloc!(cls));
  defInitSig(t, '(self, name, doc=None)', (self: PyModule, name: Value, doc: Value) => {
    if (strOf(name) === undefined) throw typeError(`module() argument 'name' must be str, not ${givenType(name)}`);
    self.dict.setStr('__name__', name);
    self.dict.setStr('__doc__', doc);
    for (const k of ['__package__', '__loader__', '__spec__']) self.dict.setStr(k, None);
  });
  t.tp_repr = (self) => moduleRepr(self as PyModule);
  t.tp_getattro = (self, name) => {
    const m = self as PyModule;
    const v = genericGetAttr(m, name);
    if (v !== undefined) return v;
    const f = m.dict.getStr('__getattr__');
    if (f !== undefined) return call(f, [name]);
    throw attributeError(m, name, missingText(m, name));
  };
  t.tp_setattro = genericSetAttr;
  defGetSet(t, '__dict__', (self: PyModule) => self.dict);
  defMethod(
    t,
    '__dir__(self, /)',
    (self: PyModule) => {
      const dict = getAttr(self, '__dict__');
      if (!(dict instanceof PyDict)) throw typeError('<module>.__dict__ is not a dictionary');
      const f = dict.getStr('__dir__');
      return f === undefined ? new PyList(dict.keyList()) : call(f);
    },
    'The names that the module defines.',
  );
  defGetSet(
    t,
    '__annotations__',
    (self: PyModule) => annotations(self),
    (self: PyModule, v) => {
      if (v !== undefined) self.dict.setStr('__annotations__', v);
      else if (self.dict.delete('__annotations__') === undefined)
        throw attributeError(self, '__annotations__', '__annotations__');
      self.dict.delete('__annotate__');
    },
  );
  defGetSet(
    t,
    '__annotate__',
    (self: PyModule) => {
      const v = self.dict.getStr('__annotate__');
      if (v !== undefined) return v;
      self.dict.setStr('__annotate__', None);
      return None;
    },
    (self: PyModule, v) => {
      if (v === undefined) throw typeError('cannot delete __annotate__ attribute');
      if (v !== None && typeOf(v).tp_call === null) throw typeError('__annotate__ must be callable or None');
      self.dict.setStr('__annotate__', v);
      if (v !== None) self.dict.delete('__annotations__');
    },
  );
  const plain = noAttributeText.describe;
  noAttributeText.describe = (v, name) => (v instanceof PyModule ? missingText(v, name) : plain(v, name));
}

function annotations(m: PyModule): Value {
  const known = m.dict.getStr('__annotations__');
  if (known !== undefined) return known;
  const annotate = m.dict.getStr('__annotate__');
  let v: Value = new PyDict();
  if (annotate !== undefined && annotate !== None) {
    v = call(annotate, [1]);
    if (!(v instanceof PyDict)) throw typeError(`__annotate__ returned non-dict of type '${typeOf(v).tpName}'`);
  }
  m.dict.setStr('__annotations__', v);
  return v;
}

/** As importlib's _module_repr. */
export function moduleRepr(m: PyModule): string {
  const name = m.dict.getStr('__name__');
  const shown = name === undefined ? "'?'" : repr(name);
  const spec = m.dict.getStr('__spec__');
  if (spec !== undefined && spec !== None) {
    const specName = lookupAttr(spec, 'name') ?? None;
    const origin = lookupAttr(spec, 'origin') ?? None;
    const n = specName === None ? "'?'" : repr(specName);
    if (origin === None) {
      const loader = lookupAttr(spec, 'loader') ?? None;
      if (loader === None) return `<module ${n}>`;
      if (typeOf(loader).name === 'NamespaceLoader') {
        const path = lookupAttr(loader, '_path');
        if (path !== undefined) return `<module ${n} (namespace) from ${repr(call(listType, [path]))}>`;
      }
      return `<module ${n} (${repr(loader)})>`;
    }
    const located = lookupAttr(spec, 'has_location');
    return located !== undefined && isTrue(located)
      ? `<module ${n} from ${repr(origin)}>`
      : `<module ${n} (${strOf(origin) ?? repr(origin)})>`;
  }
  const file = m.dict.getStr('__file__');
  if (file !== undefined) return `<module ${shown} from ${repr(file)}>`;
  const loader = m.dict.getStr('__loader__');
  return loader === undefined || loader === None ? `<module ${shown}>` : `<module ${shown} (${repr(loader)})>`;
}
