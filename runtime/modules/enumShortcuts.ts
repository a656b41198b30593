/**
 * The library's enum module, faster: what it does for each name of each class, where names and values are plain and the
 * module is as it was. A hundred classes with a thousand members are made while asyncio is imported.
 *
 * Owns: doing what the Python functions of the same names do, in the same order. Anything else is left to them.
 */
import { getAttr, setAttr } from '../objects/attributes';
import { dictType, intType, listType, None, objectType, strType, tupleType, typeType } from '../objects/builtinTypes';
import { call } from '../objects/call';
import { PyDict } from '../objects/dict';
import { PyFunction } from '../objects/function';
import { ownAttr } from '../objects/inlineValues';
import { isSubtype, type PyObject, PyType, type Value } from '../objects/object';
import { contains } from '../objects/subscript';
import { typeLookup } from '../objects/lookup';
import { PyList, type PyModule, PyTuple } from '../objects/values';
import { LeftOut, shortcut } from '../vm/shortcut';
import { afterExecution } from './library';

type Args = readonly (Value | undefined)[];

/** The module's names that its functions look up as they run. */
const USED =
  '_is_descriptor _is_dunder _is_sunder _is_internal_class _is_private nonmember member auto EnumType Flag Enum property'.split(
    ' ',
  );

const isDunder = (name: string): boolean => name.length > 4 && /^__[^_]/.test(name) && /[^_]__$/.test(name);
const isSunder = (name: string): boolean => name.length > 2 && /^_[^_]/.test(name) && /[^_]_$/.test(name);
const isPrivate = (cls: string, name: string): boolean =>
  name.length > cls.length + 3 && name.startsWith(`_${cls}__`) && !name.endsWith('__');

/** Numbers and texts themselves, of no class of the program's. */
const isPlain = (v: Value | undefined): boolean => typeof v !== 'object' && v !== undefined;
const isPlainTuple = (v: Value): boolean => v instanceof PyTuple && v.cls === tupleType && v.items.every(isPlain);

class EnumModule {
  private readonly names: PyDict;
  private readonly used: readonly (Value | undefined)[];
  private readonly dictClass: Value | undefined;
  private readonly metaclass: PyType;
  private readonly flag: PyType;
  /** Of the classes whose methods are taken for known. */
  private readonly versions: readonly (readonly [PyType, number])[];
  private readonly init: Value | undefined;
  /** `_not_given`: no names are given, a member is looked up. */
  private readonly notGiven: Value | undefined;
  private readonly lookUp: Value;
  private readonly leftOut: LeftOut;

  constructor(module: PyModule) {
    this.names = module.dict;
    this.used = USED.map((name) => this.names.getStr(name));
    this.dictClass = this.names.getStr('EnumDict');
    this.metaclass = this.names.getStr('EnumType') as PyType;
    this.flag = this.names.getStr('Flag') as PyType;
    const base = this.names.getStr('Enum') as PyType;
    this.init = typeLookup(base, '__init__');
    this.notGiven = this.names.getStr('_not_given');
    this.lookUp = getAttr(base, '__new__');
    this.leftOut = new LeftOut([this.lookUp]);
    this.versions = [this.metaclass, base].map((t) => [t, t.version] as const);
    for (const [name, test] of [
      ['_is_dunder', isDunder],
      ['_is_sunder', isSunder],
    ] as const)
      shortcut(this.names.getStr(name), ([text]) => (typeof text === 'string' ? test(text) : undefined));
    shortcut(this.names.getStr('_is_private'), ([cls, name]) =>
      typeof cls === 'string' && typeof name === 'string' ? isPrivate(cls, name) : undefined,
    );
    shortcut(this.names.getStr('_is_descriptor'), ([v]) => (isPlain(v) ? false : undefined));
    shortcut((this.dictClass as PyType).attrs.getStr('__setitem__'), (args) => this.setItem(args));
    shortcut((this.names.getStr('_proto_member') as PyType).attrs.getStr('__set_name__'), (args) => this.setName(args));
    shortcut(this.metaclass.attrs.getStr('_add_member_'), ([cls, name, member]) =>
      this.isKnown(cls) && typeof name === 'string' && this.canAdd(cls, name) && this.isAsItWas()
        ? this.add(cls, name, member!)
        : undefined,
    );
    shortcut(this.metaclass.attrs.getStr('__call__'), ([cls, value, names]) =>
      names === this.notGiven && this.names.getStr('_not_given') === names ? this.member(cls, value) : undefined,
    );
    shortcut(this.metaclass.attrs.getStr('__setattr__'), ([cls, name, value]) => {
      if (!this.isKnown(cls) || typeof name !== 'string') return undefined;
      const map = cls.attrs.getStr('_member_map_');
      if (map !== undefined && (!isDict(map) || map.getStr(name) !== undefined)) return undefined;
      typeType.tp_setattro!(cls, name, value);
      return None;
    });
  }

  private isAsItWas(): boolean {
    for (let i = 0; i < USED.length; i++) if (this.names.getStr(USED[i]) !== this.used[i]) return false;
    for (const [type, version] of this.versions) if (type.version !== version) return false;
    return true;
  }

  /** An enumeration of no other metaclass. */
  private isKnown(cls: Value | undefined): cls is PyType {
    return cls instanceof PyType && cls.cls === this.metaclass;
  }

  /** `cls(value)`: EnumType.__call__ and Enum.__new__, of members' values. */
  private member(cls: Value | undefined, value: Value | undefined): Value | undefined {
    if (!this.isKnown(cls) || typeLookup(cls, '__new__') !== this.lookUp || !this.leftOut.isUnwatched) return undefined;
    const names = cls.attrs.getStr('_member_map_');
    const values = cls.attrs.getStr('_value2member_map_');
    if (!isDict(names) || names.size === 0 || !isDict(values)) return undefined;
    if (typeof value === 'object') return value.cls === cls ? value : undefined;
    return value === undefined ? undefined : values.get(value);
  }

  /** EnumDict.__setitem__ */
  private setItem([self, key, value]: Args): Value | undefined {
    if (!(self instanceof PyDict) || self.cls !== this.dictClass || typeof key !== 'string') return undefined;
    const cls = self.dict?.getStr('_cls_name');
    const members = self.dict?.getStr('_member_names');
    const ignored = self.dict?.getStr('_ignore');
    const last = self.dict?.getStr('_last_values');
    if (typeof cls !== 'string' || !isDict(members) || !isList(ignored) || !isList(last)) return undefined;
    if (!this.isAsItWas()) return undefined;
    if (!isPrivate(cls, key)) {
      if (isSunder(key) || key === '__order__') return undefined;
      if (!isDunder(key)) {
        if (members.getStr(key) !== undefined || ignored.items.length > 0) return undefined;
        if (isPlain(value) || isPlainTuple(value!)) {
          if (self.getStr(key) !== undefined) return undefined;
          members.setStr(key, None);
          last.items.push(value!);
        } else if (!(value instanceof PyFunction)) return undefined;
      }
    }
    self.setStr(key, value!);
    return None;
  }

  /** _proto_member.__set_name__, of members that nothing of the program's makes. */
  private setName([self, cls, name]: Args): Value | undefined {
    if (!this.isKnown(cls) || typeof name !== 'string' || isSubtype(cls, this.flag)) return undefined;
    const { attrs } = cls;
    const value = ownAttr(self as PyObject, 'value');
    const type = attrs.getStr('_member_type_');
    const names = attrs.getStr('_member_names_');
    const byName = attrs.getStr('_member_map_');
    const byValue = attrs.getStr('_value2member_map_');
    const hashable = attrs.getStr('_hashable_values_');
    if (!isPlain(value) || !isList(names) || !isDict(byName) || !isDict(byValue) || !isList(hashable)) return undefined;
    const isOwn =
      type === objectType ||
      (type === intType && (typeof value === 'number' || typeof value === 'bigint')) ||
      (type === strType && typeof value === 'string');
    if (!isOwn || attrs.getStr('_use_args_') !== (type !== objectType)) return undefined;
    const make = attrs.getStr('_new_member_');
    if (make === undefined || make !== (type as PyType).attrs.getStr('__new__')) return undefined;
    if (typeLookup(cls, '__init__') !== this.init || attrs.getStr(name) !== self) return undefined;
    for (const special of ['_value_', '_name_', '_sort_order_', '__getattr__', '__objclass__'])
      if (typeLookup(cls, special) !== undefined) return undefined;
    if (typeLookup(cls, '__setattr__') !== objectType.attrs.getStr('__setattr__')) return undefined;
    if (!this.canAdd(cls, name) || !this.isAsItWas()) return undefined;
    typeType.tp_setattro!(cls, name, undefined);
    let member = call(make, type === objectType ? [cls] : [cls, value!]);
    setAttr(member, '_value_', value!);
    setAttr(member, '_name_', name);
    setAttr(member, '__objclass__', cls);
    setAttr(member, '_sort_order_', names.items.length);
    const known = byValue.get(value!);
    if (known === undefined) names.items.push(name);
    else member = known;
    this.add(cls, name, member);
    byValue.setDefault(value!, member);
    if (!contains(hashable, value!)) hashable.items.push(value!);
    return None;
  }

  /** Whether EnumType._add_member_ has nothing to redirect: no base has an attribute of that name. */
  private canAdd(cls: PyType, name: string): boolean {
    const map = cls.attrs.getStr('_member_map_');
    if (!isDict(map) || map.getStr(name) !== undefined) return false;
    for (let i = 1; i < cls.mro.length; i++) if (cls.mro[i].attrs.getStr(name) !== undefined) return false;
    return true;
  }

  private add(cls: PyType, name: string, member: Value): Value {
    typeType.tp_setattro!(cls, name, member);
    (cls.attrs.getStr('_member_map_') as PyDict).setStr(name, member);
    return None;
  }
}

const isDict = (v: Value | undefined): v is PyDict => v instanceof PyDict && v.cls === dictType;
const isList = (v: Value | undefined): v is PyList => v instanceof PyList && v.cls === listType;

afterExecution.set('enum', (module) => {
  new EnumModule(module);
});
