/**
 * How descriptors behave: methods, computed attributes, members and slot wrappers of native types, property,
 * classmethod, staticmethod (CPython's descrobject.c, funcobject.c).
 */
import { delAttr, instanceDict, lookupAttr, noAttribute, setAttr } from './attributes';
import { assert } from '../base/internalError';
import { lookupBuiltin } from './builtinsHook';
import {
  builtinFunctionType,
  classMethodDescriptorType,
  classmethodType,
  getSetDescriptorType,
  memberDescriptorType,
  methodDescriptorType,
  methodWrapperType,
  None,
  propertyType,
  staticmethodType,
  wrapperDescriptorType,
} from './builtinTypes';
import { call } from './call';
import { isTrue } from './compare';
import {
  defGetSet,
  defMethod,
  PyClassMethod,
  PyGetSet,
  type PyMember,
  PyMethodWrapper,
  PyProperty,
  type PySlotWrapper,
  PyStaticMethod,
} from './descriptors';
import { isError, newError, typeError } from './errors';
import { Exc } from './exceptionTypes';
import { PyMethod } from './function';
import { type PyMethodDescr, PyNative } from './native';
import { Cmp, isInstanceOf, type PyObject, typeOf, type KwNames, PyType, type Value } from './object';
import { NotImplemented } from './builtinTypes';
import { identityHash, idOf } from './compare';
import { repr } from './text';
import { textSignature } from './textSignature';
import { fullyQualifiedName, qualnameOf } from './typeNames';
import { defNewSig, disallowNew } from './typeObject';
import { PyTuple, PyModule } from './values';

export function installDescriptors(): void {
  installMethodDescriptors();
  installSlotWrappers();
  installGetSets();
  installMembers();
  installProperty();
  installClassAndStaticMethod();
}

function checkOwner(descr: { name?: string; spec?: PyNative['spec']; owner: PyType }, obj: Value): void {
  if (!isInstanceOf(obj, descr.owner)) {
    const name = descr.spec?.name ?? descr.name;
    throw typeError(
      `descriptor '${name}' for '${descr.owner.tpName}' objects doesn't apply to a '${typeOf(obj).tpName}' object`,
    );
  }
}

function qualifiedOwner(owner: PyType, name: string): string {
  return `${qualnameOf(owner)}.${name}`;
}

/** __name__, __qualname__, __objclass__, __doc__, __text_signature__, which all of them have. */
function common<T extends PyObject>(
  t: PyType,
  of: (d: T) => { name: string; owner: PyType; doc: string | null; signature?: string },
): void {
  defGetSet(t, '__name__', (d: T) => of(d).name);
  defGetSet(t, '__qualname__', (d: T) => qualifiedOwner(of(d).owner, of(d).name));
  defGetSet(t, '__objclass__', (d: T) => of(d).owner);
  defGetSet(t, '__doc__', (d: T) => of(d).doc ?? None);
  defGetSet(t, '__text_signature__', (d: T) => of(d).signature ?? None);
  defMethod(
    t,
    '__reduce__(self, /)',
    (d: T) => new PyTuple([lookupBuiltin('getattr'), new PyTuple([of(d).owner, of(d).name])]),
  );
  disallowNew(t);
}

function installMethodDescriptors(): void {
  for (const t of [methodDescriptorType, classMethodDescriptorType]) {
    common(t, (d: PyMethodDescr) => ({
      name: d.spec.name,
      owner: d.owner,
      doc: d.spec.doc,
      signature: textSignature(d.spec, d.isClassMethod ? 'type' : 'self'),
    }));
    t.tp_repr = (d) => `<method '${(d as PyMethodDescr).spec.name}' of '${(d as PyMethodDescr).owner.tpName}' objects>`;
  }
  methodDescriptorType.tp_descr_get = (d, obj) => {
    if (obj === undefined) return d;
    checkOwner(d as PyMethodDescr, obj);
    return new PyNative((d as PyMethodDescr).spec, obj);
  };
  methodDescriptorType.tp_call = (d, args, kw) => callMethodDescr(d as PyMethodDescr, args, kw);
  classMethodDescriptorType.tp_descr_get = (d, obj, type) => {
    const cls = type ?? typeOf(obj!);
    return new PyNative((d as PyMethodDescr).spec, cls);
  };
  classMethodDescriptorType.tp_call = (d, args, kw) => (d as PyMethodDescr).spec.call(args, kw);
  const f = builtinFunctionType;
  disallowNew(f);
  f.tp_call = (fn, args, kw) => (fn as PyNative).invoke(args, kw);
  f.tp_repr = (fn) => {
    const { spec, self } = fn as PyNative;
    if (self === undefined || !(spec.isMethod || self instanceof PyType)) return `<built-in function ${spec.name}>`;
    return `<built-in method ${spec.name} of ${typeOf(self).tpName} object at 0x${idOf(self).toString(16)}>`;
  };
  f.tp_richcompare = (a, b, op) => {
    if ((op !== Cmp.EQ && op !== Cmp.NE) || typeOf(b) !== f) return NotImplemented;
    const x = a as PyNative;
    const y = b as PyNative;
    return (x.spec === y.spec && x.self === y.self) === (op === Cmp.EQ);
  };
  f.tp_hash = (a) => {
    const { self, spec } = a as PyNative;
    return typeof self === 'object' ? Number(identityHash(self)) ^ spec.name.length : identityHash(a);
  };
  defGetSet(f, '__name__', (fn: PyNative) => fn.spec.name);
  defGetSet(f, '__qualname__', (fn: PyNative) => {
    if (fn.self === undefined || (!fn.spec.isMethod && !(fn.self instanceof PyType))) return fn.spec.name;
    const owner = fn.self instanceof PyType ? fn.self : typeOf(fn.self);
    return qualifiedOwner(owner, fn.spec.name);
  });
  defGetSet(f, '__self__', (fn: PyNative) => {
    if (fn.self === undefined) return fn.home;
    // A static method of a type has none; `__new__` is one but in C it is not marked so.
    return fn.self instanceof PyType && !fn.spec.isMethod && fn.spec.name !== '__new__' ? None : fn.self;
  });
  defGetSet(
    f,
    '__module__',
    (fn: PyNative) => fn.module,
    (fn: PyNative, v) => void (fn.module = v ?? None),
  );
  defGetSet(f, '__doc__', (fn: PyNative) => fn.spec.doc ?? None);
  defGetSet(f, '__text_signature__', (fn: PyNative) => textSignature(fn.spec, boundTo(fn)) ?? None);
  defMethod(f, '__reduce__(self, /)', (fn: PyNative) =>
    fn.self === undefined || !fn.spec.isMethod
      ? fn.spec.name
      : new PyTuple([lookupBuiltin('getattr'), new PyTuple([fn.self, fn.spec.name])]),
  );
}

/** What a native function is bound to, as its signature says. */
function boundTo(fn: PyNative): 'module' | 'type' | 'self' | null {
  if (fn.spec.isMethod) return fn.self instanceof PyType ? 'type' : 'self';
  if (fn.self instanceof PyType) return fn.spec.name === '__new__' ? 'type' : null;
  return fn.home instanceof PyModule ? 'module' : null;
}

export function callMethodDescr(d: PyMethodDescr, args: Value[], kw: KwNames): Value {
  if (args.length === (kw?.length ?? 0)) throw typeError(`unbound method ${d.spec.qualname}() needs an argument`);
  checkOwner(d, args[0]);
  return d.spec.call(args, kw);
}

function noKeywords(w: PySlotWrapper, kw: KwNames): void {
  if (kw !== null && kw.length > 0 && w.name !== '__call__' && w.name !== '__init__')
    throw typeError(`wrapper ${w.name}() takes no keyword arguments`);
}

function installSlotWrappers(): void {
  for (const d of [
    classMethodDescriptorType,
    getSetDescriptorType,
    memberDescriptorType,
    methodWrapperType,
    wrapperDescriptorType,
  ])
    d.isBase = false;
  const t = wrapperDescriptorType;
  common(t, (d: PySlotWrapper) => ({ name: d.name, owner: d.owner, doc: d.doc, signature: d.signature }));
  t.tp_repr = (d) => `<slot wrapper '${(d as PySlotWrapper).name}' of '${(d as PySlotWrapper).owner.tpName}' objects>`;
  t.tp_descr_get = (d, obj) => {
    if (obj === undefined) return d;
    checkOwner(d as PySlotWrapper, obj);
    return new PyMethodWrapper(d as PySlotWrapper, obj);
  };
  t.tp_call = (d, args, kw) => {
    const w = d as PySlotWrapper;
    if (args.length === (kw?.length ?? 0))
      throw typeError(`descriptor '${w.name}' of '${w.owner.tpName}' object needs an argument`);
    if (!isInstanceOf(args[0], w.owner))
      throw typeError(
        `descriptor '${w.name}' requires a '${w.owner.tpName}' object but received a '${typeOf(args[0]).tpName}'`,
      );
    noKeywords(w, kw);
    return w.wrap(w.slotFn as never, args[0], args.slice(1), kw);
  };
  const m = methodWrapperType;
  disallowNew(m);
  m.tp_call = (o, args, kw) => {
    const { descr, self } = o as PyMethodWrapper;
    noKeywords(descr, kw);
    return descr.wrap(descr.slotFn as never, self, args, kw);
  };
  m.tp_repr = (o) => {
    const { descr, self } = o as PyMethodWrapper;
    return `<method-wrapper '${descr.name}' of ${typeOf(self).tpName} object at 0x${idOf(self).toString(16)}>`;
  };
  m.tp_richcompare = (a, b, op) => {
    if ((op !== Cmp.EQ && op !== Cmp.NE) || typeOf(b) !== m) return NotImplemented;
    const x = a as PyMethodWrapper;
    const y = b as PyMethodWrapper;
    return (x.descr === y.descr && x.self === y.self) === (op === Cmp.EQ);
  };
  m.tp_hash = (a) =>
    Number(typeof (a as PyMethodWrapper).self === 'object' ? identityHash((a as PyMethodWrapper).self) : 7) ^
    Number(identityHash((a as PyMethodWrapper).descr));
  defGetSet(m, '__self__', (o: PyMethodWrapper) => o.self);
  defGetSet(m, '__name__', (o: PyMethodWrapper) => o.descr.name);
  defGetSet(m, '__qualname__', (o: PyMethodWrapper) => qualifiedOwner(o.descr.owner, o.descr.name));
  defGetSet(m, '__objclass__', (o: PyMethodWrapper) => o.descr.owner);
  defGetSet(m, '__doc__', (o: PyMethodWrapper) => o.descr.doc);
  defGetSet(m, '__text_signature__', (o: PyMethodWrapper) => o.descr.signature);
  defMethod(
    m,
    '__reduce__(self, /)',
    (o: PyMethodWrapper) => new PyTuple([lookupBuiltin('getattr'), new PyTuple([o.self, o.descr.name])]),
  );
}

function installGetSets(): void {
  const t = getSetDescriptorType;
  common(t, (d: PyGetSet) => ({ name: d.name, owner: d.owner, doc: d.doc }));
  t.attrs.delete('__text_signature__');
  t.tp_repr = (d) => `<attribute '${(d as PyGetSet).name}' of '${(d as PyGetSet).owner.tpName}' objects>`;
  t.tp_descr_get = (d, obj) => {
    if (obj === undefined) return d;
    const g = d as PyGetSet;
    checkOwner(g, obj);
    const v = g.get(obj);
    if (v === undefined) throw noAttribute(obj, g.name);
    return v;
  };
  t.tp_descr_set = (d, obj, value) => {
    const g = d as PyGetSet;
    checkOwner(g, obj);
    if (g.set === null)
      throw newError(Exc.AttributeError, `attribute '${g.name}' of '${g.owner.tpName}' objects is not writable`);
    g.set(obj, value);
  };
}

/** Those computed attributes that in CPython are fields of a C structure: their descriptor is a member_descriptor. */
export function asMembers(type: PyType, ...names: string[]): void {
  for (const name of names) {
    const g = type.attrs.getStr(name);
    assert(g instanceof PyGetSet, `${type.name}.${name} is no computed attribute`);
    g.cls = memberDescriptorType;
    if (g.set === null) g.set = readOnlyMember;
  }
}

function readOnlyMember(): never {
  throw newError(Exc.AttributeError, 'readonly attribute');
}

function installMembers(): void {
  const t = memberDescriptorType;
  common(t, (d: PyMember | PyGetSet) => ({
    name: d.name,
    owner: d.owner,
    doc: d instanceof PyGetSet ? d.doc : null,
  }));
  t.attrs.delete('__text_signature__');
  t.tp_repr = (d) => `<member '${(d as PyMember).name}' of '${(d as PyMember).owner.tpName}' objects>`;
  t.tp_descr_get = (d, obj) => {
    if (obj === undefined) return d;
    if (d instanceof PyGetSet) return getSetDescriptorType.tp_descr_get!(d, obj, undefined);
    const m = d as PyMember;
    checkOwner(m, obj);
    const v = (obj as PyObject).slotv?.[m.index];
    if (v === undefined)
      throw newError(Exc.AttributeError, `'${fullyQualifiedName(typeOf(obj))}' object has no attribute '${m.name}'`);
    return v;
  };
  t.tp_descr_set = (d, obj, value) => {
    if (d instanceof PyGetSet) {
      getSetDescriptorType.tp_descr_set!(d, obj, value);
      return;
    }
    const m = d as PyMember;
    checkOwner(m, obj);
    const o = obj as PyObject;
    o.slotv ??= new Array<Value | undefined>(o.cls.slotCount).fill(undefined);
    if (value === undefined && o.slotv[m.index] === undefined) throw newError(Exc.AttributeError, m.name);
    o.slotv[m.index] = value;
  };
}

function propertyName(p: PyProperty): string | undefined {
  if (p.name !== undefined) return repr(p.name);
  const n = p.fget === undefined ? undefined : lookupAttr(p.fget, '__name__');
  return n === undefined ? undefined : repr(n);
}

function noAccessor(p: PyProperty, obj: Value, what: string) {
  const name = propertyName(p);
  const t = typeOf(obj);
  const owner = repr(qualnameOf(t));
  return newError(
    Exc.AttributeError,
    name === undefined
      ? `property of ${owner} object has no ${what}`
      : `property ${name} of ${owner} object has no ${what}`,
  );
}

function installProperty(): void {
  const t = propertyType;
  t.alloc = (cls) => new PyProperty(cls);
  defNewSig(t, '(cls, *args, **kwargs)', (cls: PyType) => new PyProperty(cls));
  const init = (p: PyProperty, fget: Value, fset: Value, fdel: Value, doc: Value): void => {
    const some = (v: Value): Value | undefined => (v === None ? undefined : v);
    p.fget = some(fget);
    p.fset = some(fset);
    p.fdel = some(fdel);
    p.doc = some(doc);
    p.getterDoc = false;
    if (p.doc === undefined && p.fget !== undefined) {
      const d = lookupAttr(p.fget, '__doc__');
      if (d !== undefined && d !== None) {
        p.doc = d;
        p.getterDoc = true;
      }
    }
    if (p.cls !== t) setSubclassDoc(p);
  };
  t.tp_init = (self, args, kw) => {
    const names = ['fget', 'fset', 'fdel', 'doc'];
    const vals: Value[] = [None, None, None, None];
    const npos = args.length - (kw?.length ?? 0);
    if (args.length > 4) throw typeError(`property() takes at most 4 arguments (${args.length} given)`);
    for (let i = 0; i < npos; i++) vals[i] = args[i];
    kw?.forEach((k, i) => {
      const at = names.indexOf(k);
      if (at < 0) throw typeError(`property() got an unexpected keyword argument '${k}'`);
      vals[at] = args[npos + i];
    });
    init(self as PyProperty, vals[0], vals[1], vals[2], vals[3]);
  };
  t.tp_descr_get = (d, obj) => {
    if (obj === undefined) return d;
    const p = d as PyProperty;
    if (p.fget === undefined) throw noAccessor(p, obj, 'getter');
    return call(p.fget, [obj]);
  };
  t.tp_descr_set = (d, obj, value) => {
    const p = d as PyProperty;
    if (value === undefined) {
      if (p.fdel === undefined) throw noAccessor(p, obj, 'deleter');
      call(p.fdel, [obj]);
    } else {
      if (p.fset === undefined) throw noAccessor(p, obj, 'setter');
      call(p.fset, [obj, value]);
    }
  };
  const copy = (p: PyProperty, part: Partial<Record<'fget' | 'fset' | 'fdel', Value>>): Value => {
    const doc = p.getterDoc && part.fget !== undefined ? None : p.getterDoc ? None : (p.doc ?? None);
    const q = call(p.cls, [part.fget ?? p.fget ?? None, part.fset ?? p.fset ?? None, part.fdel ?? p.fdel ?? None, doc]);
    if (q instanceof PyProperty) q.name = p.name;
    return q;
  };
  defMethod(t, 'getter(self, object, /)', (p: PyProperty, f: Value) => copy(p, { fget: f }));
  defMethod(t, 'setter(self, object, /)', (p: PyProperty, f: Value) => copy(p, { fset: f }));
  defMethod(t, 'deleter(self, object, /)', (p: PyProperty, f: Value) => copy(p, { fdel: f }));
  defMethod(t, '__set_name__(self, /, *args)!(self, owner, name, /)', (p: PyProperty, args: Value[]) => {
    if (args.length !== 2) throw typeError(`__set_name__() takes 2 positional arguments but ${args.length} were given`);
    [, p.name] = args;
    return None;
  });
  defGetSet(t, 'fget', (p: PyProperty) => p.fget ?? None);
  defGetSet(t, 'fset', (p: PyProperty) => p.fset ?? None);
  defGetSet(t, 'fdel', (p: PyProperty) => p.fdel ?? None);
  defGetSet(
    t,
    '__name__',
    (p: PyProperty) => p.name ?? (p.fget === undefined ? undefined : lookupAttr(p.fget, '__name__')),
    (p: PyProperty, v) => void (p.name = v),
  );
  defGetSet(
    t,
    '__doc__',
    (p: PyProperty) => p.doc ?? None,
    (p: PyProperty, v) => void (p.doc = v),
  );
  defGetSet(t, '__isabstractmethod__', (p: PyProperty) =>
    [p.fget, p.fset, p.fdel].some((f) => f !== undefined && isAbstract(f)),
  );
}

/** A subclass's own `__doc__` would hide the property's, so the instance gets one; without room for it, it is dropped. */
function setSubclassDoc(p: PyProperty): void {
  try {
    setAttr(p, '__doc__', p.doc ?? None);
  } catch (e) {
    if (p.getterDoc || !isError(e, Exc.AttributeError)) throw e;
  }
}

function setAttrQuietly(v: Value, name: string, value: Value): void {
  try {
    setAttr(v, name, value);
  } catch (e) {
    if (!isError(e, Exc.AttributeError)) throw e;
  }
}

export function isAbstract(f: Value): boolean {
  const a = lookupAttr(f, '__isabstractmethod__');
  return a !== undefined && isTrue(a);
}

/** functools.WRAPPER_ASSIGNMENTS, copied by classmethod and staticmethod. */
function copyWrapped(to: PyObject, from: Value): void {
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__']) {
    const v = lookupAttr(from, name);
    if (v !== undefined) setAttrQuietly(to, name, v);
  }
}

function installClassAndStaticMethod(): void {
  for (const [t, make] of [
    [classmethodType, (f: Value, cls: PyType) => new PyClassMethod(f, cls)],
    [staticmethodType, (f: Value, cls: PyType) => new PyStaticMethod(f, cls)],
  ] as const) {
    t.hasDict = true;
    t.alloc = (cls) => make(None, cls);
    defNewSig(t, '(cls, *args, **kwargs)', (cls: PyType) => make(None, cls));
    t.tp_init = (self, args, kw) => {
      if (kw !== null) throw typeError(`${t.tpName}() takes no keyword arguments`);
      if (args.length !== 1) throw typeError(`${t.tpName} expected 1 argument, got ${args.length}`);
      (self as PyClassMethod).callable = args[0];
      copyWrapped(self as PyObject, args[0]);
    };
    t.tp_repr = (self) => `<${t.name}(${repr((self as PyClassMethod).callable)})>`;
    defGetSet(t, '__func__', (m: PyClassMethod) => m.callable);
    defGetSet(t, '__wrapped__', (m: PyClassMethod) => m.callable);
    defGetSet(t, '__isabstractmethod__', (m: PyClassMethod) => isAbstract(m.callable));
    defGetSet(
      t,
      '__annotations__',
      (m: PyClassMethod) => lookupAttr(m.callable, '__annotations__'),
      (m: PyClassMethod, v) =>
        v === undefined ? delAttr(m.callable, '__annotations__') : setAttr(m.callable, '__annotations__', v),
    );
    defGetSet(
      t,
      '__annotate__',
      (m: PyClassMethod) => lookupAttr(m.callable, '__annotate__'),
      (m: PyClassMethod, v) => setAttr(m.callable, '__annotate__', v ?? None),
    );
    defGetSet(t, '__dict__', (m: PyClassMethod) => instanceDict(m));
  }
  classmethodType.tp_descr_get = (d, obj, type) => new PyMethod((d as PyClassMethod).callable, type ?? typeOf(obj!));
  staticmethodType.tp_descr_get = (d) => (d as PyStaticMethod).callable;
  staticmethodType.tp_call = (d, args, kw) => call((d as PyStaticMethod).callable, args, kw);
}
