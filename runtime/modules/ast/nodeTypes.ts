/**
 * The classes of the module `ast` (CPython's Python-ast.c): AST and the classes of the table.
 *
 * Owns: making the classes; `AST.__init__`, `__reduce__`, `__replace__`, `__repr__`.
 */
import { getAttr, instanceDict, lookupAttr, setAttr } from '../../objects/attributes';
import { bareType, genericAliasType, None, objectType } from '../../objects/builtinTypes';
import { call } from '../../objects/call';
import { defMethod } from '../../objects/descriptors';
import { PyDict } from '../../objects/dict';
import { newError, typeError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { newGenericAlias } from '../../objects/genericAlias';
import { interp } from '../../objects/interp';
import { toArray } from '../../objects/iteration';
import {
  isInstanceOf,
  PyInstance,
  type PyObject,
  type PyType,
  typeOf,
  type KwNames,
  type Value,
  isSubtype,
} from '../../objects/object';
import { repr } from '../../objects/text';
import { makeClass } from '../../objects/classCreation';
import { defNew, readyType } from '../../objects/typeObject';
import { makeUnion, PyUnion } from '../../objects/union';
import { intType, strType } from '../../objects/builtinTypes';
import { emptyTuple, PyList, PyTuple, strOf } from '../../objects/values';
import { nodeTable } from './nodeTable';

export interface NodeField {
  name: string;
  type: string;
  mark: '' | '?' | '*';
}

export interface NodeClass {
  name: string;
  cls: PyType;
  fields: NodeField[];
  /** Has a position. */
  positioned: boolean;
}

export const POSITION = ['lineno', 'col_offset', 'end_lineno', 'end_col_offset'];

export let astType: PyType;
export const nodeClasses = new Map<string, NodeClass>();
const byType = new Map<PyType, NodeClass>();

/** The row of a node's class, or of the class it derives from. */
export function nodeClassOf(v: Value): NodeClass | undefined {
  for (const t of typeOf(v).mro) {
    const row = byType.get(t);
    if (row !== undefined) return row;
  }
  return undefined;
}

function names(cls: PyType, attr: string): string[] {
  const v = lookupAttr(cls, attr);
  return v === undefined ? [] : toArray(v).map((x) => strOf(x) ?? '');
}

function init(self: Value, args: Value[], kwnames: KwNames): void {
  const cls = typeOf(self);
  const fields = names(cls, '_fields');
  const npos = args.length - (kwnames?.length ?? 0);
  if (npos > fields.length)
    throw typeError(
      `${cls.tpName} constructor takes at most ${fields.length} positional argument${fields.length === 1 ? '' : 's'}`,
    );
  const remaining = new Set(fields);
  for (let i = 0; i < npos; i++) {
    setAttr(self, fields[i], args[i]);
    remaining.delete(fields[i]);
  }
  kwnames?.forEach((name, i) => {
    if (fields.includes(name)) {
      if (!remaining.delete(name)) throw typeError(`${cls.tpName} got multiple values for argument ${repr(name)}`);
    } else if (!names(cls, '_attributes').includes(name))
      interp().warn(
        Exc.DeprecationWarning,
        `${cls.tpName}.__init__ got an unexpected keyword argument ${repr(name)}. Support for arbitrary keyword arguments is deprecated and will be removed in Python 3.15.`,
        1,
      );
    setAttr(self, name, args[npos + i]);
  });
  if (remaining.size > 0) fillMissing(self, cls, remaining);
}

/** By `_field_types`: unions are None by the class; lists are empty, `ctx` is Load(); all else should have been given. */
function fillMissing(self: Value, cls: PyType, remaining: Set<string>): void {
  const types = lookupAttr(cls, '_field_types');
  if (!(types instanceof PyDict)) return;
  for (const name of remaining) {
    const type = types.getStr(name);
    if (type === undefined)
      interp().warn(
        Exc.DeprecationWarning,
        `Field ${repr(name)} is missing from ${cls.tpName}._field_types. This will become an error in Python 3.15.`,
        1,
      );
    else if (type instanceof PyUnion) continue;
    else if (isInstanceOf(type, genericAliasType)) setAttr(self, name, new PyList([]));
    else if (type === nodeClasses.get('expr_context')?.cls) setAttr(self, name, singleton('Load'));
    else
      interp().warn(
        Exc.DeprecationWarning,
        `${cls.tpName}.__init__ missing 1 required positional argument: ${repr(name)}. This will become an error in Python 3.15.`,
        1,
      );
  }
}

const singletons = new Map<string, Value>();

/** The one instance of a class without fields: Load(), Add() ... */
export function singleton(name: string): Value {
  let v = singletons.get(name);
  if (v === undefined) singletons.set(name, (v = new PyInstance(nodeClasses.get(name)!.cls)));
  return v;
}

function reduce(self: PyObject): Value {
  const rest = instanceDict(self)!.copy();
  const positional: Value[] = [];
  for (const name of names(self.cls, '_fields')) {
    const v = rest.delete(name);
    if (v === undefined) break;
    positional.push(v);
  }
  return new PyTuple([self.cls, new PyTuple(positional), rest]);
}

function replace(self: PyObject, changes: PyDict): Value {
  const known = [...names(self.cls, '_fields'), ...names(self.cls, '_attributes')];
  const dict = new PyDict();
  for (const name of known) {
    const v = changes.getStr(name) ?? instanceDict(self)!.getStr(name);
    if (v !== undefined) dict.setStr(name, v);
  }
  for (const k of changes.keyList())
    if (!known.includes(strOf(k) ?? ''))
      throw typeError(`${self.cls.tpName}.__replace__ got an unexpected keyword argument ${repr(k)}.`);
  const missing = names(self.cls, '_fields').filter((n) => lookupAttr(self, n) === undefined && !changes.has(n));
  if (missing.length > 0)
    throw typeError(
      `${self.cls.tpName}.__replace__ missing ${missing.length} keyword argument${missing.length === 1 ? '' : 's'}: ${missing.map((n) => repr(n)).join(', ')}.`,
    );
  return call(
    self.cls,
    dict.valueList(),
    dict.keyList().map((k) => strOf(k)!),
  );
}

function shown(v: Value, depth: number): string {
  if (v instanceof PyList || v instanceof PyTuple) {
    const [open, close] = v instanceof PyList ? '[]' : '()';
    const { items } = v;
    const all =
      items.length > 2
        ? [shown(items[0], depth), '...', shown(items[items.length - 1], depth)]
        : items.map((x) => shown(x, depth));
    return `${open}${all.join(', ')}${close}`;
  }
  if (!isSubtype(typeOf(v), astType)) return repr(v);
  const cls = typeOf(v);
  const name = cls === astType ? cls.tpName : cls.name;
  if (depth <= 0) return `${name}(...)`;
  const fields = names(cls, '_fields').map((n) => `${n}=${shown(getAttr(v, n), depth - 1)}`);
  return `${name}(${fields.join(', ')})`;
}

function makeBase(): void {
  astType = bareType('ast.AST');
  astType.hasDict = true;
  astType.hasWeakref = true;
  astType.alloc = (cls) => new PyInstance(cls);
  defNew(astType, (cls) => new PyInstance(cls));
  astType.tp_init = init;
  astType.tp_repr = (self) => shown(self, 3);
  for (const name of ['_fields', '_attributes', '__match_args__']) astType.attrs.setStr(name, emptyTuple);
  astType.attrs.setStr('_field_types', new PyDict());
  defMethod(astType, '__reduce__(self, /)', reduce);
  defMethod(astType, '__replace__(self, /, **fields)', replace);
  readyType(astType);
}

function fieldType(f: NodeField): Value {
  const base =
    f.type === 'str'
      ? strType
      : f.type === 'int'
        ? intType
        : f.type === 'object'
          ? objectType
          : nodeClasses.get(f.type)!.cls;
  if (f.mark === '*') return newGenericAlias(typeOf(new PyList([])), base);
  return f.mark === '?' ? makeUnion([base, typeOf(None)]) : base;
}

/** A class as Python.asdl writes it. */
function signature(name: string, fields: readonly NodeField[]): string {
  if (fields.length === 0) return name;
  const type = (f: NodeField): string =>
    f.type === 'object'
      ? 'constant'
      : f.type !== 'str'
        ? f.type
        : ['type_comment', 'kind', 'tag'].includes(f.name)
          ? 'string'
          : 'identifier';
  return `${name}(${fields.map((f) => `${type(f)}${name === 'Dict' && f.name === 'keys' ? '?*' : f.mark} ${f.name}`).join(', ')})`;
}

/** The documentation of a class that others derive from: what they are. */
function describeSum({ name, cls }: NodeClass): void {
  const kinds = [...nodeClasses.values()].filter((c) => c.cls.base === cls);
  if (kinds.length === 0) return;
  const simple = kinds.every((c) => c.fields.length === 0);
  const between = simple ? ' | ' : `\n${' '.repeat(name.length + 1)}| `;
  cls.attrs.setStr('__doc__', `${name} = ${kinds.map((c) => signature(c.name, c.fields)).join(between)}`);
}

/** Makes all classes, once. */
export function installNodeTypes(): void {
  if (nodeClasses.size > 0) return;
  makeBase();
  const rows = nodeTable.trim().split('\n');
  for (const row of rows) {
    const [head, body] = row.split(': ');
    const [name, base, at] = head.split(' ');
    const fields = (body ?? '')
      .split(' ')
      .filter((x) => x !== '')
      .map((x): NodeField => {
        const m = /^(\w+):(\w+)([?*]?)$/.exec(x)!;
        return { name: m[1], type: m[2], mark: m[3] as NodeField['mark'] };
      });
    const parent = base === 'AST' ? undefined : nodeClasses.get(base);
    const ns = new PyDict();
    ns.setStr('__module__', 'ast');
    if (at !== undefined) {
      ns.setStr('_attributes', new PyTuple(POSITION));
      ns.setStr('end_lineno', None);
      ns.setStr('end_col_offset', None);
    }
    const fieldNames = new PyTuple(fields.map((f) => f.name));
    ns.setStr('_fields', fieldNames);
    ns.setStr('__match_args__', fieldNames);
    ns.setStr('__doc__', signature(name, fields));
    for (const f of fields) if (f.mark === '?') ns.setStr(f.name, None);
    const cls = makeClass(name, [parent?.cls ?? astType], ns);
    const made = { name, cls, fields, positioned: at !== undefined || (parent?.positioned ?? false) };
    nodeClasses.set(name, made);
    byType.set(cls, made);
  }
  for (const base of nodeClasses.values()) describeSum(base);
  for (const { cls, fields } of nodeClasses.values()) {
    const types = new PyDict();
    for (const f of fields) types.setStr(f.name, fieldType(f));
    cls.attrs.setStr('_field_types', types);
    cls.attrs.setStr('__annotations__', types);
  }
}

export const missingField = (name: string, cls: string) =>
  newError(Exc.TypeError, `required field "${name}" missing from ${cls}`);
