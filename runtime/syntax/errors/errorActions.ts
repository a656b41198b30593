/**
 * What the error pass's grammar does besides matching: raising with a message, finding invalid targets, checking
 * literals.
 *
 * Owns: CPython's _PyPegen_get_expr_name, _PyPegen_get_invalid_target and the actions that can raise.
 * Must not know: the grammar.
 */

import { InternalError } from '../../base/internalError';
import { decodeBytes, decodeStr, LiteralError, splitLiteral } from '../stringLiteral';
import { MAX_INT_DIGITS, numberValue } from '../numberLiteral';
import { Tok } from '../token';
import { FAIL, type PegMachine, PegNode, type PegValue } from './pegMachine';
import type { Action } from './pegNotation';

const NAMES: Record<string, string> = {
  Attribute: 'attribute',
  Subscript: 'subscript',
  Starred: 'starred',
  Name: 'name',
  List: 'list',
  Tuple: 'tuple',
  Lambda: 'lambda',
  Call: 'function call',
  BoolOp: 'expression',
  BinOp: 'expression',
  UnaryOp: 'expression',
  GeneratorExp: 'generator expression',
  Yield: 'yield expression',
  YieldFrom: 'yield expression',
  Await: 'await expression',
  ListComp: 'list comprehension',
  SetComp: 'set comprehension',
  DictComp: 'dict comprehension',
  Dict: 'dict literal',
  Set: 'set display',
  JoinedStr: 'f-string expression',
  TemplateStr: 't-string expression',
  Constant: 'literal',
  None: 'None',
  True: 'True',
  False: 'False',
  Ellipsis: 'ellipsis',
  Compare: 'comparison',
  IfExp: 'conditional expression',
  NamedExpr: 'named expression',
};

function node(value: PegValue): PegNode {
  if (value instanceof PegNode) return value;
  throw new InternalError('error pass: a node was expected');
}

function list(value: PegValue): readonly PegValue[] {
  return Array.isArray(value) ? (value as readonly PegValue[]) : [];
}

/** Mirrors _PyPegen_get_expr_name. */
export function expressionName(value: PegNode): string {
  return NAMES[value.kind] ?? 'expression';
}

function fillMessage(machine: PegMachine, message: string, values: PegValue[]): string {
  let index = 0;
  return message.replace(/\{(\w+):\w\}/g, (_all, form: string) => {
    const value = node(values[index++]);
    switch (form) {
      case 'name':
        return expressionName(value);
      case 'line':
        return String(machine.place(value.first).line);
      case 'text':
        return machine.textAt(value.first);
      case 'bound':
        return value.kind === 'Tuple' ? 'constraints' : 'bound';
      default:
        throw new InternalError(`error pass: no such form ${form}`);
    }
  });
}

/** `at a`, `range a b`, `from a`, `here`, `next`, `indent`: what is blamed. */
export function errorAction(form: string, message: string, names: readonly string[]): Action {
  return (machine, args) => {
    const text = fillMessage(machine, message, args.slice(args.length - names.length));
    switch (form) {
      case 'at':
        return machine.raiseRange(node(args[0]), node(args[0]), text);
      case 'range':
        return machine.raiseRange(node(args[0]), node(args[1]), text);
      case 'from':
        return machine.raiseFrom(node(args[0]), text);
      case 'here':
        return machine.raiseAtToken('SyntaxError', text);
      case 'next':
        machine.kindAt(machine.mark);
        return machine.raiseAtToken('SyntaxError', text, machine.mark);
      case 'indent':
        return machine.raiseAtToken('IndentationError', text);
      default:
        throw new InternalError(`error pass: no such error form ${form}`);
    }
  };
}

type TargetKind = 'star' | 'for' | 'delete';

/** Mirrors _PyPegen_get_invalid_target. */
function invalidTarget(value: PegNode, kind: TargetKind): PegNode | null {
  switch (value.kind) {
    case 'List':
    case 'Tuple':
      for (const element of list(value.parts[0])) {
        const invalid = invalidTarget(node(element), kind);
        if (invalid !== null) return invalid;
      }
      return null;
    case 'Starred':
      return kind === 'delete' ? value : invalidTarget(node(value.parts[0]), kind);
    case 'Compare':
      if (kind !== 'for') return value;
      return node(list(value.parts[1])[0]).kind === 'In' ? invalidTarget(node(value.parts[0]), kind) : null;
    case 'Name':
    case 'Subscript':
    case 'Attribute':
      return null;
    default:
      return value;
  }
}

function targetAction(kind: TargetKind): Action {
  return (machine, [target]) => {
    const invalid = invalidTarget(node(target), kind);
    if (invalid === null) return FAIL;
    const verb = kind === 'delete' ? 'delete' : 'assign to';
    return machine.raiseRange(invalid, invalid, `cannot ${verb} ${expressionName(invalid)}`);
  };
}

function lastOf(value: PegValue): PegNode {
  const values = list(value);
  return node(values[values.length - 1]);
}

/** Mirrors _PyPegen_get_last_comprehension_item of the last clause. */
function lastClauseItem(clauses: PegValue): PegNode {
  const [iterable, conditions] = lastOf(clauses).parts;
  return list(conditions).length > 0 ? lastOf(conditions) : node(iterable);
}

function isLegacy(machine: PegMachine, value: PegNode): boolean {
  if (value.first !== value.last || machine.kindAt(value.first) !== Tok.Name) return false;
  const name = machine.nameAt(value.first);
  return name === 'print' || name === 'exec';
}

function checkText(machine: PegMachine, decode: () => unknown): void {
  try {
    decode();
  } catch (error) {
    if (!(error instanceof LiteralError)) throw error;
    machine.raiseAtToken('SyntaxError', error.message);
  }
}

function isRaw(machine: PegMachine, start: PegNode): boolean {
  return /[rR]/.test(machine.textAt(start.first));
}

/** Mirrors _PyPegen_joined_str's decoding of the text between the fields. */
function checkParts(machine: PegMachine, start: PegNode, parts: PegValue): void {
  if (isRaw(machine, start)) return;
  for (const part of list(parts)) {
    const piece = node(part);
    const kind = machine.kindAt(piece.first);
    if (piece.kind !== 'token' || (kind !== Tok.FStringMiddle && kind !== Tok.TStringMiddle)) continue;
    checkText(machine, () => decodeStr(machine.textAt(piece.first)));
  }
}

function complexLiteral(machine: PegMachine, value: PegNode): boolean {
  return /[jJ]$/.test(machine.textAt(value.first));
}

const ACTIONS: Record<string, Action> = {
  first: (_machine, [values]) => node(list(values)[0]),
  last: (_machine, [values]) => lastOf(values),
  join: (_machine, [first, rest]) => [...(Array.isArray(first) ? list(first) : [first]), ...list(rest)],
  tuple: (machine, [first, rest], start) => machine.node('Tuple', start, [[first, ...list(rest)]]),
  lastClause: (_machine, [clauses]) => lastClauseItem(clauses),
  starTarget: targetAction('star'),
  forTarget: targetAction('for'),
  deleteTarget: targetAction('delete'),

  /** Mirrors _PyPegen_number_token. */
  number: (machine, [token], start) => {
    const at = node(token);
    const text = machine.textAt(at.first);
    if (numberValue(text) === null) {
      const digits = text.replaceAll('_', '').length;
      const place = machine.place(at.first);
      const limit = `Exceeds the limit (${MAX_INT_DIGITS} digits) for integer string conversion: value has ${digits} digits`;
      const advice = 'use sys.set_int_max_str_digits() to increase the limit';
      const hint = 'Consider hexadecimal for huge integer literals to avoid decimal conversion limits.';
      throw machine.known('SyntaxError', place.line, -1, place.endLine, -1, `${limit}; ${advice} - ${hint}`);
    }
    return machine.node('Constant', start, []);
  },

  /** Mirrors _PyPegen_constant_from_string. */
  string: (machine, [token], start) => {
    const at = node(token);
    const { lexer } = machine;
    const from = lexer.tokens.start[at.first];
    const to = lexer.tokens.end[at.first];
    const literal = splitLiteral(lexer.source, from, to);
    const body = lexer.source.slice(from + literal.bodyStart, to - literal.quoteSize);

    if (literal.bytes && /[^\x00-\x7f]/.test(body)) {
      machine.raiseRange(at, at, 'bytes can only contain ASCII literal characters');
    }
    checkText(machine, () => (literal.bytes ? decodeBytes(body, literal.raw) : literal.raw ? body : decodeStr(body)));
    return machine.node(literal.bytes ? 'Bytes' : 'Constant', start, []);
  },

  /** Mirrors _PyPegen_concatenate_strings. */
  strings: (machine, [parts], start) => {
    const pieces = list(parts).map(node);
    const bytes = pieces.filter((piece) => piece.kind === 'Bytes').length;
    if (bytes > 0 && bytes < pieces.length)
      machine.raiseAtToken('SyntaxError', 'cannot mix bytes and nonbytes literals');
    const interpolated = pieces.some((piece) => piece.kind === 'JoinedStr');
    return machine.node(interpolated ? 'JoinedStr' : 'Constant', start, []);
  },

  fstring: (machine, [begin, parts], start) => {
    checkParts(machine, node(begin), parts);
    return machine.node('JoinedStr', start, []);
  },

  tstring: (machine, [begin, parts], start) => {
    checkParts(machine, node(begin), parts);
    return machine.node('TemplateStr', start, []);
  },

  formatText: (machine, [token]) => {
    checkText(machine, () => decodeStr(machine.textAt(node(token).first)));
    return token;
  },

  /** Mirrors _PyPegen_check_fstring_conversion. */
  conversion: (machine, [mark, name]) => {
    const at = node(mark);
    const conversion = node(name);
    const prefix = machine.lexer.mode?.prefix ?? 'f';
    const tokens = machine.lexer.tokens;
    if (tokens.end[at.first] !== tokens.start[conversion.first]) {
      const message = `${prefix}-string: conversion type must come right after the exclamation mark`;
      machine.raiseRange(at, conversion, message);
    }
    const text = machine.nameAt(conversion.first);
    if (text !== 's' && text !== 'r' && text !== 'a') {
      const message = `${prefix}-string: invalid conversion character '${text}': expected 's', 'r', or 'a'`;
      machine.raiseRange(conversion, conversion, message);
    }
    return conversion;
  },

  ensureReal: (machine, [value]) => {
    if (complexLiteral(machine, node(value))) {
      machine.raiseRange(node(value), node(value), 'real number required in complex literal');
    }
    return value;
  },

  ensureImaginary: (machine, [value]) => {
    if (!complexLiteral(machine, node(value))) {
      machine.raiseRange(node(value), node(value), 'imaginary number required in complex literal');
    }
    return value;
  },

  /** Mirrors _PyPegen_nonparen_genexp_in_call: `args` is the Args node. */
  nonParenthesizedGenerator: (machine, [args, clauses]) => {
    const positional = [...list(node(args).parts[0]), ...list(node(args).parts[1]).filter(isPositional)];
    if (positional.length <= 1) return FAIL;
    const message = 'Generator expression must be parenthesized';
    return machine.raiseRange(node(positional[positional.length - 1]), lastClauseItem(clauses), message);
  },

  /** Mirrors _PyPegen_arguments_parsing_error. */
  argumentOrder: (machine, [args]) => {
    const unpacking = list(node(args).parts[1]).some((argument) => node(argument).kind === 'KeywordUnpacking');
    const follows = unpacking ? 'keyword argument unpacking' : 'keyword argument';
    return machine.raiseAtToken('SyntaxError', `positional argument follows ${follows}`);
  },

  legacyStatement: (machine, [name, rest]) => {
    if (!isLegacy(machine, node(name))) return FAIL;
    const word = machine.nameAt(node(name).first);
    const message = `Missing parentheses in call to '${word}'. Did you mean ${word}(...)?`;
    return machine.raiseRange(node(name), node(rest), message);
  },

  missingComma: (machine, [left, right]) => {
    if (isLegacy(machine, node(left))) return FAIL;
    if (machine.levelAt(machine.mark - 1) === 0) return FAIL;
    return machine.raiseRange(node(left), node(right), 'invalid syntax. Perhaps you forgot a comma?');
  },

  missingColon: (machine, [key]) => {
    const from = machine.place(node(key).first);
    const to = machine.place(node(key).last);
    const message = "':' expected after dictionary key";
    throw machine.known('SyntaxError', from.line, to.endCol - 1, to.endLine, -1, message);
  },
};

function isPositional(argument: PegValue): boolean {
  const { kind } = node(argument);
  return kind !== 'Keyword' && kind !== 'KeywordUnpacking';
}

export function namedAction(name: string): Action {
  const action = ACTIONS[name];
  if (action === undefined) throw new InternalError(`error pass: no action ${name}`);
  return action;
}
