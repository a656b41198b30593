/**
 * Setting `f_lineno` in a trace function: the frame goes on at another line (CPython's frame_setlineno).
 *
 * Owns: which jumps the operand stack allows. Must not know: who asks.
 */
import type { Code } from '../../bytecode/code';
import { decode, endsBlock, jumpTarget } from '../../bytecode/instructions';
import { OPCODES, Op } from '../../bytecode/opcodes';
import { None } from '../../objects/builtinTypes';
import { valueError } from '../../objects/errors';
import { Exc, type PyBaseException } from '../../objects/exceptionTypes';
import { interp } from '../../objects/interp';
import type { Value } from '../../objects/object';
import type { Frame } from '../frame';
import { ts } from '../thread';
import { current } from './monitoring';

/** What lies in a slot of the operand stack; Handler: the first of the six values of an exception handler. */
const enum Kind {
  Object,
  Iterator,
  Except,
  Handler,
}

type Stack = readonly Kind[];

/** The kinds on the stack before each instruction, by index; undefined where none can be reached. */
function markStacks(code: Code): (Stack | undefined)[] {
  const stacks: (Stack | undefined)[] = [];
  const instructions = decode(code.code);
  const at = new Map(instructions.map((instruction) => [instruction.start, instruction]));
  const work: number[] = [];
  const reach = (offset: number, stack: Stack): void => {
    if (stacks[offset >> 1] !== undefined || !at.has(offset)) return;
    stacks[offset >> 1] = stack;
    work.push(offset);
  };
  reach(0, []);
  for (let offset = work.pop(); offset !== undefined; offset = work.pop()) {
    const { opcode, arg, offset: last, start } = at.get(offset)!;
    const stack = stacks[offset >> 1]!;
    for (let unit = start; unit <= last; unit += 2) stacks[unit >> 1] = stack;
    const entry = code.exceptionTable.find((e) => e.start <= last && last < e.end);
    if (entry) {
      const rest = new Array<Kind>(5).fill(Kind.Except);
      reach(entry.target, [...stack.slice(0, entry.depth), Kind.Handler, ...rest]);
    }
    const info = OPCODES[opcode]!;
    const setsUp = opcode === Op.SETUP_FINALLY || opcode === Op.SETUP_WITH || opcode === Op.SETUP_ASYNC_WITH;
    if (info.jumpEffect !== null && !setsUp) reach(jumpTarget(opcode, arg, last), changed(stack, info.jumpEffect));
    if (endsBlock(opcode)) continue;
    const next = changed(stack, info.effect(arg));
    if (opcode === Op.GET_ITER || opcode === Op.GET_AITER) next[next.length - 1] = Kind.Iterator;
    reach(last + 2, next);
  }
  return stacks;
}

function changed(stack: Stack, effect: number): Kind[] {
  if (effect <= 0) return stack.slice(0, stack.length + effect);
  return [...stack, ...new Array<Kind>(effect).fill(Kind.Object)];
}

function compatible(from: Stack, to: Stack): boolean {
  return from.length >= to.length && to.every((kind, i) => kind === Kind.Object || kind === from[i]);
}

function explain(to: Stack): string {
  switch (to.at(-1)) {
    case Kind.Except:
    case Kind.Handler:
      return "can't jump into an 'except' block as there's no exception";
    case Kind.Iterator:
      return "can't jump into the body of a for loop";
    default:
      return 'incompatible stacks';
  }
}

/** The instructions that begin a line, by line; those that are never reached (CPython has none) don't count. */
function lineStarts(code: Code, stacks: readonly (Stack | undefined)[]): Map<number, number[]> {
  const starts = new Map<number, number[]>();
  let before = -1;
  for (let pc = 0; pc < code.code.length >> 1; pc++) {
    const line = code.lineAt(pc * 2);
    if (line !== before && line > 0 && stacks[pc] !== undefined) starts.set(line, [...(starts.get(line) ?? []), pc]);
    if (line > 0) before = line;
  }
  return starts;
}

function checkEvent(f: Frame): void {
  switch (current.event) {
    case 'line':
    case 'opcode':
      return;
    case null:
      throw valueError('f_lineno can only be set in a trace function');
    case 'call':
      if (f.pc === 0) throw valueError("can't jump from the 'call' trace event of a new frame");
      return;
    default:
      throw valueError("can only jump from a 'line' trace event");
  }
}

export function setLine(f: Frame, line: Value): void {
  if (typeof line !== 'number') throw valueError('lineno must be an integer');
  checkEvent(f);
  const { code } = f;
  if (line < code.firstlineno) throw valueError(`line ${line} comes before the current code block`);
  const stacks = markStacks(code);
  const starts = lineStarts(code, stacks);
  const target = Math.min(...[...starts.keys()].filter((candidate) => candidate >= line));
  if (target === Infinity) throw valueError(`line ${line} comes after the current code block`);
  const from = stacks[f.pc - 1] ?? [];
  let best = -1;
  let why = '';
  for (const pc of starts.get(target)!) {
    const to = stacks[pc]!;
    if (!compatible(from, to)) why ||= explain(to);
    else if (best < 0 || to.length > stacks[best]!.length) best = pc;
  }
  if (best < 0) throw valueError(why);
  bindLocals(f);
  dropStack(f, from, stacks[best]!.length);
  f.pc = best + 1;
  f.tracing!.line = -1;
}

/** What is skipped may have been an assignment. */
function bindLocals(f: Frame): void {
  let unbound = 0;
  for (let i = 0; i < f.x.nlocals; i++)
    if (f.s[i] === undefined && !f.code.cellvars.includes(f.code.varnames[i])) unbound++;
  if (unbound === 0) return;
  interp().warn(Exc.RuntimeWarning, `assigning None to ${unbound} unbound local${unbound === 1 ? '' : 's'}`, 0);
  for (let i = 0; i < f.x.nlocals; i++)
    if (f.s[i] === undefined && !f.code.cellvars.includes(f.code.varnames[i])) f.s[i] = None;
}

/** Leaves blocks: with an exception handler goes what it handles. */
function dropStack(f: Frame, kinds: Stack, depth: number): void {
  const { base } = f.x;
  for (let i = kinds.length - 1; i >= depth; i--) {
    if (kinds[i] === Kind.Handler) {
      const old = f.s[base + i + 1]!;
      ts.exc.excValue = old === None ? null : (old as PyBaseException);
    }
  }
  f.s.fill(undefined, base + depth, base + kinds.length);
  f.sp = base + depth;
}
