/**
 * Trees of the front end as Python's `ast` objects, and back.
 *
 * Owns: the conversion and its checks (CPython's generated obj2ast_ functions). Works by the table of node classes.
 */
import { lookupAttr } from '../../objects/attributes';
import { Ellipsis, None } from '../../objects/builtinTypes';
import { newError, typeError, valueError } from '../../objects/errors';
import { Exc } from '../../objects/exceptionTypes';
import { setOwnField } from '../../objects/inlineValues';
import { isSubtype, PyInstance, typeOf, type Value } from '../../objects/object';
import { repr } from '../../objects/text';
import { intOf, PyBytes, PyComplex, PyFloat, PyList, PySet, PyTuple, newFrozenset, strOf } from '../../objects/values';
import { missingField, nodeClasses, nodeClassOf, POSITION, singleton, type NodeField } from './nodeTypes';
import { elementList } from '../../objects/setOrder';

type Tree = Record<string, unknown> & { kind: string };

interface ConstantLike {
  type: string;
  value?: unknown;
  imag?: number;
  real?: number;
  items?: ConstantLike[];
}

function constantToPython(c: ConstantLike): Value {
  switch (c.type) {
    case 'None':
      return None;
    case 'Ellipsis':
      return Ellipsis;
    case 'float':
      return new PyFloat(c.value as number);
    case 'complex':
      return new PyComplex(c.real ?? 0, c.imag ?? 0);
    case 'bytes':
      return new PyBytes(c.value as Uint8Array);
    case 'tuple':
      return new PyTuple(c.items!.map(constantToPython));
    case 'frozenset':
      return newFrozenset(c.items!.map(constantToPython));
    default:
      return c.value as Value;
  }
}

function fieldToPython(v: unknown, f: NodeField): Value {
  if (v === null || v === undefined) return None;
  if (Array.isArray(v)) return new PyList(v.map((x) => fieldToPython(x, f)));
  if (typeof v === 'string') return f.type === 'str' || f.type === 'object' ? v : singleton(v);
  if (typeof v === 'number') return v;
  if (typeof v === 'boolean') return v ? 1 : 0;
  if (typeof (v as ConstantLike).type === 'string' && (v as Tree).kind === undefined)
    return constantToPython(v as ConstantLike);
  return treeToPython(v as Tree);
}

/** A tree as Python objects. */
export function treeToPython(tree: Tree): Value {
  const row = nodeClasses.get(tree.kind)!;
  const node = new PyInstance(row.cls);
  const set = (name: string, v: Value): boolean => setOwnField(node, node.inlineShape!, name, v);
  for (const f of row.fields) {
    const own = tree.kind === 'Constant' && f.name === 'kind' ? 'ukind' : f.name;
    set(f.name, fieldToPython(tree[own], f));
  }
  if (row.positioned) for (const p of POSITION) set(p, (tree[p] as number | undefined) ?? 0);
  return node;
}

// ---- back

function constantToTree(v: Value): ConstantLike {
  if (v === None) return { type: 'None' };
  if (v === Ellipsis) return { type: 'Ellipsis' };
  if (typeof v === 'boolean') return { type: 'bool', value: v };
  if (typeof v === 'string') return { type: 'str', value: v };
  if (typeof v === 'number' || typeof v === 'bigint') return { type: 'int', value: v };
  if (v instanceof PyFloat) return { type: 'float', value: v.value };
  if (v instanceof PyComplex) return { type: 'complex', real: v.real, imag: v.imag };
  if (v instanceof PyBytes) return { type: 'bytes', value: v.data };
  if (v instanceof PyTuple) return { type: 'tuple', items: v.items.map(constantToTree) };
  if (v instanceof PySet) return { type: 'frozenset', items: elementList(v).map(constantToTree) };
  throw typeError(`got an invalid type in Constant: ${typeOf(v).tpName}`);
}

/** Fields whose value may be absent although the grammar calls for one: `kw_defaults` and dict keys. */
const HOLES = new Set(['kw_defaults', 'keys']);

function valueToTree(v: Value, f: NodeField, owner: string): unknown {
  switch (f.type) {
    case 'str': {
      const s = strOf(v);
      if (s === undefined)
        throw typeError(
          `AST ${f.name === 'type_comment' || f.name === 'tag' || f.name === 'kind' ? 'string' : 'identifier'} must be of type str`,
        );
      return s;
    }
    case 'int': {
      const n = intOf(v);
      if (n === undefined) throw valueError(`invalid integer value: ${repr(v)}`);
      return Number(n);
    }
    case 'object':
      return constantToTree(v);
  }
  const row = nodeClassOf(v);
  const wanted = nodeClasses.get(f.type)!;
  if (row === undefined || !isSubtype(row.cls, wanted.cls))
    throw typeError(`expected some sort of ${f.type}, but got ${repr(v)}`);
  if (
    row.cls === wanted.cls &&
    wanted.fields.length === 0 &&
    ['expr', 'stmt', 'pattern', 'type_param', 'excepthandler'].includes(f.type)
  )
    throw typeError(`expected some sort of ${f.type}, but got ${repr(v)}`);
  return row.fields.length === 0 && !row.positioned ? row.name : pythonToTree(v, owner);
}

let depth = 0;

/** A Python object as a tree; raises TypeError or ValueError for what is no valid one. */
export function pythonToTree(v: Value, _owner = ''): Tree {
  const row = nodeClassOf(v);
  if (row === undefined) throw typeError(`expected some sort of mod, but got ${repr(v)}`);
  if (++depth > 1500) {
    depth = 0;
    throw newError(Exc.RecursionError, 'maximum recursion depth exceeded during ast construction');
  }
  const tree: Tree = { kind: row.name };
  if (row.positioned) readPosition(v, row.name, tree);
  for (const f of row.fields) {
    const own = row.name === 'Constant' && f.name === 'kind' ? 'ukind' : f.name;
    const value = lookupAttr(v, f.name);
    if (f.mark === '*') {
      if (value === undefined) tree[own] = [];
      else {
        if (!(value instanceof PyList))
          throw typeError(`${row.name} field "${f.name}" must be a list, not a ${typeOf(value).tpName}`);
        // Where a hole is allowed and where not is the validator's business.
        const holes = HOLES.has(f.name) || f.type === 'expr' || f.type === 'stmt';
        tree[own] = value.items.map((x) => (x === None && holes ? null : valueToTree(x, f, row.name)));
      }
    } else if (value === undefined || (value === None && f.type !== 'object')) {
      if (f.mark !== '?') {
        if (value === undefined) throw missingField(f.name, row.name);
        throw valueError(`field '${f.name}' is required for ${row.name}`);
      }
      tree[own] = null;
    } else tree[own] = valueToTree(value, f, row.name);
  }
  depth--;
  return tree;
}

function readPosition(v: Value, name: string, tree: Tree): void {
  for (const p of POSITION) {
    const value = lookupAttr(v, p);
    if (p === 'lineno' || p === 'col_offset') {
      if (value === undefined) throw missingField(p, name);
    } else if (value === undefined || value === None) {
      tree[p] = tree[p.slice(4)];
      continue;
    }
    const n = intOf(value);
    if (n === undefined) throw valueError(`invalid integer value: ${repr(value)}`);
    tree[p] = Number(n);
  }
}
