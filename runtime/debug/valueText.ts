/**
 * Values as the debugger shows them: repr, but bounded, and never an exception.
 *
 * Owns: limits. Must not know: frames, where values come from. May run the program's own `__repr__`.
 */
import { isError } from '../objects/errors';
import { Exc } from '../objects/exceptionTypes';
import { PyDict } from '../objects/dict';
import type { Value } from '../objects/object';
import { typeOf } from '../objects/object';
import { repr, str } from '../objects/text';
import { PyList, PySet, PyTuple, strOf } from '../objects/values';
import { frozensetType, listType, setType, tupleType } from '../objects/builtinTypes';
import { elementList } from '../objects/setOrder';

export interface TextOptions {
  /** Longest text; what is longer is cut in the middle or after some elements. */
  limit: number;
  /** Integers in base 16. */
  hex: boolean;
}

const ELEMENTS = 12;
const DEPTH = 3;

export function valueText(value: Value, options: TextOptions): string {
  try {
    const text = bounded(value, options, DEPTH);
    return text.length <= options.limit ? text : cut(text, options.limit);
  } catch (error) {
    return `<${typeName(value)}: its repr failed: ${failureText(error)}>`;
  }
}

/** The name of a value's type as an annotation would write it, without `builtins.`. */
export function typeName(value: Value): string {
  return typeOf(value).name;
}

/** `Type: message` of a guest exception, or the message of anything else thrown. */
export function failureText(error: unknown): string {
  if (!isError(error, Exc.BaseException)) return error instanceof Error ? error.message : String(error);
  const name = error.cls.name;
  let message: string;
  try {
    message = str(error);
  } catch {
    message = '<its str failed>';
  }
  return message === '' ? name : `${name}: ${message}`;
}

function bounded(value: Value, options: TextOptions, depth: number): string {
  switch (typeof value) {
    case 'number':
    case 'bigint':
      return options.hex ? hexText(value) : intText(value, options.limit);
    case 'string':
      return value.length <= options.limit ? repr(value) : `${repr(value.slice(0, options.limit))}…`;
    case 'boolean':
      return repr(value);
  }
  const type = typeOf(value);
  if (value instanceof PyList && type === listType) return `[${elements(value.items, options, depth)}]`;
  if (value instanceof PyTuple && type === tupleType) {
    return `(${elements(value.items, options, depth)}${value.items.length === 1 ? ',' : ''})`;
  }
  if (value instanceof PyDict && type === PyDict.type) return dictText(value, options, depth);
  if (value instanceof PySet && (type === setType || type === frozensetType)) {
    const items = value.data.size === 0 ? '' : `{${elements(elementList(value), options, depth)}}`;
    return type === setType && items !== '' ? items : `${type.name}(${items})`;
  }
  return repr(value);
}

function elements(items: readonly Value[], options: TextOptions, depth: number): string {
  if (items.length === 0) return '';
  if (depth === 0) return '…';
  const limit = options.limit > 1000 ? items.length : ELEMENTS;
  const texts = items.slice(0, limit).map((item) => bounded(item, options, depth - 1));
  if (items.length > limit) texts.push(`… ${items.length - limit} more`);
  return texts.join(', ');
}

function dictText(dict: PyDict, options: TextOptions, depth: number): string {
  const entries = dict.entries();
  if (entries.length === 0) return '{}';
  if (depth === 0) return '{…}';
  const limit = options.limit > 1000 ? entries.length : ELEMENTS;
  const texts = entries
    .slice(0, limit)
    .map(([key, value]) => `${bounded(key, options, depth - 1)}: ${bounded(value, options, depth - 1)}`);
  if (entries.length > limit) texts.push(`… ${entries.length - limit} more`);
  return `{${texts.join(', ')}}`;
}

function hexText(value: number | bigint): string {
  return value < 0 ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`;
}

function intText(value: number | bigint, limit: number): string {
  const text = String(value);
  return text.length <= limit ? text : `${text.slice(0, 20)}…${text.slice(-20)} (${text.length} digits)`;
}

function cut(text: string, limit: number): string {
  const tail = Math.floor(limit / 4);
  return `${text.slice(0, limit - tail)}…${text.slice(-tail)}`;
}

/** The text of a str value, as it would be printed; repr for anything else. */
export function plainText(value: Value, options: TextOptions): string {
  return strOf(value) ?? valueText(value, options);
}
