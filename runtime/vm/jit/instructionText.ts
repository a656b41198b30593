/**
 * What texts of compiled code have in common, with frames or without.
 *
 * Owns: reading the instructions ahead, constants, which instructions are written already. Must not know: where locals and
 * the operand stack are.
 */
import type { CompileSource } from './compile';

export class InstructionText {
  protected readonly skipped = new Set<number>();
  private readonly usedConsts = new Set<number>();

  constructor(
    readonly src: CompileSource,
    /** Instructions that are reached otherwise than from the one before. */
    private readonly entries: ReadonlySet<number>,
  ) {}

  /** A constant: literally where it has a literal. */
  constant(i: number): string {
    const c = this.src.code.consts[i];
    if (c.type === 'None') return 'None';
    if (c.type === 'bool' || (c.type === 'int' && typeof c.value === 'number' && !Object.is(c.value, -0)))
      return String(c.value);
    this.usedConsts.add(i);
    return `c${i}`;
  }

  /** Declares the constants that are used by name. */
  protected constants(): string {
    return [...this.usedConsts].map((i) => `const c${i}=consts[${i}];`).join('');
  }

  /** The opcode of an instruction that is reached from the one before it alone; 0 for none. */
  following(at: number): number {
    return this.entries.has(at) ? 0 : this.opAt(at);
  }

  opAt(at: number): number {
    return at < this.src.words.length ? this.src.words[at] & 0xff : 0;
  }

  argAt(at: number): number {
    return this.src.words[at] >>> 8;
  }

  /** A rule has written a later instruction, too. */
  skip(at: number): void {
    this.skipped.add(at);
  }
}
