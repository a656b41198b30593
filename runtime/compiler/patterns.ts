/**
 * `match` statements (PEP 634), after CPython 3.11's code.
 *
 * Owns: patterns. Must not know: other statements.
 */
import type { Const } from '../bytecode/constant';
import { constantRepr } from '../bytecode/constantRepr';
import { Op } from '../bytecode/opcodes';
import type * as ast from '../syntax/ast';
import type { CodeGenerator } from './codeGenerator';
import { jumpIf } from './conditions';
import { intConst, strTuple } from './constantTable';
import { constantsEqual } from './displays';

/** What a pattern being compiled has on the stack, and where it goes when it fails. */
interface PatternContext {
  /** Captured names in the order of their values, which lie below `onTop` items. */
  stores: string[];
  /** Whether a pattern that always matches may stand here. */
  allowIrrefutable: boolean;
  /** Jumping to failPop[n] pops n items and fails. */
  failPop: number[];
  /** Items that must stay on top of the stack, above the captures. */
  onTop: number;
}

export function visitMatch(c: CodeGenerator, s: ast.Match): void {
  c.visitExpr(s.subject);
  const end = c.newLabel();
  const last = s.cases[s.cases.length - 1];
  const hasDefault = isWildcard(last.pattern) && s.cases.length > 1;
  const tested = s.cases.length - (hasDefault ? 1 : 0);
  for (let i = 0; i < tested; i++) {
    const m = s.cases[i];
    const copied = i !== tested - 1;
    c.location = m.pattern;
    c.setLine(m.pattern.lineno);
    if (copied) c.emit(Op.DUP_TOP);
    const irrefutable = m.guard !== null || i === s.cases.length - 1;
    const pc: PatternContext = { stores: [], allowIrrefutable: irrefutable, failPop: [], onTop: 0 };
    pattern(c, m.pattern, pc);
    for (const name of pc.stores) c.storeName(name);
    if (m.guard !== null) jumpIf(c, m.guard, failLabel(c, pc, 0), false);
    if (copied) c.nowhere(() => c.emit(Op.POP_TOP));
    c.visitStmts(m.body);
    c.emitJumpNowhere(Op.JUMP_FORWARD, end);
    c.location = m.pattern;
    c.setLine(m.pattern.lineno);
    emitFailPops(c, pc);
  }
  if (hasDefault) {
    c.location = last.pattern;
    c.setLine(last.pattern.lineno);
    c.emitLine(last.pattern);
    if (last.guard !== null) jumpIf(c, last.guard, end, false);
    c.visitStmts(last.body);
  }
  c.place(end);
}

function isWildcard(p: ast.Pattern): boolean {
  return p.kind === 'MatchAs' && p.name === null && p.pattern === null;
}

function isStarWildcard(p: ast.Pattern): boolean {
  return p.kind === 'MatchStar' && p.name === null;
}

function pattern(c: CodeGenerator, p: ast.Pattern, pc: PatternContext): void {
  const before = c.location;
  c.location = p;
  switch (p.kind) {
    case 'MatchValue':
      if (!isLiteralOrAttribute(p.value)) throw c.error('patterns may only match literals and attribute lookups', p);
      c.visitExpr(p.value);
      c.emit(Op.COMPARE_OP, 2);
      jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
      break;
    case 'MatchSingleton':
      c.emitConst(p.value);
      c.emit(Op.IS_OP, 0);
      jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
      break;
    case 'MatchSequence':
      sequencePattern(c, p, pc);
      break;
    case 'MatchMapping':
      mappingPattern(c, p, pc);
      break;
    case 'MatchClass':
      classPattern(c, p, pc);
      break;
    case 'MatchStar':
      capture(c, p.name, pc);
      break;
    case 'MatchAs':
      asPattern(c, p, pc);
      break;
    case 'MatchOr':
      orPattern(c, p, pc);
      break;
  }
  c.location = before;
}

function subpattern(c: CodeGenerator, p: ast.Pattern, pc: PatternContext): void {
  const before = pc.allowIrrefutable;
  pc.allowIrrefutable = true;
  pattern(c, p, pc);
  pc.allowIrrefutable = before;
}

function isLiteralOrAttribute(e: ast.Expr): boolean {
  return e.kind === 'Constant' || e.kind === 'Attribute';
}

// --- failing ---

function failLabel(c: CodeGenerator, pc: PatternContext, pops: number): number {
  while (pc.failPop.length <= pops) pc.failPop.push(c.newLabel());
  return pc.failPop[pops];
}

function jumpToFail(c: CodeGenerator, pc: PatternContext, op: number): void {
  c.emitJump(op, failLabel(c, pc, pc.onTop + pc.stores.length));
}

function emitFailPops(c: CodeGenerator, pc: PatternContext): void {
  for (let pops = pc.failPop.length - 1; pops >= 0; pops--) {
    c.place(pc.failPop[pops]);
    if (pops > 0) c.emit(Op.POP_TOP);
  }
  pc.failPop = [];
}

// --- captures ---

/** Moves the top of the stack down to position n. */
function rotate(c: CodeGenerator, n: number): void {
  if (n === 2) c.emit(Op.ROT_TWO);
  else if (n === 3) c.emit(Op.ROT_THREE);
  else if (n === 4) c.emit(Op.ROT_FOUR);
  else if (n > 4) c.emit(Op.ROT_N, n);
}

function duplicateCapture(c: CodeGenerator, name: string): Error {
  return c.error(`multiple assignments to name '${name}' in pattern`);
}

function capture(c: CodeGenerator, name: string | null, pc: PatternContext): void {
  if (name === null) return c.emit(Op.POP_TOP);
  if (pc.stores.includes(name)) throw duplicateCapture(c, name);
  rotate(c, pc.onTop + pc.stores.length + 1);
  pc.stores.push(name);
}

function asPattern(c: CodeGenerator, p: ast.MatchAs, pc: PatternContext): void {
  if (p.pattern === null) {
    if (!pc.allowIrrefutable) {
      const what = p.name === null ? 'wildcard' : `name capture '${p.name}'`;
      throw c.error(`${what} makes remaining patterns unreachable`, p);
    }
    return capture(c, p.name, pc);
  }
  pc.onTop++;
  c.emit(Op.DUP_TOP);
  pattern(c, p.pattern, pc);
  pc.onTop--;
  capture(c, p.name, pc);
}

// --- sequences ---

function sequencePattern(c: CodeGenerator, p: ast.MatchSequence, pc: PatternContext): void {
  const { patterns } = p;
  const size = patterns.length;
  let star = -1;
  let starWildcard = false;
  let onlyWildcards = true;
  patterns.forEach((sub, i) => {
    if (sub.kind === 'MatchStar') {
      if (star >= 0) throw c.error('multiple starred names in sequence pattern', p);
      star = i;
      starWildcard = isStarWildcard(sub);
      onlyWildcards &&= starWildcard;
    } else {
      onlyWildcards &&= isWildcard(sub);
    }
  });
  pc.onTop++;
  c.emit(Op.MATCH_SEQUENCE);
  jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
  if (star < 0) {
    c.emit(Op.GET_LEN);
    c.emitConst(intConst(size));
    c.emit(Op.COMPARE_OP, 2);
    jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
  } else if (size > 1) {
    c.emit(Op.GET_LEN);
    c.emitConst(intConst(size - 1));
    c.emit(Op.COMPARE_OP, 5);
    jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
  }
  pc.onTop--;
  if (onlyWildcards) c.emit(Op.POP_TOP);
  else if (starWildcard) indexItems(c, patterns, star, pc);
  else unpackItems(c, patterns, star, pc);
}

function unpackItems(c: CodeGenerator, patterns: ast.Pattern[], star: number, pc: PatternContext): void {
  const size = patterns.length;
  if (star < 0) {
    c.emit(Op.UNPACK_SEQUENCE, size);
  } else {
    if (star >= 1 << 8) throw c.error('too many expressions in star-unpacking sequence pattern');
    c.emit(Op.UNPACK_EX, star + ((size - star - 1) << 8));
  }
  pc.onTop += size;
  for (const sub of patterns) {
    pc.onTop--;
    subpattern(c, sub, pc);
  }
}

/** `[a, *_, b]`: the items are fetched by index, so that nothing is copied for the star. */
function indexItems(c: CodeGenerator, patterns: ast.Pattern[], star: number, pc: PatternContext): void {
  pc.onTop++;
  patterns.forEach((sub, i) => {
    if (i === star || isWildcard(sub)) return;
    c.emit(Op.DUP_TOP);
    if (i < star) {
      c.emitConst(intConst(i));
    } else {
      c.emit(Op.GET_LEN);
      c.emitConst(intConst(patterns.length - i));
      c.emit(Op.BINARY_SUBTRACT);
    }
    c.emit(Op.BINARY_SUBSCR);
    subpattern(c, sub, pc);
  });
  pc.onTop--;
  c.emit(Op.POP_TOP);
}

// --- mappings and classes ---

function mappingPattern(c: CodeGenerator, p: ast.MatchMapping, pc: PatternContext): void {
  const size = p.keys.length;
  pc.onTop++;
  c.emit(Op.MATCH_MAPPING);
  jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
  if (size === 0 && p.rest === null) {
    pc.onTop--;
    return c.emit(Op.POP_TOP);
  }
  if (size > 0) {
    c.emit(Op.GET_LEN);
    c.emitConst(intConst(size));
    c.emit(Op.COMPARE_OP, 5);
    jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
  }
  mappingKeys(c, p);
  c.emit(Op.MATCH_KEYS);
  pc.onTop += 2;
  failIfNone(c, pc);
  c.emit(Op.UNPACK_SEQUENCE, size);
  pc.onTop += size - 1;
  for (const sub of p.patterns) {
    pc.onTop--;
    subpattern(c, sub, pc);
  }
  // subject and tuple of keys are left
  pc.onTop--;
  if (p.rest !== null) {
    c.emit(Op.COPY_DICT_WITHOUT_KEYS);
    capture(c, p.rest, pc);
  } else {
    c.emit(Op.POP_TOP);
  }
  pc.onTop--;
  c.emit(Op.POP_TOP);
}

function mappingKeys(c: CodeGenerator, p: ast.MatchMapping): void {
  const seen: Const[] = [];
  for (const key of p.keys) {
    if (key.kind === 'Constant') {
      const value = key.value as Const;
      if (seen.some((other) => constantsEqual(other, value)))
        throw c.error(`mapping pattern checks duplicate key (${constantRepr(value, () => '')})`, p);
      seen.push(value);
    } else if (key.kind !== 'Attribute') {
      throw c.error('mapping pattern keys may only match literals and attribute lookups', p);
    }
    c.visitExpr(key);
  }
  c.emit(Op.BUILD_TUPLE, p.keys.length);
}

/** The top of the stack, one of the items on top, is None when the match failed. */
function failIfNone(c: CodeGenerator, pc: PatternContext): void {
  c.emit(Op.DUP_TOP);
  c.emitNone();
  c.emit(Op.IS_OP, 1);
  jumpToFail(c, pc, Op.POP_JUMP_IF_FALSE);
}

function classPattern(c: CodeGenerator, p: ast.MatchClass, pc: PatternContext): void {
  p.kwd_attrs.forEach((name, i) => {
    const again = p.kwd_attrs.indexOf(name, i + 1);
    if (again >= 0) {
      throw c.error(`attribute name repeated in class pattern: ${name}`, p.kwd_patterns[again]);
    }
  });
  const patterns = [...p.patterns, ...p.kwd_patterns];
  c.visitExpr(p.cls);
  c.emitConst(strTuple(p.kwd_attrs));
  c.emit(Op.MATCH_CLASS, p.patterns.length);
  pc.onTop++;
  failIfNone(c, pc);
  c.emit(Op.UNPACK_SEQUENCE, patterns.length);
  pc.onTop += patterns.length - 1;
  for (const sub of patterns) {
    pc.onTop--;
    if (isWildcard(sub)) c.emit(Op.POP_TOP);
    else subpattern(c, sub, pc);
  }
}

// --- alternatives ---

function orPattern(c: CodeGenerator, p: ast.MatchOr, pc: PatternContext): void {
  const end = c.newLabel();
  const last = p.patterns.length - 1;
  let control: string[] = [];
  p.patterns.forEach((alternative, i) => {
    const inner: PatternContext = {
      stores: [],
      allowIrrefutable: i === last && pc.allowIrrefutable,
      failPop: [],
      onTop: 0,
    };
    c.emit(Op.DUP_TOP);
    pattern(c, alternative, inner);
    if (i === 0) control = inner.stores;
    else reorderCaptures(c, control, inner.stores, p);
    c.emitJump(Op.JUMP_FORWARD, end);
    emitFailPops(c, inner);
  });
  c.emit(Op.POP_TOP);
  jumpToFail(c, pc, Op.JUMP_FORWARD);
  c.place(end);
  const distance = control.length + 1 + pc.onTop + pc.stores.length;
  for (const name of control) {
    rotate(c, distance);
    if (pc.stores.includes(name)) throw duplicateCapture(c, name);
    pc.stores.push(name);
  }
  c.emit(Op.POP_TOP);
}

/** Brings the captures of an alternative into the order of the first one's. */
function reorderCaptures(c: CodeGenerator, control: string[], stores: string[], where: ast.Positioned): void {
  const different = () => c.error('alternative patterns bind different names', where);
  if (stores.length !== control.length) throw different();
  for (let i = control.length - 1; i >= 0; i--) {
    const at = stores.indexOf(control[i]);
    if (at < 0) throw different();
    if (at === i) continue;
    const rotated = stores.splice(0, at + 1);
    stores.splice(i - at, 0, ...rotated);
    for (let k = 0; k <= at; k++) rotate(c, i + 1);
  }
}
