/**
 * super (CPython's superobject in typeobject.c).
 */
import { genericGetAttr, lookupAttr } from './attributes';
import { None, superType } from './builtinTypes';
import { defGetSet } from './descriptors';
import { runtimeError, typeError } from './errors';
import { interp } from './interp';
import { isInstanceOf, isSubtype, PyObject, PyType, typeOf, type Value } from './object';
import { defNewSig } from './typeObject';

class PySuper extends PyObject {
  /** The class after which the search begins. */
  thisClass: PyType | undefined;
  self: Value | undefined;
  /** The class whose mro is searched. */
  selfClass: PyType | undefined;
}

export function installSuper(): void {
  const t = superType;
  t.alloc = (cls) => new PySuper(cls);
  defNewSig(t, '(cls, *args, **kwargs)', (cls: PyType) => new PySuper(cls));
  t.tp_init = (self, args, kw) => {
    const s = self as PySuper;
    if (kw !== null) throw typeError('super() takes no keyword arguments');
    if (args.length > 2) throw typeError(`super() expected at most 2 arguments, got ${args.length}`);
    let type: Value;
    let obj: Value | undefined;
    if (args.length === 0) {
      const found = interp().superArguments();
      if (typeof found === 'string') throw runtimeError(`super(): ${found}`);
      [type, obj] = found;
    } else {
      [type, obj] = args;
      if (obj === None) obj = undefined;
    }
    if (!(type instanceof PyType)) throw typeError(`super() argument 1 must be a type, not ${typeOf(type).tpName}`);
    s.thisClass = type;
    s.self = obj;
    s.selfClass = obj === undefined ? undefined : check(type, obj);
  };
  t.tp_getattro = (self, name) => {
    const s = self as PySuper;
    if (s.selfClass !== undefined && name !== '__class__') {
      const { mro } = s.selfClass;
      for (let i = mro.indexOf(s.thisClass!) + 1; i < mro.length && i > 0; i++) {
        const v = mro[i].attrs.getStr(name);
        if (v === undefined) continue;
        const get = typeOf(v).tp_descr_get;
        return get === null ? v : get(v, s.self === s.selfClass ? undefined : s.self, s.selfClass);
      }
    }
    return genericGetAttr(self, name);
  };
  t.tp_descr_get = (d, obj) => {
    const s = d as PySuper;
    if (obj === undefined || s.self !== undefined) return d;
    const r = new PySuper(s.cls);
    r.thisClass = s.thisClass;
    r.self = obj;
    r.selfClass = check(s.thisClass!, obj);
    return r;
  };
  t.tp_repr = (self) => {
    const s = self as PySuper;
    const of = s.thisClass === undefined ? 'NULL' : s.thisClass.name;
    return s.selfClass === undefined
      ? `<super: <class '${of}'>, NULL>`
      : `<super: <class '${of}'>, <${s.selfClass.name} object>>`;
  };
  defGetSet(t, '__thisclass__', (s: PySuper) => s.thisClass ?? None);
  defGetSet(t, '__self__', (s: PySuper) => s.self ?? None);
  defGetSet(t, '__self_class__', (s: PySuper) => s.selfClass ?? None);
}

/** CPython's supercheck: the class to search. */
function check(type: PyType, obj: Value): PyType {
  if (obj instanceof PyType && isSubtype(obj, type)) return obj;
  if (isInstanceOf(obj, type)) return typeOf(obj);
  const claimed = lookupAttr(obj, '__class__');
  if (claimed instanceof PyType && claimed !== typeOf(obj) && isSubtype(claimed, type)) return claimed;
  const kind = obj instanceof PyType ? `type ${obj.name}` : `instance of ${typeOf(obj).name}`;
  throw typeError(`super(type, obj): obj (${kind}) is not an instance or subtype of type (${type.tpName}).`);
}
