/**
 * A compiled pattern as a graph of nodes, decoded once from the code words that re._compiler emits.
 *
 * Owns: decoding. Every test of one character becomes LITERAL, ANY, ANY_ALL or IN: case-insensitive literals, categories
 * and negated literals are character sets, so the matcher has few cases. Must not know: how matching goes.
 */
import { InternalError } from '../../base/internalError';
import { inCategory, lowerAscii, lowerLocale, lowerUnicode, upperLocale } from './characters';
import { CharSet, charTest, type CharTest } from './charSet';
import { Info, MAXREPEAT, Op } from './sreOpcodes';

export class Node {
  next: Node | null = null;
  /** Where a loop's body, an assertion's pattern or a condition's "yes" begins. */
  body: Node | null = null;
  /** A condition's "no"; the loop that an UNTIL belongs to. */
  other: Node | null = null;
  alternatives: Node[] | null = null;
  set: CharSet | null = null;
  /** Literal character, mark or group number, position code, look-behind width. */
  arg = 0;
  min = 0;
  max = 0;
  constructor(
    readonly op: number,
    readonly pc: number,
  ) {}
}

/** Lower-casing functions for group references without regard to case, by opcode. */
export const foldOf = (op: number): ((c: number) => number) =>
  op === Op.GROUPREF_IGNORE ? lowerAscii : op === Op.GROUPREF_LOC_IGNORE ? lowerLocale : lowerUnicode;

export interface Program {
  start: Node;
  groups: number;
  /** Text that every match begins with, or ''. */
  prefix: string;
  prefixLength: number;
  /** What every match begins with, where there is no prefix. */
  first: CharSet | null;
  minWidth: number;
}

export function decode(code: readonly number[], groups: number): Program {
  return new Decoder(code).decode(groups);
}

class Decoder {
  private readonly nodes: Node[] = [];
  private readonly sets = new Map<string, CharSet>();
  /** Words that are no instructions: the lengths between a BRANCH's alternatives, and the 0 after the last. */
  private readonly branchWords = new Set<number>();
  private readonly code: readonly number[];

  constructor(code: readonly number[]) {
    this.code = code;
  }

  decode(groups: number): Program {
    const { code } = this;
    let start = 0;
    let prefix: number[] = [];
    let first: CharSet | null = null;
    let minWidth = 0;
    if (code[0] === Op.INFO) {
      const flags = code[2];
      minWidth = code[3];
      if (flags & Info.PREFIX) prefix = code.slice(7, 7 + code[5]);
      else if (flags & Info.CHARSET) first = new CharSet(charTest(code, 5));
      start = 1 + code[1];
    }
    this.scan(start, code.length);
    const node = this.at(start);
    if (prefix.length === 0) first ??= firstSet(node);
    return {
      start: node,
      groups,
      prefix: String.fromCodePoint(...prefix),
      prefixLength: prefix.length,
      first,
      minWidth,
    };
  }

  private at(pc: number): Node {
    const n = this.nodes[pc];
    if (n === undefined) throw new InternalError(`sre: jump to ${pc}, which is inside an instruction`);
    return n;
  }

  /** Decodes the instructions from `from` to `to` in two passes: nodes first, then their links. */
  private scan(from: number, to: number): void {
    const links: (() => void)[] = [];
    for (let pc = from; pc < to;) pc = this.branchWords.has(pc) ? pc + 1 : this.instruction(pc, links);
    for (const link of links) link();
  }

  /** Decodes one instruction (without its body) and returns where the next begins. */
  private instruction(pc: number, links: (() => void)[]): number {
    const { code } = this;
    const op = code[pc];
    const skipTo = (at: number): number => at + code[at];
    const link = (n: Node, next: number): number => {
      links.push(() => (n.next = this.at(next)));
      return next;
    };
    const put = (n: Node): Node => (this.nodes[pc] = n);
    const inSet = (test: CharTest, key: string, next: number): number => {
      const n = put(new Node(Op.IN, pc));
      n.set = this.shared(key, test);
      return link(n, next);
    };
    switch (op) {
      case Op.FAILURE:
      case Op.SUCCESS:
        put(new Node(op, pc));
        return pc + 1;
      case Op.ANY:
      case Op.ANY_ALL:
        return link(put(new Node(op, pc)), pc + 1);
      case Op.LITERAL:
      case Op.AT:
      case Op.MARK:
      case Op.GROUPREF:
      case Op.GROUPREF_IGNORE:
      case Op.GROUPREF_LOC_IGNORE:
      case Op.GROUPREF_UNI_IGNORE: {
        const n = put(new Node(op, pc));
        n.arg = code[pc + 1];
        return link(n, pc + 2);
      }
      case Op.NOT_LITERAL:
      case Op.CATEGORY:
      case Op.LITERAL_IGNORE:
      case Op.NOT_LITERAL_IGNORE:
      case Op.LITERAL_LOC_IGNORE:
      case Op.NOT_LITERAL_LOC_IGNORE:
      case Op.LITERAL_UNI_IGNORE:
      case Op.NOT_LITERAL_UNI_IGNORE:
        return inSet(singleTest(op, code[pc + 1]), `${op} ${code[pc + 1]}`, pc + 2);
      case Op.IN:
      case Op.IN_IGNORE:
      case Op.IN_LOC_IGNORE:
      case Op.IN_UNI_IGNORE: {
        const next = skipTo(pc + 1);
        return inSet(setTest(op, charTest(code, pc + 2)), `${op} ${code.slice(pc + 2, next).join()}`, next);
      }
      case Op.JUMP: {
        const n = put(new Node(op, pc));
        link(n, skipTo(pc + 1));
        return pc + 2;
      }
      case Op.ASSERT:
      case Op.ASSERT_NOT: {
        const n = put(new Node(op, pc));
        n.arg = code[pc + 2];
        links.push(() => (n.body = this.at(pc + 3)));
        link(n, skipTo(pc + 1));
        return pc + 3;
      }
      case Op.ATOMIC_GROUP: {
        const n = put(new Node(op, pc));
        links.push(() => (n.body = this.at(pc + 2)));
        link(n, skipTo(pc + 1));
        return pc + 2;
      }
      case Op.BRANCH: {
        const n = put(new Node(op, pc));
        const starts: number[] = [];
        let at = pc + 1;
        for (; code[at] !== 0; at = skipTo(at)) starts.push(at + 1);
        for (const s of starts) this.branchWords.add(s - 1);
        this.branchWords.add(at);
        links.push(() => (n.alternatives = starts.map((s) => this.at(s))));
        return pc + 2;
      }
      case Op.GROUPREF_EXISTS: {
        const n = put(new Node(op, pc));
        n.arg = code[pc + 1];
        const no = skipTo(pc + 2) - 1;
        links.push(() => {
          n.body = this.at(pc + 3);
          n.other = this.at(no);
        });
        return pc + 3;
      }
      case Op.REPEAT: {
        const n = put(new Node(op, pc));
        this.bounds(n, pc);
        const until = skipTo(pc + 1);
        links.push(() => {
          n.body = this.at(pc + 4);
          n.other = this.at(until);
          n.other.other = n;
        });
        return pc + 4;
      }
      case Op.MAX_UNTIL:
      case Op.MIN_UNTIL:
        return link(put(new Node(op, pc)), pc + 1);
      case Op.REPEAT_ONE:
      case Op.MIN_REPEAT_ONE:
      case Op.POSSESSIVE_REPEAT_ONE:
      case Op.POSSESSIVE_REPEAT: {
        const n = put(new Node(op, pc));
        this.bounds(n, pc);
        links.push(() => (n.body = this.at(pc + 4)));
        // The length of a possessive repeat ends before its SUCCESS, that of the others after it.
        link(n, skipTo(pc + 1) + (op === Op.POSSESSIVE_REPEAT ? 1 : 0));
        return pc + 4;
      }
      default:
        throw new InternalError(`sre: opcode ${op} at ${pc}`);
    }
  }

  private bounds(n: Node, pc: number): void {
    n.min = this.code[pc + 2];
    n.max = this.code[pc + 3] >>> 0 === MAXREPEAT ? Infinity : this.code[pc + 3];
  }

  private shared(key: string, test: CharTest): CharSet {
    let set = this.sets.get(key);
    if (set === undefined) this.sets.set(key, (set = new CharSet(test)));
    return set;
  }
}

function singleTest(op: number, arg: number): CharTest {
  switch (op) {
    case Op.NOT_LITERAL:
      return (c) => c !== arg;
    case Op.CATEGORY:
      return (c) => inCategory(arg, c);
    case Op.LITERAL_IGNORE:
      return (c) => lowerAscii(c) === arg;
    case Op.NOT_LITERAL_IGNORE:
      return (c) => lowerAscii(c) !== arg;
    case Op.LITERAL_UNI_IGNORE:
      return (c) => lowerUnicode(c) === arg;
    case Op.NOT_LITERAL_UNI_IGNORE:
      return (c) => lowerUnicode(c) !== arg;
    case Op.LITERAL_LOC_IGNORE:
      return (c) => sameInLocale(arg, c);
    default:
      return (c) => !sameInLocale(arg, c);
  }
}

/** CPython's char_loc_ignore. */
function sameInLocale(literal: number, c: number): boolean {
  return c === literal || lowerLocale(c) === literal || upperLocale(c) === literal;
}

function setTest(op: number, test: CharTest): CharTest {
  switch (op) {
    case Op.IN_IGNORE:
      return (c) => test(lowerAscii(c));
    case Op.IN_UNI_IGNORE:
      return (c) => test(lowerUnicode(c));
    case Op.IN_LOC_IGNORE:
      return (c) => {
        const lower = lowerLocale(c);
        if (test(lower)) return true;
        const upper = upperLocale(c);
        return upper !== lower && test(upper);
      };
    default:
      return test;
  }
}

/** The characters a match can begin with, where the first node tells. */
function firstSet(start: Node): CharSet | null {
  let n: Node | null = start;
  while (n !== null && n.op === Op.MARK) n = n.next;
  if (n !== null && n.op === Op.REPEAT_ONE && n.min > 0) n = n.body;
  return n !== null && n.op === Op.IN ? n.set : null;
}
