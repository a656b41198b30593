/** A short text of a tree for tests: kinds and fields, without places unless asked for. */

import type { Positioned } from '../../runtime/syntax/ast';

type Node = Record<string, unknown> & Partial<Positioned> & { kind: string };

const HIDDEN = new Set([
  'kind',
  'lineno',
  'col_offset',
  'end_lineno',
  'end_col_offset',
  'ukind',
  'type_comment',
  'type_params',
  'ctx',
]);

export function astText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(astText).join(', ')}]`;
  if (value === null) return 'None';
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  if (!('kind' in value)) return constantText(value as Record<string, unknown>);
  const node = value as Node;
  if (node.kind === 'Name') return node.id as string;
  if (node.kind === 'Constant') return astText(node.value);
  const fields = Object.keys(node).filter((key) => !HIDDEN.has(key) && !isEmpty(node[key]));
  return `${node.kind}(${fields.map((key) => `${key}=${astText(node[key])}`).join(', ')})`;
}

/** 'line.col-line.col' */
export function placeText(node: Positioned): string {
  return `${node.lineno}.${node.col_offset}-${node.end_lineno}.${node.end_col_offset}`;
}

function constantText(constant: Record<string, unknown>): string {
  if (constant.type === 'str') return JSON.stringify(constant.value);
  if (constant.type === 'bytes')
    return `b${JSON.stringify(Buffer.from(constant.value as Uint8Array).toString('latin1'))}`;
  if (constant.type === 'complex') return `${String(constant.imag)}j`;
  if (constant.type === 'float') return `float ${String(constant.value)}`;
  return 'value' in constant ? String(constant.value) : (constant.type as string);
}

function isEmpty(value: unknown): boolean {
  return value === null || (Array.isArray(value) && value.length === 0);
}
