/**
 * Writes the text of a function that runs a code object without a frame: locals and operand stack are JavaScript's.
 *
 * Owns: the layout of the function and its two ways out. At `leave` the interpreter is to do an instruction; at `wait`
 * a function it has called has left. Both make the frame of the values that the variables have there (leaving.ts).
 */
import { O } from '../../opcodeNumbers';
import { How } from '../../frame';
import { jumpTarget } from '../analysis';
import type { CompileSource } from '../compile';
import { InstructionText } from '../instructionText';

import { blockLabel, blocksOf, loopLabel, type Jump } from './blocks';
import { callSite } from './callSites';
import { framelessRules } from './rules';

export class FramelessWriter extends InstructionText {
  private readonly deleted = new Set<number>();
  readonly ncells: number;
  private readonly sites: string[] = [];
  private readonly places = new Map<number, number>();
  private depthHere = 0;

  constructor(
    src: CompileSource,
    /** Of analyse(), without handlers: what only an exception leads to is not reached here. */
    private readonly depth: Int32Array,
    /** Inline caches, by instruction, with what the interpreter has seen. */
    readonly caches: readonly unknown[],
    /** Calls note where they are made. */
    private readonly notesPlaces: boolean,
  ) {
    // Nothing is resumed here: only jumps lead elsewhere than to the next instruction.
    super(src, new Set(jumpsOf(src.words, depth).map(({ to }) => to)));
    this.ncells = src.code.cellvars.length;
    for (const w of src.words) if ((w & 0xff) === O.DELETE_FAST) this.deleted.add(w >>> 8);
  }

  /** Null where the jumps do not nest. */
  write(): string | null {
    const { words, base, nlocals, code } = this.src;
    const blocks = blocksOf(jumpsOf(words, this.depth));
    if (blocks === null) return null;
    const out: string[] = [];
    for (let at = 0; at <= words.length; at++) {
      const edge = blocks.before.get(at);
      if (edge !== undefined) out.push(edge);
      if (at === words.length || this.depth[at] < 0 || this.skipped.has(at)) continue;
      const op = words[at] & 0xff;
      this.depthHere = this.depth[at];
      out.push(framelessRules[op as O]?.(this, at, words[at] >>> 8, this.depthHere, op) ?? this.leave(at));
    }
    const { stacksize } = code;
    const names = (prefix: string, from: number, to: number): string[] =>
      Array.from({ length: Math.max(0, to - from) }, (_, i) => `${prefix}${from + i}`);
    const temps = names('t', 0, stacksize + 1);
    const cells = names('e', 0, this.ncells);
    const free = new Array<string>(base - nlocals - cells.length).fill('undefined');
    const slots = [...names('l', 0, nlocals), ...cells, ...free, ...names('t', 0, stacksize)].join(',');
    const variables = [...names('l', code.argcount, nlocals), ...temps, ...cells, 'r', 'q', 'p', 'sp'].join(',');
    const params = ['fn', 'room', ...names('l', 0, code.argcount)].join(',');
    const sites = this.sites.length > 0 ? `let ${this.sites.join(',')};` : '';
    return `"use strict";const word=attention.word;${this.constants()}${sites}return function frameless(${params}){let ${variables};
${this.makeCells()}waiting:{leaving:{
${out.join('\n')}
}return leaveBefore(x,fn,[${slots}],sp,p);}
return leaveWaiting(x,fn,[${slots}],sp,p,r,q);}`;
  }

  /** As Frame.initCells does. */
  private makeCells(): string {
    const { cellvars, varnames, argcount } = this.src.code;
    return cellvars
      .map((name, i) => {
        const local = varnames.indexOf(name);
        return local >= 0 && local < argcount
          ? `e${i}=new PyCell(l${local});l${local}=undefined;`
          : `e${i}=new PyCell();`;
      })
      .join('');
  }

  /** The expression for a cell. */
  cell(i: number): string {
    return i < this.ncells ? `e${i}` : `fn.closure[${i - this.ncells}]`;
  }

  /** The last instruction before `at` that stood on a stack of `d` values: what put a value there, or a value on it. */
  pusher(at: number, d: number): number {
    let i = at - 1;
    while (i > 0 && this.depth[i] !== d) i--;
    return i;
  }

  /** The interpreter does the instruction. */
  leave(at: number): string {
    return `{sp=${this.src.base + this.depthHere};p=${at};break leaving;}`;
  }

  /**
   * What was called has left; the instruction at `at` gets its result later, onto a stack of `d` values. For How.Init the
   * instance is in q.
   */
  wait(at: number, d: number, how = this.opAt(at) === (O.YIELD_FROM as number) ? How.Await : How.Call): string {
    return `{sp=${this.src.base + d};p=${at + 1};r=${how};break waiting;}`;
  }

  /** Jumps from the instruction at `at`, or from the next which it does, too. */
  jump(at: number, to: number): string {
    if (to > at) return `break ${blockLabel(to)};`;
    // A backward jump polls: the interpreter makes the jump then, and attends.
    return `{if(word[0]!==0)${this.leave(at)}continue ${loopLabel(to)};}`;
  }

  /** Variables of a call site: the last function's code, and that made ready to run. */
  site(at: number): [code: string, x: string] {
    const names: [string, string] = [`k${at}`, `x${at}`];
    this.sites.push(...names);
    return names;
  }

  /** The number of a place for those that want to know where calls are made; null where nobody does. */
  place(at: number): number | null {
    if (!this.notesPlaces) return null;
    let place = this.places.get(at);
    if (place === undefined) this.places.set(at, (place = callSite(this.src.code, at)));
    return place;
  }

  /** Notes that a frameless function is called at `at`. */
  notePlace(at: number): string {
    const place = this.place(at);
    return place === null ? '' : `callPlaces[room]=${place};`;
  }

  /** Variables of a call of a class: the last class, its version, `__init__`, the code of that and the same made ready. */
  classSite(at: number): string[] {
    const names = ['f', 'v', 'n', 'k', 'x'].map((prefix) => `${prefix}${at}`);
    this.sites.push(...names);
    return names;
  }

  /** `super().name` in a method: the variable of the place, and the expression for the class. Null: not as usual. */
  superSite(at: number, name: number): [site: string, cls: string] | null {
    const { code } = this.src;
    const cell = code.freevars.indexOf('__class__');
    if (cell < 0 || code.argcount === 0 || code.cellvars.includes(code.varnames[0])) return null;
    this.sites.push(`z${at}=new SuperSite(x.names[${name}])`);
    return [`z${at}`, `fn.closure[${cell}].value`];
  }

  /** Can a local be unset where it is loaded? */
  mayBeUnset(local: number): boolean {
    return local >= this.src.nargs || this.deleted.has(local);
  }
}

function jumpsOf(words: Int32Array, depth: Int32Array): Jump[] {
  const out: Jump[] = [];
  for (let at = 0; at < words.length; at++) {
    if (depth[at] < 0) continue;
    const to = jumpTarget(words[at] & 0xff, words[at] >>> 8, at);
    if (to >= 0) out.push({ from: at, to });
  }
  return out;
}
