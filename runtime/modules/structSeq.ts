/**
 * Struct sequences: tuples whose items have names, such as sys.version_info (CPython's structseq.c).
 *
 * Owns: making such a type and its instances. Fields past `visible` are attributes but no items.
 */
import { defGetSet, defMethod } from '../objects/descriptors';
import { asMembers } from '../objects/descriptorTypes';
import { bareType, None, tupleType } from '../objects/builtinTypes';
import { PyDict } from '../objects/dict';
import { typeModified } from '../objects/lookup';
import { typeError } from '../objects/errors';
import { toArray } from '../objects/iteration';
import type { PyType, Value } from '../objects/object';
import { repr } from '../objects/text';
import { defNewSig, readyType } from '../objects/typeObject';
import { PyList, PyTuple, strOf } from '../objects/values';

export class PyStructSeq extends PyTuple {
  readonly hidden: readonly Value[];
  constructor(items: readonly Value[], hidden: readonly Value[], cls: PyType) {
    super(items, cls);
    this.hidden = hidden;
  }
}

export interface StructSeqType {
  type: PyType;
  make(values: readonly Value[], cls?: PyType): PyStructSeq;
}

/** A field that is an item without an attribute of its own; the type's repr calls it so. */
export const unnamed = (shown: string): UnnamedField => ({ shown });

interface UnnamedField {
  readonly shown: string;
}

/** `name` is "module.name"; the first `visible` fields are the tuple's items. Fields without a name are null. */
export function structSeqType(
  name: string,
  given: readonly (string | UnnamedField | null)[],
  doc: string,
  visible = given.length,
): StructSeqType {
  const fields = given.map((field) => (typeof field === 'string' ? field : null));
  const labels = given.map((field) => (typeof field === 'string' ? field : (field?.shown ?? '')));
  const type = bareType(name, tupleType);
  type.isBase = false;
  type.isMutable = true;
  type.doc = doc;
  const make = (values: readonly Value[], cls = type) => {
    const all = [...values];
    while (all.length < fields.length) all.push(None);
    return new PyStructSeq(all.slice(0, visible), all.slice(visible), cls);
  };
  fields.forEach((field, i) => {
    if (field === null) return;
    defGetSet(type, field, (self: PyStructSeq) => (i < visible ? self.items[i] : self.hidden[i - visible]));
  });
  const named = fields.slice(0, visible).filter((f): f is string => f !== null);
  type.attrs.setStr('n_sequence_fields', visible);
  type.attrs.setStr('n_fields', fields.length);
  type.attrs.setStr('n_unnamed_fields', fields.filter((f) => f === null).length);
  type.attrs.setStr('__match_args__', new PyTuple(named));
  type.tp_repr = (self) => {
    const t = self as PyStructSeq;
    const shown = labels.slice(0, visible).map((label, i) => `${label}=${repr(t.items[i])}`);
    return `${name}(${shown.join(', ')})`;
  };
  asMembers(type, ...fields.filter((f): f is string => f !== null));
  defNewSig(type, '(cls, sequence, dict=<absent>)', (cls: PyType, sequence: Value, dict: Value = new PyDict()) => {
    const values = toArray(sequence);
    const short = name;
    if (values.length < visible || values.length > fields.length) {
      const bound =
        visible === fields.length
          ? `a ${visible}-sequence`
          : values.length < visible
            ? `an at least ${visible}-sequence`
            : `an at most ${fields.length}-sequence`;
      throw typeError(`${short}() takes ${bound} (${values.length}-sequence given)`);
    }
    if (!(dict instanceof PyDict)) throw typeError(`${short}() takes a dict as second arg, if any`);
    let used = 0;
    for (let i = values.length; i < fields.length; i++) {
      const f = fields[i];
      const given = dict instanceof PyDict && f !== null ? dict.getStr(f) : undefined;
      if (given !== undefined) used++;
      values.push(given ?? None);
    }
    if (dict instanceof PyDict && used < dict.size)
      throw typeError(`${short}() got duplicate or unexpected field name(s)`);
    return make(values, cls);
  });
  defMethod(type, '__reduce__(self, /)', (self: PyStructSeq) => {
    const extra = new PyDict();
    self.hidden.forEach((v, i) => {
      const f = fields[visible + i];
      if (f !== null) extra.setStr(f, v);
    });
    return new PyTuple([self.cls, new PyTuple([new PyTuple(self.items), extra])]);
  });
  defMethod(type, '__replace__(self, /, **changes)', (self: PyStructSeq, changes: PyDict) => {
    if (fields.includes(null))
      throw typeError(`__replace__() is not supported for ${type.tpName} because it has unnamed field(s)`);
    const values = [...self.items, ...self.hidden];
    const unknown: Value[] = [];
    for (const [k, v] of changes.entries()) {
      const at = fields.indexOf(strOf(k) ?? null);
      if (at < 0) unknown.push(k);
      else values[at] = v;
    }
    if (unknown.length > 0) throw typeError(`Got unexpected field name(s): ${repr(new PyList(unknown))}`);
    return make(values, self.cls);
  });
  readyType(type);
  return { type, make };
}

/** Its instances can't be made from Python. */
export function disallowInstances({ type }: StructSeqType): void {
  type.tp_new = null;
  type.attrs.delete('__new__');
  typeModified(type);
}
