/**
 * Writes the text of a compiled function.
 *
 * Owns: what all rules share: the layout of the function, the operand stack in JavaScript variables t0, t1, … (their
 * depth is known statically) and its copy in `f.s`, jumps. Locals stay in `f.s`. The operand stack is written to `f.s`
 * wherever anybody could look: before calls, suspensions and whatever can run Python code. An instruction without a rule
 * goes on in the interpreter, which hands the frame back at the next entry.
 */
import { endsBlock } from '../../bytecode/instructions';
import { O } from '../opcodeNumbers';
import type { Analysis } from './analysis';
import type { CompileSource } from './compile';
import { Exit, leave } from './exits';
import { InstructionText } from './instructionText';
import type { Namespace } from './namespace';
import { rules } from './rules/table';

/** An assignment to a place of the operand stack, in a rule's text. */
const assignment = /\bt(\d+)=(?!=)/g;

/** So many places of the operand stack are followed from label to label. */
const FOLLOWED = 31;

/**
 * What is known of a place of the operand stack. `raw`: it may hold RAW, then its float is in the variable n<place> and in
 * no object yet; `constant`: it holds this number; `likely`: it is likely to hold a float.
 */
export type Known = { kind: 'raw' } | { kind: 'likely' } | { kind: 'constant'; text: string; isFloat: boolean };

export class Writer extends InstructionText {
  private out: string[] = [];
  /** Floats are likely: there is one among the constants, or a division or power. */
  readonly hasFloats: boolean;
  /** Places of the operand stack whose copy in `f.s` is up to date, on every way to the present instruction. */
  private clean = new Set<number>();
  /** The same at the labels, as bits of the first places; all are, as far as one knows, before the first pass. */
  private readonly cleanAt = new Map<number, number>();
  /** What is known of places of the operand stack, up to the next label. */
  readonly known = new Map<number, Known>();
  /** Locals that a float was stored to. */
  readonly floatLocals = new Set<number>();
  /** Places whose float has been in no object somewhere. */
  private readonly rawPlaces = new Set<number>();
  private settled: number | null = null;
  private changed = false;

  constructor(
    src: CompileSource,
    private readonly analysis: Analysis,
    /** Inline caches, by instruction, with what the interpreter has seen. */
    readonly caches: readonly unknown[],
    /** Where the names are, if that is known. */
    readonly ns: Namespace | null,
  ) {
    super(src, analysis.entries);
    this.hasFloats = src.code.consts.some((c) => c.type === 'float') || src.words.some((w) => floating.has(w & 0xff));
  }

  write(): string {
    const { base } = this.src;
    let max = 0;
    for (const d of this.analysis.depth) if (d > max) max = d;
    const restores: string[] = [];
    for (const at of this.analysis.entries) {
      const d = this.analysis.depth[at];
      if (d < 0) continue;
      let r = '';
      for (let i = 0; i < d; i++) r += `t${i}=s[${base + i}];`;
      restores.push(`case ${at}:${r}break;`);
    }
    // A backward jump may tell a label before it that less is clean there: then once more.
    do {
      this.changed = false;
      this.pass();
    } while (this.changed);
    // In parentheses, V8 compiles the function at once instead of reading it twice.
    const temps = Array.from({ length: max + 1 }, (_, i) => `t${i}`).join(',');
    const floats = [...this.rawPlaces].map((i) => `let n${i}=0.1;`).join('');
    return `"use strict";const word=attention.word;${this.constants()}return(function compiled(f){const s=f.s;let ${temps},r,q,v,i;${floats}${this.namespace()}let b=f.pc;
${this.src.from.at === 0 ? 'if(b!==0)' : ''}switch(b){${restores.join('\n')}default:${leave(Exit.Interpret)}}
for(;;)switch(b){
${this.out.join('\n')}
default:f.pc=b;${leave(Exit.Interpret)}}})`;
  }

  /** The namespace of a module or class body, where it is a plain dictionary. */
  private namespace(): string {
    if (!this.src.words.some((w) => namesOf.has(w & 0xff))) return '';
    return 'const ns=f.locals!==null&&f.locals.cls===dictType?f.locals:noNames;';
  }

  private pass(): void {
    const { words } = this.src;
    this.out = [];
    this.skipped.clear();
    this.clean.clear();
    this.known.clear();
    let falls = false;
    for (let at = 0; at < words.length; at++) {
      if (this.analysis.depth[at] < 0) {
        falls = false;
        continue;
      }
      if (this.analysis.entries.has(at)) {
        if (falls) this.out.push(this.boxBelow(this.analysis.depth[at]));
        this.known.clear();
        this.out.push(`case ${at}:`);
        if (falls) this.flow(at);
        const mask = this.cleanAt.get(at) ?? -1;
        this.clean.clear();
        for (let i = 0; i < FOLLOWED; i++) if ((mask & (1 << i)) !== 0) this.clean.add(i);
      }
      if (!this.skipped.has(at)) this.instruction(at);
      falls = !endsBlock(words[at] & 0xff);
    }
  }

  /** From here one may get to a label, with a place `assigned`: where a frame is resumed at it, all places are clean. */
  flow(to: number, assigned = -1): void {
    let mask = 0;
    for (const i of this.clean) if (i < FOLLOWED && i !== assigned) mask |= 1 << i;
    const before = this.cleanAt.get(to) ?? -1;
    if ((before & mask) === before) return;
    this.cleanAt.set(to, before & mask);
    this.changed = true;
  }

  /** A place that the present instruction assigns and that will stay for long: its copy is made at once. */
  settle(place: number): string {
    this.settled = place;
    return `s[${this.src.base + place}]=t${place};`;
  }

  private instruction(at: number): void {
    const w = this.src.words[at];
    const rule = rules[w & 0xff];
    const d = this.analysis.depth[at];
    if (this.known.size > 0) {
      for (const place of this.known.keys()) if (place >= d) this.known.delete(place);
      if (!takesRaw.has(w & 0xff)) {
        const boxes = this.boxBelow(d);
        if (boxes !== '') this.out.push(boxes);
      }
    }
    // Without a rule: what follows is reached through the interpreter only, at the next entry.
    const text = rule === undefined ? this.bail(at, d) : rule(this, at, w >>> 8, d, w & 0xff);
    if (!takesRaw.has(w & 0xff)) this.known.clear();
    if (text === '') return;
    this.out.push(text);
    for (const [, place] of text.matchAll(assignment)) this.clean.delete(Number(place));
    if (this.settled !== null) this.clean.add(this.settled);
    this.settled = null;
  }

  /** The present instruction has put a float, in no object, in a place. */
  becomesRaw(place: number): void {
    this.known.set(place, { kind: 'raw' });
    this.rawPlaces.add(place);
  }

  /** Makes the object of a float where there is none. */
  box(place: number): string {
    if (this.known.get(place)?.kind !== 'raw') return '';
    this.known.delete(place);
    this.clean.delete(place);
    return `if(t${place}===RAW)t${place}=new PyFloat(n${place});`;
  }

  boxBelow(d: number): string {
    let text = '';
    for (let i = 0; i < d; i++) text += this.box(i);
    return text;
  }

  /** The value in a place, as an object. */
  boxed(place: number): string {
    return this.known.get(place)?.kind === 'raw' ? `(t${place}===RAW?new PyFloat(n${place}):t${place})` : `t${place}`;
  }

  /** Completes the frame's state as an expression that ends in a comma; for text that is not run on every way. */
  sync(at: number, d: number): string {
    return `${this.copies(d)}f.sp=${this.src.base + d},f.pc=${at + 1},`;
  }

  /** Completes the frame's state as a statement that is always run. */
  spill(at: number, d: number): string {
    const text = `${this.copies(d)}f.sp=${this.src.base + d},f.pc=${at + 1};`;
    for (let i = 0; i < d; i++) this.clean.add(i);
    return text;
  }

  /** The copies of the operand stack below `d` that are not up to date. */
  private copies(d: number): string {
    const { base } = this.src;
    let r = '';
    for (let i = 0; i < d; i++) if (!this.clean.has(i)) r += `s[${base + i}]=${this.boxed(i)},`;
    return r;
  }

  jump(from: number, to: number, d: number): string {
    this.flow(to);
    if (to > from) return `{b=${to};continue;}`;
    // A backward jump polls, and may find that the debugger has taken the code back.
    return `{if(word[0]!==0){${this.sync(from, d)}0;attend(f,${to});if(x.jit===null){f.pc=${to};${leave(Exit.Interpret)}}}b=${to};continue;}`;
  }

  /** Leaves to the interpreter before an instruction. */
  bail(at: number, d: number): string {
    return `${this.sync(at - 1, d)}0;${leave(Exit.Interpret)}`;
  }

  /** Can a local be unset where an instruction loads it? */
  mayBeUnset(local: number, at: number): boolean {
    return local > 30 || (this.analysis.assigned[at] & (1 << local)) === 0;
  }
}

const namesOf = new Set<number>([O.LOAD_NAME, O.STORE_NAME]);

/** Instructions whose rules know of floats that are in no object. */
const takesRaw = new Set<number>([
  ...[O.LOAD_FAST, O.LOAD_CONST, O.LOAD_GLOBAL, O.STORE_FAST, O.BINARY_SUBSCR, O.COMPARE_OP, O.UNARY_NEGATIVE],
  ...[O.BINARY_ADD, O.BINARY_SUBTRACT, O.BINARY_MULTIPLY, O.BINARY_TRUE_DIVIDE, O.BINARY_POWER],
  ...[O.INPLACE_ADD, O.INPLACE_SUBTRACT, O.INPLACE_MULTIPLY, O.INPLACE_TRUE_DIVIDE],
]);

const floating = new Set<number>([O.BINARY_TRUE_DIVIDE, O.INPLACE_TRUE_DIVIDE, O.BINARY_POWER]);
