/**
 * The matcher: backtracking over a pattern's graph with a stack of its own, so that neither deep patterns nor long
 * subjects recurse in JavaScript.
 *
 * Owns: matching and searching, the marks of groups. Semantics are those of CPython's sre_lib.h. Contexts (of repeats,
 * assertions, atomic groups) are immutable and linked, so a choice point only remembers its own; marks are undone from
 * a trail. Must not know: Python objects.
 */
import { foldOf, type Node, type Program } from './program';
import { isWordAscii, isWordUnicode } from './characters';
import type { Subject } from './subject';
import { At, Op } from './sreOpcodes';

/** A repeat, assertion or atomic group being matched. */
interface Context {
  readonly node: Node;
  readonly outer: Context | null;
  /** Repetitions begun so far; -1 before the first of a repeat. */
  readonly count: number;
  /** Repeats: where the last repetition began (guards against empty ones). Assertions: where they began. */
  readonly ptr: number;
  /** Height of the choice stack when it began: a possessive end cuts back to it. */
  readonly height: number;
}

/** What to do when a choice point is taken up again. */
const Retry = { NODE: 0, GREEDY: 1, LAZY: 2, LAZY_BODY: 3, BRANCH: 4 } as const;

class Choice {
  kind = 0;
  node: Node | null = null;
  ptr = 0;
  count = 0;
  context: Context | null = null;
  trail = 0;
}

/** Called every few thousand steps, so that a pattern that explodes can be interrupted; it may throw. */
export const matcherHooks = { poll: (): void => {} };
const STEPS_PER_POLL = 20_000;

export class Matcher {
  /** Starts and ends of groups, -1 where unset; the last entry is lastindex. */
  readonly marks: number[];
  matchStart = 0;
  matchEnd = 0;

  private readonly choices: Choice[] = [];
  private height = 0;
  private trailAt: number[] = [];
  private trailOld: number[] = [];
  private steps = 0;

  constructor(
    private readonly program: Program,
    private readonly subject: Subject,
    private readonly end: number,
  ) {
    this.marks = new Array<number>(program.groups * 2 + 1).fill(-1);
  }

  get lastIndex(): number {
    return this.marks[this.marks.length - 1];
  }

  /**
   * Matches at one place. `full`: must reach the end. `mustAdvance`: an empty match doesn't count (the one before ended
   * here).
   */
  matchAt(start: number, full: boolean, mustAdvance: boolean): boolean {
    if (this.end - start < this.program.minWidth) return false;
    this.reset();
    this.matchStart = start;
    return this.run(start, full, mustAdvance);
  }

  /** Searches from `start` on. */
  search(start: number, mustAdvance: boolean): boolean {
    const { program, subject, end } = this;
    const { text, points } = subject;
    const { first, prefixLength } = program;
    const { start: node } = program;
    const anchored = node.op === Op.AT && (node.arg === At.BEGINNING || node.arg === At.BEGINNING_STRING);
    const last = anchored ? Math.min(start, end - program.minWidth) : end - program.minWidth;
    const literal = prefixLength > 0 && points === null ? program.prefix : '';
    const firstChar = prefixLength > 0 ? program.prefix.codePointAt(0)! : -1;
    this.reset();
    for (let at = start; at <= last; at++) {
      if (literal !== '') {
        at = text.indexOf(literal, at);
        if (at < 0 || at > last) return false;
      } else if (firstChar >= 0) {
        while (at <= last && points![at] !== firstChar) at++;
        if (at > last) return false;
      } else if (first !== null) {
        while (at < end && !first.has(points === null ? text.charCodeAt(at) : points[at])) at++;
        if (at >= end || at > last) return false;
      }
      this.matchStart = at;
      if (this.run(at, false, mustAdvance && at === start)) return true;
      this.undo(0);
      this.height = 0;
    }
    return false;
  }

  private reset(): void {
    this.undo(0);
    this.marks.fill(-1);
    this.height = 0;
  }

  private push(kind: number, node: Node, ptr: number, count: number, context: Context | null): void {
    const i = this.height++;
    let c = this.choices[i];
    if (c === undefined) {
      c = new Choice();
      this.choices.push(c);
    }
    c.kind = kind;
    c.node = node;
    c.ptr = ptr;
    c.count = count;
    c.context = context;
    c.trail = this.trailAt.length;
  }

  private undo(to: number): void {
    const { trailAt, trailOld, marks } = this;
    for (let i = trailAt.length - 1; i >= to; i--) marks[trailAt[i]] = trailOld[i];
    trailAt.length = trailOld.length = to;
  }

  private setMark(i: number, value: number): void {
    this.trailAt.push(i);
    this.trailOld.push(this.marks[i]);
    this.marks[i] = value;
  }

  private run(start: number, full: boolean, mustAdvance: boolean): boolean {
    const { subject, end, marks } = this;
    const { text, points } = subject;
    let node: Node = this.program.start;
    let ptr = start;
    let context: Context | null = null;

    for (;;) {
      if (++this.steps > STEPS_PER_POLL) {
        this.steps = 0;
        matcherHooks.poll();
      }
      // Each case continues the loop with the next node, or breaks: this way has failed.
      step: switch (node.op) {
        case Op.LITERAL:
          if (ptr >= end || (points === null ? text.charCodeAt(ptr) : points[ptr]) !== node.arg) break;
          ptr++;
          node = node.next!;
          continue;
        case Op.IN:
          if (ptr >= end || !node.set!.has(points === null ? text.charCodeAt(ptr) : points[ptr])) break;
          ptr++;
          node = node.next!;
          continue;
        case Op.ANY:
          if (ptr >= end || (points === null ? text.charCodeAt(ptr) : points[ptr]) === 10) break;
          ptr++;
          node = node.next!;
          continue;
        case Op.ANY_ALL:
          if (ptr >= end) break;
          ptr++;
          node = node.next!;
          continue;
        case Op.JUMP:
          node = node.next!;
          continue;
        case Op.MARK:
          if (node.arg & 1) this.setMark(marks.length - 1, (node.arg >> 1) + 1);
          this.setMark(node.arg, ptr);
          node = node.next!;
          continue;
        case Op.AT:
          if (!this.position(node.arg, ptr)) break;
          node = node.next!;
          continue;
        case Op.BRANCH: {
          const next = this.firstAlternative(node, ptr, 0, context);
          if (next === null) break;
          node = next;
          continue;
        }
        case Op.REPEAT_ONE: {
          const limit = node.max < end - ptr ? node.max : end - ptr;
          const count = this.count(node.body!, ptr, limit);
          if (count < node.min) break;
          if (count > node.min) this.push(Retry.GREEDY, node, ptr, count, context);
          ptr += count;
          node = node.next!;
          continue;
        }
        case Op.MIN_REPEAT_ONE: {
          if (node.min > 0 && (node.min > end - ptr || this.count(node.body!, ptr, node.min) < node.min)) break;
          ptr += node.min;
          if (node.max > node.min) this.push(Retry.LAZY, node, ptr, node.min, context);
          node = node.next!;
          continue;
        }
        case Op.POSSESSIVE_REPEAT_ONE: {
          const limit = node.max < end - ptr ? node.max : end - ptr;
          const count = this.count(node.body!, ptr, limit);
          if (count < node.min) break;
          ptr += count;
          node = node.next!;
          continue;
        }
        case Op.REPEAT:
          context = { node, outer: context, count: -1, ptr: -1, height: 0 };
          node = node.other!;
          continue;
        case Op.MAX_UNTIL: {
          const until: Context = context!;
          const { node: repeat, outer, ptr: lastPtr } = until;
          const count: number = until.count + 1;
          if (count < repeat.min) {
            context = { node: repeat, outer, count, ptr: lastPtr, height: 0 };
            node = repeat.body!;
            continue;
          }
          if (count < repeat.max && ptr !== lastPtr) {
            this.push(Retry.NODE, node.next!, ptr, 0, outer);
            context = { node: repeat, outer, count, ptr, height: 0 };
            node = repeat.body!;
            continue;
          }
          context = outer;
          node = node.next!;
          continue;
        }
        case Op.MIN_UNTIL: {
          const until: Context = context!;
          const { node: repeat, outer, ptr: lastPtr } = until;
          const count: number = until.count + 1;
          if (count < repeat.min) {
            context = { node: repeat, outer, count, ptr: lastPtr, height: 0 };
            node = repeat.body!;
            continue;
          }
          if (count < repeat.max && ptr !== lastPtr) this.push(Retry.LAZY_BODY, repeat, ptr, count, outer);
          context = outer;
          node = node.next!;
          continue;
        }
        case Op.POSSESSIVE_REPEAT:
          context = { node, outer: context, count: 0, ptr: -1, height: this.height };
          if (node.min === 0) {
            if (node.max === 0) {
              context = context.outer;
              node = node.next!;
              continue;
            }
            this.push(Retry.NODE, node.next!, ptr, 0, context.outer);
            context = { ...context, ptr };
          }
          node = node.body!;
          continue;
        case Op.ATOMIC_GROUP:
          context = { node, outer: context, count: 0, ptr, height: this.height };
          node = node.body!;
          continue;
        case Op.ASSERT:
        case Op.ASSERT_NOT: {
          const back = node.arg;
          if (ptr < back) {
            if (node.op === Op.ASSERT) break;
            node = node.next!;
            continue;
          }
          const height: number = this.height;
          if (node.op === Op.ASSERT_NOT) this.push(Retry.NODE, node.next!, ptr, 0, context);
          context = { node, outer: context, count: 0, ptr, height };
          ptr -= back;
          node = node.body!;
          continue;
        }
        case Op.SUCCESS: {
          if (context === null) {
            if ((full && ptr !== end) || (mustAdvance && ptr === start)) break;
            this.matchEnd = ptr;
            return true;
          }
          const { node: group, outer, height }: Context = context;
          const { count: before, ptr: groupPtr }: Context = context;
          switch (group.op) {
            case Op.ASSERT_NOT:
              // Gives up the choice that leads on, too.
              this.undo(this.choices[height].trail);
              this.height = height;
              break step;
            case Op.ASSERT:
              ptr = groupPtr;
              break;
            case Op.POSSESSIVE_REPEAT: {
              const count: number = before + 1;
              if (count < group.min) {
                this.height = height;
                context = { node: group, outer, count, ptr: groupPtr, height };
                node = group.body!;
                continue;
              }
              if (count < group.max && ptr !== groupPtr) {
                this.height = height;
                this.push(Retry.NODE, group.next!, ptr, 0, outer);
                context = { node: group, outer, count, ptr, height };
                node = group.body!;
                continue;
              }
            }
          }
          this.height = height;
          context = outer;
          node = group.next!;
          continue;
        }
        case Op.GROUPREF:
        case Op.GROUPREF_IGNORE:
        case Op.GROUPREF_LOC_IGNORE:
        case Op.GROUPREF_UNI_IGNORE: {
          const length = this.sameAsGroup(node, ptr);
          if (length < 0) break;
          ptr += length;
          node = node.next!;
          continue;
        }
        case Op.GROUPREF_EXISTS:
          node = this.groupIsSet(node.arg) ? node.body! : node.other!;
          continue;
        default:
          break;
      }

      // This way has failed: take up the last choice.
      for (;;) {
        if (this.height === 0) return false;
        const c: Choice = this.choices[this.height - 1];
        this.undo(c.trail);
        context = c.context;
        if (c.kind === Retry.NODE) {
          this.height--;
          ptr = c.ptr;
          node = c.node!;
          break;
        }
        const from: Node = c.node!;
        if (c.kind === Retry.GREEDY) {
          let count = c.count - 1;
          const tail: Node = from.next!;
          if (tail.op === Op.LITERAL) {
            // The rest begins with a character: skip to where it stands.
            const { arg } = tail;
            const base = c.ptr;
            while (
              count >= from.min &&
              (base + count >= end || (points === null ? text.charCodeAt(base + count) : points[base + count]) !== arg)
            )
              count--;
            if (count < from.min) {
              this.height--;
              continue;
            }
          }
          if (count === from.min) this.height--;
          else c.count = count;
          ptr = c.ptr + count;
          node = tail;
          break;
        }
        if (c.kind === Retry.LAZY) {
          if (c.ptr >= end || this.count(from.body!, c.ptr, 1) === 0) {
            this.height--;
            continue;
          }
          ptr = ++c.ptr;
          if (++c.count >= from.max) this.height--;
          node = from.next!;
          break;
        }
        if (c.kind === Retry.LAZY_BODY) {
          this.height--;
          ptr = c.ptr;
          context = { node: from, outer: c.context, count: c.count, ptr, height: 0 };
          node = from.body!;
          break;
        }
        // Retry.BRANCH
        this.height--;
        const next: Node | null = this.firstAlternative(from, c.ptr, c.count, context);
        if (next === null) continue;
        ptr = c.ptr;
        node = next;
        break;
      }
      if (++this.steps > STEPS_PER_POLL) {
        this.steps = 0;
        matcherHooks.poll();
      }
    }
  }

  /** The first alternative from index `i` on that can match here; what follows it becomes a choice. */
  private firstAlternative(branch: Node, ptr: number, i: number, context: Context | null): Node | null {
    const { text, points } = this.subject;
    const alternatives = branch.alternatives!;
    for (; i < alternatives.length; i++) {
      const a = alternatives[i];
      if (a.op === Op.LITERAL || a.op === Op.IN) {
        if (ptr >= this.end) continue;
        const c = points === null ? text.charCodeAt(ptr) : points[ptr];
        if (a.op === Op.LITERAL ? a.arg !== c : !a.set!.has(c)) continue;
      }
      if (i + 1 < alternatives.length) this.push(Retry.BRANCH, branch, ptr, i + 1, context);
      return a;
    }
    return null;
  }

  /** How often a one-character pattern matches in a row, at most `limit` times (which the caller keeps in range). */
  private count(item: Node, ptr: number, limit: number): number {
    const { text, points } = this.subject;
    const stop = ptr + limit;
    let at = ptr;
    switch (item.op) {
      case Op.ANY_ALL:
        return limit;
      case Op.ANY:
        if (points === null) while (at < stop && text.charCodeAt(at) !== 10) at++;
        else while (at < stop && points[at] !== 10) at++;
        return at - ptr;
      case Op.LITERAL: {
        const { arg } = item;
        if (points === null) while (at < stop && text.charCodeAt(at) === arg) at++;
        else while (at < stop && points[at] === arg) at++;
        return at - ptr;
      }
      case Op.IN: {
        const set = item.set!;
        const { latin1 } = set;
        for (; at < stop; at++) {
          const c = points === null ? text.charCodeAt(at) : points[at];
          if (c < 256 ? latin1[c] === 0 : !set.has(c)) break;
        }
        return at - ptr;
      }
      default:
        return 0;
    }
  }

  private groupIsSet(group: number): boolean {
    const { marks } = this;
    const from = marks[group * 2];
    const to = marks[group * 2 + 1];
    return from >= 0 && to >= from;
  }

  /** The length of what a group matched if the same stands here; else -1. */
  private sameAsGroup(node: Node, ptr: number): number {
    if (!this.groupIsSet(node.arg)) return -1;
    const { text, points } = this.subject;
    const from = this.marks[node.arg * 2];
    const length = this.marks[node.arg * 2 + 1] - from;
    if (ptr + length > this.end) return -1;
    const fold = node.op === Op.GROUPREF ? null : foldOf(node.op);
    for (let i = 0; i < length; i++) {
      const a = points === null ? text.charCodeAt(from + i) : points[from + i];
      const b = points === null ? text.charCodeAt(ptr + i) : points[ptr + i];
      if (a !== b && (fold === null || fold(a) !== fold(b))) return -1;
    }
    return length;
  }

  /** CPython's SRE(at). */
  private position(at: number, ptr: number): boolean {
    const { end } = this;
    switch (at) {
      case At.BEGINNING:
      case At.BEGINNING_STRING:
        return ptr === 0;
      case At.BEGINNING_LINE:
        return ptr === 0 || this.charAt(ptr - 1) === 10;
      case At.END:
        return ptr === end || (ptr === end - 1 && this.charAt(ptr) === 10);
      case At.END_LINE:
        return ptr === end || this.charAt(ptr) === 10;
      case At.END_STRING:
        return ptr === end;
      case At.BOUNDARY:
      case At.LOC_BOUNDARY:
        return this.boundary(ptr, isWordAscii);
      case At.NON_BOUNDARY:
      case At.LOC_NON_BOUNDARY:
        return !this.boundary(ptr, isWordAscii);
      case At.UNI_BOUNDARY:
        return this.boundary(ptr, isWordUnicode);
      default:
        return !this.boundary(ptr, isWordUnicode);
    }
  }

  private boundary(ptr: number, isWord: (c: number) => boolean): boolean {
    const before = ptr > 0 && isWord(this.charAt(ptr - 1));
    const after = ptr < this.end && isWord(this.charAt(ptr));
    return before !== after;
  }

  private charAt(ptr: number): number {
    const { text, points } = this.subject;
    return points === null ? text.charCodeAt(ptr) : points[ptr];
  }
}
