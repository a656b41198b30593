/**
 * Dumps our syntax tree in the canonical form that conformanceAstDump.py writes for CPython's.
 *
 * Owns: the form and the order of fields. Must not know: where the trees come from.
 */

import type { ConstantValue, Mod, Positioned } from '../runtime/syntax/ast';

/** Fields in CPython's order; `positions` where the node has a place. */
const FIELDS: Record<string, string> = {
  Module: 'body type_ignores',
  Interactive: 'body',
  Expression: 'body',
  FunctionType: 'argtypes returns',
  FunctionDef: 'name args body decorator_list returns type_comment type_params',
  AsyncFunctionDef: 'name args body decorator_list returns type_comment type_params',
  ClassDef: 'name bases keywords body decorator_list type_params',
  Return: 'value',
  Delete: 'targets',
  Assign: 'targets value type_comment',
  TypeAlias: 'name type_params value',
  AugAssign: 'target op value',
  AnnAssign: 'target annotation value simple',
  For: 'target iter body orelse type_comment',
  AsyncFor: 'target iter body orelse type_comment',
  While: 'test body orelse',
  If: 'test body orelse',
  With: 'items body type_comment',
  AsyncWith: 'items body type_comment',
  Match: 'subject cases',
  Raise: 'exc cause',
  Try: 'body handlers orelse finalbody',
  TryStar: 'body handlers orelse finalbody',
  Assert: 'test msg',
  Import: 'names',
  ImportFrom: 'module names level',
  Global: 'names',
  Nonlocal: 'names',
  Expr: 'value',
  Pass: '',
  Break: '',
  Continue: '',
  BoolOp: 'op values',
  NamedExpr: 'target value',
  BinOp: 'left op right',
  UnaryOp: 'op operand',
  Lambda: 'args body',
  IfExp: 'test body orelse',
  Dict: 'keys values',
  Set: 'elts',
  ListComp: 'elt generators',
  SetComp: 'elt generators',
  DictComp: 'key value generators',
  GeneratorExp: 'elt generators',
  Await: 'value',
  Yield: 'value',
  YieldFrom: 'value',
  Compare: 'left ops comparators',
  Call: 'func args keywords',
  FormattedValue: 'value conversion format_spec',
  Interpolation: 'value str conversion format_spec',
  JoinedStr: 'values',
  TemplateStr: 'values',
  Constant: 'value kind',
  Attribute: 'value attr ctx',
  Subscript: 'value slice ctx',
  Starred: 'value ctx',
  Name: 'id ctx',
  List: 'elts ctx',
  Tuple: 'elts ctx',
  Slice: 'lower upper step',
  comprehension: 'target iter ifs is_async',
  ExceptHandler: 'type name body',
  arguments: 'posonlyargs args vararg kwonlyargs kw_defaults kwarg defaults',
  arg: 'arg annotation type_comment',
  keyword: 'arg value',
  alias: 'name asname',
  withitem: 'context_expr optional_vars',
  match_case: 'pattern guard body',
  MatchValue: 'value',
  MatchSingleton: 'value',
  MatchSequence: 'patterns',
  MatchMapping: 'keys patterns rest',
  MatchClass: 'cls patterns kwd_attrs kwd_patterns',
  MatchStar: 'name',
  MatchAs: 'pattern name',
  MatchOr: 'patterns',
  TypeIgnore: 'lineno tag',
  TypeVar: 'name bound default_value',
  ParamSpec: 'name default_value',
  TypeVarTuple: 'name default_value',
};

/** Fields whose string names a node without fields (Load, Add, Eq …). */
const OPERATOR_FIELDS = new Set(['op', 'ops', 'ctx']);

const FIELD_LISTS = new Map(
  Object.entries(FIELDS).map(([kind, fields]) => [kind, fields === '' ? [] : fields.split(' ')]),
);

export function dumpTree(tree: Mod): string {
  const out: string[] = [];
  dumpNode(tree as unknown as Node, out);
  return out.join('');
}

type Node = Record<string, unknown> & Partial<Positioned> & { kind: string };

function dumpNode(node: Node, out: string[]): void {
  const fields = FIELD_LISTS.get(node.kind);
  if (fields === undefined) throw new Error(`unknown node ${node.kind}`);
  out.push('(', node.kind);
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  if (end_lineno !== undefined) {
    out.push(` ${lineno}.${col_offset}-${end_lineno}.${end_col_offset}`);
  }
  for (const field of fields) {
    out.push('\n', field, '=');
    const key = node.kind === 'Constant' && field === 'kind' ? 'ukind' : field;
    const value = node[key];
    if (Array.isArray(value)) {
      out.push('[');
      for (const item of value) dumpField(item, field, out);
      out.push(']');
    } else {
      dumpField(value, field, out);
    }
  }
  out.push(')');
}

function dumpField(value: unknown, field: string, out: string[]): void {
  if (value === null) out.push('N');
  else if (typeof value === 'string') {
    if (OPERATOR_FIELDS.has(field)) out.push('(', value, ')');
    else dumpString(value, out);
  } else if (typeof value === 'number') out.push(hex(value));
  else if (typeof value === 'object' && 'kind' in value) dumpNode(value as Node, out);
  else dumpConstant(value as ConstantValue, out);
}

function hex(value: number | bigint): string {
  return 'i' + value.toString(16);
}

function dumpString(text: string, out: string[]): void {
  if (/^[\x00-\x7f]*$/.test(text)) {
    out.push(`s${text.length}:${text}`);
    return;
  }
  let units = 'u';
  for (let i = 0; i < text.length; i++) units += text.charCodeAt(i).toString(16).padStart(4, '0');
  out.push(units);
}

function dumpConstant(value: ConstantValue, out: string[]): void {
  switch (value.type) {
    case 'None':
      out.push('N');
      break;
    case 'Ellipsis':
      out.push('E');
      break;
    case 'bool':
      out.push(value.value ? 'T' : 'F');
      break;
    case 'int':
      out.push(hex(value.value));
      break;
    case 'float':
      out.push('f', doubleBytes(value.value));
      break;
    case 'complex':
      out.push('c', doubleBytes(value.imag));
      break;
    case 'str':
      dumpString(value.value, out);
      break;
    case 'bytes':
      out.push('b', Buffer.from(value.value).toString('hex'));
  }
}

function doubleBytes(value: number): string {
  const buffer = Buffer.alloc(8);
  buffer.writeDoubleBE(value);
  return buffer.toString('hex');
}
