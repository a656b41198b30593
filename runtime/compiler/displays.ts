/**
 * List, tuple, set and dict displays, and assignment to lists of targets.
 *
 * Owns: starred elements and unpacking. Must not know: other expressions.
 */
import type { Const } from '../bytecode/constant';
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';

function allConstants(list: (ast.Expr | null)[], begin: number, end: number): Const[] | null {
  const items: Const[] = [];
  for (let i = begin; i < end; i++) {
    const e = list[i];
    if (e?.kind !== 'Constant') return null;
    items.push(e.value);
  }
  return items;
}

/** Builds a collection of elements, some of them starred, on top of `pushed` values (CPython's starunpack_helper). */
export function buildCollection(
  c: CodeGenerator,
  elts: ast.Expr[],
  pushed: number,
  build: number,
  add: number,
  extend: number,
  tuple: boolean,
): void {
  const n = elts.length;
  if (n > 2) {
    const items = allConstants(elts, 0, n);
    if (items !== null) {
      if (tuple && pushed === 0) return c.emitConst({ type: 'tuple', items });
      c.emit(build, pushed);
      c.emitConst(add === Op.SET_ADD ? frozenset(items) : { type: 'tuple', items });
      c.emit(extend, 1);
      if (tuple) c.emit(Op.LIST_TO_TUPLE);
      return;
    }
  }
  if (!elts.some((e) => e.kind === 'Starred')) {
    c.visitExprs(elts);
    return c.emit(tuple ? Op.BUILD_TUPLE : build, n + pushed);
  }
  let started = false;
  for (let i = 0; i < n; i++) {
    const e = elts[i];
    if (e.kind === 'Starred') {
      if (!started) {
        c.emit(build, i + pushed);
        started = true;
      }
      c.visitExpr(e.value);
      c.emit(extend, 1);
    } else {
      c.visitExpr(e);
      if (started) c.emit(add, 1);
    }
  }
  if (tuple) c.emit(Op.LIST_TO_TUPLE);
}

/** A frozenset constant; equal elements once, the first of them kept. */
export function frozenset(items: Const[]): Const {
  const kept: Const[] = [];
  for (const item of items) if (!kept.some((other) => constantsEqual(other, item))) kept.push(item);
  return { type: 'frozenset', items: kept };
}

/** Python's == for constants that can be set elements (1 == 1.0 == True). */
export function constantsEqual(a: Const, b: Const): boolean {
  if (a.type === 'tuple' && b.type === 'tuple') {
    return a.items.length === b.items.length && a.items.every((item, i) => constantsEqual(item, b.items[i]));
  }
  const x = numeric(a);
  const y = numeric(b);
  // eslint-disable-next-line eqeqeq -- == compares a bigint with a number by value
  if (x !== null && y !== null) return x == y;
  if (a.type !== b.type) return false;
  if (a.type === 'str' && b.type === 'str') return a.value === b.value;
  if (a.type === 'complex' && b.type === 'complex') return (a.real ?? 0) === (b.real ?? 0) && a.imag === b.imag;
  if (a.type === 'bytes' && b.type === 'bytes') return a.value.join() === b.value.join();
  return a.type === 'None' || a.type === 'Ellipsis';
}

function numeric(value: Const): number | bigint | null {
  if (value.type === 'bool') return value.value ? 1 : 0;
  if (value.type === 'complex') return value.imag === 0 ? (value.real ?? 0) : null;
  return value.type === 'int' || value.type === 'float' ? value.value : null;
}

export function visitList(c: CodeGenerator, e: ast.List): void {
  if (e.ctx === 'Store') assignTargets(c, e.elts);
  else if (e.ctx === 'Load') buildCollection(c, e.elts, 0, Op.BUILD_LIST, Op.LIST_APPEND, Op.LIST_EXTEND, false);
  else c.visitExprs(e.elts);
}

export function visitTuple(c: CodeGenerator, e: ast.Tuple): void {
  if (e.ctx === 'Store') assignTargets(c, e.elts);
  else if (e.ctx === 'Load') buildCollection(c, e.elts, 0, Op.BUILD_LIST, Op.LIST_APPEND, Op.LIST_EXTEND, true);
  else c.visitExprs(e.elts);
}

export function visitSet(c: CodeGenerator, e: ast.Set): void {
  buildCollection(c, e.elts, 0, Op.BUILD_SET, Op.SET_ADD, Op.SET_UPDATE, false);
}

/** Unpacks the top of the stack into targets. */
function assignTargets(c: CodeGenerator, elts: ast.Expr[]): void {
  unpack(c, elts);
  for (const e of elts) c.visitExpr(e.kind === 'Starred' ? e.value : e);
}

function unpack(c: CodeGenerator, elts: ast.Expr[]): void {
  const n = elts.length;
  let starred = false;
  for (let i = 0; i < n; i++) {
    if (elts[i].kind !== 'Starred') continue;
    if (starred) throw c.error('multiple starred expressions in assignment');
    if (i >= 1 << 8 || n - i - 1 >= 0x7fffff) throw c.error('too many expressions in star-unpacking assignment');
    c.emit(Op.UNPACK_EX, i + ((n - i - 1) << 8));
    starred = true;
  }
  if (!starred) c.emit(Op.UNPACK_SEQUENCE, n);
}

export function visitDict(c: CodeGenerator, e: ast.Dict): void {
  const { keys, values } = e;
  const n = values.length;
  let built = false;
  let pending = 0;
  const flush = (end: number) => {
    subdict(c, e, end - pending, end);
    if (built) c.emit(Op.DICT_UPDATE, 1);
    built = true;
    pending = 0;
  };
  for (let i = 0; i < n; i++) {
    if (keys[i] === null) {
      if (pending > 0) flush(i);
      if (!built) {
        c.emit(Op.BUILD_MAP, 0);
        built = true;
      }
      c.visitExpr(values[i]);
      c.emit(Op.DICT_UPDATE, 1);
    } else if (pending === 0xffff) {
      pending++;
      flush(i + 1);
    } else {
      pending++;
    }
  }
  if (pending > 0) flush(n);
  if (!built) c.emit(Op.BUILD_MAP, 0);
}

function subdict(c: CodeGenerator, e: ast.Dict, begin: number, end: number): void {
  const n = end - begin;
  const constants = n > 1 ? allConstants(e.keys, begin, end) : null;
  if (constants !== null) {
    for (let i = begin; i < end; i++) c.visitExpr(e.values[i]);
    c.emitConst({ type: 'tuple', items: constants });
    return c.emit(Op.BUILD_CONST_KEY_MAP, n);
  }
  for (let i = begin; i < end; i++) {
    c.visitExpr(e.keys[i]!);
    c.visitExpr(e.values[i]);
  }
  c.emit(Op.BUILD_MAP, n);
}
