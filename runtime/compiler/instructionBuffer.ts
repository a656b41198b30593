/**
 * The instructions of one code object while it is being compiled: one row of parallel arrays per instruction.
 *
 * Owns: growth and labels. Must not know: encoding (assembler.ts). Buffers are reused, one per nesting depth.
 */
import type { Positioned } from '../syntax/ast';

export class InstructionBuffer {
  count = 0;
  ops = new Uint8Array(64);
  args = new Int32Array(64);
  /** Label that a jump names, or -1. */
  targets = new Int32Array(64);
  /** Line as CPython 3.9's listing shows it. */
  lines = new Int32Array(64);
  /** 1 where 3.9 makes an entry in its line table. */
  lineStarts = new Uint8Array(64);
  locations: Positioned[] = [];
  /** Instruction index of each label, or -1 while it is not placed. */
  labels: number[] = [];
  /** Whether there are SETUP_* instructions. */
  hasBlocks = false;

  reset(): void {
    this.count = 0;
    this.locations.length = 0;
    this.labels.length = 0;
    this.hasBlocks = false;
  }

  newLabel(): number {
    return this.labels.push(-1) - 1;
  }

  placeLabel(label: number): void {
    this.labels[label] = this.count;
  }

  grow(): void {
    const size = this.ops.length * 2;
    this.ops = copyTo(this.ops, new Uint8Array(size));
    this.args = copyTo(this.args, new Int32Array(size));
    this.targets = copyTo(this.targets, new Int32Array(size));
    this.lines = copyTo(this.lines, new Int32Array(size));
    this.lineStarts = copyTo(this.lineStarts, new Uint8Array(size));
  }
}

function copyTo<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
